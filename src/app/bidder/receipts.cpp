#include "app/bidder/receipts.hpp"
#include "app/trustee/evidence.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::bidder {
namespace {

Result<seal::Receipt> signed_by_platform(const bidding::SignedReceipt& receipt,
                                         const std::string& platform_certificate_digest)
{
    TP_TRY(der, from_base64(receipt.certificate));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    TP_TRY(key, certificate.public_key());
    TP_TRY(bytes, from_base64(receipt.message));
    TP_TRY(signature, from_base64(receipt.signature));
    const bool pinned =
        platform_certificate_digest.empty() || platform_certificate_digest == certificate.digest_text();
    if (!pinned || !key.verify(bytes, signature))
        return Error{Fault::forbidden, "bidder.receipt_not_signed"};
    return seal::Receipt::decode(bytes);
}

// Each thing that the platform says otherwise than one's own message does, with what it must be.
class Compared {
public:
    explicit Compared(const char* code) : bad_{Fault::invalid, code} {}
    template <class T>
    Compared& same(const char* path, const T& said, const T& own, const std::string& shown)
    {
        if (said != own)
            bad_.fields.push_back({path, "bidder.said_otherwise", shown});
        return *this;
    }
    Status done() const { return bad_.fields.empty() ? Status{} : Status{bad_}; }

private:
    Error bad_;
};

Status check_time(const seal::Receipt& said, const OwnAct& own, const bidding::Submitted& answer)
{
    Error bad{Fault::invalid, "bidder.receipt_time"};
    bad.params = {{"arrived", to_rfc3339(said.arrived)}, {"answered", to_rfc3339(answer.arrived)}};
    // Newer terms may have moved the deadline.
    const bool late =
        own.act == seal::ReceiptAct::submit && !answer.newer_terms && said.arrived >= own.deadline;
    if (said.arrived != answer.arrived || said.arrived < own.documents_from || late)
        return bad;
    return {};
}

} // namespace

Result<OwnAct> own_act(ByteView message, const bidding::SealingKit& kit)
{
    OwnAct out;
    out.message = crypto::sm3(message);
    out.documents_from = kit.terms.documents_from;
    out.deadline = kit.terms.deadline;
    if (const auto submit = seal::Submit::decode(message)) {
        out.act = seal::ReceiptAct::submit;
        out.place = submit->place;
        out.submission = submit->submission;
        out.replacement = submit->replacement;
        return out;
    }
    TP_TRY(withdraw, seal::Withdraw::decode(message));
    out.act = seal::ReceiptAct::withdraw;
    out.place = withdraw.place;
    out.submission = withdraw.submission;
    return out;
}

Status check_answer(const OwnAct& own, const bidding::Submitted& answer)
{
    Compared compared{"bidder.answer_of_another"};
    compared.same("submission", answer.submission, own.submission, own.submission)
        .same("message_digest", answer.message_digest, to_hex(own.message), to_hex(own.message));
    if (own.replacement)
        compared.same("replacement", answer.replacement, std::int64_t{*own.replacement},
                      std::to_string(*own.replacement));
    return compared.done();
}

Result<seal::Receipt> verify_receipt(const bidding::SignedReceipt& receipt, const OwnAct& own,
                                     const bidding::Submitted& answer,
                                     const std::string& platform_certificate_digest)
{
    TP_TRY(said, signed_by_platform(receipt, platform_certificate_digest));
    Compared compared{"bidder.receipt_of_another"};
    compared.same("act", said.act, own.act, std::string{wire::name_of(own.act)})
        .same("message", said.message, own.message, to_hex(own.message))
        .same("submission", said.submission, own.submission, own.submission)
        .same("platform", said.place.platform, own.place.platform, own.place.platform)
        .same("trade", said.place.trade, own.place.trade, own.place.trade)
        .same("lot", said.place.lot, own.place.lot, own.place.lot)
        .same("round", said.place.round, own.place.round, own.place.round)
        .same("intake", said.place.intake, own.place.intake, own.place.intake);
    if (own.replacement)
        compared.same("replacement", said.replacement, *own.replacement, std::to_string(*own.replacement));
    TP_CHECK(compared.done());
    TP_CHECK(check_time(said, own, answer));
    return std::move(said);
}

Result<seal::Receipt> verify_receipt(const bidding::SignedReceipt& receipt, const Digest& message,
                                     const std::string& platform_certificate_digest)
{
    TP_TRY(said, signed_by_platform(receipt, platform_certificate_digest));
    TP_CHECK(
        Compared{"bidder.receipt_of_another"}.same("message", said.message, message, to_hex(message)).done());
    return std::move(said);
}

} // namespace tianping::bidder
