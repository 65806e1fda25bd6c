#pragma once
// Canonical JSON (RFC 8785) for what is hashed: members sorted by UTF-16 code units, no white space,
// the shortest escapes, integers within ±(2^53−1) only.
#include <boost/json/value.hpp>
#include <string>

namespace tianping {

// Throws std::logic_error on a fraction or an integer out of range: no event body may hold one.
std::string canonical(const boost::json::value& value);

} // namespace tianping
