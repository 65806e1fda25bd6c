#pragma once
// JSON lets a member's name come twice in one object, and readers differ in which one they take. The house
// takes neither.
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tianping::wire {

// Where in `text` a member comes for the second time, "lots[2].name"; nothing where none does. `read` is what
// was made of the text, whose depth is bounded.
std::optional<std::string> repeated_member(std::string_view text, const boost::json::value& read);

} // namespace tianping::wire
