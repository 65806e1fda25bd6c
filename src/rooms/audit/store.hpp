#pragma once
// All SQL of audit, which writes nothing.
#include "infra/spine/store.hpp"

namespace tianping::audit::store {

struct CommandLine { // a row of the spine's table, without what was asked and answered
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
    static constexpr std::string_view table = "command";
};
BOOST_DESCRIBE_STRUCT(CommandLine, (),
                      (person, key, name, organisation, on_behalf_of, certificate, address, arrived_at,
                       decided_at, outcome))

struct Place { // in the list: after this row
    Instant decided_at{};
    std::string person{};
    std::string key{};
};
// The oldest decision first.
std::vector<CommandLine> commands(const ReadTx& tx, const Place& after, Instant until, std::int64_t most);

} // namespace tianping::audit::store
