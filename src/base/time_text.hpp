#pragma once
// How an instant is written: RFC 3339 in UTC with milliseconds for programs, +08:00 for people.
#include "base/result.hpp"
#include <string>
#include <string_view>

namespace tianping {

// "2026-03-23T01:30:00.000Z"
std::string to_rfc3339(Instant at);
// Accepts any offset and up to three decimals; refuses leap seconds and dates that do not exist with
// `time.malformed`.
Result<Instant> from_rfc3339(std::string_view text);
// "2026-03-23 09:30:00", the wall clock of +08:00.
std::string to_local_text(Instant at);

} // namespace tianping
