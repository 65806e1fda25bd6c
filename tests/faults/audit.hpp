#pragma once
// What the database says after the kills, beside what the bidders were told.
#include "faults/burst.hpp"

namespace tianping::faults {

struct Audit {
    std::int64_t submissions = 0; // versions in the database
    std::int64_t receipts = 0;
    std::vector<std::string> lost{};      // handed out, and not there with the same bytes
    std::vector<std::string> doubled{};   // there more often than it was made
    std::vector<std::string> false_{};    // a receipt without its submission, or one that does not verify
    std::vector<std::string> restamped{}; // an arrival other than the acknowledged one
    std::vector<std::string> broken{};    // gaps of the log, rows without their event or the reverse

    bool clean() const
    {
        return lost.empty() && doubled.empty() && false_.empty() && restamped.empty() && broken.empty();
    }
};

// Reads the database of the scene; no server runs.
Audit audit(const Scene& scene, const std::vector<Handed>& handed);

} // namespace tianping::faults
