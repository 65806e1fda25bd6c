#pragma once
// `tianping joint draft`, `joint sign`, `joint show`: the agreement of a joint body (条例37), a file that
// goes from party to party. Offline but for the kit; the platform sees it with the offer and not before.
#include "app/commands.hpp"
#include <vector>

namespace tianping::words {

struct JointOptions {
    std::string file{};
    std::string server{}; // the kit's, or
    std::string kit{};    // its file
    std::string intake{};
    std::string keys{};
    std::vector<std::string> members{};
    bool json = false;
};

// Writes the file, signed by the lead.
int joint_draft(const app::Where& where, const JointOptions& options);
// Tells who bids together for what, and adds a signature. `bidder.not_a_party`.
int joint_sign(const app::Where& where, const JointOptions& options);
// Exit code 1 while a signature is missing.
int joint_show(const app::Where& where, const JointOptions& options);

} // namespace tianping::words
