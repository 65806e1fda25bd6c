#include "app/verify/verify.hpp"
#include "app/trustee/evidence.hpp"
#include "app/verify/checks.hpp"
#include "app/verify/trade_checks.hpp"
#include <algorithm>
#include <fstream>
#include <sstream>

namespace tianping::verify {
namespace {

Result<std::string> read_text(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        Error e{Fault::not_found, "verify.file_missing"};
        e.params["file"] = file.filename().string();
        return e;
    }
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Result<std::vector<crypto::Certificate>> certificates_in(const std::filesystem::path& file)
{
    TP_TRY(text, read_text(file));
    return crypto::certificates_from_pem(text);
}

struct Trust {
    crypto::TrustStore anchors{};
    std::vector<crypto::Certificate> between{};
    crypto::TrustStore stamps{}; // of outside authorities too, which vouch for time stamps alone
};

Finding named(const char* what, const crypto::Certificate& anchor, const Status& trusted)
{
    return {trusted.has_value(), what, to_hex(anchor.digest()),
            trusted ? anchor.subject_text() : trusted.error().code};
}

void trust_brought_stamps(const std::filesystem::path& folder, Trust& trust, std::vector<Finding>& out)
{
    if (!std::filesystem::exists(folder / "timestamp-anchors.pem"))
        return;
    const auto brought = certificates_in(folder / "timestamp-anchors.pem");
    if (!brought)
        out.push_back({false, "verify.timestamp_anchor", "timestamp-anchors.pem", brought.error().code});
    else
        for (const auto& anchor : *brought)
            out.push_back(named("verify.timestamp_anchor", anchor, trust.stamps.trust(anchor)));
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
    const auto brought = certificates_in(folder / "anchors.pem");
    if (brought)
        trust.between = *brought;
    else
        out.push_back({false, "verify.anchor", "anchors.pem", brought.error().code});
    if (given.empty())
        out.push_back({true, anchors_not_given, "--anchors", ""});
    for (const auto& anchor : given.empty() ? trust.between : given)
        if (!anchor.may(crypto::Usage::timestamp)) // a time-stamp authority's own, at the head of its file
            out.push_back(named("verify.anchor", anchor, trust.anchors.trust(anchor)));
    trust.stamps = trust.anchors;
    if (!given_stamps.empty())
        trust_own_stamps(given_stamps, trust, out);
    else if (given.empty())
        trust_brought_stamps(folder, trust, out);
    return trust;
}

// Names without the ending.
std::vector<std::string> json_files(const std::filesystem::path& folder)
{
    std::vector<std::string> out;
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator{folder, ignored})
        if (file.path().extension() == ".json")
            out.push_back(file.path().stem().string());
    std::ranges::sort(out);
    return out;
}

// What lies in the folders whose files evidence names, by its path below the export.
std::set<std::string> files_beside(const std::filesystem::path& folder)
{
    std::set<std::string> out;
    std::error_code ignored;
    for (const std::string in : {"envelopes", "terms-files", "evidence-files", "records"})
        for (const auto& file : std::filesystem::directory_iterator{folder / in, ignored})
            out.insert(in + "/" + file.path().filename().string());
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
    return wire::parse<ExportFile>(text);
}

Result<opening::Evidence> read_evidence(const std::filesystem::path& folder, const std::string& intake)
{
    TP_CHECK(trade::IntakeId::parse(intake)); // it becomes a file's name
    TP_TRY(text, read_text(folder / "intakes" / (intake + ".json")));
    return wire::parse<opening::Evidence>(text);
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
