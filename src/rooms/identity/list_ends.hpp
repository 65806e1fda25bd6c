#pragma once
// A revocation list runs out, and nobody registers a certificate below its authority until a newer one is
// imported (decision 26): operators are told before.
#include "rooms/identity/api.hpp"

namespace tianping::identity {

struct ListEnd {
    std::string issuer{};
    Instant next_update{};
    bool due = false; // the last quarter of its time has begun, or it is over: a newer one should be here
};
// The newest list of each authority that is trusted and whose list was imported, the first to end first.
std::vector<ListEnd> list_ends(const ReadTx& tx, Instant now);

} // namespace tianping::identity
