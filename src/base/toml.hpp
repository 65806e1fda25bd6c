#pragma once
// TOML as toml++ reads it: toml::parse and toml::parse_file throw toml::parse_error at the first mistake,
// with its place. The reader is compiled once, in toml.cpp.
#ifndef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 0
#endif
#include <string>
#include <toml++/toml.h>

namespace tianping {

// 1 is the first; 0 for what was not read from a text.
inline int line_of(const toml::node& node)
{
    return static_cast<int>(node.source().begin.line);
}

} // namespace tianping
