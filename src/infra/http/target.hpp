#pragma once
// The target of a request, taken apart and checked: what is odd is refused, never repaired.
#include "base/result.hpp"
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tianping::http {

struct Target {
    std::vector<std::string> segments{}; // decoded; "/" has none
    std::map<std::string, std::string, std::less<>> query{};
};

// Refuses with `http.bad_target`: anything but "/…", broken percent codes, invalid UTF-8, control characters,
// backslashes, empty, "." and ".." segments, an encoded slash, more than 8 KiB; with `http.repeated_query` a
// name that comes twice.
Result<Target> parse_target(std::string_view text);

} // namespace tianping::http
