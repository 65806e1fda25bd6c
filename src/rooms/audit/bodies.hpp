#pragma once
// What the auditor reads.
#include "infra/http/page.hpp"
#include "rooms/identity/api.hpp"

namespace tianping::audit {

using DenialPage = http::Page<identity::DenialOut>;

// Who did what, when, from which address and under which certificate (20-49); never the content.
struct CommandOut {
    std::string person{};
    std::string key{};
    std::string name{};
    std::string organisation{};
    std::string on_behalf_of{};
    std::string certificate{};
    std::string address{};
    Instant arrived_at{};
    Instant decided_at{};
    std::string outcome{};
};
BOOST_DESCRIBE_STRUCT(CommandOut, (),
                      (person, key, name, organisation, on_behalf_of, certificate, address, arrived_at,
                       decided_at, outcome))
using CommandPage = http::Page<CommandOut>;

} // namespace tianping::audit
