#pragma once
// `tianping trustee`: the service of one institution that closes intakes and, as a rule, holds a share. It
// only calls out, trusts its own clock and state, and looks at its intakes again and again until it is told
// to stop (SIGINT, SIGTERM).
#include "app/commands.hpp"
#include <vector>

namespace tianping::words {

struct TrusteeOptions {
    std::string server{"http://127.0.0.1:8080"};
    std::string origin{};               // what the installation calls itself; empty: `server`
    std::string keys{};                 // folder of the institution's signing key
    std::string state{};                // its own folder; losing it ends its part in every open intake
    std::vector<std::string> intakes{}; // int_…
    bool all = false;                   // every intake of the platform that names it
    bool witness = false;               // for an institution without share: never makes a key, never answers
    bool once = false;                  // one round and out: for timers of the operator's own
    std::int64_t every = 5;             // seconds between rounds
    std::string platform_certificate{}; // PEM or DER; pinned in the state at the first start
    std::string anchors{};              // PEM of authorities; pinned in the state at the first start
    std::vector<std::string> owners{};  // codes; pinned in the state at the first start; empty: any owner
    std::vector<std::string> crls{};    // revocation lists, PEM or DER; read anew each round
    std::string rehearsal_clock{}; // a file with the institution's clock, which the rehearsal's driver writes
};

// Refuses before anything is done: a state that another process works with (`trustee.state_in_use`), a
// certificate other than the pinned one (`trustee.platform_changed`), other authorities than the pinned ones
// (`trustee.anchors_changed`), other owners (`trustee.owners_changed`) or what is no code, a list without any
// authorities (`words.crl_without_anchors`), keys that are missing or readable by others, a state folder that
// cannot be kept. What goes wrong with one intake is logged and
// tried again in the next round. 0 when it was told to stop; with `once`, 1 when an intake was refused.
int trustee(const app::Where& where, const TrusteeOptions& options);

} // namespace tianping::words
