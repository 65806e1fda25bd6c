#pragma once
// `tianping export TRADE`: fetches the evidence of a trade into a folder that `tianping verify trade` checks
// offline (app/verify/verify.hpp says what is in it). Without a sign-in only public routes are read, and
// anyone gets the same bytes: what is read out of the bids, and of their other parts what proves that nothing
// was swapped. Signed in, owner, agent and supervisors get the whole, a bidder his own bid too (20-56).
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
    std::set<std::string> given{}; // the files of the sealed parts that the evidence gives, by their paths
    std::size_t kept = 0;          // parts whose content the reader is not given
    std::vector<std::string>
        as_public{}; // intakes of which a signed-in reader may read no more than everybody
    std::vector<LeftOut> left_out{};
    std::map<std::string, verify::RulesPin> pinned{}; // of which the log tells, by the names of their files
    std::set<std::string> terms_files{};              // digests of those that are fetched
};

// Writes export.json last, so a broken export is not taken for a whole one. Files of an earlier export of the
// same trade are replaced, and sealed parts that this reader is not given are removed. Refuses
// `export.nothing_read_out` when no intake of the trade has evidence, `export.folder_taken` when another
// trade's export lies in `folder`, and what the platform refuses.
Result<Exported> export_trade(http::Client& platform, const std::string& trade,
                              const std::filesystem::path& folder, const Told& told = {});
// The same with all that the account may read as which `platform` is signed in. Refuses
// `export.not_entitled` when that is nowhere more than the public evidence.
Result<Exported> export_whole_trade(http::Client& platform, const std::string& trade,
                                    const std::filesystem::path& folder, const Told& told = {});

} // namespace tianping::exporting
