#include "base/id.hpp"

namespace tianping {

std::string id_digits(Instant born, const IdChance& chance)
{
    std::array<std::uint8_t, 6> time{};
    auto ms = static_cast<std::uint64_t>(millis(born));
    for (std::size_t i = time.size(); i-- > 0; ms >>= 8)
        time[i] = static_cast<std::uint8_t>(ms);
    return to_hex(time) + to_hex(chance);
}

bool is_id_text(std::string_view prefix, std::string_view text)
{
    if (!text.starts_with(prefix) || text.size() != prefix.size() + 33 || text[prefix.size()] != '_')
        return false;
    return std::ranges::all_of(text.substr(prefix.size() + 1),
                               [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace tianping
