// What was never announced is withdrawn by whoever registered it; from its notice on a tender is ended by
// termination alone.
#include "rooms/trade/agents.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

bool was_announced(const RoundFacts& round)
{
    return round.deadline.has_value() || round.number > 1;
}

} // namespace

Result<TradeOut> Trades::withdraw(WriteTx& tx, const http::Request& request, const WithdrawalIn& in) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_TRY(state, next_state(row.state, RegisterAct::withdraw));
    TP_CHECK(in.form());
    const auto rounds = rounds_of(tx, row.id);
    if (std::ranges::any_of(rounds, was_announced))
        return Error{Fault::conflict, "trade.announced_already", {}, {}, "30号令15、27号令14、2号令20"};
    row.state = state;
    TP_CHECK(keep(tx, request, row));
    for (const auto& round : rounds)
        if (round.stage != Stage::terminated)
            TP_CHECK(move(tx, call, round.id, Act::terminate, in.reason));
    events::append(tx, call, row.id.text(), about(facts_of_row(tx, row), rounds),
                   RegistrationWithdrawn{in.reason});
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
