#include "app/bidder/bid.hpp"
#include "app/words/authorities.hpp"
#include "app/words/session_file.hpp"
#include "app/words/submit.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/timestamp.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {

struct VerifiedReceipt {
    seal::ReceiptAct act{};
    std::string submission{};
    std::string trade{};
    std::string intake{};
    std::int64_t replacement{};
    Instant arrived{};
    std::string message_digest{};
    std::string number{};
    std::string platform{};             // subject of the certificate that signed
    std::string platform_certificate{}; // hex digest
    bool platform_pinned = false;       // it is the one that the reader gave
    std::optional<Instant> stamped{};   // by RFC 3161
};
BOOST_DESCRIBE_STRUCT(VerifiedReceipt, (),
                      (act, submission, trade, intake, replacement, arrived, message_digest, number, platform,
                       platform_certificate, platform_pinned, stamped))

namespace {

namespace fs = std::filesystem;

// The message that this receipt must be for: named, or `submitted.json` and `withdrawn.json` beside it tell
// its digest; a receipt alone speaks for itself.
Result<Digest> message_of(const ReceiptOptions& options, const seal::Receipt& receipt)
{
    if (!options.message.empty())
        return digest_from_hex(options.message);
    const bool withdrawal = receipt.act == seal::ReceiptAct::withdraw;
    const auto beside =
        fs::path{options.receipt}.parent_path() / (withdrawal ? "withdrawn.json" : "submitted.json");
    if (!fs::exists(beside))
        return receipt.message;
    TP_TRY(submitted, read_described<bidding::Submitted>(beside));
    return digest_from_hex(submitted.message_digest);
}

Result<std::optional<Instant>> stamp_of(const ReceiptOptions& options, const bidding::SignedReceipt& receipt,
                                        const seal::Receipt& said)
{
    if (options.without_timestamp)
        return std::optional<Instant>{};
    if (receipt.timestamp.empty())
        return Error{Fault::too_early, "receipt.not_stamped"};
    if (options.anchors.empty())
        return Error{Fault::invalid, "receipt.anchors_needed"};
    TP_TRY(authorities, authorities_in(options.anchors));
    TP_TRY(trust, trust_in(authorities.certificates));
    TP_TRY(token, from_base64(receipt.timestamp));
    TP_TRY(message, from_base64(receipt.message));
    TP_TRY(stamped, crypto::verify_timestamp(token, crypto::sm3(message), trust));
    if (stamped < said.arrived)
        return Error{Fault::invalid, "receipt.stamped_before_arrival"};
    return std::optional{stamped};
}

Result<VerifiedReceipt> checked(const ReceiptOptions& options)
{
    TP_TRY(receipt, read_described<bidding::SignedReceipt>(options.receipt));
    TP_TRY(bytes, from_base64(receipt.message));
    TP_TRY(said, seal::Receipt::decode(bytes));
    TP_TRY(message, message_of(options, said));
    std::string pin;
    if (!options.platform.empty()) {
        TP_TRY(known, certificate_of(options.platform));
        pin = to_hex(known.digest());
    }
    TP_CHECK(bidder::verify_receipt(receipt, message, pin));
    TP_TRY(stamped, stamp_of(options, receipt, said));
    TP_TRY(der, from_base64(receipt.certificate));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    return VerifiedReceipt{said.act,
                           said.submission,
                           said.place.trade,
                           said.place.intake,
                           said.replacement,
                           said.arrived,
                           to_hex(said.message),
                           to_hex(said.number),
                           certificate.subject_text(),
                           to_hex(certificate.digest()),
                           !pin.empty(),
                           stamped};
}

} // namespace

int verify_receipt(const app::Where& where, const ReceiptOptions& options)
{
    const auto found = checked(options);
    if (!found)
        return app::say(where, found.error());
    if (options.json) {
        where.out << boost::json::serialize(wire::write(*found)) << "\n";
        return 0;
    }
    const bool withdrawal = found->act == seal::ReceiptAct::withdraw;
    where.out << (withdrawal ? in(where, "撤回回执", "receipt of a withdrawal")
                             : in(where, "递交回执", "receipt of a submission"))
              << "  " << found->number << "\n"
              << found->submission << "  " << found->intake << "  #" << found->replacement << "\n"
              << in(where, "到达时间：", "arrived: ") << to_rfc3339(found->arrived) << "\n"
              << "SM3 " << found->message_digest << "\n"
              << in(where, "签发：", "signed by: ") << found->platform << "  SM3 "
              << found->platform_certificate << "\n";
    if (!found->platform_pinned)
        where.out << in(where, "未给出平台证书：请与平台公布的证书指纹核对上一行",
                        "no platform certificate was given: compare the line above with the published one")
                  << "\n";
    where.out << (found->stamped ? in(where, "时间戳：", "time stamp: ") + to_rfc3339(*found->stamped)
                                 : in(where, "时间戳未核验", "the time stamp was not checked"))
              << "\n"
              << in(where, "回执有效", "the receipt is good") << "\n";
    return 0;
}

} // namespace tianping::words
