#include "app/words/bid_folder.hpp"
#include "formats/source.hpp"
#include "infra/crypto/digest.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

constexpr const char* unanswered = "unanswered.message";

struct ActNames {
    const char* message;
    const char* answer;
    const char* receipt;
};

const ActNames& names_of(seal::ReceiptAct act)
{
    static constexpr ActNames submitted{"submit.message", "submitted.json", "receipt.json"};
    static constexpr ActNames withdrawn{"withdraw.message", "withdrawn.json", "withdrawal-receipt.json"};
    return act == seal::ReceiptAct::submit ? submitted : withdrawn;
}

// A WITHDRAW names the SUBMIT that it ends, and that one says its number.
void add_number(const fs::path& folder, ByteView withdraw, bidder::OwnAct& own)
{
    const auto text = read_file(folder / names_of(seal::ReceiptAct::submit).message);
    const auto ended = seal::Withdraw::decode(withdraw);
    const auto submit = text ? seal::Submit::decode(view(*text)) : Result<seal::Submit>{text.error()};
    if (submit && ended && seal::digest_of(*submit) == ended->last)
        own.replacement = submit->replacement;
}

Result<Digest> digest_of_file(const std::filesystem::path& file)
{
    TP_TRY(source, seal::Source::of_file(file.string()));
    crypto::Sm3 sum;
    TP_CHECK(seal::for_each_piece(source, [&](ByteView piece) { sum.update(piece); }));
    return sum.finish();
}

} // namespace

Result<bidding::SealingKit> kit_from(const app::Where& where, const std::string& file,
                                     const std::string& server, const std::string& intake)
{
    if (!file.empty())
        return read_described<bidding::SealingKit>(file);
    TP_TRY(id, trade::IntakeId::parse(intake));
    http::Client anyone{server};
    anyone.speak(where.language);
    return anyone.get<bidding::SealingKit>("/api/v1/intakes/" + id.text() + "/kit");
}

Result<Bid> load_bid(const std::filesystem::path& folder)
{
    if (!std::filesystem::exists(folder / "bid.json")) {
        Error e{Fault::not_found, "bid.not_a_bid"};
        e.params["folder"] = folder.string();
        return e;
    }
    TP_TRY(file, read_described<BidFile>(folder / "bid.json"));
    TP_TRY(kit, read_described<bidding::SealingKit>(folder / "kit.json"));
    return Bid{std::move(file), std::move(kit)};
}

Result<bidder::KeptSecrets> secrets_of(const std::filesystem::path& folder)
{
    if (std::filesystem::exists(folder / bidder::kept_name))
        return bidder::read_secrets(folder);
    if (!std::filesystem::exists(folder / "spare.key.pem"))
        return Error{Fault::not_found, "bid.no_secrets"};
    TP_TRY(pem, read_file(folder / "spare.key.pem"));
    TP_TRY(spare, crypto::PrivateKey::from_pem(pem));
    return bidder::secrets_from_spare(folder, spare);
}

Status save_bid(const std::filesystem::path& folder, const BidFile& bid)
{
    return write_file(folder / "bid.json", boost::json::serialize(wire::write(bid)));
}

const char* receipt_file(seal::ReceiptAct act)
{
    return names_of(act).receipt;
}

Status keep_sent(const fs::path& folder, ByteView message)
{
    return write_file(folder / unanswered, text_view(message));
}

Status keep_answer(const fs::path& folder, seal::ReceiptAct act, const bidding::Submitted& answer)
{
    const auto& names = names_of(act);
    TP_TRY(message, read_file(folder / unanswered));
    TP_CHECK(write_file(folder / names.message, message));
    TP_CHECK(write_file(folder / names.answer, boost::json::serialize(wire::write(answer))));
    std::error_code ignored; // a copy of what stands beside it now
    fs::remove(folder / unanswered, ignored);
    return {};
}

Result<std::optional<DoneAct>> done_act(const fs::path& folder, seal::ReceiptAct act)
{
    const auto& names = names_of(act);
    if (!fs::exists(folder / names.message))
        return std::optional<DoneAct>{};
    TP_TRY(kit, read_described<bidding::SealingKit>(folder / "kit.json"));
    TP_TRY(message, read_file(folder / names.message));
    TP_TRY(own, bidder::own_act(view(message), kit));
    if (act == seal::ReceiptAct::withdraw)
        add_number(folder, view(message), own);
    TP_TRY(answer, read_described<bidding::Submitted>(folder / names.answer));
    TP_CHECK(bidder::check_answer(own, answer));
    return std::optional{DoneAct{std::move(own), std::move(answer)}};
}

Error nothing_done(const fs::path& folder, seal::ReceiptAct act)
{
    const bool answered = fs::exists(folder / names_of(act).answer);
    return {Fault::conflict, answered ? "bid.message_not_kept" : "bid.not_submitted"};
}

Result<std::vector<bidder::SealedPartFile>> parts_of(const std::filesystem::path& folder, const Bid& bid)
{
    std::vector<bidder::SealedPartFile> out;
    for (const auto& part : bid.file.parts) {
        TP_TRY(header, digest_from_hex(part.header));
        TP_TRY(digest, digest_from_hex(part.digest));
        const auto file = folder / std::filesystem::path{part.file}.filename();
        TP_TRY(found, digest_of_file(file));
        if (found != digest) {
            Error e{Fault::conflict, "bid.part_changed"};
            e.params["part"] = part.part;
            return e;
        }
        out.push_back({part.part, file, header, digest, static_cast<std::uint64_t>(part.bytes)});
    }
    return out;
}

} // namespace tianping::words
