#include "app/trustee/remedy.hpp"
#include "infra/crypto/certificate.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

Error no_ground(const std::string& why)
{
    Error e{Fault::forbidden, "trustee.no_ground"};
    e.detail = why;
    return e;
}

// The organisation of the certificate under which these bytes are signed.
Result<std::string> organisation_that_signed(const std::string& certificate, ByteView message,
                                             const std::string& signature)
{
    TP_TRY(der, from_base64(certificate));
    TP_TRY(parsed, crypto::Certificate::from_der(der));
    TP_TRY(key, parsed.public_key());
    TP_TRY(value, from_base64(signature));
    if (!key.verify(message, value))
        return no_ground("signature");
    return parsed.subject().organisation_code;
}

} // namespace

Status manner_allows(const terms::LotTerms& lot, Instant deadline, Instant window_ends, Instant now)
{
    if (lot.unsealing.manner != terms::Manner::bidder)
        return {};
    const auto earliest =
        std::max(deadline + std::chrono::minutes{lot.unsealing.window_minutes}, window_ends);
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
    TP_TRY(code, organisation_that_signed(message.certificate, bytes, message.signature));
    return code == bidder_code ? Status{} : Status{no_ground("signed by another organisation")};
}

Result<std::string> signer_of(const opening::RecordedCause& cause, const std::string& platform,
                              const std::string& intake, const std::string& closing_digest)
{
    const opening::CauseText text{"tianping/cause/1", platform,   intake,     cause.submission,
                                  closing_digest,     cause.code, cause.text, cause.evidence};
    return organisation_that_signed(cause.certificate, opening::signed_bytes(text), cause.signature);
}

Status has_ground(const seal::Place& place, const terms::LotTerms& lot, const Digest& close,
                  const opening::HeaderToAnswer& listed, const bidding::ClosedSubmission& submission)
{
    if (lot.unsealing.manner != terms::Manner::bidder)
        return {};
    if (!lot.unsealing.trustees_remedy)
        return Error{Fault::forbidden, "trustee.no_remedy"};
    if (listed.proof) {
        TP_CHECK(signed_by_bidder(*listed.proof, submission.bidder_code));
        TP_TRY(bytes, from_base64(listed.proof->message));
        TP_TRY(proof, seal::Proof::decode(bytes));
        TP_TRY(header, from_base64(listed.header));
        TP_TRY(read, seal::Header::decode(header));
        const bool of_this = proof.close == close && proof.header == read.digest();
        return of_this ? Status{} : Status{no_ground("a proof of another")};
    }
    if (!listed.cause || listed.cause->submission != listed.submission)
        return no_ground("neither proof nor cause");
    if (opening::lies_with_bidder(listed.cause->code))
        return no_ground("the cause lies with the bidder");
    TP_CHECK(signer_of(*listed.cause, place.platform, place.intake, to_hex(close)));
    return {};
}

} // namespace tianping::trustee
