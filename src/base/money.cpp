#include "base/money.hpp"
#include "base/digit.hpp"
#include <algorithm>
#include <cstdlib>

namespace tianping {

std::string Fen::text() const
{
    const auto magnitude = static_cast<std::uint64_t>(fen_ < 0 ? -fen_ : fen_);
    std::string yuan = std::to_string(magnitude / 100);
    for (int at = static_cast<int>(yuan.size()) - 3; at > 0; at -= 3)
        yuan.insert(static_cast<std::size_t>(at), ",");
    const auto cents = std::to_string(magnitude % 100);
    return (fen_ < 0 ? "-" : "") + yuan + "." + (cents.size() == 1 ? "0" : "") + cents;
}

Result<Fen> Fen::parse_yuan(std::string_view text)
{
    const Error bad{Fault::invalid, "money.malformed"};
    const auto dot = text.find('.');
    const auto whole = text.substr(0, dot);
    const auto part = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    const auto digits = [](std::string_view s) { return std::ranges::all_of(s, is_digit); };
    if (whole.empty() || whole.size() > 14 || part.size() > 2 ||
        (dot != std::string_view::npos && part.empty()) || !digits(whole) || !digits(part))
        return bad;
    std::int64_t fen = std::strtoll(std::string{whole}.c_str(), nullptr, 10) * 100;
    if (!part.empty())
        fen += (part[0] - '0') * 10 + (part.size() == 2 ? part[1] - '0' : 0);
    if (fen > most)
        return bad;
    return Fen{fen};
}

} // namespace tianping
