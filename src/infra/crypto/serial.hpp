#pragma once
// Serial numbers that show no count.
#include "base/bytes.hpp"
#include <functional>

namespace tianping::crypto {

// Fills with random bytes. Empty means the system's; a rehearsal passes its seeded own.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

// 16 bytes, positive and all of one length, 126 of the bits random: neither length nor order says anything.
Bytes random_serial(const RandomSource& random);

} // namespace tianping::crypto
