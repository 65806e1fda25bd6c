#pragma once
// A file of law as TOML, whatever lines of it are none. Private to the loader.
#include "base/toml.hpp"
#include "rooms/procedure/load.hpp"
#include <optional>

namespace tianping::procedure {

// TOML itself gives up at its first mistake; here the line is named, left out, and the rest is read, so that
// a file's other mistakes are told as well. Empty where no rest can be read: a table's heading is broken, or
// too many lines are.
std::optional<toml::table> parse_around_mistakes(const std::string& file, std::string text,
                                                 Mistakes& mistakes);

// What was read for such a line says nothing of its own.
void drop_echoes(Mistakes& mistakes);

} // namespace tianping::procedure
