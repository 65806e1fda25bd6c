// What the platform gave for each SUBMIT of the closed set: a receipt of its arrival, stamped by RFC 3161.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/timestamp.hpp"
#include <algorithm>

namespace tianping::verify {

// The stamp is not older than the arrival that the receipt tells.
Status Checks::stamp(const bidding::SignedReceipt& receipt, Instant arrived) const
{
    TP_TRY(message, from_base64(receipt.message));
    TP_TRY(token, from_base64(receipt.timestamp));
    TP_TRY(stamped, crypto::verify_timestamp(token, crypto::sm3(message), anchors_));
    return stamped >= arrived ? Status{}
                              : Status{differs("verify.stamped_before_arrival", to_rfc3339(stamped))};
}

// By the platform that closed the set, for this SUBMIT, before the deadline.
Status Checks::receipt(const bidding::ClosedSubmission& of, const std::string& submit) const
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
        TP_TRY(signature, from_base64(given.signature));
        const bool good =
            crypto::sm3(der) == facts_.platform &&
            seal::check_signature({crypto::sm3(der), message, signature}, signers_) == seal::Signature::good;
        if (!good)
            return differs("verify.receipt_not_signed", of.submission);
        const bool in_force = submit == of.message;
        const bool fits = said.place == facts_.place && said.submission == of.submission &&
                          said.act == seal::ReceiptAct::submit && said.replacement == made.replacement &&
                          said.arrived < set_->close.deadline && (!in_force || said.arrived == of.arrived);
        return fits ? stamp(given, said.arrived) : Status{differs("verify.receipt_differs", of.submission)};
    }
    return differs("verify.receipt_missing", of.submission);
}

void Checks::receipts()
{
    for (const auto& submission : evidence_.closing.submissions) {
        for (const auto& replaced : submission.chain)
            found(receipt(submission, replaced.message), "verify.receipt", submission.submission);
        found(receipt(submission, submission.message), "verify.receipt", submission.submission);
    }
}

} // namespace tianping::verify
