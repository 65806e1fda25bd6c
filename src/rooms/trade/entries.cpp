#include "rooms/trade/entries.hpp"
#include "base/json_text.hpp"
#include "rooms/trade/rounds.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"

namespace tianping::trade {
namespace {

Result<ProjectRow> kept_in_step(WriteTx& tx, const Call& call, ProjectRow row, const Registration& in)
{
    if (!row.project_code.empty() || (row.name == in.project_name && row.region == in.region))
        return row;
    row.name = in.project_name;
    row.region = in.region;
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), {}, ProjectCorrected{row.id, row.name, row.region});
    return row;
}

} // namespace

Result<ProjectRow> project_for(WriteTx& tx, const Call& call, const identity::OrganisationId& owner,
                               const Registration& in)
{
    if (auto known = store::project_of(tx, owner, in.investment_code))
        return kept_in_step(tx, call, *std::move(known), in);
    const ProjectRow row{
        call.mint<ProjectId>(), in.investment_code, owner, in.project_name, in.region, "", 1};
    TP_CHECK(tx.insert(row));
    events::append(tx, call, row.id.text(), {},
                   ProjectRegistered{row.id, row.investment_code, row.name, owner.text(), row.region});
    return row;
}

void enter(TradeRow& row, const ProjectId& project, const Registration& in)
{
    row.project = project;
    row.title = in.title;
    row.procedure = in.procedure;
    row.region = in.region;
    row.trade_class = in.trade_class;
    row.registration = to_text(in);
}

LotMade make_lot(WriteTx& tx, const Call& call, const TradeFacts& trade, const LotIn& in,
                 std::int64_t position)
{
    const LotRow row{call.mint<LotId>(), trade.id, position, in.name, in.scope, in.estimate, "", ""};
    tx.insert(row).value();
    const auto round = make_round(tx, call, trade, {row.id, 1, Stage::draft, std::nullopt});
    return {row.id, round.id, round.intake};
}

events::Private entry_for_parties(const TradeRow& row, const Registration& in)
{
    return {"parties:" + row.id.text(),
            wire::write(RegistrationParticulars{row.entry, application_of(row), in})};
}

} // namespace tianping::trade
