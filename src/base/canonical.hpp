#pragma once
// Canonical JSON (RFC 8785) for what is hashed: members sorted by UTF-16 code units, no white space,
// the shortest escapes, integers within ±(2^53−1) only.
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>

namespace tianping {

inline constexpr std::int64_t most_exact = (std::int64_t{1} << 53) - 1;

// False for what holds a fraction or an integer out of range.
bool has_canonical_form(const boost::json::value& value);

// Throws std::logic_error on a fraction or an integer out of range: no event body may hold one.
std::string canonical(const boost::json::value& value);

} // namespace tianping
