#pragma once
// What of a text shows. No room has a list of blanks of its own.
#include <string>
#include <string_view>

namespace tianping {

// Nothing, or nothing that shows: blanks of any script, line ends, signs without width, controls.
bool blank(std::string_view text);
// Whether it holds control characters (C0, DEL, C1) or signs that turn the direction of writing: long texts
// have lines and tabs, a title or a name that is read out has neither.
bool holds_controls(std::string_view text);
// Without all that does not show: two names that are alike then are one.
std::string without_blanks(std::string_view text);

} // namespace tianping
