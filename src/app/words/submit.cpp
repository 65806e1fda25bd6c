#include "app/words/submit.hpp"
#include "app/words/bid_folder.hpp"
#include "app/words/certificate_lines.hpp"
#include "app/words/progress.hpp"
#include "formats/signed.hpp"
#include "rooms/bidding/service.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

struct Sent {
    bidding::Submitted submitted{};
    bidding::SignedReceipt receipt{};
};

fs::path session_of(const SubmitOptions& options)
{
    return options.session.empty() ? default_session() : fs::path{options.session};
}

Status upload_all(const app::Where& where, const SubmitOptions& options, account::Account& account,
                  const std::vector<bidder::SealedPartFile>& parts)
{
    Progress progress{where, in(where, "上传", "uploading"), options.json};
    for (const auto& part : parts) {
        const auto told = [&](std::int64_t sent) {
            progress(part.part, sent, static_cast<std::int64_t>(part.bytes));
        };
        TP_CHECK(bidder::upload(account, part.envelope, told));
    }
    return {};
}

std::string signer_of(const bidding::SignedReceipt& receipt)
{
    const auto der = from_base64(receipt.certificate);
    return der ? crypto::Certificate::digest_text(*der) : std::string{};
}

// Hex digest of the certificate that has to sign; empty before the first receipt.
Result<std::string> signer_wanted(const SubmitOptions& options, const Bid& bid)
{
    if (options.platform.empty())
        return bid.file.platform.value_or("");
    return fingerprint_of(options.platform);
}

// Of the folder's last such act, measured against one's own message.
Result<Sent> keep_receipt(account::Account& account, const fs::path& folder, Bid& bid, seal::ReceiptAct act,
                          const std::string& platform)
{
    TP_TRY(done, done_act(folder, act));
    if (!done)
        return nothing_done(folder, act);
    TP_TRY(receipt, bidder::fetch_receipt(account, done->answer));
    const auto signer = signer_of(receipt);
    if (!platform.empty() && signer != platform)
        return Error{
            Fault::forbidden, "receipt.other_platform", {}, {{"wanted", platform}, {"found", signer}}};
    TP_CHECK(bidder::verify_receipt(receipt, done->own, done->answer, platform));
    bid.file.platform = signer;
    TP_CHECK(save_bid(folder, bid.file));
    TP_CHECK(write_file(folder / receipt_file(act), boost::json::serialize(wire::write(receipt))));
    return Sent{done->answer, receipt};
}

Status may_send(const Bid& bid, const account::Account& account)
{
    TP_CHECK(seal::check_signs_sm2(account.holder().certificate, "--session"));
    if (bid.file.bidder == account.holder().certificate.digest_text())
        return {};
    return Error{Fault::forbidden, "bid.sealed_for_another"};
}

// Whole before anything is uploaded.
Result<std::optional<bidding::JointBody>> joint_of(const SubmitOptions& options)
{
    if (options.joint.empty())
        return std::optional<bidding::JointBody>{};
    TP_TRY(joint, read_described<bidding::JointBody>(options.joint));
    TP_TRY(read, bidding::read_joint(joint));
    TP_CHECK(bidding::signed_by_all(read));
    return std::optional{joint};
}

Result<Sent> send(const app::Where& where, const SubmitOptions& options)
{
    const fs::path folder{options.folder};
    TP_TRY(bid, load_bid(folder));
    TP_TRY(platform, signer_wanted(options, bid));
    TP_TRY(parts, parts_of(folder, bid));
    TP_TRY(joint, joint_of(options));
    TP_TRY(account, account_of(where, session_of(options)));
    TP_CHECK(may_send(bid, *account));
    TP_CHECK(upload_all(where, options, *account, parts));
    const auto keep = [&](ByteView message) { return keep_sent(folder, message); };
    TP_TRY(submitted, bidder::submit(*account, bid.kit, parts, joint, keep));
    bid.file.submission = submitted.submission;
    TP_CHECK(save_bid(folder, bid.file));
    for (const auto* of_an_earlier_offer : {"withdrawn.json", "withdraw.message"}) {
        std::error_code ignored;
        fs::remove(folder / of_an_earlier_offer, ignored);
    }
    TP_CHECK(keep_answer(folder, seal::ReceiptAct::submit, submitted));
    return keep_receipt(*account, folder, bid, seal::ReceiptAct::submit, platform);
}

Result<Sent> take_back(const app::Where& where, const SubmitOptions& options)
{
    const fs::path folder{options.folder};
    TP_TRY(bid, load_bid(folder));
    if (bid.file.submission.empty())
        return Error{Fault::conflict, "bid.not_submitted"};
    TP_TRY(platform, signer_wanted(options, bid));
    TP_TRY(account, account_of(where, session_of(options)));
    TP_TRY(now, account->client().get<bidding::SubmissionView>("/api/v1/submissions/" + bid.file.submission));
    bidder::Version in_force{
        bid.file.submission, static_cast<std::uint32_t>(std::max<std::int64_t>(now.replacement, 0)), {}};
    if (now.replacement >= 0) {
        TP_TRY(last, digest_from_hex(now.message_digest));
        in_force.previous = last;
    }
    const auto keep = [&](ByteView message) { return keep_sent(folder, message); };
    TP_TRY(withdrawn, bidder::withdraw(*account, bid.kit, in_force, keep));
    TP_CHECK(keep_answer(folder, seal::ReceiptAct::withdraw, withdrawn));
    return keep_receipt(*account, folder, bid, seal::ReceiptAct::withdraw, platform);
}

Result<Sent> ask_again(const app::Where& where, const SubmitOptions& options)
{
    const fs::path folder{options.folder};
    const auto act =
        fs::exists(folder / "withdrawn.json") ? seal::ReceiptAct::withdraw : seal::ReceiptAct::submit;
    TP_TRY(bid, load_bid(folder));
    TP_TRY(platform, signer_wanted(options, bid));
    TP_TRY(account, account_of(where, session_of(options)));
    return keep_receipt(*account, folder, bid, act, platform);
}

int told(const app::Where& where, const SubmitOptions& options, const Result<Sent>& sent,
         const std::string& zh, const std::string& en)
{
    if (!sent)
        return app::say(where, sent.error());
    const auto& submitted = sent->submitted;
    if (options.json) {
        where.out << boost::json::serialize(wire::write(submitted)) << "\n";
        return 0;
    }
    where.out << in(where, zh, en) << "  " << submitted.submission << "\n"
              << in(where, "到达时间：", "arrived: ") << to_rfc3339(submitted.arrived) << "\n"
              << "SM3 " << submitted.message_digest << "\n";
    if (submitted.newer_terms)
        where.out << in(where, "注意：投标文件按旧版交易文件加密，当前有效版本为 ",
                        "mind: it was sealed for older terms; in force now: ")
                  << *submitted.newer_terms << "\n";
    for (const auto& change :
         submitted.certificates_changing.value_or(std::vector<identity::CertificateChange>{}))
        where.out << change_line(where, change) << "\n";
    where.out << in(where, "回执已与您的消息核对并保存，签发者证书 SM3 ",
                    "the receipt agrees with your message and is kept; signed by the certificate SM3 ")
              << signer_of(sent->receipt) << "\n";
    if (options.platform.empty())
        where.out << in(where,
                        "请与平台公布的指纹（公开核验页面 /verify）核对：receipt verify --platform 指纹；"
                        "这份投标以后的回执须由同一证书签署",
                        "compare it with what the platform publishes (on its page /verify): receipt verify "
                        "--platform FINGERPRINT; later receipts of this bid have to be signed by the same")
                  << "\n";
    if (sent->receipt.timestamp.empty())
        where.out << in(where, "时间戳尚未取得：稍后用 receipt fetch 重新取回执",
                        "its time stamp has not come yet: get it again later with receipt fetch")
                  << "\n";
    return 0;
}

} // namespace

int submit(const app::Where& where, const SubmitOptions& options)
{
    const auto sent = send(where, options);
    return told(where, options, sent, "已递交", "submitted");
}

int withdraw(const app::Where& where, const SubmitOptions& options)
{
    return told(where, options, take_back(where, options), "已撤回", "withdrawn");
}

int fetch_receipt(const app::Where& where, const SubmitOptions& options)
{
    return told(where, options, ask_again(where, options), "回执", "receipt");
}

} // namespace tianping::words
