// What the evidence shows beside the signed bytes follows from them, from the terms and from the log.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <utility>

namespace tianping::verify {

// The owner's certificate is the one that the log names for these terms.
Status Checks::owner_logged() const
{
    TP_TRY(der, from_base64(evidence_.kit.terms_certificate));
    const auto digest = crypto::Certificate::digest_text(der);
    const auto* logged = event_of([&](const auto& e) {
        return e.stream == evidence_.kit.trade && says<trade::TermsSigned>(e, [&](const auto& body) {
                   return body.terms == evidence_.kit.terms_digest && body.certificate == digest &&
                          body.signature == evidence_.kit.terms_signature;
               });
    });
    return logged ? Status{} : Status{differs("verify.not_the_owner", digest)};
}

// Each trustee of the terms is shown once, by its name there; all keys are proved, or nothing is sealed.
Status Checks::standing() const
{
    std::vector<bidding::KeyStanding> wanted;
    for (const auto& closer : lot_.unsealing.closers)
        if (closer.holds_share)
            wanted.push_back({closer.index, closer.name, bidding::KeyState::proved});
    return wire::write(wanted) == wire::write(evidence_.kit.standing)
               ? Status{}
               : Status{differs("verify.standing_differs", evidence_.kit.intake)};
}

// What stands beside the CLOSE.
Status Checks::closing_shown() const
{
    const auto& shown = evidence_.closing;
    const bool fits = shown.intake == evidence_.kit.intake && shown.witnessed != returned() &&
                      shown.due_envelope == 1 && shown.window_ends == evidence_.unsealing.window_ends;
    return fits ? Status{} : Status{differs("verify.closing_differs", shown.intake)};
}

// Each bidder is the one that his SUBMIT names, by the certificate that is shown.
Status Checks::bidders_shown() const
{
    for (const auto& of : evidence_.closing.submissions) {
        TP_TRY(message, from_base64(of.message));
        TP_TRY(submit, seal::Submit::decode(message));
        TP_TRY(der, from_base64(of.certificate));
        if (of.bidder != to_hex(submit.bidder) || crypto::sm3(der) != submit.bidder)
            return differs("verify.bidder_differs", of.submission);
    }
    return {};
}

// A receipt for each SUBMIT and none beside; no certificate that nothing names.
Status Checks::nothing_added() const
{
    std::size_t submits = 0;
    for (const auto& of : evidence_.closing.submissions)
        submits += of.chain.size() + 1;
    if (evidence_.receipts.size() > submits)
        return differs("verify.receipt_of_another", std::to_string(evidence_.receipts.size()));
    for (const auto& base64 : evidence_.certificates) {
        TP_TRY(der, from_base64(base64));
        const auto digest = crypto::Certificate::digest_text(der);
        if (!event_of([&](const auto& e) { return names_certificate(e, digest); }))
            return differs("verify.certificate_not_named", digest);
    }
    return {};
}

// Header and envelope are the ones that the SUBMIT lists for this part.
Status Checks::part_listed(const opening::OpenedEvidence& opened) const
{
    const auto* from = submission(opened.submission);
    if (!from)
        return differs("verify.part_of_another", opened.submission);
    TP_TRY(message, from_base64(from->message));
    TP_TRY(submit, seal::Submit::decode(message));
    const bool listed = std::ranges::any_of(submit.parts, [&](const auto& part) {
        return part.part == opened.part && to_hex(part.header) == opened.header &&
               to_hex(part.envelope) == opened.envelope;
    });
    const auto shown = std::ranges::count(evidence_.opened, opened.header, &opening::OpenedEvidence::header);
    return listed && shown == 1 ? Status{} : Status{differs("verify.part_of_another", opened.part)};
}

// With this secret, or without one, nothing opens, for the reason that is shown.
Status Checks::tried(const opening::OpenedEvidence& opened, const seal::Envelope& envelope,
                     const Result<seal::Secret>& secret) const
{
    const auto content =
        secret ? seal::open_part(envelope, *secret) : Result<seal::OpenedPart>{secret.error()};
    if (content)
        return differs("verify.opens_after_all", opened.part);
    const bool fits = opened.reason == content.error().code &&
                      opened.secret == (secret ? to_hex(secret->value()) : std::string{});
    return fits ? Status{} : Status{differs("verify.reason_differs", opened.part)};
}

// By the reading out: what came after it changed nothing.
Result<std::vector<seal::Share>> Checks::shares_given(const std::string& header) const
{
    std::vector<seal::Share> out;
    for (const auto& given : evidence_.answers) {
        if (given.header != header || answered_after_reading_out(given.number))
            continue;
        TP_TRY(message, from_base64(given.message));
        TP_TRY(answer, seal::Answer::decode(message));
        if (answer.code == seal::AnswerCode::ok)
            out.push_back({answer.index, answer.value});
    }
    return out;
}

// Nobody had to open it, or too few did.
bool Checks::without_secret(const opening::OpenedEvidence& opened, std::size_t shares) const
{
    const auto& all = evidence_.unsealing;
    const auto of_part = [&](const auto& message) { return message.header == opened.header; };
    if (by_bidders() &&
        (!all.remedy || std::ranges::find(all.remedy->headers, opened.header) == all.remedy->headers.end()))
        return opened.reason == opening::reason_of_not_giving(std::ranges::any_of(all.proofs, of_part));
    return opened.reason == opening::too_few_answers && std::cmp_less(shares, lot_.unsealing.threshold);
}

// The trustees had no other ground for it than that its bidder had proved all his parts, and of this one his
// PROOF is false.
bool Checks::proved_falsely(const opening::OpenedEvidence& opened, const seal::Header& header,
                            const seal::Secret& secret) const
{
    const auto& all = evidence_.unsealing;
    const auto of_bid = [&](const auto& other) { return other.submission == opened.submission; };
    const bool all_proved =
        std::ranges::count_if(all.proofs, of_bid) == std::ranges::count_if(evidence_.opened, of_bid);
    const auto given = std::ranges::find(all.proofs, opened.header, &opening::BidderMessage::header);
    if (!by_bidders() || !all_proved || given == all.proofs.end())
        return false;
    const auto message = from_base64(given->message);
    const auto proof = seal::Proof::decode(message ? *message : Bytes{});
    return proof && !seal::proves(*proof, header, set_->digest, secret);
}

// A part that is said not to open did not open with the answers that had come when it was read out, nor with
// its bidder's own secret.
Status Checks::really_void(const opening::OpenedEvidence& opened, const seal::Envelope& envelope) const
{
    TP_TRY(shares, shares_given(opened.header));
    const auto recovered = seal::recover(envelope.header, shares);
    const auto by_answers =
        recovered ? Result<seal::Secret>{recovered->secret} : Result<seal::Secret>{recovered.error()};
    if (by_answers && seal::open_part(envelope, *by_answers)) {
        if (!proved_falsely(opened, envelope.header, *by_answers))
            return differs("verify.opens_after_all", opened.part);
        if (opened.reason != opening::proof_false || opened.secret != to_hex(by_answers->value()))
            return differs("verify.reason_differs", opened.part);
        return {};
    }
    const auto& secrets = evidence_.unsealing.secrets;
    const auto own = std::ranges::find(secrets, opened.header, &opening::BidderMessage::header);
    if (own != secrets.end()) {
        TP_TRY(message, from_base64(own->message));
        TP_TRY(answer, seal::Answer::decode(message));
        return tried(opened, envelope, seal::recover_from_secret(envelope.header, answer.value));
    }
    if (opened.state == opening::BidState::void_ && opened.secret.empty() &&
        without_secret(opened, shares.size()))
        return {};
    return tried(opened, envelope, by_answers);
}

// Nothing had come that would have unsealed it, of so many shares.
bool Checks::never_unsealed(const opening::OpenedEvidence& opened, std::size_t shares) const
{
    const auto& secrets = told_.secrets;
    return std::ranges::find(secrets, opened.header, &opening::BidderMessage::header) == secrets.end() &&
           without_secret(opened, shares);
}

// Of a part that was never unsealed the house never read the file: gone or not, it is void for the same
// reason.
Status Checks::missing(const opening::OpenedEvidence& opened, const Error& error) const
{
    TP_TRY(shares, shares_given(opened.header));
    const bool fits = opened.state == opening::BidState::void_ && opened.secret.empty() &&
                      opened.wrong.empty() && never_unsealed(opened, shares.size());
    return fits ? Status{} : Status{error};
}

// That the house could not read it is its own word, which nobody can try; it says so only of a part that was
// unsealed with what had come.
Status Checks::really_lost(const opening::OpenedEvidence& opened) const
{
    TP_TRY(shares, shares_given(opened.header));
    const auto& secrets = evidence_.unsealing.secrets;
    const bool given =
        std::ranges::find(secrets, opened.header, &opening::BidderMessage::header) != secrets.end();
    const bool fits = opened.state == opening::BidState::void_ && opened.secret.empty() &&
                      opened.wrong.empty() &&
                      (given || std::cmp_greater_equal(shares.size(), lot_.unsealing.threshold));
    return fits ? Status{} : Status{differs("verify.reason_differs", opened.part)};
}

} // namespace tianping::verify
