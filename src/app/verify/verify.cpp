#include "app/verify/verify.hpp"
#include "app/trustee/evidence.hpp"
#include "app/verify/checks.hpp"
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

Result<opening::Evidence> read_evidence(const std::filesystem::path& folder, const std::string& intake)
{
    TP_CHECK(trade::IntakeId::parse(intake));
    TP_TRY(text, read_text(folder / "intakes" / (intake + ".json")));
    return wire::parse<opening::Evidence>(text);
}

void check_intake(const std::filesystem::path& folder, const std::string& intake, std::vector<Finding>& out)
{
    const auto evidence = read_evidence(folder, intake);
    if (!evidence) {
        out.push_back({false, "verify.evidence", intake, evidence.error().code});
        return;
    }
    Checks checks{*evidence, out};
    checks.run([&](const std::string& digest) -> Result<Bytes> {
        TP_CHECK(digest_from_hex(digest));
        TP_TRY(text, read_text(folder / "envelopes" / (digest + ".sealed")));
        return Bytes(text.begin(), text.end());
    });
}

} // namespace

std::vector<Finding> verify_export(const std::filesystem::path& folder)
{
    std::vector<Finding> out;
    const auto text = read_text(folder / "export.json");
    const auto contents = text ? wire::parse<ExportFile>(*text) : Result<ExportFile>{text.error()};
    if (!contents) {
        out.push_back({false, "verify.export", folder.filename().string(), contents.error().code});
        return out;
    }
    out.push_back({!contents->intakes.empty(), "verify.export", contents->trade, contents->title});
    for (const auto& intake : contents->intakes)
        check_intake(folder, intake, out);
    return out;
}

bool all_ok(const std::vector<Finding>& findings)
{
    for (const auto& finding : findings)
        if (!finding.ok)
            return false;
    return !findings.empty();
}

} // namespace tianping::verify
