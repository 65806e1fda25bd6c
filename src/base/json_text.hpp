#pragma once
// Structs that a column keeps as canonical JSON.
#include "base/canonical.hpp"
#include "base/wire.hpp"

namespace tianping {

template <class T>
std::string to_text(const T& value)
{
    return canonical(wire::write(value));
}

// Only for what to_text wrote: anything else is a broken database and throws.
template <class T>
T from_text(const std::string& text)
{
    const auto value = wire::parse_json(text).value();
    return wire::from_value<T>(value).value();
}

} // namespace tianping
