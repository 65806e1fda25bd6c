#include "app/verify/receipt_standing.hpp"
#include "app/words/authorities.hpp"
#include "app/words/bid_folder.hpp"
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
    bool message_known = false;         // compared with the message that it must be for
    std::optional<Instant> stamped{};   // by RFC 3161
    std::optional<verify::Standing> in_export{};
};
BOOST_DESCRIBE_STRUCT(VerifiedReceipt, (),
                      (act, submission, trade, intake, replacement, arrived, message_digest, number, platform,
                       platform_certificate, platform_pinned, message_known, stamped, in_export))

namespace {

namespace fs = std::filesystem;

// Whose last receipt a bid's folder keeps under this name; nothing for any other name.
std::optional<seal::ReceiptAct> act_of(const std::string& file)
{
    for (const auto act : {seal::ReceiptAct::submit, seal::ReceiptAct::withdraw})
        if (file == receipt_file(act))
            return act;
    return std::nullopt;
}

// Whether it was compared with the message that it must be for: the one that was named, and the bidder's own
// where that lies beside it. A receipt alone speaks for itself, as does an earlier one under a name of its
// own: the folder keeps the last message only.
Result<bool> compared(const ReceiptOptions& options, const bidding::SignedReceipt& receipt,
                      const seal::Receipt& said, const std::string& pin)
{
    TP_TRY(named, options.message.empty() ? Result<Digest>{said.message} : digest_from_hex(options.message));
    TP_CHECK(bidder::verify_receipt(receipt, named, pin));
    const fs::path file{options.receipt};
    const auto act = act_of(file.filename().string());
    if (!act)
        return !options.message.empty();
    TP_TRY(own, done_act(file.parent_path(), *act));
    if (own)
        TP_CHECK(bidder::verify_receipt(receipt, own->own, own->answer, pin));
    return own || !options.message.empty();
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

// Hex digest of the certificate that the reader names; empty: any one.
Result<std::string> pin_of(const ReceiptOptions& options)
{
    if (options.any_platform)
        return std::string{};
    if (options.platform.empty())
        return Error{Fault::invalid, "receipt.platform_needed"};
    return fingerprint_of(options.platform);
}

Result<VerifiedReceipt> checked(const ReceiptOptions& options)
{
    TP_TRY(receipt, read_described<bidding::SignedReceipt>(options.receipt));
    TP_TRY(bytes, from_base64(receipt.message));
    TP_TRY(said, seal::Receipt::decode(bytes));
    TP_TRY(pin, pin_of(options));
    TP_TRY(known, compared(options, receipt, said, pin));
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
                           certificate.digest_text(),
                           !pin.empty(),
                           known,
                           stamped,
                           std::nullopt};
}

// Of the withdrawal of the same submission, where that lies beside the receipt.
Result<std::optional<seal::Receipt>> withdrawal_of(const ReceiptOptions& options,
                                                   const std::string& submission)
{
    const auto beside = fs::path{options.receipt}.parent_path() / receipt_file(seal::ReceiptAct::withdraw);
    if (!fs::exists(beside))
        return std::optional<seal::Receipt>{};
    TP_TRY(receipt, read_described<bidding::SignedReceipt>(beside));
    TP_TRY(bytes, from_base64(receipt.message));
    TP_TRY(said, seal::Receipt::decode(bytes));
    if (said.act != seal::ReceiptAct::withdraw || said.submission != submission)
        return std::optional<seal::Receipt>{}; // of an offer before this one
    TP_TRY(pin, pin_of(options));
    auto of_withdrawal = options;
    of_withdrawal.receipt = beside.string();
    of_withdrawal.message.clear();
    TP_CHECK(compared(of_withdrawal, receipt, said, pin));
    return std::optional{said};
}

Result<std::optional<verify::Standing>> standing_in_export(const ReceiptOptions& options,
                                                           const VerifiedReceipt& found)
{
    if (options.folder.empty())
        return std::optional<verify::Standing>{};
    TP_TRY(receipt, read_described<bidding::SignedReceipt>(options.receipt));
    std::optional<seal::Receipt> withdrawal;
    if (found.act == seal::ReceiptAct::submit) {
        TP_TRY(beside, withdrawal_of(options, found.submission));
        withdrawal = beside;
    }
    TP_TRY(standing, verify::standing_of(options.folder, receipt, withdrawal));
    return std::optional{standing};
}

std::string sentence(const app::Where& where, verify::Standing standing)
{
    switch (standing) {
    case verify::Standing::in_force:
        return in(where, "导出：封存的投标集合含有这次递交，回执与导出所载的相同",
                  "export: the closed set holds this submission, with this receipt");
    case verify::Standing::replaced:
        return in(where, "导出：这次递交列为已被您后来的递交替换，回执与导出所载的相同",
                  "export: listed as replaced by a later submission of yours, with this receipt");
    case verify::Standing::withdrawn:
        return in(where, "导出：投标已撤回，封存的投标集合不含它",
                  "export: the bid was withdrawn, and the closed set does not hold it");
    case verify::Standing::returned:
        return in(where, "导出：封存的投标集合含有这次递交；投标原封退回，没有开启",
                  "export: the closed set holds this submission; the bids went back unopened");
    }
    return {};
}

void tell_receipt(const app::Where& where, const VerifiedReceipt& found)
{
    const bool withdrawal = found.act == seal::ReceiptAct::withdraw;
    where.out << (withdrawal ? in(where, "撤回回执", "receipt of a withdrawal")
                             : in(where, "递交回执", "receipt of a submission"))
              << "  " << found.number << "\n"
              << found.submission << "  " << found.intake << "  #" << found.replacement << "\n"
              << in(where, "到达时间：", "arrived: ") << to_rfc3339(found.arrived) << "\n"
              << "SM3 " << found.message_digest << "\n"
              << in(where, "签发：", "signed by: ") << found.platform << "  SM3 "
              << found.platform_certificate << "\n";
    if (!found.platform_pinned)
        where.out << in(where, "未核验签发者是否为平台：请与平台公布的证书指纹核对上一行",
                        "whether the platform signed was not checked: compare the line above with the "
                        "published fingerprint")
                  << "\n";
    if (!found.message_known)
        where.out << in(where, "旁边没有您自己的消息：请核对上面的 SM3 摘要",
                        "your own message does not lie beside it: compare the SM3 digest above")
                  << "\n";
    where.out << (found.stamped ? in(where, "时间戳：", "time stamp: ") + to_rfc3339(*found.stamped)
                                : in(where, "时间戳未核验", "the time stamp was not checked"))
              << "\n"
              << (found.platform_pinned ? in(where, "回执有效", "the receipt is good")
                                        : in(where, "所核对的各项相符", "what was checked agrees"))
              << "\n";
}

} // namespace

int verify_receipt(const app::Where& where, const ReceiptOptions& options)
{
    auto found = checked(options);
    if (!found)
        return app::say(where, found.error());
    const auto standing = standing_in_export(options, *found);
    if (standing)
        found->in_export = *standing;
    if (!options.json)
        tell_receipt(where, *found);
    if (!standing)
        return app::say(where, standing.error());
    if (options.json) {
        where.out << boost::json::serialize(wire::write(*found)) << "\n";
        return 0;
    }
    if (found->in_export)
        where.out << sentence(where, *found->in_export) << "\n"
                  << in(where, "导出本身是否真实：", "whether the export itself is true: ")
                  << "tianping verify trade " << options.folder << "\n";
    return 0;
}

} // namespace tianping::words
