#include "rooms/hall/rules.hpp"
#include <algorithm>

namespace tianping::hall {
namespace {

Error refusal(Fault fault, const char* code, const char* article = "")
{
    Error e{fault, code};
    e.article = article;
    return e;
}

} // namespace

SessionState session_state(const SessionFacts& facts, Instant now)
{
    if (facts.ended)
        return SessionState::ended;
    const bool over = facts.stage == trade::Stage::failed || facts.stage == trade::Stage::terminated;
    if (facts.closing == opening::ClosingState::returned ||
        (over && facts.closing != opening::ClosingState::read_out))
        return SessionState::not_opened;
    if (facts.signing_open)
        return SessionState::signing;
    if (facts.closing == opening::ClosingState::read_out)
        return SessionState::reading;
    if (facts.closing || (facts.deadline && now >= *facts.deadline))
        return SessionState::opening;
    return facts.deadline && now >= facts.sign_in_from ? SessionState::signing_in : SessionState::waiting;
}

Status may_sign_in(SessionState state, Instant sign_in_from)
{
    if (state == SessionState::waiting) {
        auto e = refusal(Fault::too_early, "hall.sign_in_not_open");
        e.earliest = sign_in_from;
        e.params["earliest"] = to_local_text(sign_in_from);
        return e;
    }
    if (state == SessionState::ended)
        return refusal(Fault::conflict, "hall.session_over");
    if (state == SessionState::not_opened)
        return refusal(Fault::conflict, "hall.nothing_opened");
    return {};
}

Status may_object(SessionState state)
{
    switch (state) {
    case SessionState::reading:
    case SessionState::signing:
        return {};
    case SessionState::ended:
        return refusal(Fault::conflict, "hall.session_over", "条例44");
    case SessionState::not_opened:
        return refusal(Fault::conflict, "hall.nothing_opened");
    default:
        return refusal(Fault::too_early, "hall.not_read_out", "20-30");
    }
}

Status all_answered(const std::vector<ObjectionRow>& objections)
{
    const auto open = std::ranges::find_if(objections, [](const auto& one) { return !one.answered_at; });
    if (open == objections.end())
        return {};
    auto e = refusal(Fault::conflict, "hall.objection_unanswered", "条例44");
    e.params["objection"] = open->id.text();
    e.params["who"] = open->who;
    return e;
}

Status may_open_signing(SessionState state)
{
    if (state == SessionState::signing)
        return refusal(Fault::conflict, "hall.signing_already_open");
    return may_object(state);
}

Status may_sign(SessionState state, const std::optional<SessionRow>& session, Instant at)
{
    if (state == SessionState::ended)
        return refusal(Fault::conflict, "hall.session_over");
    if (state != SessionState::signing || !session)
        return refusal(Fault::too_early, "hall.signing_not_open");
    if (at >= session->signing_until)
        return refusal(Fault::conflict, "hall.signing_over");
    return {};
}

Status may_end(SessionState state, const std::optional<SessionRow>& session, bool all_decided, Instant at)
{
    if (state == SessionState::ended)
        return refusal(Fault::conflict, "hall.session_over");
    if (state != SessionState::signing || !session)
        return refusal(Fault::too_early, "hall.signing_not_open");
    if (all_decided || at >= session->signing_until)
        return {};
    auto e = refusal(Fault::too_early, "hall.signing_runs");
    e.earliest = session->signing_until;
    e.params["earliest"] = to_local_text(session->signing_until);
    return e;
}

bool bids_in(const bidding::ClosedSubmission& submission, const identity::Organisation& organisation)
{
    return submission.bidder == organisation.id.text() ||
           std::ranges::find(submission.members, organisation.code) != submission.members.end();
}

} // namespace tianping::hall
