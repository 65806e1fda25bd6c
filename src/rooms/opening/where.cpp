#include "rooms/opening/where.hpp"
#include "infra/spine/barrier.hpp"
#include "rooms/opening/store.hpp"

namespace tianping::opening {
namespace {

void count_pauses(const ReadTx& tx, Where& at, Instant now)
{
    auto& closing = at.closing;
    if (closing.state != ClosingState::witnessed && closing.state != ClosingState::read_out)
        return;
    const auto published = store::read_out(tx, closing.intake);
    at.pauses = pauses_of(tx, at.round, published ? published->published_at : now);
    const auto longer = store::extensions(tx, closing.intake);
    const auto from = longer.empty()
                          ? closing.window_ends - std::chrono::minutes{at.lot.unsealing.window_minutes}
                          : longer.back().decided_at;
    closing.window_ends = end_with_pauses(from, closing.window_ends, at.pauses);
}

} // namespace

Result<Where> where_of(const ReadTx& tx, const trade::IntakeId& intake, Instant now)
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
    Where out{round, facts, *row, terms, *lot, {}};
    count_pauses(tx, out, now);
    return out;
}

Result<Where> where_of(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    auto found = where_of(tx, intake, request.call.arrived);
    if (found || !found.error().earliest || request.call.arrived < *found.error().earliest)
        return found;
    const auto node = barrier::waits_for(tx, *found.error().earliest);
    if (node.empty())
        return found;
    return Error{Fault::too_early, "opening.closing_waits", {}, {{"node", node}}, "招法34"};
}

std::optional<UnsealingRow> begun_of(const ReadTx& tx, const Where& at)
{
    auto out = store::unsealing(tx, at.closing.intake);
    if (!out)
        return out;
    out->giving_until = end_with_pauses(out->giving_from, out->giving_until, at.pauses);
    if (out->remedy_from)
        out->remedy_until = end_with_pauses(*out->remedy_from, *out->remedy_until, at.pauses);
    return out;
}

Status check_going_on(const ReadTx& tx, const Where& at)
{
    if (at.round.stage == trade::Stage::failed || at.round.stage == trade::Stage::terminated)
        return Error{Fault::conflict, "opening.round_ended"};
    return at.closing.state == ClosingState::witnessed ? check_not_stopped(tx, at.round.id) : Status{};
}

} // namespace tianping::opening
