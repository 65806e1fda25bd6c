#include "infra/http/message.hpp"
#include <algorithm>

namespace tianping::http {

bool same_name(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Head::header(std::string_view name) const
{
    const auto at = std::ranges::find_if(headers, [&](const Header& h) { return same_name(h.name, name); });
    return at == headers.end() ? std::string_view{} : std::string_view{at->value};
}

bool Head::repeats(std::string_view name) const
{
    return std::ranges::count_if(headers, [&](const Header& h) { return same_name(h.name, name); }) > 1;
}

} // namespace tianping::http
