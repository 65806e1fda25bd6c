#pragma once
// The fixed texts of the portal in both languages, from texts.toml.
#include "portal/visit.hpp"
#include <map>
#include <string>
#include <string_view>

namespace tianping::portal {

// "group.key" -> text, one map a language; both have the same keys.
using TextTable = std::map<std::string, std::string, std::less<>>;

// Read once from the embedded file. Throws std::logic_error when an entry does not have exactly two texts.
const TextTable& texts(Language language);

// Throws std::logic_error for a key that does not exist: a page that names it is wrong.
const std::string& say(Language language, std::string_view key);
// Fills {name} from the parameters.
std::string say(Language language, std::string_view key, const std::map<std::string, std::string>& params);

} // namespace tianping::portal
