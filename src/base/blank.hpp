#pragma once
#include <string_view>

namespace tianping {

// Nothing, or nothing but spaces, tabs and line ends.
inline bool blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace tianping
