#include "app/exporting/export.hpp"
#include "app/exporting/fetching.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/trade/bodies.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <sstream>

namespace tianping::exporting {
namespace {

Status check_folder(const std::filesystem::path& folder, const std::string& trade)
{
    std::ifstream in{folder / "export.json"};
    if (!in)
        return {};
    std::ostringstream text;
    text << in.rdbuf();
    const auto there = wire::parse<verify::ExportFile>(text.str());
    if (there && there->trade == trade)
        return {};
    Error e{Fault::conflict, "export.folder_taken"};
    e.params["folder"] = folder.string();
    return e;
}

Status export_record(http::Client& platform, const std::string& intake, std::int64_t version,
                     const std::filesystem::path& folder)
{
    const auto from = "/api/v1/intakes/" + intake + "/record";
    const auto query = "?version=" + std::to_string(version);
    TP_CHECK(save(platform, from + ".json" + query, folder / verify::record_file(intake, version, ".json")));
    return save(platform, from + query, folder / verify::record_file(intake, version, ".pdf"));
}

// Every version of the opening record that the log tells of, as data and as paper.
Status export_records(http::Client& platform, const opening::Evidence& evidence,
                      const std::filesystem::path& folder)
{
    const auto& intake = evidence.kit.intake;
    for (const auto& event : evidence.events) {
        if (event.kind != hall::RecordPublished::kind || event.stream != intake)
            continue;
        TP_TRY(body, wire::parse<hall::RecordPublished>(event.body));
        TP_CHECK(export_record(platform, intake, body.record_version, folder));
    }
    return {};
}

// What host and bidders handed in about bids that did not open.
Status export_evidence_files(http::Client& platform, const opening::Evidence& evidence,
                             const std::filesystem::path& folder)
{
    std::vector<opening::EvidenceFile> files;
    const auto add = [&](const auto& said) {
        for (const auto& one : said)
            files.insert(files.end(), one.evidence.begin(), one.evidence.end());
    };
    add(evidence.unsealing.causes);
    add(evidence.unsealing.claims);
    for (const auto& file : files) {
        TP_TRY(digest, digest_from_hex(file.digest)); // it becomes a file's name
        TP_CHECK(save(platform,
                      "/api/v1/intakes/" + evidence.kit.intake + "/evidence-files/" + to_hex(digest),
                      folder / verify::evidence_file(to_hex(digest))));
    }
    return {};
}

// What the terms name beside their own words, once for all intakes and versions.
Status export_terms_files(http::Client& platform, const opening::Evidence& evidence,
                          const std::filesystem::path& folder, Exported& out)
{
    for (const auto& named : verify::files_of_terms(evidence)) {
        TP_TRY(digest, digest_from_hex(named.file.digest)); // it becomes a file's name
        const auto file = to_hex(digest);
        if (!out.terms_files.insert(file).second)
            continue;
        TP_CHECK(save(platform,
                      "/api/v1/trades/" + evidence.kit.trade + "/terms/" + named.terms + "/files/" + file,
                      folder / verify::terms_file(file)));
    }
    return {};
}

struct Order {
    http::Client& platform;
    std::filesystem::path folder{};
    Told told{};
    bool whole = false; // as far as the account may that is signed in
};

// An evidence, and below what its sealed parts lie.
struct Given {
    std::string text{}, from{};
    bool as_public = false; // although more was asked for
};

Result<Given> evidence_of(const Order& order, const std::string& intake)
{
    const auto base = "/api/v1/intakes/" + intake + "/";
    if (order.whole) {
        const auto whole = fetched(order.platform, base + "evidence/whole");
        if (whole)
            return Given{*whole, base + "evidence/whole/envelopes/"};
        const auto fault = whole.error().fault;
        if (fault != Fault::forbidden && fault != Fault::not_found)
            return whole.error();
    }
    TP_TRY(text, fetched(order.platform, base + "evidence"));
    return Given{text, base + "envelopes/", order.whole};
}

// False: of a part without a secret the platform has no file any more, and whether that is lawful the
// verifier says; it hinders no other part.
Result<bool> save_envelope(const Order& order, const opening::OpenedEvidence& part, const std::string& from)
{
    TP_TRY(digest, digest_from_hex(part.envelope)); // it becomes a file's name
    const auto saved =
        save(order.platform, from + to_hex(digest), order.folder / verify::envelope_file(to_hex(digest)));
    if (!saved && (saved.error().code != "blob.unknown" || !part.secret.empty()))
        return saved.error();
    return saved.has_value();
}

Status export_envelopes(const Order& order, const opening::Evidence& evidence, const std::string& from,
                        Exported& out)
{
    const auto given = std::ranges::count_if(evidence.opened, verify::gives_envelope);
    std::int64_t done = 0;
    for (const auto& part : evidence.opened) {
        if (!verify::gives_envelope(part))
            continue;
        TP_TRY(saved, save_envelope(order, part, from));
        out.envelopes += saved ? 1 : 0;
        out.given.insert(verify::envelope_file(part.envelope));
        if (order.told)
            order.told(evidence.kit.intake, ++done, given);
    }
    out.kept +=
        static_cast<std::size_t>(std::ranges::count(evidence.opened, true, &opening::OpenedEvidence::kept));
    return {};
}

Status export_intake(const Order& order, const std::string& intake, const Given& given, Exported& out)
{
    TP_TRY(evidence, wire::parse<opening::Evidence>(given.text));
    const auto& folder = order.folder;
    out.about.platform = evidence.kit.platform;
    if (const auto& terms = evidence.kit.terms; terms.number > out.terms_number) {
        out.terms_number = terms.number;
        out.about.title = terms.title;
    }
    TP_CHECK(export_envelopes(order, evidence, given.from, out));
    TP_CHECK(export_terms_files(order.platform, evidence, folder, out));
    TP_CHECK(export_evidence_files(order.platform, evidence, folder));
    TP_CHECK(export_records(order.platform, evidence, folder));
    TP_CHECK(write_file(folder / "intakes" / (intake + ".json"), given.text));
    if (given.as_public)
        out.as_public.push_back(intake);
    for (const auto& pin : verify::pins_of(evidence))
        out.pinned.insert_or_assign(pin.name, pin);
    out.about.intakes.push_back(intake);
    return {};
}

bool is_not_public(const Error& error)
{
    return error.fault == Fault::conflict || error.fault == Fault::not_found ||
           error.fault == Fault::too_early || error.fault == Fault::forbidden;
}

// Of rounds that are not read out too, as far as the log that was fetched tells that they pinned some: what a
// round pins meanwhile stands in no event of this export.
Status export_rules(http::Client& platform, const std::map<std::string, verify::RulesPin>& pinned,
                    const std::filesystem::path& folder)
{
    for (const auto& [name, pin] : pinned) {
        TP_CHECK(trade::RoundId::parse(pin.round)); // it becomes a file's name, as the digest does
        TP_CHECK(digest_from_hex(pin.digest));
        TP_CHECK(save(platform, "/api/v1/rounds/" + pin.round + "/rules/" + pin.digest,
                      folder / verify::rules_file(name)));
    }
    return {};
}

// Those that are not public yet are asked for again as long as another was exported meanwhile: what its log
// tells of them is then in the export too.
Status export_intakes(const Order& order, std::vector<std::string> wanted, Exported& out)
{
    auto before = wanted.size() + 1;
    while (!wanted.empty() && wanted.size() < before) {
        before = wanted.size();
        out.left_out.clear();
        std::vector<std::string> again;
        for (const auto& intake : wanted) {
            const auto given = evidence_of(order, intake);
            if (given) {
                TP_CHECK(export_intake(order, intake, *given, out));
            } else if (is_not_public(given.error())) {
                out.left_out.push_back({intake, given.error().code});
                again.push_back(intake);
            } else {
                return given.error();
            }
        }
        wanted = std::move(again);
    }
    return {};
}

// Something was exported, and more than the public evidence where that was asked for.
Status check_exported(const Order& order, const Exported& out)
{
    const auto refused = [&](Fault fault, const char* code) {
        Error e{fault, code};
        e.params["trade"] = out.about.trade;
        return Status{e};
    };
    if (out.about.intakes.empty())
        return refused(Fault::conflict, "export.nothing_read_out");
    if (order.whole && out.as_public.size() == out.about.intakes.size())
        return refused(Fault::forbidden, "export.not_entitled");
    return {};
}

Result<Exported> carried_out(const Order& order, const std::string& trade)
{
    auto& platform = order.platform;
    const auto& folder = order.folder;
    TP_TRY(id, trade::TradeId::parse(trade));
    TP_CHECK(check_folder(folder, id.text()));
    TP_TRY(facts, platform.get<trade::TradeOut>("/api/v1/trades/" + id.text()));
    std::error_code ignored;
    std::filesystem::remove(folder / "export.json", ignored);
    Exported out;
    out.about.trade = id.text();
    std::vector<std::string> wanted;
    for (const auto& round : facts.rounds)
        wanted.push_back(round.intake.text());
    TP_CHECK(export_intakes(order, wanted, out));
    TP_CHECK(check_exported(order, out));
    TP_CHECK(remove_other_envelopes(folder, out.given));
    TP_CHECK(export_rules(platform, out.pinned, folder));
    TP_CHECK(export_anchors(platform, folder / "anchors.pem"));
    TP_CHECK(export_timestamp_anchors(platform, folder / "timestamp-anchors.pem"));
    TP_CHECK(write_file(folder / "export.json", boost::json::serialize(wire::write(out.about))));
    return out;
}

} // namespace

Result<Exported> export_trade(http::Client& platform, const std::string& trade,
                              const std::filesystem::path& folder, const Told& told)
{
    return carried_out({platform, folder, told, false}, trade);
}

Result<Exported> export_whole_trade(http::Client& platform, const std::string& trade,
                                    const std::filesystem::path& folder, const Told& told)
{
    return carried_out({platform, folder, told, true}, trade);
}

} // namespace tianping::exporting
