#pragma once
// The word `rehearse`.
#include "app/commands.hpp"

namespace tianping::rehearsal {

struct Options {
    std::string procedure{"works-open-tender"};
    std::uint64_t seed = 1;
    bool small = false; // the same story with papers of some ten KiB
};

// 0 when every step passed and the export verifies; 1 otherwise, with the step and the reason. A former
// rehearsal's folder is begun anew; any other folder is refused.
int rehearse_command(const app::Where& where, const Options& options);

} // namespace tianping::rehearsal
