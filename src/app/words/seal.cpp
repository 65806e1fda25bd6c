#include "app/words/seal.hpp"
#include "app/bidder/media_types.hpp"
#include "app/words/authorities.hpp"
#include "app/words/bid_folder.hpp"
#include "app/words/certificate_lines.hpp"
#include "app/words/price_line.hpp"
#include "app/words/progress.hpp"
#include "formats/signed.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/random.hpp"
#include "infra/spine/chance.hpp"
#include "rooms/opening/rules.hpp"
#include <boost/json/serialize.hpp>
#include <sstream>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

// "name=rest"; nothing without '='.
std::optional<std::pair<std::string, std::string>> split(const std::string& text)
{
    const auto at = text.find('=');
    if (at == std::string::npos || at == 0)
        return std::nullopt;
    return std::pair{text.substr(0, at), text.substr(at + 1)};
}

void check_type(const std::string& file, const terms::Part& part, Error& bad)
{
    const auto front = seal::front_of_file(file);
    if (!front)
        return;
    if (const auto fits = bidder::check_media_type(part, fs::path{file}.filename().string(), *front); !fits)
        std::ranges::copy(fits.error().fields, std::back_inserter(bad.fields));
}

void add_part(const std::string& text, const terms::LotTerms& lot, std::vector<bidder::PartFiles>& out,
              Error& bad)
{
    const auto pair = split(text);
    if (!pair) {
        bad.fields.push_back({"--part " + text, "bid.want_pair", "price=bill.pdf,prices.xlsx"});
        return;
    }
    bidder::PartFiles part{pair->first, {}};
    const auto wanted = std::ranges::find(lot.parts, part.part, &terms::Part::id);
    std::istringstream files{pair->second};
    std::int64_t bytes = 0;
    for (std::string file; std::getline(files, file, ',');) {
        std::error_code ec;
        const auto size = fs::file_size(file, ec);
        if (ec)
            bad.fields.push_back({"parts." + part.part, "bidder.file_unreadable", file});
        else
            bytes += static_cast<std::int64_t>(size);
        if (wanted != lot.parts.end())
            check_type(file, *wanted, bad);
        part.files.emplace_back(file);
    }
    if (wanted != lot.parts.end() && bytes > wanted->most_bytes)
        bad.fields.push_back(
            {"parts." + part.part, "bid.part_too_large", std::to_string(wanted->most_bytes)});
    out.push_back(std::move(part));
}

// People write yuan; the letter carries fen.
void add_field(const std::string& text, const terms::LotTerms& lot, std::map<std::string, std::string>& out,
               Error& bad)
{
    const auto pair = split(text);
    if (!pair) {
        bad.fields.push_back({"--price-letter " + text, "bid.want_pair", "price=12345678.90"});
        return;
    }
    const auto& [id, value] = *pair;
    const auto field = std::ranges::find(lot.price_letter, id, &terms::PriceField::id);
    if (field == lot.price_letter.end()) {
        bad.fields.push_back({"letter." + id, "bid.field_unknown", ""});
        return;
    }
    out[id] = value;
    if (field->unit != terms::FieldUnit::fen)
        return;
    const auto amount = Fen::parse_yuan(value);
    if (amount)
        out[id] = std::to_string(amount->count());
    else
        bad.fields.push_back({"letter." + id, amount.error().code, "12345678.90"});
}

Result<std::string> machine_code_of(const SealOptions& options)
{
    if (!options.machine_code.empty())
        return options.machine_code;
    const auto id = read_file("/etc/machine-id");
    if (!id || id->empty())
        return invalid_field("bid.machine_code_needed", "--machine-code");
    return to_hex(crypto::sm3(view("tianping/machine/1 " + *id))).substr(0, 32);
}

// What the platform would refuse at the opening is refused here.
Result<bidder::SealOrder> order_of(const SealOptions& options, bidding::SealingKit kit)
{
    TP_TRY(lot, bidder::lot_of(kit));
    Error bad{Fault::invalid, "bidder.bid_incomplete"};
    bidder::SealOrder out;
    for (const auto& part : options.parts)
        add_part(part, *lot, out.parts, bad);
    for (const auto& field : options.letter)
        add_field(field, *lot, out.letter, bad);
    std::ranges::move(bidder::missing_of(out, *lot), std::back_inserter(bad.fields));
    if (!bad.fields.empty())
        return bad;
    if (options.own_spare && !lot->unsealing.own_spare_allowed)
        return Error{Fault::invalid, "bid.spare_not_allowed"};
    const opening::PriceLetter letter{"tianping/price-letter/1", kit.round, out.letter};
    TP_CHECK(opening::read_letter(boost::json::serialize(wire::write(letter)), *lot));
    TP_TRY(machine, machine_code_of(options));
    out.machine_code = machine;
    out.creation_id = options.creation_id.empty() ? to_hex(crypto::random_bytes(16)) : options.creation_id;
    out.kit = std::move(kit);
    return out;
}

void tell_whom(const app::Where& where, const bidder::SealedFor& whom)
{
    const bool past = whom.deadline <= SystemClock{}.now();
    where.out << in(where, "项目单位：", "owner: ") << whom.owner << "  " << whom.owner_code << "\n"
              << in(where, "其证书颁发者：", "issuer of its certificate: ") << whom.owner_issuer << "\n"
              << in(where, "交易文件：", "terms: ") << "SM3 " << whom.terms_digest << "\n"
              << in(where, "投标截止：", "deadline: ") << to_local_text(whom.deadline) << " +08:00"
              << (past ? in(where, "（按本机时钟已过）", " (past by this machine's clock)") : "") << "\n"
              << (whom.manner == terms::Manner::bidder
                      ? in(where, "由投标人解密，补救时须受托人 ",
                           "unsealed by the bidders; for a remedy trustees ")
                      : in(where, "由受托人解密，须 ", "unsealed by trustees: "))
              << whom.threshold << "/" << whom.trustees.size() << "\n";
    for (const auto& trustee : whom.trustees)
        where.out << in(where, "受托人 ", "trustee ") << trustee.index << in(where, "：", ": ")
                  << trustee.name << "  " << trustee.code
                  << (whom.vouched && !trustee.vouched
                          ? in(where, "（交易文件指定；您信任的机构未为其证书作保）",
                               " (named by the terms; your authorities do not vouch for its certificate)")
                          : "")
                  << "\n";
}

void tell_what_is_checked(const app::Where& where, const bidder::SealedFor& whom, bool revocation)
{
    const auto tell = [&](const std::string& zh, const std::string& en) {
        where.out << in(where, zh, en) << "\n";
    };
    if (whom.owner_named && whom.vouched)
        tell("项目单位与您给出的代码一致，其证书由您信任的机构作保；受托人由它签名的交易文件指定。",
             "The owner has the code that you gave, and your authorities vouch for its certificate; the "
             "trustees "
             "are those of the terms that it signed.");
    if (!whom.owner_named)
        tell("未给出 --owner：项目单位是谁，只是平台的说法。请与外部媒介上的公告核对，不一致的不要递交。",
             "No --owner was given: whose trade this is, is the platform's word. Compare the notice on the "
             "outside medium, and do not submit if it differs.");
    if (!whom.vouched)
        tell("未给出 --anchors：以上名称和代码只是平台所给证书的自称，没有您信任的机构作保。",
             "No --anchors were given: names and codes are what certificates from the platform say of "
             "themselves; no authority of yours vouches for them.");
    else if (!revocation)
        tell("未给出 --crl：项目单位和受托人的证书是否已被撤销，没有核对。",
             "No --crl was given: whether the certificates of owner and trustees were revoked is not "
             "checked.");
}

struct KnownKit {
    bidding::SealingKit kit{};
    bidder::SealedFor whom{};
};

// With everything checked that its bidder can check before he seals.
Result<KnownKit> known_kit(const app::Where& where, const SealOptions& options)
{
    if (!options.owner.empty())
        if (const auto code = identity::check_organisation_code(options.owner); !code)
            return invalid_field(code.error().code, "--owner");
    TP_TRY(authorities, authorities_in(options.anchors));
    TP_TRY(anchors, trust_in(authorities.certificates, options.crls));
    TP_TRY(kit, kit_from(where, options.kit, options.server, options.intake));
    TP_CHECK(bidder::check_kit(kit));
    TP_TRY(whom, bidder::sealed_for(kit, {options.intake, options.owner,
                                          options.anchors.empty() ? nullptr : &anchors,
                                          std::min(SystemClock{}.now(), kit.terms.deadline)}));
    if (!options.json) {
        tell_whom(where, whom);
        tell_what_is_checked(where, whom, !options.crls.empty());
        where.out << in(where, "交易文件签名与受托人密钥已核对，开始加密…",
                        "terms and trustees' keys are checked; sealing…")
                  << "\n"
                  << std::flush;
    }
    return KnownKit{std::move(kit), std::move(whom)};
}

Result<Bid> seal_into(const app::Where& where, const SealOptions& options)
{
    const fs::path folder{options.out};
    if (fs::exists(folder / "bid.json")) {
        Error e{Fault::conflict, "bid.folder_taken"};
        e.params["folder"] = options.out;
        return e;
    }
    TP_TRY(holder, holder_of(options.keys));
    TP_CHECK(seal::check_signs_sm2(holder.certificate, "--keys"));
    TP_TRY(known, known_kit(where, options));
    TP_TRY(order, order_of(options, std::move(known.kit)));
    if (const auto line = price_line(where, **bidder::lot_of(order.kit), order.letter); line && !options.json)
        where.out << *line << "\n";
    if (options.own_spare) {
        const auto spare = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
        TP_CHECK(write_file(folder / "spare.key.pem", spare.pem(), true));
        order.spare = spare.public_key().point();
    }
    SystemChance chance;
    Progress progress{where, in(where, "加密", "sealing"), options.json};
    order.told = std::ref(progress);
    TP_TRY(parts, bidder::seal_bid(order, holder, chance, folder));
    Bid bid{{}, order.kit};
    bid.file.intake = order.kit.intake;
    bid.file.bidder = holder.certificate.digest_text();
    bid.file.spare = options.own_spare;
    bid.file.sealed_for = std::move(known.whom);
    if (const auto end = holder.certificate.not_after();
        end <= terms::keys_needed_until(**bidder::lot_of(bid.kit), bid.kit.terms.deadline))
        bid.file.certificate_ends = end;
    for (const auto& part : parts)
        bid.file.parts.push_back({part.part, part.envelope.filename().string(), to_hex(part.header),
                                  to_hex(part.digest), static_cast<std::int64_t>(part.bytes)});
    TP_CHECK(write_file(folder / "kit.json", boost::json::serialize(wire::write(bid.kit))));
    TP_CHECK(save_bid(folder, bid.file));
    return bid;
}

} // namespace

int seal(const app::Where& where, const SealOptions& options)
{
    const auto bid = seal_into(where, options);
    if (!bid)
        return app::say(where, bid.error());
    if (options.json) {
        where.out << boost::json::serialize(wire::write(bid->file)) << "\n";
        return 0;
    }
    for (const auto& part : bid->file.parts)
        where.out << part.part << "  " << part.bytes << "  SM3 " << part.digest << "\n";
    if (bid->file.certificate_ends)
        where.out << ends_before_opening(where, *bid->file.certificate_ends) << "\n";
    where.out << in(where, "已加密到 ", "sealed into ") << options.out << "\n";
    where.out << (bid->file.spare ? in(where, "secrets.json 和 spare.key.pem 各能打开这份投标，请妥善保管。",
                                       "secrets.json and spare.key.pem each open this bid: keep them safe.")
                                  : in(where, "secrets.json 能打开这份投标，请妥善保管。",
                                       "secrets.json opens this bid: keep it safe."))
              << "\n";
    return 0;
}

} // namespace tianping::words
