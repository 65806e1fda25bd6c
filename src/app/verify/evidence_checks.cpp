// Why bids did not open: what the platform found, against the messages that it names; what a bidder claims;
// and the files that the host and he handed in.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include <algorithm>
#include <utility>

namespace tianping::verify {
namespace {

// Of a message that is kept from the reader the log tells no more than that it came, and when.
bool is_among(const std::optional<opening::FoundAct>& act, const std::string& header,
              const std::vector<opening::BidderMessage>& all)
{
    return !act || std::ranges::any_of(all, [&](const auto& given) {
        return given.header == header && given.arrived == act->arrived &&
               (given.message.empty() || opening::digest_of_message(given.message) == act->digest);
    });
}

// The check that failed is the one that fails with what had come; what a content says is found again
// (reason_again). Who proved or gave in part failed with his whole bid: then each part of it is found
// unopened, and of one at least what the reason misses had not come.
bool reason_fits(const opening::FoundPart& part, const std::vector<opening::FoundPart>& of_bid,
                 bool by_bidders)
{
    const auto misses = [&](std::optional<opening::FoundAct> opening::FoundPart::*act) {
        return std::ranges::any_of(of_bid, [&](const auto& one) { return !(one.*act); });
    };
    const auto shares = std::ranges::count(part.answers, "ok", &opening::FoundAnswer::code);
    if (part.reason == opening::not_proved)
        return by_bidders && !part.secret && misses(&opening::FoundPart::proof);
    if (part.reason == opening::not_given)
        return by_bidders && part.proof && misses(&opening::FoundPart::secret);
    if (part.reason == opening::too_few_answers)
        return shares < part.threshold && !part.secret;
    return part.secret || shares >= part.threshold;
}

bool of_content(const opening::FoundPart& part)
{
    return !part.reason.starts_with("opening.");
}

} // namespace

bool Checks::answer_shown(const opening::FoundAnswer& answer, const std::string& header) const
{
    return std::ranges::any_of(told_.answers, [&](const auto& given) {
        if (given.header != header || given.number != answer.number)
            return false;
        if (given.message.empty())
            return kept(header);
        const auto bytes = from_base64(given.message);
        const auto read = seal::Answer::decode(bytes ? *bytes : Bytes{});
        return read && wire::name_of(read->code) == answer.code &&
               opening::digest_of_message(given.message) == answer.digest;
    });
}

// The window's end as it was counted then: from the quorum, as extended so far, without what holds had taken.
bool Checks::window_stood(Instant end, Instant at) const
{
    const auto stopped = opening::apart(pauses(), at);
    auto from = window_begins();
    auto until = from + std::chrono::minutes{lot_.unsealing.window_minutes};
    for (const auto& given : evidence_.unsealing.extensions) {
        if (given.decided_at > at + nodes_clocks)
            break;
        if (given.decided_at >= at - nodes_clocks && end == opening::end_with_pauses(from, until, stopped))
            return true;
        from = given.decided_at;
        until = given.until;
    }
    return end == opening::end_with_pauses(from, until, stopped);
}

// The same of the giving phase, if it had begun.
bool Checks::giving_stood(const std::optional<Instant>& end, Instant at) const
{
    const auto& from = evidence_.unsealing.giving_from;
    if (!end || !from)
        return !end;
    const auto until = *from + std::chrono::minutes{lot_.unsealing.window_minutes};
    return end == opening::end_with_pauses(*from, until, opening::apart(pauses(), at));
}

// Came so long before the platform looked that it had it. Behind the barrier of a window's end nothing of a
// bidder's is on its way any more; where the trustees unseal, his secret counts from its record.
bool Checks::came_before(const opening::BidderMessage& given, const opening::FoundPart& part) const
{
    const auto* recorded = event_of([&](const auto& e) {
        return says<opening::BidderGave>(e,
                                         [&](const auto& body) { return has(body.headers, given.header); });
    });
    const auto at = by_bidders() || !recorded ? given.arrived : from_millis(recorded->recorded_at);
    return given.header == part.header && at < part.found_at - nodes_clocks;
}

// No answer of this trustee came later.
bool Checks::answered_before(std::int64_t number, Instant at) const
{
    return std::ranges::none_of(evidence_.events, [&](const auto& e) {
        return is_own(e) && recorded_by(e) >= at &&
               says<opening::TrusteeAnswered>(e, [&](const auto& body) { return body.number == number; });
    });
}

// All that had come is named: a finding may not say that nobody proved although the proof was there.
bool Checks::nothing_passed_over(const opening::FoundPart& part) const
{
    const auto& proofs = evidence_.unsealing.proofs;
    const auto came = [&](const auto& given) { return came_before(given, part); };
    const bool acts = (part.proof || std::ranges::none_of(proofs, came)) &&
                      (part.secret || std::ranges::none_of(told_.secrets, came));
    return acts && std::ranges::none_of(told_.answers, [&](const auto& given) {
               return given.header == part.header &&
                      answered_before(given.number, part.found_at - nodes_clocks) &&
                      std::ranges::find(part.answers, given.number, &opening::FoundAnswer::number) ==
                          part.answers.end();
           });
}

// With the messages that it names the content does not open, for the reason that it names.
Status Checks::reason_again(const opening::FoundPart& part, const FetchFile& fetch) const
{
    TP_CHECK(digest_from_hex(part.envelope)); // it becomes a file's name
    TP_TRY(bytes, fetch(envelope_file(part.envelope)));
    TP_TRY(envelope, seal::Envelope::read(bytes));
    const auto secret = secret_named(part, envelope.header);
    const auto content =
        secret ? seal::open_part(envelope, *secret) : Result<seal::OpenedPart>{secret.error()};
    return !content && content.error().code == part.reason
               ? Status{}
               : Status{differs("verify.reason_differs", part.part)};
}

// His own before the trustees', as the platform takes them.
Result<seal::Secret> Checks::secret_named(const opening::FoundPart& part, const seal::Header& header) const
{
    if (part.secret)
        for (const auto& given : evidence_.unsealing.secrets)
            if (given.header == part.header) {
                TP_TRY(message, from_base64(given.message));
                TP_TRY(answer, seal::Answer::decode(message));
                return seal::recover_from_secret(header, answer.value);
            }
    std::vector<seal::Share> shares;
    for (const auto& given : evidence_.answers) {
        const auto named = std::ranges::find(part.answers, given.number, &opening::FoundAnswer::number);
        if (given.header != part.header || named == part.answers.end() || named->code != "ok")
            continue;
        TP_TRY(message, from_base64(given.message));
        TP_TRY(answer, seal::Answer::decode(message));
        shares.push_back({answer.index, answer.value});
    }
    TP_TRY(recovered, seal::recover(header, shares));
    return recovered.secret;
}

// Perhaps after the host was told another reason, while the house had the file. Of a lost part no secret is
// shown.
bool Checks::lost(const std::string& header) const
{
    const auto shown = std::ranges::find(evidence_.opened, header, &opening::OpenedEvidence::header);
    return shown != evidence_.opened.end() && shown->reason == opening::file_lost;
}

bool Checks::found_part(const opening::FoundPart& part, const opening::RecordedCause& cause) const
{
    const auto& proofs = evidence_.unsealing.proofs;
    const auto shown = std::ranges::find(evidence_.opened, part.header, &opening::OpenedEvidence::header);
    const bool of_bid =
        shown != evidence_.opened.end() && shown->submission == cause.submission &&
        shown->part == part.part && shown->envelope == part.envelope &&
        (part.reason != opening::proof_false || shown->reason == part.reason || lost(part.header));
    const bool in_time =
        part.found_at >= set_->close.deadline && part.found_at <= cause.recorded_at + nodes_clocks &&
        window_stood(part.window_ends, part.found_at) && giving_stood(part.giving_until, part.found_at);
    const bool named =
        is_among(part.proof, part.header, proofs) && is_among(part.secret, part.header, told_.secrets) &&
        std::ranges::all_of(part.answers, [&](const auto& one) { return answer_shown(one, part.header); });
    return of_bid && in_time && named && nothing_passed_over(part) &&
           part.threshold == lot_.unsealing.threshold && reason_fits(part, cause.finding.parts, by_bidders());
}

Status Checks::finding(const opening::RecordedCause& cause, const FetchFile& fetch) const
{
    const auto& said = cause.finding;
    const bool here = said.format == "tianping/finding/1" && said.platform == evidence_.kit.platform &&
                      said.intake == evidence_.kit.intake && said.submission == cause.submission &&
                      said.closing_digest == to_hex(set_->digest) && !said.parts.empty();
    const bool fits =
        here && std::ranges::all_of(said.parts, [&](const auto& part) { return found_part(part, cause); });
    if (!fits)
        return differs("verify.finding_differs", cause.submission);
    for (const auto& part : said.parts)
        if (of_content(part) && !kept(part.header) && !lost(part.header))
            TP_CHECK(reason_again(part, fetch));
    return {};
}

// Signed by an organisation's certificate whose bid it is, and logged when it came.
Status Checks::claim(const opening::RecordedClaim& claim) const
{
    const opening::ClaimText text{"tianping/claim/1", evidence_.kit.platform, evidence_.kit.intake,
                                  claim.submission,   to_hex(set_->digest),   claim.code,
                                  claim.text,         claim.evidence};
    TP_TRY(der, from_base64(claim.certificate));
    TP_TRY(signer, crypto::Certificate::from_der(der));
    TP_TRY(key, signer.public_key());
    TP_TRY(signature, from_base64(claim.signature));
    const auto* from = submission(claim.submission);
    const auto* recorded = event_of([&](const auto& e) {
        return from_millis(e.arrived_at) == claim.claimed_at &&
               says<opening::LossClaimed>(
                   e, [&](const auto& body) { return wire::write(body.claim) == wire::write(claim); });
    });
    const bool fits = key.verify(opening::signed_bytes(text), signature) && from && recorded &&
                      signer.subject().organisation_code == from->bidder_code &&
                      !opening::lies_with_bidder(claim.code);
    return fits ? Status{} : Status{differs("verify.claim_differs", claim.submission)};
}

void Checks::why_unopened(const FetchFile& fetch)
{
    const auto files = [&](const auto& said) {
        for (const auto& file : said.evidence) {
            const auto one = [&]() -> Status {
                TP_TRY(digest, digest_from_hex(file.digest));
                TP_TRY(bytes, fetch(evidence_file(file.digest)));
                const bool same = crypto::sm3(bytes) == digest && std::cmp_equal(bytes.size(), file.size);
                return same ? Status{} : Status{differs("verify.evidence_file_differs", file.name)};
            };
            found(one(), "verify.evidence_file", said.submission + "/" + file.name);
        }
    };
    for (const auto& recorded : evidence_.unsealing.causes) {
        found(finding(recorded, fetch), "verify.finding", recorded.submission);
        files(recorded);
    }
    for (const auto& made : evidence_.unsealing.claims) {
        found(claim(made), "verify.claim", made.submission);
        files(made);
    }
}

} // namespace tianping::verify
