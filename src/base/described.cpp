#include "base/described.hpp"

namespace tianping::wire {

std::string listed(std::span<const char* const> names)
{
    std::string out;
    for (const auto* name : names)
        out += (out.empty() ? "" : ", ") + std::string{name};
    return out;
}

std::size_t position_of(std::string_view name, std::span<const char* const> names)
{
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

} // namespace tianping::wire
