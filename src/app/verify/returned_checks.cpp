// A round that failed for too few bidders: one set, witnessed, of fewer bids than the law wants, and nothing
// of it was opened (招法28, 条例44).
#include "app/trustee/evidence.hpp"
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::verify {

bool Checks::returned() const
{
    return event_of([&](const auto& e) {
               return e.stream == evidence_.kit.intake && e.kind == opening::ReturnedUnopened::kind;
           }) != nullptr;
}

// Without the SUBMITs: they would tell whose bids they are.
Status Checks::returned_set()
{
    TP_TRY(set_facts, trustee::closed_set_of(evidence_.closing));
    facts_.first_close = crypto::sm3(set_facts.close.message);
    TP_TRY(close, seal::check_witnessed(facts_, set_facts, signers_));
    set_ = seal::ClosedSet{close, *facts_.first_close, {}};
    return {};
}

Status Checks::too_few() const
{
    const auto* recorded = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.intake && says<opening::ReturnedUnopened>(e, [&](const auto& body) {
                   return body.minimum == lot_.minimum_bidders;
               });
    });
    const bool few = std::ssize(set_->close.submits) < lot_.minimum_bidders;
    return recorded && few
               ? Status{}
               : Status{differs("verify.too_few_differs", std::to_string(set_->close.submits.size()))};
}

Status Checks::nothing_opened() const
{
    const auto& all = evidence_.unsealing;
    const bool nothing = evidence_.closing.submissions.empty() && evidence_.answers.empty() &&
                         evidence_.opened.empty() && evidence_.read_out.empty() &&
                         evidence_.receipts.empty() && all.proofs.empty() && all.secrets.empty() &&
                         all.causes.empty() && all.extensions.empty() && !all.giving_from &&
                         !all.giving_until && !all.remedy;
    const auto* opened = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.intake &&
               (e.kind == opening::TrusteeAnswered::kind || e.kind == opening::ReadOutPublished::kind ||
                e.kind == opening::RemedyBegun::kind);
    });
    return nothing && !opened ? Status{} : Status{differs("verify.opened_though_returned", "")};
}

// The round failed in the log, for bids that were too few or of which none was opened; where another follows
// it, a published notice of the failure made it.
Status Checks::failed_notice() const
{
    const auto& round = evidence_.kit.round;
    const auto* failed = event_of([&](const auto& e) {
        return e.stream == round &&
               says<trade::RoundMoved>(e, [](const auto& body) { return body.to == trade::Stage::failed; });
    });
    if (!failed)
        return differs("verify.failure_not_logged", round);
    const bool few = std::ssize(set_->close.submits) < lot_.minimum_bidders;
    if (!few && (evidence_.opened.empty() || !none_opened()))
        return differs("verify.failure_without_ground", round);
    const auto* followed =
        event_of([&](const auto& e) { return e.stream == round && e.kind == trade::RoundFollowed::kind; });
    if (!followed)
        return {};
    TP_TRY(next, wire::parse<trade::RoundFollowed>(followed->body));
    const auto* told = event_of([&](const auto& e) {
        return says<notice::Published>(e, [&](const auto& body) {
            return body.text.kind == notice::Kind::failed_round &&
                   std::ranges::find(body.text.rounds, round) != body.text.rounds.end() &&
                   std::ranges::find(body.new_rounds, next.by.text()) != body.new_rounds.end();
        });
    });
    return told ? Status{} : Status{differs("verify.failure_not_announced", round)};
}

} // namespace tianping::verify
