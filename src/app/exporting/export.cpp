#include "app/exporting/export.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/identity/bodies.hpp"
#include "rooms/trade/bodies.hpp"
#include <boost/json/serialize.hpp>
#include <fstream>
#include <sstream>

namespace tianping::exporting {
namespace {

Status write_file(const std::filesystem::path& file, const std::string& bytes)
{
    std::error_code ec;
    std::filesystem::create_directories(file.parent_path(), ec);
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (out.flush())
        return {};
    Error e{Fault::unavailable, "export.cannot_write"};
    e.params["file"] = file.string();
    return e;
}

Result<std::string> fetched(http::Client& platform, const std::string& target)
{
    TP_TRY(answer, platform.send("GET", target));
    if (!answer.ok())
        return answer.problem();
    return answer.body;
}

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

Status save(http::Client& platform, const std::string& target, const std::filesystem::path& file)
{
    TP_TRY(bytes, fetched(platform, target));
    return write_file(file, bytes);
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

// One PEM file of the certificates in a list of anchors.
template <class Anchor>
Status write_anchors(const std::filesystem::path& file, const std::vector<Anchor>& anchors)
{
    std::string pem;
    for (const auto& anchor : anchors) {
        TP_TRY(der, from_base64(anchor.certificate));
        TP_TRY(certificate, crypto::Certificate::from_der(der));
        pem += certificate.pem();
    }
    return write_file(file, pem);
}

Status export_anchors(http::Client& platform, const std::filesystem::path& file)
{
    TP_TRY(anchors, http::every_page<identity::AnchorOut>(platform, "/api/v1/anchors"));
    return write_anchors(file, anchors);
}

// No file where no outside authority was ever named.
Status export_timestamp_anchors(http::Client& platform, const std::filesystem::path& file)
{
    TP_TRY(anchors, http::every_page<bidding::TimestampAnchor>(platform, "/api/v1/timestamp-anchors"));
    std::error_code ignored;
    std::filesystem::remove(file, ignored); // of an export before
    if (anchors.empty())
        return {};
    return write_anchors(file, anchors);
}

Status export_intake(http::Client& platform, const std::string& intake, const std::string& text,
                     const std::filesystem::path& folder, const Told& told, Exported& out)
{
    TP_TRY(evidence, wire::parse<opening::Evidence>(text));
    out.about.platform = evidence.kit.platform;
    if (const auto& terms = evidence.kit.terms; terms.number > out.terms_number) {
        out.terms_number = terms.number;
        out.about.title = terms.title;
    }
    std::int64_t done = 0;
    for (const auto& part : evidence.opened) {
        // The digest becomes a file's name, so it must be one.
        TP_TRY(digest, digest_from_hex(part.envelope));
        TP_CHECK(save(platform, "/api/v1/intakes/" + intake + "/envelopes/" + to_hex(digest),
                      folder / verify::envelope_file(to_hex(digest))));
        ++out.envelopes;
        if (told)
            told(intake, ++done, std::ssize(evidence.opened));
    }
    TP_CHECK(export_terms_files(platform, evidence, folder, out));
    TP_CHECK(export_evidence_files(platform, evidence, folder));
    TP_CHECK(export_records(platform, evidence, folder));
    TP_CHECK(write_file(folder / "intakes" / (intake + ".json"), text));
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
Status export_intakes(http::Client& platform, std::vector<std::string> wanted,
                      const std::filesystem::path& folder, const Told& told, Exported& out)
{
    auto before = wanted.size() + 1;
    while (!wanted.empty() && wanted.size() < before) {
        before = wanted.size();
        out.left_out.clear();
        std::vector<std::string> again;
        for (const auto& intake : wanted) {
            const auto text = fetched(platform, "/api/v1/intakes/" + intake + "/evidence");
            if (text) {
                TP_CHECK(export_intake(platform, intake, *text, folder, told, out));
            } else if (is_not_public(text.error())) {
                out.left_out.push_back({intake, text.error().code});
                again.push_back(intake);
            } else {
                return text.error();
            }
        }
        wanted = std::move(again);
    }
    return {};
}

} // namespace

Result<Exported> export_trade(http::Client& platform, const std::string& trade,
                              const std::filesystem::path& folder, const Told& told)
{
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
    TP_CHECK(export_intakes(platform, wanted, folder, told, out));
    if (out.about.intakes.empty()) {
        Error e{Fault::conflict, "export.nothing_read_out"};
        e.params["trade"] = id.text();
        return e;
    }
    TP_CHECK(export_rules(platform, out.pinned, folder));
    TP_CHECK(export_anchors(platform, folder / "anchors.pem"));
    TP_CHECK(export_timestamp_anchors(platform, folder / "timestamp-anchors.pem"));
    TP_CHECK(write_file(folder / "export.json", boost::json::serialize(wire::write(out.about))));
    return out;
}

} // namespace tianping::exporting
