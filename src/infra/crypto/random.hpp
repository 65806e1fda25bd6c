#pragma once
// Chance, for the edge only: rules and formats take their random bytes as arguments.
#include "base/bytes.hpp"

namespace tianping::crypto {

// From the system's generator. Throws std::runtime_error when it has none, never returns less.
Bytes random_bytes(std::size_t count);
void fill_random(std::span<std::uint8_t> out);

// Overwrites what must not stay in memory.
void erase(std::span<std::uint8_t> secret);

} // namespace tianping::crypto
