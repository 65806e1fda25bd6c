#include "app/verify/verify.hpp"
#include "app/trustee/evidence.hpp"
#include "app/verify/as_written.hpp"
#include "app/verify/checks.hpp"
#include "app/verify/trade_checks.hpp"
#include "base/folder.hpp"
#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace tianping::verify {
namespace {

// Nothing else is a file: reading a pipe would wait for whoever writes.
Result<std::string> read_text(const std::filesystem::path& file)
{
    std::error_code ec;
    std::ifstream in;
    if (std::filesystem::is_regular_file(file, ec))
        in.open(file, std::ios::binary);
    if (!in.is_open()) {
        Error e{Fault::not_found, "verify.file_missing"};
        e.params["file"] = file.filename().string();
        return e;
    }
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// By itself or by one beside it. Of one whose issuer the file does not name nobody can tell.
bool is_signed_among(const crypto::Certificate& one, const std::vector<crypto::Certificate>& all)
{
    const auto is_named = [&](const auto& above) { return above.subject_text() == one.issuer_text(); };
    return std::ranges::none_of(all, is_named) ||
           std::ranges::any_of(all, [&](const auto& above) { return one.issued_by(above); });
}

// The authorities in a file of the export. Findings: it cannot be read, holds anything beside them, or one of
// them is not as its issuer signed it.
std::vector<crypto::Certificate> authorities_in(const std::filesystem::path& file, const char* what,
                                                std::vector<Finding>& out)
{
    const auto name = file.filename().string();
    const auto text = read_text(file);
    const auto all =
        text ? crypto::certificates_from_pem(*text) : Result<std::vector<crypto::Certificate>>{text.error()};
    if (!all) {
        out.push_back({false, what, name, all.error().code});
        return {};
    }
    std::string pem;
    for (const auto& one : *all) {
        pem += one.pem();
        if (!is_signed_among(one, *all))
            out.push_back({false, what, one.digest_text(), "verify.anchor_unsigned"});
    }
    if (pem != *text)
        out.push_back({false, what, name, "verify.respelled"});
    return *all;
}

struct Trust {
    crypto::TrustStore anchors{};
    std::vector<crypto::Certificate> between{};
    crypto::TrustStore stamps{}; // of outside authorities too, which vouch for time stamps alone
};

Finding named(const char* what, const crypto::Certificate& anchor, const Status& trusted)
{
    return {trusted.has_value(), what, anchor.digest_text(),
            trusted ? anchor.subject_text() : trusted.error().code};
}

// None where there is no such file.
std::vector<crypto::Certificate> brought_stamps(const std::filesystem::path& folder,
                                                std::vector<Finding>& out)
{
    const auto file = folder / "timestamp-anchors.pem";
    std::error_code ec;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, ec)))
        return {};
    return authorities_in(file, "verify.timestamp_anchor", out);
}

void trust_own_stamps(const std::vector<crypto::Certificate>& given, Trust& trust, std::vector<Finding>& out)
{
    trust.stamps = crypto::TrustStore{};
    for (const auto& anchor : given)
        if (!anchor.may(crypto::Usage::timestamp)) // the authority's own, at the head of its file
            out.push_back(named("verify.timestamp_anchor", anchor, trust.stamps.trust(anchor)));
}

// Of the reader, or of the export: then he is told so, and each is a finding of its own for him to compare.
Trust trust_of(const std::filesystem::path& folder, const std::vector<crypto::Certificate>& given,
               const std::vector<crypto::Certificate>& given_stamps, std::vector<Finding>& out)
{
    Trust trust;
    trust.between = authorities_in(folder / "anchors.pem", "verify.anchor", out);
    const auto stamps = brought_stamps(folder, out);
    if (given.empty())
        out.push_back({true, anchors_not_given, "--anchors", ""});
    for (const auto& anchor : given.empty() ? trust.between : given)
        if (!anchor.may(crypto::Usage::timestamp)) // a time-stamp authority's own, at the head of its file
            out.push_back(named("verify.anchor", anchor, trust.anchors.trust(anchor)));
    trust.stamps = trust.anchors;
    if (!given_stamps.empty())
        trust_own_stamps(given_stamps, trust, out);
    else if (given.empty())
        for (const auto& anchor : stamps)
            out.push_back(named("verify.timestamp_anchor", anchor, trust.stamps.trust(anchor)));
    return trust;
}

// Names without the ending.
std::vector<std::string> json_files(const std::filesystem::path& folder)
{
    std::vector<std::string> out;
    std::error_code ec;
    for (const auto& file : entries_in(folder, ec))
        if (file.extension() == ".json")
            out.push_back(file.stem().string());
    return out;
}

constexpr std::array<std::string_view, 6> folders_of_export{"envelopes", "evidence-files", "intakes",
                                                            "records",   "rules",          "terms-files"};

// Everything that lies in the export and in its own folders, by its path below it.
std::set<std::string> files_beside(const std::filesystem::path& folder)
{
    std::set<std::string> out;
    std::error_code ec;
    for (const auto& entry : entries_in(folder, ec)) {
        const auto name = entry.filename().string();
        const bool is_own = std::ranges::find(folders_of_export, name) != folders_of_export.end();
        if (!is_own || !std::filesystem::is_directory(entry, ec))
            out.insert(name);
        else
            for (const auto& file : entries_in(entry, ec))
                out.insert(name + "/" + file.filename().string());
    }
    return out;
}

ReadExport read_all(const std::filesystem::path& folder, const ExportFile& contents,
                    std::vector<Finding>& out)
{
    ReadExport read{contents, {}, json_files(folder / "intakes"), {}, files_beside(folder)};
    for (const auto& name : json_files(folder / "rules"))
        if (auto text = read_text(folder / rules_file(name)))
            read.rules.emplace(name, *std::move(text));
    for (const auto& intake : contents.intakes) {
        auto evidence = read_evidence(folder, intake);
        if (evidence)
            read.evidence.emplace(intake, *std::move(evidence));
        else
            out.push_back({false, "verify.evidence", intake, evidence.error().code});
    }
    return read;
}

struct Reading {
    const std::filesystem::path& folder;
    const Told& told;
    HashedFiles hashed{}; // for all intakes
};

void check_intake(Reading& reading, const std::string& intake, const opening::Evidence& evidence,
                  const Trust& trust, std::vector<Finding>& out)
{
    Checks checks{evidence, trust.anchors, trust.between, trust.stamps, out};
    std::int64_t done = 0;
    const auto given = std::ranges::count(evidence.opened, false, &opening::OpenedEvidence::kept);
    const auto fetch = [&](const std::string& file) -> Result<Bytes> {
        if (reading.told && file.ends_with(".sealed"))
            reading.told(intake, std::min(++done, given), given);
        TP_TRY(text, read_text(reading.folder / file));
        return Bytes(text.begin(), text.end());
    };
    checks.run(fetch, reading.hashed);
}

} // namespace

std::string rules_file(const std::string& name)
{
    return "rules/" + name + ".json";
}

std::string envelope_file(const std::string& digest)
{
    return "envelopes/" + digest + ".sealed";
}

std::string evidence_file(const std::string& digest)
{
    return "evidence-files/" + digest;
}

std::string record_file(const std::string& intake, std::int64_t version, const char* ending)
{
    return "records/" + intake + "-" + std::to_string(version) + ending;
}

bool gives_envelope(const opening::OpenedEvidence& part)
{
    return !part.kept && part.reason != opening::file_lost;
}

Result<ExportFile> read_contents(const std::filesystem::path& folder)
{
    TP_TRY(text, read_text(folder / "export.json"));
    return as_written<ExportFile>(text);
}

Result<opening::Evidence> read_evidence(const std::filesystem::path& folder, const std::string& intake)
{
    TP_CHECK(trade::IntakeId::parse(intake)); // it becomes a file's name
    TP_TRY(text, read_text(folder / "intakes" / (intake + ".json")));
    return as_written<opening::Evidence>(text);
}

std::vector<Finding> verify_export(const std::filesystem::path& folder,
                                   const std::vector<crypto::Certificate>& anchors,
                                   const std::vector<crypto::Certificate>& timestamp_anchors,
                                   const Told& told)
{
    std::vector<Finding> out;
    const auto contents = read_contents(folder);
    if (!contents) {
        out.push_back({false, "verify.export", folder.filename().string(), contents.error().code});
        return out;
    }
    out.push_back({!contents->intakes.empty(), "verify.export", contents->trade, contents->title});
    const auto trust = trust_of(folder, anchors, timestamp_anchors, out);
    const auto read = read_all(folder, *contents, out);
    check_trade(read, out);
    Reading reading{folder, told};
    for (const auto& intake : contents->intakes)
        if (const auto evidence = read.evidence.find(intake); evidence != read.evidence.end())
            check_intake(reading, intake, evidence->second, trust, out);
    return out;
}

bool is_note(const Finding& finding)
{
    return finding.ok && (finding.what == anchors_not_given || finding.what == session_open ||
                          finding.what == private_erased || finding.what == stamped_after_closing ||
                          finding.what == part_kept || finding.what == naming_not_given);
}

bool all_ok(const std::vector<Finding>& findings)
{
    for (const auto& finding : findings)
        if (!finding.ok)
            return false;
    return !findings.empty();
}

} // namespace tianping::verify
