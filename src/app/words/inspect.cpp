#include "app/bidder/media_types.hpp"
#include "app/trustee/evidence.hpp"
#include "app/words/bid_folder.hpp"
#include "app/words/price_line.hpp"
#include "app/words/seal.hpp"
#include "rooms/opening/rules.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {

struct InspectedFile {
    std::string part{};
    std::string name{};
    std::int64_t size{};
    std::string digest{};
};
BOOST_DESCRIBE_STRUCT(InspectedFile, (), (part, name, size, digest))

struct Inspected {
    std::string intake{};
    Instant deadline{};
    std::vector<InspectedFile> files{};
    std::map<std::string, std::string> letter{}; // fen and days as digits
    std::string creation_id{};
    std::string machine_code{};
    std::string tool{}; // that sealed it
};
BOOST_DESCRIBE_STRUCT(Inspected, (), (intake, deadline, files, letter, creation_id, machine_code, tool))

namespace {

namespace fs = std::filesystem;

struct Trial {
    const fs::path& folder;
    const Bid& bid;
    const terms::LotTerms& lot;
    const std::vector<seal::TrusteeKey>& trustees;
    const std::optional<crypto::PrivateKey>& spare;
    const bidder::KeptSecrets& kept;
};

Error about_part(const char* code, const std::string& part)
{
    Error e{Fault::invalid, code};
    e.params["part"] = part;
    return e;
}

Status check_header(const Trial& trial, const seal::Header& header, const BidPart& part)
{
    const auto& kit = trial.bid.kit;
    const auto& prefix = header.prefix();
    const bool mine = prefix.place == trustee::place_of(kit) && prefix.part == part.part &&
                      prefix.terms == terms::digest(kit.terms) &&
                      to_hex(prefix.bidder) == trial.bid.file.bidder;
    if (!mine || to_hex(header.digest()) != part.header)
        return about_part("bid.part_of_another", part.part);
    if (prefix.trustees != trial.trustees || prefix.threshold != trial.lot.unsealing.threshold)
        return about_part("bid.other_trustees", part.part);
    if (trial.spare && (!prefix.own || *prefix.own != trial.spare->public_key().point()))
        return about_part("bid.other_spare", part.part);
    return {};
}

// The spare key is tried where there is one, so that its bidder knows that it works; else what was kept.
Result<seal::Secret> secret_of(const Trial& trial, const seal::Header& header, const BidPart& part)
{
    if (trial.spare) {
        TP_TRY(value, seal::open_box(header, 0, trial.spare->handle()));
        return seal::recover_from_secret(header, value);
    }
    const auto kept = trial.kept.parts.find(part.part);
    if (kept == trial.kept.parts.end())
        return about_part("bidder.secrets_missing", part.part);
    TP_TRY(value, digest_from_hex(kept->second.secret));
    return seal::recover_from_secret(header, value);
}

Result<std::optional<crypto::PrivateKey>> spare_of(const fs::path& folder)
{
    if (!fs::exists(folder / "spare.key.pem"))
        return std::optional<crypto::PrivateKey>{};
    TP_TRY(pem, read_file(folder / "spare.key.pem"));
    TP_TRY(spare, crypto::PrivateKey::from_pem(pem));
    return std::optional{spare};
}

// The price letter is the platform's own, whatever else its part takes.
Status check_types(const terms::Part& part, const std::vector<seal::OpenedFile>& files)
{
    for (const auto& file : files)
        if (part.id != opening::letter_part || file.name != opening::letter_file)
            TP_CHECK(bidder::check_media_type(part, file.name, file.bytes));
    return {};
}

Status open(const Trial& trial, const BidPart& part, Inspected& out)
{
    TP_TRY(bytes, read_file(trial.folder / fs::path{part.file}.filename()));
    TP_TRY(envelope, seal::Envelope::read(view(bytes)));
    TP_CHECK(check_header(trial, envelope.header, part));
    TP_TRY(secret, secret_of(trial, envelope.header, part));
    TP_TRY(opened, seal::open_part(envelope, secret));
    std::int64_t bytes_inside = 0;
    for (const auto& file : opened.inside.manifest.files) {
        out.files.push_back({part.part, file.name, file.size, file.digest});
        bytes_inside += file.size;
    }
    const auto wanted = std::ranges::find(trial.lot.parts, part.part, &terms::Part::id);
    if (wanted == trial.lot.parts.end())
        return about_part("bidder.part_unknown", part.part);
    if (bytes_inside > wanted->most_bytes + (part.part == opening::letter_part ? 65536 : 0))
        return about_part("bid.part_too_large", part.part);
    TP_CHECK(check_types(*wanted, opened.inside.files));
    out.creation_id = opened.inside.manifest.creation_id;
    out.machine_code = opened.inside.manifest.machine_code;
    out.tool = opened.inside.manifest.tool;
    if (part.part != opening::letter_part)
        return {};
    const auto letter = opening::letter_in(part.part, opened.inside.files);
    TP_CHECK(opening::fields_of(letter, trial.lot));
    TP_TRY(fields, wire::parse<opening::PriceLetter>(*letter));
    out.letter = fields.fields;
    return {};
}

Status all_parts(const Bid& bid, const terms::LotTerms& lot)
{
    Error bad{Fault::invalid, "bidder.bid_incomplete"};
    for (const auto& part : lot.parts)
        if (std::ranges::find(bid.file.parts, part.id, &BidPart::part) == bid.file.parts.end())
            bad.fields.push_back({"parts." + part.id, "bidder.part_missing", part.title});
    if (bad.fields.empty())
        return {};
    return bad;
}

Result<Inspected> try_opening(const fs::path& folder)
{
    TP_TRY(bid, load_bid(folder));
    TP_TRY(trustees, bidder::check_kit(bid.kit));
    const auto lot = std::ranges::find(bid.kit.terms.lots, bid.kit.intake, &terms::LotTerms::intake);
    if (lot == bid.kit.terms.lots.end())
        return Error{Fault::invalid, "bidder.terms_of_another_lot"};
    TP_CHECK(all_parts(bid, *lot));
    TP_CHECK(parts_of(folder, bid));
    TP_TRY(spare, spare_of(folder));
    bidder::KeptSecrets kept;
    if (!spare) {
        TP_TRY(secrets, secrets_of(folder));
        kept = secrets;
    }
    Inspected out{bid.kit.intake, bid.kit.terms.deadline, {}, {}, "", "", ""};
    for (const auto& part : bid.file.parts)
        TP_CHECK(open({folder, bid, *lot, trustees, spare, kept}, part, out));
    if (out.letter.empty() && !lot->price_letter.empty())
        return Error{Fault::invalid, "bid.letter_missing"};
    return out;
}

std::string shown(const terms::PriceField& field, const std::string& value)
{
    return field.unit == terms::FieldUnit::fen ? Fen{std::stoll(value)}.text() + " 元" : value;
}

} // namespace

int inspect(const app::Where& where, const InspectOptions& options)
{
    const auto found = try_opening(options.folder);
    if (!found)
        return app::say(where, found.error());
    if (options.json) {
        where.out << boost::json::serialize(wire::write(*found)) << "\n";
        return 0;
    }
    for (const auto& file : found->files)
        where.out << file.part << "  " << file.name << "  " << file.size << "  SM3 " << file.digest << "\n";
    const auto bid = load_bid(options.folder).value();
    const auto lot = std::ranges::find(bid.kit.terms.lots, bid.kit.intake, &terms::LotTerms::intake);
    for (const auto& field : lot->price_letter)
        where.out << field.title << in(where, "：", ": ") << shown(field, found->letter.at(field.id)) << "\n";
    if (const auto line = price_line(where, *lot, found->letter))
        where.out << *line << "\n";
    where.out << in(where, "文件创建标识码：", "creation id: ") << found->creation_id
              << in(where, "，机器码：", ", machine code: ") << found->machine_code
              << in(where, "，制作工具：", ", tool: ") << found->tool << "\n"
              << in(where, "试开成功。投标截止：", "it opens. Deadline: ") << to_local_text(found->deadline)
              << " +08:00\n";
    return 0;
}

} // namespace tianping::words
