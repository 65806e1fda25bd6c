#pragma once
// 256-bit numbers as 32 big-endian bytes, so that the order of the bytes is the order of the numbers, and
// sharing a secret by a polynomial over the prime field of 2^256 − 189 (Shamir).
#include "base/bytes.hpp"

namespace tianping::crypto {

using Scalar = std::array<std::uint8_t, 32>;

// value mod modulus, for a value of any length.
Scalar reduced(ByteView value, const Scalar& modulus);
// 1 + (value mod (modulus − 1)): never zero, always below the modulus.
Scalar reduced_nonzero(ByteView value, const Scalar& modulus);
bool is_zero(const Scalar& value);

// 2^256 − 189.
inline constexpr Scalar sharing_prime = [] {
    Scalar p{};
    for (auto& byte : p)
        byte = 0xFF;
    p.back() = 256 - 189;
    return p;
}();

// One value of the polynomial. The index 0 is the secret itself.
struct Share {
    std::uint8_t index = 0;
    Scalar value{};
    friend bool operator==(const Share&, const Share&) = default;
};

// The polynomial's value at `at`; coefficients[0] is the secret, all are below sharing_prime.
Scalar polynomial_at(std::span<const Scalar> coefficients, std::uint8_t at);
// The value at 0 of the one polynomial of degree shares.size() − 1 through all shares. Indices are distinct
// and not 0; anything else is a bug and throws std::logic_error.
Scalar interpolated_secret(std::span<const Share> shares);

} // namespace tianping::crypto
