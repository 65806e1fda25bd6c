#pragma once
// `tianping verify trade EXPORT`: recomputes every digest, signature, key, closed set, share and event of an
// exported trade, offline and without trusting the platform that exported it. EXPORT is a folder:
//   export.json            what is in it, and the certificates that the reader may pin
//   intakes/<intake>.json  Evidence of each intake that was read out (rooms/opening/api.hpp)
//   envelopes/<ed>.sealed  the sealed parts that were opened
#include "rooms/opening/api.hpp"
#include <filesystem>

namespace tianping::verify {

struct ExportFile {
    std::string format{"tianping/export/1"};
    std::string platform{};
    std::string trade{};
    std::string title{};
    std::vector<std::string> intakes{};
};
BOOST_DESCRIBE_STRUCT(ExportFile, (), (format, platform, trade, title, intakes))

// One thing that was checked, and what was found. `ok` false: something differs from what was published.
struct Finding {
    bool ok = false;
    std::string what{};  // code, "verify.closed_set"
    std::string where{}; // intake, submission, part
    std::string detail{};
};

// Everything that can be checked, also after the first difference. The reader compares the certificates that
// he knows with those that are printed; nothing is fetched.
std::vector<Finding> verify_export(const std::filesystem::path& folder);
bool all_ok(const std::vector<Finding>& findings);

} // namespace tianping::verify
