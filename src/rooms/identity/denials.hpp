#pragma once
// Denied acts, for the audit administrator.
#include "rooms/identity/types.hpp"
#include <span>

namespace tianping::identity {

struct Denial {
    Actor actor{};
    Capability what{};
    std::string object{};
    std::string code{};
};

// Keeps them, each with person, organisation, address, capability, object and reason.
void record_denials(WriteTx& tx, const Call& call, std::span<const Denial> denials);

} // namespace tianping::identity
