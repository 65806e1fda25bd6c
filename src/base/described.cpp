#include "base/described.hpp"
#include "base/joined_text.hpp"

namespace tianping::wire {

std::string listed(std::span<const char* const> names)
{
    return joined_text(names, ", ");
}

std::size_t position_of(std::string_view name, std::span<const char* const> names)
{
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

} // namespace tianping::wire
