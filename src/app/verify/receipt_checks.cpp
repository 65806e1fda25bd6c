// What the platform gave for each SUBMIT of the closed set: a receipt of its arrival, stamped by RFC 3161.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include <set>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;

// An authority's clock and the platform's differ by less (docs/formats/certificates.md 5).
constexpr auto stamping_clocks = 1min;

} // namespace

// For the reader to compare with the certificates that the platform shows everywhere.
void Checks::name_platform()
{
    std::set<std::string> certificates{evidence_.closing.certificate};
    for (const auto& receipt : evidence_.receipts)
        certificates.insert(receipt.certificate);
    for (const auto& shown : certificates) {
        const auto der = from_base64(shown);
        const auto certificate = crypto::Certificate::from_der(der ? *der : Bytes{});
        if (certificate)
            out_.push_back(
                {true, "verify.platform", certificate->digest_text(), certificate->subject_text()});
        else
            found(certificate.error(), "verify.platform", evidence_.kit.intake);
    }
}

// The stamp is there, and not older than the arrival that the receipt tells.
Result<crypto::ProvedStamp> Checks::stamp(const bidding::SignedReceipt& receipt, Instant arrived) const
{
    if (receipt.timestamp.empty())
        return differs("verify.receipt_not_stamped", to_rfc3339(arrived));
    TP_TRY(message, from_base64(receipt.message));
    TP_TRY(token, from_base64(receipt.timestamp));
    TP_TRY(stamped,
           crypto::prove_timestamp(token, {crypto::ImprintAlgorithm::sm3, crypto::sm3(message)}, stamps_));
    if (stamped.at < arrived)
        return differs("verify.stamped_before_arrival", to_rfc3339(stamped.at));
    return stamped;
}

// When the log says that the set was closed.
Instant Checks::closed_at() const
{
    const auto* closed =
        event_of([&](const auto& e) { return is_own(e) && e.kind == opening::SetClosed::kind; });
    const auto deadline = set_->close.deadline;
    return closed ? std::max(deadline, recorded_by(*closed)) : deadline;
}

// The one that closed the set, or another that the platform had before: each is named for the reader.
bool Checks::of_platform(const crypto::Certificate& certificate) const
{
    const auto der = from_base64(evidence_.closing.certificate).value();
    return crypto::Certificate::from_der(der).value().subject_text() == certificate.subject_text();
}

// By the platform that closed the set, for this SUBMIT, before the deadline.
Result<crypto::ProvedStamp> Checks::receipt(const bidding::ClosedSubmission& of,
                                            const std::string& submit) const
{
    TP_TRY(bytes, from_base64(submit));
    TP_TRY(made, seal::Submit::decode(bytes));
    const auto wanted = crypto::sm3(bytes);
    for (const auto& given : evidence_.receipts) {
        TP_TRY(message, from_base64(given.message));
        TP_TRY(said, seal::Receipt::decode(message));
        if (said.message != wanted)
            continue;
        TP_TRY(der, from_base64(given.certificate));
        TP_TRY(certificate, crypto::Certificate::from_der(der));
        TP_TRY(key, certificate.public_key());
        TP_TRY(signature, from_base64(given.signature));
        if (!of_platform(certificate) || !key.verify(message, signature))
            return differs("verify.receipt_not_signed", of.submission);
        const bool in_force = submit == of.message;
        const bool fits = said.place == facts_.place && said.submission == of.submission &&
                          said.act == seal::ReceiptAct::submit && said.replacement == made.replacement &&
                          said.arrived < set_->close.deadline && (!in_force || said.arrived == of.arrived);
        if (!fits)
            return differs("verify.receipt_differs", of.submission);
        return stamp(given, said.arrived);
    }
    return differs("verify.receipt_missing", of.submission);
}

// Named with the instant and whose clock it is. An outside authority may answer late, so that a stamp behind
// the closing is no difference; it bounds nothing before the opening, and the reader is told.
void Checks::receipt_found(const bidding::ClosedSubmission& of, const std::string& submit)
{
    const auto stamped = receipt(of, submit);
    if (!stamped) {
        found(stamped.error(), "verify.receipt", of.submission);
        return;
    }
    const auto detail = to_rfc3339(stamped->at) + "  " + stamped->signer.subject_text();
    out_.push_back({true, "verify.receipt", of.submission, detail});
    if (stamped->at > closed_at() + stamping_clocks)
        out_.push_back({true, stamped_after_closing, of.submission, detail});
}

void Checks::receipts()
{
    for (const auto& submission : evidence_.closing.submissions) {
        for (const auto& replaced : submission.chain)
            receipt_found(submission, replaced.message);
        receipt_found(submission, submission.message);
    }
}

} // namespace tianping::verify
