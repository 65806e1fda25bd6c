#include "app/words/bid_folder.hpp"
#include "formats/source.hpp"
#include "infra/crypto/digest.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

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
