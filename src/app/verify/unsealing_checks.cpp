// Who unsealed, when, and on what ground: proofs, secrets, the remedy, the host's causes, the window.
#include "app/trustee/remedy.hpp"
#include "app/verify/checks.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

std::chrono::minutes window_of(const terms::LotTerms& lot)
{
    return std::chrono::minutes{lot.unsealing.window_minutes};
}

} // namespace

bool Checks::by_bidders() const
{
    return lot_.unsealing.manner == terms::Manner::bidder;
}

const bidding::ClosedSubmission* Checks::submission(const std::string& id) const
{
    const auto& all = evidence_.closing.submissions;
    const auto found = std::ranges::find(all, id, &bidding::ClosedSubmission::submission);
    return found == all.end() ? nullptr : &*found;
}

const opening::LoggedEvent*
Checks::event_of(const std::function<bool(const opening::LoggedEvent&)>& fits) const
{
    const auto found = std::ranges::find_if(evidence_.events, fits);
    return found == evidence_.events.end() ? nullptr : &*found;
}

// What the trustees and bidders were told closes at the deadline that the CLOSE names.
Status Checks::deadline() const
{
    if (evidence_.kit.deadline == set_->close.deadline)
        return {};
    return differs("verify.deadline_differs", evidence_.kit.intake);
}

// Signed by the owner, or by the agent who acted in the owner's name under a mandate for it.
Status Checks::by_the_host(const std::string& signer_code, const opening::LoggedEvent* recorded) const
{
    TP_TRY(owner, organisation_of(evidence_.kit.terms_certificate));
    if (signer_code == owner)
        return {};
    if (!recorded)
        return differs("verify.not_the_host", signer_code);
    TP_TRY(by, wire::parse<LoggedActor>(recorded->actor));
    if (by.mandate.empty() || by.on_behalf_of != owner_in_log())
        return differs("verify.not_the_host", signer_code);
    return under_mandate(*recorded, by, signer_code);
}

Status Checks::cause(const opening::RecordedCause& cause) const
{
    TP_TRY(signer,
           trustee::signer_of(cause, evidence_.kit.platform, evidence_.kit.intake, to_hex(set_->digest)));
    const auto* recorded = event_of([&](const auto& e) {
        return says<opening::CauseRecorded>(
            e, [&](const auto& body) { return wire::write(body.cause) == wire::write(cause); });
    });
    if (!recorded || from_millis(recorded->arrived_at) != cause.recorded_at)
        return differs("verify.cause_not_logged", cause.submission);
    if (cause.outcome != opening::outcome_of(cause.code) || !submission(cause.submission))
        return differs("verify.cause_differs", cause.submission);
    return by_the_host(signer.subject().organisation_code, recorded);
}

// Signed by the bidder whose part it is, for this set, and logged when it arrived.
Status Checks::of_bidder(const opening::BidderMessage& message, const char* kind) const
{
    const auto* from = submission(message.submission);
    const auto opened = std::ranges::find(evidence_.opened, message.header, &opening::OpenedEvidence::header);
    if (!from || opened == evidence_.opened.end() || opened->submission != message.submission)
        return differs("verify.bidder_message_of_another", message.submission);
    TP_CHECK(trustee::signed_by_bidder(message, from->bidder_code));
    const auto* recorded = event_of([&](const auto& e) {
        const auto lists = [&](const auto& body) {
            return body.submission == message.submission && has(body.headers, message.header);
        };
        return e.kind == kind &&
               (says<opening::BidderProved>(e, lists) || says<opening::BidderGave>(e, lists));
    });
    if (!recorded || from_millis(recorded->arrived_at) != message.arrived)
        return differs("verify.bidder_message_not_logged", message.submission);
    return {};
}

Status Checks::proof(const opening::BidderMessage& given) const
{
    TP_CHECK(of_bidder(given, opening::BidderProved::kind.data()));
    TP_CHECK(trustee::signed_as_submitted(given, *submission(given.submission)));
    TP_TRY(bytes, from_base64(given.message));
    TP_TRY(proof, seal::Proof::decode(bytes));
    const bool fits = proof.close == set_->digest && to_hex(proof.header) == given.header;
    if (!fits || !by_bidders() || given.arrived >= evidence_.unsealing.window_ends)
        return differs("verify.proof_differs", given.submission);
    return {};
}

// No secret came before all had proved or the window was over (manner `bidder`).
Status Checks::secret(const opening::BidderMessage& given) const
{
    TP_CHECK(of_bidder(given, opening::BidderGave::kind.data()));
    TP_TRY(bytes, from_base64(given.message));
    TP_TRY(answer, seal::Answer::decode(bytes));
    const auto opened = std::ranges::find(evidence_.opened, given.header, &opening::OpenedEvidence::header);
    const bool fits = answer.close == set_->digest && to_hex(answer.header) == given.header &&
                      answer.index == 0 && answer.code == seal::AnswerCode::ok &&
                      (to_hex(answer.value) == opened->secret || lost(given.header));
    if (!fits)
        return differs("verify.secret_differs", given.submission);
    const auto& all = evidence_.unsealing;
    const bool in_time = by_bidders()
                             ? all.giving_from && all.giving_until && given.arrived >= *all.giving_from &&
                                   given.arrived < *all.giving_until
                             : given.arrived < all.window_ends;
    return in_time ? Status{} : Status{differs("verify.secret_out_of_time", given.submission)};
}

// Giving began when the last had proved, or at the window's end.
Status Checks::giving() const
{
    const auto& all = evidence_.unsealing;
    if (!by_bidders())
        return all.giving_from || all.giving_until || all.remedy
                   ? Status{differs("verify.giving_differs", "manner")}
                   : Status{};
    if (!all.giving_from)
        return differs("verify.giving_differs", "not begun");
    auto from = Instant{};
    for (const auto& part : evidence_.opened) {
        const auto proof = std::ranges::find(all.proofs, part.header, &opening::BidderMessage::header);
        from = std::max(from, proof == all.proofs.end() ? all.window_ends : proof->arrived);
    }
    // A proof in time that was decided after the window's end did not change when giving began.
    if (*all.giving_from == all.window_ends)
        from = all.window_ends;
    const bool logged = event_of([&](const auto& e) {
                            return is_own(e) && says<opening::GivingBegun>(e, [&](const auto& body) {
                                       return body.from == from && body.until == from + window_of(lot_);
                                   });
                        }) != nullptr;
    const bool fits = all.giving_from == from && all.giving_until == one_window_after(from) && logged;
    return fits ? Status{} : Status{differs("verify.giving_differs", evidence_.kit.intake)};
}

// All whom the remedy is for and nobody else, as the terms and the recorded causes say.
Status Checks::remedy() const
{
    const auto& all = evidence_.unsealing;
    const std::vector<std::string> opened_by_trustees =
        all.remedy ? all.remedy->headers : std::vector<std::string>{};
    const auto& secrets = told_.secrets;
    // A cause that came later than the time for recording it opened nothing.
    const auto latest = one_window_after(all.giving_until.value_or(all.window_ends));
    for (const auto& part : evidence_.opened) {
        const auto of_part = [&](const auto& message) { return message.header == part.header; };
        const auto of_bid = [&](const auto& other) { return other.submission == part.submission; };
        const auto parts = std::ranges::count_if(evidence_.opened, of_bid);
        const bool given = std::ranges::count_if(secrets, of_bid) == parts;
        const bool proved = std::ranges::count_if(all.proofs, of_bid) == parts;
        const auto cause =
            std::ranges::find(all.causes, part.submission, &opening::RecordedCause::submission);
        const bool without_fault = cause != all.causes.end() && !opening::lies_with_bidder(cause->code) &&
                                   cause->recorded_at <= (all.remedy ? all.remedy->begun : latest);
        const bool wanted = lot_.unsealing.trustees_remedy && !given && (proved || without_fault);
        if (wanted != has(opened_by_trustees, part.header))
            return differs("verify.remedy_differs", part.submission);
        const bool answered = std::ranges::any_of(evidence_.answers, of_part);
        if (answered && !wanted)
            return differs("verify.answer_without_ground", part.submission);
    }
    return {};
}

// No trustee answered before the window's end.
Status Checks::answers_in_time() const
{
    const auto& all = evidence_.unsealing;
    for (const auto& event : evidence_.events) {
        if (event.kind != opening::TrusteeAnswered::kind || event.stream != evidence_.kit.intake)
            continue;
        const auto at = from_millis(event.arrived_at);
        if (!all.remedy || at < all.window_ends || at < all.remedy->begun)
            return differs("verify.answer_out_of_time", event.body);
    }
    if (!all.remedy)
        return {};
    const auto* begun = event_of([&](const auto& e) {
        return is_own(e) && says<opening::RemedyBegun>(e, [&](const auto& body) {
                   const auto from = from_millis(e.arrived_at);
                   return body.headers == all.remedy->headers && body.until == from + window_of(lot_) &&
                          all.remedy->until == one_window_after(from);
               });
    });
    return begun && from_millis(begun->arrived_at) == all.remedy->begun
               ? Status{}
               : Status{differs("verify.remedy_differs", "not logged")};
}

// A bid that did not open says what the host recorded, and nothing that he did not.
Status Checks::cause_read_out(const opening::ReadOut& line) const
{
    if (line.state != opening::BidState::void_)
        return {};
    const auto& causes = evidence_.unsealing.causes;
    const auto found = std::ranges::find(causes, line.submission, &opening::RecordedCause::submission);
    const auto* published = event_of([&](const auto& e) {
        return e.kind == opening::ReadOutPublished::kind && e.stream == evidence_.kit.intake;
    });
    const bool before =
        found != causes.end() && published && found->recorded_at <= from_millis(published->arrived_at);
    const bool same = before ? line.outcome == wire::name_of(found->outcome) &&
                                   line.cause == "opening.cause_" + wire::name_of(found->code)
                             : !line.outcome && line.cause == "opening.cause_not_recorded";
    return same ? Status{} : Status{differs("verify.cause_differs", line.submission)};
}

void Checks::unsealing()
{
    const auto& all = evidence_.unsealing;
    const auto& intake = evidence_.kit.intake;
    for (const auto& given : all.proofs)
        found(proof(given), "verify.proof", given.submission);
    for (const auto& given : all.secrets)
        found(secret(given), "verify.secret", given.submission);
    for (const auto& recorded : all.causes)
        found(cause(recorded), "verify.cause", recorded.submission);
    found(acts_complete(), "verify.acts_complete", intake);
    found(giving(), "verify.giving", intake);
    if (by_bidders()) {
        found(remedy(), "verify.remedy", intake);
        found(answers_in_time(), "verify.answers_in_time", intake);
    }
    for (const auto& line : evidence_.read_out)
        found(cause_read_out(line), "verify.cause_read_out", line.submission);
}

} // namespace tianping::verify
