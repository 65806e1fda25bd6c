#include "infra/crypto/number.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;

namespace {

Scalar small(std::uint8_t value)
{
    Scalar out{};
    out.back() = value;
    return out;
}

Scalar prime_less(std::uint8_t by)
{
    Scalar out = sharing_prime;
    out.back() = static_cast<std::uint8_t>(out.back() - by);
    return out;
}

} // namespace

TEST(Number, remainders_are_below_the_modulus)
{
    EXPECT_EQ(reduced(sharing_prime, sharing_prime), Scalar{});
    EXPECT_EQ(reduced(Bytes(48, 0xFF), small(7)), small(0)); // 2^384 − 1 and 2^3 ≡ 1
    EXPECT_EQ(reduced(Bytes{250}, small(7)), small(5));
}

TEST(Number, nonzero_remainders_run_from_one_to_the_modulus_less_one)
{
    EXPECT_EQ(reduced_nonzero(Bytes{0}, small(7)), small(1));
    EXPECT_EQ(reduced_nonzero(Bytes{5}, small(7)), small(6));
    EXPECT_EQ(reduced_nonzero(Bytes{6}, small(7)), small(1));
}

TEST(Sharing, values_of_a_small_polynomial_are_right)
{
    const std::vector<Scalar> p{small(5), small(3), small(2)}; // 5 + 3x + 2x²
    EXPECT_EQ(polynomial_at(p, 0), small(5));
    EXPECT_EQ(polynomial_at(p, 1), small(10));
    EXPECT_EQ(polynomial_at(p, 9), small(194));
}

TEST(Sharing, values_wrap_at_the_prime)
{
    const std::vector<Scalar> p{prime_less(1), small(2)};
    EXPECT_EQ(polynomial_at(p, 1), small(1));
}

TEST(Sharing, any_three_of_five_give_the_secret_back)
{
    const std::vector<Scalar> p{prime_less(17), prime_less(3), prime_less(99)};
    for (std::uint8_t a = 1; a <= 5; ++a)
        for (std::uint8_t b = a + 1; b <= 5; ++b)
            for (std::uint8_t c = b + 1; c <= 5; ++c) {
                const std::vector<Share> shares{
                    {c, polynomial_at(p, c)}, {a, polynomial_at(p, a)}, {b, polynomial_at(p, b)}};
                EXPECT_EQ(interpolated_secret(shares), p[0]);
            }
}

TEST(Sharing, repeated_or_zero_indices_are_a_bug)
{
    const std::vector<Share> twice{{1, small(1)}, {1, small(1)}}, zero{{0, small(1)}, {1, small(1)}};
    EXPECT_THROW(interpolated_secret(twice), std::logic_error);
    EXPECT_THROW(interpolated_secret(zero), std::logic_error);
}
