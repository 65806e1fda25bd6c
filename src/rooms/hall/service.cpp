// Sign-in and objections on the spot.
#include "rooms/hall/service.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/hall/rules.hpp"
#include "rooms/hall/store.hpp"
#include <algorithm>

namespace tianping::hall {
namespace {

RecordObjection shown(const ObjectionRow& row)
{
    return {row.id.text(), row.who, row.text, row.raised_at, row.answer, row.answered_at};
}

bool is_host(const trade::TradeFacts& trade, const identity::OrganisationId& organisation)
{
    return organisation == trade.owner || organisation == trade.agent;
}

} // namespace

Result<Hall::Seen> Hall::seen(const ReadTx& tx, const trade::IntakeId& intake, Instant now) const
{
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    Seen out{round, facts, facts.agent, opening::closed_facts(tx, intake), store::session(tx, intake),
             {},    {}};
    if (round.deadline)
        out.hosted_by = trade::agent_at(tx, facts.id, *round.deadline);
    if (out.session && out.session->ended_at)
        out.trade.agent = trade::agent_at(tx, facts.id, *out.session->ended_at);
    if (round.deadline)
        out.sign_in_from = *round.deadline - std::chrono::minutes{settings_.sign_in_minutes};
    std::optional<opening::ClosingState> closing;
    if (out.closing)
        closing = out.closing->state;
    out.state = session_state({round.stage, round.deadline, closing, out.session.has_value(),
                               out.session && out.session->ended_at, out.sign_in_from},
                              now);
    return out;
}

Result<Hall::Seen> Hall::seen(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    return seen(tx, intake, request.call.arrived);
}

Result<identity::ProvedSignature> Hall::prove_attendance(const http::Request& request,
                                                         const AttendIn& in) const
{
    return identity::prove_signature(attendance_message(request.path.at("intake")), in.signature);
}

// Whoever may bid may sign in: a refusal to those who have not bid would tell who has.
Result<AttendanceOut> Hall::attend(WriteTx& tx, const http::Request& request, const AttendIn& in,
                                   const identity::ProvedSignature& proved) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_sign_in(at.state, at.sign_in_from));
    TP_TRY(organisation, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, proved, organisation, call.arrived));
    AttendanceRow row{call.mint<AttendanceId>(),         at.round.intake,    organisation,
                      to_hex(proved.certificate_digest), in.signature.value, call.arrived};
    if (const auto earlier = store::attendance(tx, at.round.intake, organisation)) {
        row = *earlier;
    } else {
        TP_CHECK(tx.insert(row));
        events::append(tx, call, row.id.text(), trade::about(at.trade, at.round),
                       SignedIn{at.round.intake.text(), row.certificate});
    }
    return AttendanceOut{at.round.intake.text(), at.state, at.sign_in_from, row.at};
}

Result<AttendanceOut> Hall::own_attendance(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, seen(tx, request));
    TP_TRY(organisation, identity::acting_organisation(request.call));
    AttendanceOut out{at.round.intake.text(), at.state, at.sign_in_from, std::nullopt};
    if (const auto row = store::attendance(tx, at.round.intake, organisation))
        out.signed_in_at = row->at;
    return out;
}

Result<RecordObjection> Hall::object(WriteTx& tx, const http::Request& request, const ObjectionIn& in) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_object(at.state));
    TP_TRY(id, identity::acting_organisation(call));
    TP_TRY(organisation, party(tx, at, id));
    TP_TRY(submissions, bidding::closed_submissions(tx, at.round.intake));
    if (std::ranges::none_of(submissions, [&](const auto& one) { return bids_in(one, organisation); }))
        return Error{Fault::forbidden, "hall.not_a_bidder", {}, {}, "条例44"};
    TP_CHECK(in.form());
    const ObjectionRow row{call.mint<ObjectionId>(), at.round.intake, id,
                           organisation.name,        in.text,         call.arrived};
    TP_CHECK(tx.insert(row));
    events::append(tx, call, at.round.intake.text(), trade::about(at.trade, at.round),
                   ObjectionRaised{row.id.text(), row.who, row.text});
    return shown(row);
}

Result<RecordObjection> Hall::answer(WriteTx& tx, const http::Request& request,
                                     const ObjectionAnswerIn& in) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_object(at.state));
    TP_TRY(id, ObjectionId::parse(request.path.at("objection")));
    auto row = store::objection(tx, id);
    if (!row || row->intake != at.round.intake)
        return Error{Fault::not_found, "hall.objection_unknown"};
    if (row->answered_at)
        return Error{Fault::conflict, "hall.objection_answered"};
    TP_CHECK(in.form());
    TP_TRY(organisation, identity::acting_organisation(call));
    if (!is_host(at.trade, organisation))
        return Error{Fault::forbidden, "hall.not_the_host", {}, {}, "条例44"};
    row->answer = in.answer;
    row->answered_by = organisation.text();
    row->answered_at = call.arrived;
    TP_CHECK(tx.update(*row));
    events::append(tx, call, at.round.intake.text(), trade::about(at.trade, at.round),
                   ObjectionAnswered{row->id.text(), row->answer});
    return shown(*row);
}

} // namespace tianping::hall
