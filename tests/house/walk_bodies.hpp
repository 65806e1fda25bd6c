#pragma once
// Bodies of the right shape for every command, made from the command's own schema.
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include <boost/json.hpp>
#include <map>
#include <string>

namespace tianping::test {

using Ids = std::map<std::string, std::string, std::less<>>;

// How a body is made from its schema.
struct Taste {
    const char* name;
    bool optional;     // whether members that may be missing are there
    std::size_t items; // of each array, all alike; as many as a body has room for
    std::int64_t number;
    std::string text;
    bool real; // ids of the scene, or such as name nothing
};

boost::json::value made_value(const boost::json::object& schema, const Taste& taste, const Ids& ids,
                              Instant now);

} // namespace tianping::test
