#pragma once
// Digits as the house's texts have them: ASCII, whatever the locale says.

namespace tianping {

inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace tianping
