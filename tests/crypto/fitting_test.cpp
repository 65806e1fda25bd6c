#include "infra/crypto/fitting.hpp"
#include "infra/crypto/key.hpp"
#include <gtest/gtest.h>

namespace tianping::crypto {

namespace {

Digest numbered(int number)
{
    return Fitting::name_of(view("key"), view(std::to_string(number)), view("signature"));
}

TEST(Fitting, parts_that_are_cut_elsewhere_have_another_name)
{
    EXPECT_NE(Fitting::name_of(view("ab"), view("c"), view("d")),
              Fitting::name_of(view("a"), view("bc"), view("d")));
    EXPECT_NE(Fitting::name_of(view("a"), view("bc"), view("d")),
              Fitting::name_of(view("a"), view("b"), view("cd")));
}

TEST(Fitting, what_was_kept_last_is_held_and_the_oldest_goes)
{
    Fitting few;
    for (int i = 0; i < 9000; ++i)
        few.keep(numbered(i));
    EXPECT_TRUE(few.holds(numbered(8999)));
    EXPECT_TRUE(few.holds(numbered(8999 - 4000)));
    EXPECT_FALSE(few.holds(numbered(0)));
    EXPECT_FALSE(few.holds(numbered(9000)));
}

TEST(Fitting, a_signature_that_fitted_makes_no_other_fit)
{
    const auto key = PrivateKey::generate(Algorithm::sm2), other = PrivateKey::generate(Algorithm::sm2);
    auto signature = key.sign(view("terms"));
    for (int again = 0; again < 2; ++again) {
        EXPECT_TRUE(key.public_key().verify(view("terms"), signature));
        EXPECT_FALSE(other.public_key().verify(view("terms"), signature));
        EXPECT_FALSE(key.public_key().verify(view("term"), signature));
    }
    signature.back() ^= 1;
    EXPECT_FALSE(key.public_key().verify(view("terms"), signature));
}

} // namespace

} // namespace tianping::crypto
