#include "rooms/opening/where.hpp"
#include "infra/spine/barrier.hpp"
#include "rooms/opening/store.hpp"

namespace tianping::opening {

Result<Where> where_of(const ReadTx& tx, const trade::IntakeId& intake)
{
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    const auto row = store::closing(tx, intake);
    if (!row) {
        Error e{Fault::too_early, "opening.not_closed"};
        e.article = "招法34";
        e.earliest = round.deadline;
        return e;
    }
    TP_TRY(terms, trade::terms_by_digest(tx, row->terms));
    const auto* lot = trade::lot_terms(terms.terms, round.id);
    if (lot == nullptr)
        return Error{Fault::internal, "house.fault"};
    return Where{round, facts, *row, terms, *lot};
}

Result<Where> where_of(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    auto found = where_of(tx, intake);
    if (found || !found.error().earliest || request.call.arrived < *found.error().earliest)
        return found;
    const auto node = barrier::waits_for(tx, *found.error().earliest);
    if (node.empty())
        return found;
    return Error{Fault::too_early, "opening.closing_waits", {}, {{"node", node}}, "招法34"};
}

Status check_not_ended(const Where& at)
{
    const bool ended = at.round.stage == trade::Stage::failed || at.round.stage == trade::Stage::terminated;
    return ended ? Status{Error{Fault::conflict, "opening.round_ended"}} : Status{};
}

} // namespace tianping::opening
