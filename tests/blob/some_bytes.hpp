#pragma once
// Bytes without a pattern, the same ones for the same seed.
#include "base/bytes.hpp"
#include "infra/spine/chance.hpp"

namespace tianping::test {

inline Bytes some_bytes(std::size_t count, std::uint64_t seed = 1)
{
    Bytes out(count);
    SeededChance{seed}.fill(out);
    return out;
}

} // namespace tianping::test
