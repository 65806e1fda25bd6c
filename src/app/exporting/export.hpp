#pragma once
// `tianping export TRADE`: fetches all public evidence of a trade into a folder that `tianping verify trade`
// checks offline (app/verify/verify.hpp says what is in it). Only public routes are read; no sign-in is
// needed, and anyone gets the same bytes.
#include "app/verify/pinned_rules.hpp"
#include "infra/http/client.hpp"
#include <functional>
#include <set>

namespace tianping::exporting {

// An intake whose evidence is not public: it is open, being opened, or its round ended without a closing.
struct LeftOut {
    std::string intake{};
    std::string why{}; // the code that the platform answered
};

// An intake, how many of its sealed parts are fetched, and of how many.
using Told = std::function<void(const std::string& intake, std::int64_t done, std::int64_t total)>;

struct Exported {
    std::int64_t terms_number{}; // of the newest terms, whose title the export bears
    verify::ExportFile about{};
    std::size_t envelopes = 0;
    std::vector<LeftOut> left_out{};
    std::map<std::string, verify::RulesPin> pinned{}; // of which the log tells, by the names of their files
    std::set<std::string> terms_files{};              // digests of those that are fetched
};

// Writes export.json last, so a broken export is not taken for a whole one. Files of an earlier export of the
// same trade are replaced. Refuses `export.nothing_read_out` when no intake of the trade has evidence,
// `export.folder_taken` when another trade's export lies in `folder`, and what the platform refuses.
Result<Exported> export_trade(http::Client& platform, const std::string& trade,
                              const std::filesystem::path& folder, const Told& told = {});

} // namespace tianping::exporting
