#include "app/trustee/remedy.hpp"
#include "formats/login.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

Error no_ground(const std::string& why)
{
    Error e{Fault::forbidden, "trustee.no_ground"};
    e.detail = why;
    return e;
}

Status proved(const GroundFacts& facts, const opening::HeaderToAnswer& listed,
              const bidding::ClosedSubmission& submission)
{
    TP_CHECK(signed_as_submitted(*listed.proof, submission));
    TP_TRY(bytes, from_base64(listed.proof->message));
    TP_TRY(proof, seal::Proof::decode(bytes));
    TP_TRY(header, from_base64(listed.header));
    TP_TRY(read, seal::Header::decode(header));
    const bool of_this = proof.close == facts.close && proof.header == read.digest();
    return of_this ? Status{} : Status{no_ground("a proof of another")};
}

Status signed_by_host(const GroundFacts& facts, const opening::RecordedCause& cause,
                      const std::optional<opening::SignedMandate>& mandate)
{
    TP_TRY(signer, signer_of(cause, facts.place.platform, facts.place.intake, to_hex(facts.close)));
    // When it was recorded is not signed; it names the CLOSE, so it is no older than the deadline.
    const auto at = std::clamp(cause.recorded_at, facts.deadline, std::max(facts.deadline, facts.now));
    TP_TRY(by_owner, speaks_for(facts.owner, signer, at, facts.trust));
    if (by_owner)
        return {};
    if (!mandate)
        return no_ground("signed neither by a certificate of the owner in force nor under a mandate");
    return may_act_as_host(facts, *mandate, signer, at);
}

} // namespace

Status manner_allows(const terms::LotTerms& lot, Instant quorum_seen, Instant window_ends, Instant now)
{
    if (lot.unsealing.manner != terms::Manner::bidder)
        return {};
    const auto earliest =
        std::max(quorum_seen + std::chrono::minutes{lot.unsealing.window_minutes}, window_ends);
    if (now >= earliest)
        return {};
    Error e{Fault::too_early, "trustee.before_window_end"};
    e.article = "20-31";
    e.earliest = earliest;
    return e;
}

Status signed_by_bidder(const opening::BidderMessage& message, const std::string& bidder_code)
{
    TP_TRY(bytes, from_base64(message.message));
    TP_TRY(signer,
           certificate_that_signed(message.certificate, bytes, message.signature, no_ground("signature")));
    const bool own = signer.subject().organisation_code == bidder_code;
    return own ? Status{} : Status{no_ground("signed by another organisation")};
}

Status signed_as_submitted(const opening::BidderMessage& proof, const bidding::ClosedSubmission& submission)
{
    TP_TRY(bytes, from_base64(proof.message));
    TP_TRY(signer,
           certificate_that_signed(proof.certificate, bytes, proof.signature, no_ground("signature")));
    TP_TRY(submitted, from_base64(submission.certificate));
    const bool own = signer.digest() == crypto::sm3(submitted);
    return own ? Status{} : Status{no_ground("signed by another certificate than the bid")};
}

Result<crypto::Certificate> signer_of(const opening::RecordedCause& cause, const std::string& platform,
                                      const std::string& intake, const std::string& closing_digest)
{
    const opening::CauseText text{
        "tianping/cause/1", platform,   intake,     cause.submission,
        closing_digest,     cause.code, cause.text, opening::digest_of(cause.finding),
        cause.evidence};
    return certificate_that_signed(cause.certificate, opening::signed_bytes(text), cause.signature,
                                   no_ground("signature"));
}

Status may_act_as_host(const GroundFacts& facts, const opening::SignedMandate& mandate,
                       const crypto::Certificate& agent, Instant at)
{
    const auto principal = opening::principal_behind(
        mandate, {facts.origin, facts.place.trade, facts.project, agent.subject().organisation_code, at});
    if (!principal)
        return no_ground(principal.error().code);
    TP_TRY(by_owner, speaks_for(facts.owner, *principal, mandate.granted_at, facts.trust));
    if (!by_owner)
        return no_ground("the mandate is not the owner's");
    if (!facts.trust.anchored())
        return no_ground("without anchors nobody vouches for the agent's certificate");
    TP_TRY(serves, facts.trust.serves(agent, at));
    return serves ? Status{} : Status{no_ground("the agent's certificate is not in force")};
}

Status has_ground(const GroundFacts& facts, const opening::HeaderToAnswer& listed,
                  const bidding::ClosedSubmission& submission)
{
    if (facts.lot.unsealing.manner != terms::Manner::bidder)
        return {};
    if (!facts.lot.unsealing.trustees_remedy)
        return Error{Fault::forbidden, "trustee.no_remedy"};
    if (listed.proof)
        return proved(facts, listed, submission);
    if (!listed.cause || listed.cause->submission != listed.submission)
        return no_ground("neither proof nor cause");
    if (opening::lies_with_bidder(listed.cause->code))
        return no_ground("the cause lies with the bidder");
    return signed_by_host(facts, *listed.cause, listed.mandate);
}

} // namespace tianping::trustee
