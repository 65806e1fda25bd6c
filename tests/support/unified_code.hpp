#pragma once
// The 统一交易标识码 as whoever receives one checks it, by the formula that domain.md 5.3 gives for that,
// which is another than the one that makes it.
#include <algorithm>
#include <string>
#include <string_view>

namespace tianping::test {

inline bool is_unified_code(std::string_view code)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
    const std::string_view shape = "ccc-cccccccccccccccccc-dddddddd-dddddd-c";
    std::size_t sum = 0, weight = 1;
    for (auto at = std::min(code.size(), shape.size()); at-- > 0;) {
        if (shape[at] == '-' && code[at] == '-')
            continue;
        const auto value = alphabet.find(code[at]);
        if (shape[at] == '-' || value == alphabet.npos || (shape[at] == 'd' && value > 9))
            return false;
        sum = (sum + value * weight) % 37;
        weight = weight * 2 % 37;
    }
    return code.size() == shape.size() && sum == 1;
}

} // namespace tianping::test
