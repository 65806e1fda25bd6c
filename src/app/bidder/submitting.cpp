#include "app/bidder/bid.hpp"
#include "app/trustee/evidence.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/asking.hpp"
#include "infra/http/uploads.hpp"
#include "rooms/bidding/service.hpp"
#include <fstream>
#include <thread>

namespace tianping::bidder {
namespace {

constexpr std::int64_t chunk_bytes = std::int64_t{8} << 20;

Result<http::UploadView> send_chunk(account::Account& account, const http::UploadView& upload,
                                    std::ifstream& in)
{
    std::string piece(static_cast<std::size_t>(std::min(chunk_bytes, upload.declared - upload.received)),
                      '\0');
    in.seekg(upload.received);
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (in.gcount() != static_cast<std::streamsize>(piece.size()))
        return Error{Fault::conflict, "bidder.file_changed"};
    const auto target =
        "/api/v1/uploads/" + upload.id.text() + "/bytes?offset=" + std::to_string(upload.received);
    TP_TRY(answer,
           account.client().send("PUT", target, piece,
                                 {{"Content-Type", "application/octet-stream"},
                                  {"Repr-Digest", "sm3=:" + to_base64(crypto::sm3(view(piece))) + ":"}}));
    if (!answer.ok())
        return answer.problem();
    TP_TRY(value, answer.json());
    return wire::from_value<http::UploadView>(value);
}

// Named by its bytes: the same file goes on where it stopped, another version is another upload.
std::string upload_act(std::ifstream& in)
{
    crypto::Sm3 sum;
    std::string piece(std::size_t{1} << 20, '\0');
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
        sum.update(view(std::string_view{piece}.substr(0, static_cast<std::size_t>(in.gcount()))));
    in.clear();
    return "upload/" + to_hex(sum.finish());
}

Status keep_first(const Keep& keep, ByteView message)
{
    return keep ? keep(message) : Status{};
}

} // namespace

Result<std::string> upload(account::Account& account, const std::filesystem::path& file,
                           const std::function<void(std::int64_t)>& progress)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        return invalid_field("bidder.file_unreadable", file.string());
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    TP_TRY(begun, account.client().post<http::UploadView>("/api/v1/uploads", http::BeginUpload{size},
                                                          account.key(upload_act(in))));
    // The answer to a repeated beginning is the first one's; how far it got is asked now.
    TP_TRY(state, account.client().get<http::UploadView>("/api/v1/uploads/" + begun.id.text()));
    int tries = 0;
    while (state.received < state.declared) {
        auto next = send_chunk(account, state, in);
        if (!next && next.error().code.starts_with("client.") && ++tries < 5) {
            next = account.client().get<http::UploadView>("/api/v1/uploads/" + state.id.text());
            in.clear();
        }
        if (!next)
            return next.error();
        state = *next;
        if (progress)
            progress(state.received);
    }
    return state.id.text();
}

// One that was begun before is found by the platform itself.
Result<bidding::SubmissionView> begin(account::Account& account, const std::string& intake)
{
    return http::post_until_known<bidding::SubmissionView>(
        account.client(), "/api/v1/intakes/" + intake + "/submissions", boost::json::value(nullptr),
        http::fresh_key(account.key("begin/" + intake)));
}

Result<bidding::Submitted> submit(account::Account& account, const bidding::SealingKit& kit,
                                  const std::vector<SealedPartFile>& parts,
                                  const std::optional<bidding::JointBody>& joint, const Keep& keep)
{
    TP_TRY(now, begin(account, kit.intake));
    Version version{now.id.text(), static_cast<std::uint32_t>(now.replacement + 1), {}};
    if (now.replacement >= 0) {
        TP_TRY(previous, digest_from_hex(now.message_digest));
        version.previous = previous;
    }
    const auto made = sign_submission(kit, version, parts, account);
    TP_TRY(own, own_act(made.message, kit));
    bidding::SubmitIn body{to_base64(made.message), made.signature, {}, joint};
    for (const auto& part : parts) {
        TP_TRY(id, upload(account, part.envelope));
        body.uploads[part.part] = id;
    }
    const auto target = "/api/v1/submissions/" + version.submission + "/versions";
    const auto key =
        http::fresh_key(account.key("submit/" + to_hex(crypto::sm3(made.message)).substr(0, 32)));
    TP_CHECK(keep_first(keep, made.message));
    TP_TRY(answer, http::post_until_known<bidding::Submitted>(account.client(), target, body, key));
    TP_CHECK(check_answer(own, answer));
    return std::move(answer);
}

Result<bidding::SignedReceipt> fetch_receipt(account::Account& account, const bidding::Submitted& submitted,
                                             std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        auto out = account.client().get<bidding::SignedReceipt>(
            "/api/v1/submissions/" + submitted.submission + "/receipts/" + submitted.message_digest);
        if (out || out.error().code != "bidding.receipt_pending" || std::chrono::steady_clock::now() > until)
            return out;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

Result<bidding::Submitted> withdraw(account::Account& account, const bidding::SealingKit& kit,
                                    const Version& in_force, const Keep& keep)
{
    const seal::Withdraw message{trustee::place_of(kit), in_force.submission, in_force.previous};
    const auto bytes = message.encode();
    TP_TRY(own, own_act(bytes, kit));
    TP_CHECK(keep_first(keep, bytes));
    TP_TRY(answer, http::post_until_known<bidding::Submitted>(
                       account.client(), "/api/v1/submissions/" + in_force.submission + "/withdrawal",
                       bidding::WithdrawIn{to_base64(bytes), account.sign(bytes)},
                       http::fresh_key(account.key("withdraw/" + to_hex(own.message).substr(0, 32)))));
    TP_CHECK(check_answer(own, answer));
    return std::move(answer);
}

} // namespace tianping::bidder
