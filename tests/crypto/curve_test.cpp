#include "infra/crypto/curve.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;

namespace {

Scalar scalar(std::string_view hex)
{
    return digest_from_hex(hex).value();
}

const Scalar standard_d = scalar("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
const Scalar standard_k = scalar("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21");
const Scalar field_prime = scalar("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");

Point standard_point()
{
    return sm2_public_point(standard_d);
}

// y of the point replaced by p − y.
Point negated(Point p)
{
    unsigned borrow = 0;
    for (std::size_t i = 32; i-- > 0;) {
        const int d = int(field_prime[i]) - int(p[33 + i]) - int(borrow);
        borrow = d < 0 ? 1 : 0;
        p[33 + i] = static_cast<std::uint8_t>(d);
    }
    return p;
}

} // namespace

// GM/T 0003.5-2012, example of public key encryption on the recommended curve.
TEST(Sm2, encryption_with_a_given_k_is_the_example_of_the_standard)
{
    EXPECT_EQ(to_hex(standard_point()), "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                                        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    EXPECT_EQ(to_hex(sm2_encrypt(standard_point(), view("encryption standard"), standard_k)),
              "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
              "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
              "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
              "21886ca989ca9c7d58087307ca93092d651efa");
}

TEST(Sm2, what_was_encrypted_opens)
{
    for (const std::size_t length : {1U, 32U, 64U, 100U, 200U, 70000U - 5000U}) {
        const Bytes message(length, 0xA5);
        const auto opened = sm2_decrypt(sm2_encrypt(standard_point(), message, standard_k), standard_d);
        ASSERT_TRUE(opened) << length;
        EXPECT_EQ(*opened, message);
    }
}

TEST(Sm2, any_changed_byte_of_the_box_keeps_it_shut)
{
    const Bytes good = sm2_encrypt(standard_point(), Bytes(64, 7), standard_k);
    for (std::size_t i = 0; i < good.size(); ++i) {
        Bytes bad = good;
        bad[i] ^= 1;
        const auto opened = sm2_decrypt(bad, standard_d);
        ASSERT_FALSE(opened) << i;
        EXPECT_EQ(opened.error().code, "crypto.not_opened");
    }
}

TEST(Sm2, shorter_and_longer_boxes_stay_shut)
{
    Bytes box = sm2_encrypt(standard_point(), Bytes(64, 7), standard_k);
    Bytes longer = box;
    longer.push_back(0);
    EXPECT_FALSE(sm2_decrypt(longer, standard_d));
    box.pop_back();
    EXPECT_FALSE(sm2_decrypt(box, standard_d));
    EXPECT_FALSE(sm2_decrypt(Bytes{}, standard_d));
    EXPECT_FALSE(sm2_decrypt(ByteView{box}.first(97), standard_d));
}

TEST(Sm2, another_key_does_not_open)
{
    EXPECT_FALSE(sm2_decrypt(sm2_encrypt(standard_point(), Bytes(64, 7), standard_k), standard_k));
}

TEST(Sm2, negated_c1_does_not_open)
{
    Bytes box = sm2_encrypt(standard_point(), Bytes(64, 7), standard_k);
    Point c1;
    std::copy_n(box.begin(), c1.size(), c1.begin());
    const Point other = negated(c1);
    EXPECT_TRUE(is_sm2_point(other));
    std::copy(other.begin(), other.end(), box.begin());
    EXPECT_FALSE(sm2_decrypt(box, standard_d));
}

TEST(Sm2, only_uncompressed_points_on_the_curve_are_points)
{
    const Point good = standard_point();
    EXPECT_TRUE(is_sm2_point(good));

    Point off = good;
    off[64] ^= 1;
    EXPECT_FALSE(is_sm2_point(off));
    EXPECT_FALSE(is_sm2_point(Bytes{0}));  // infinity
    EXPECT_FALSE(is_sm2_point(Bytes(65))); // infinity, written long
    EXPECT_FALSE(is_sm2_point(ByteView{good}.first(64)));
    Bytes longer{good.begin(), good.end()};
    longer.push_back(0);
    EXPECT_FALSE(is_sm2_point(longer));

    Bytes compressed{good.begin(), good.begin() + 33};
    compressed[0] = 2;
    EXPECT_FALSE(is_sm2_point(compressed));
    compressed[0] = 3;
    EXPECT_FALSE(is_sm2_point(compressed));
    Point hybrid = good;
    hybrid[0] = std::uint8_t(6 + (good[64] & 1));
    EXPECT_FALSE(is_sm2_point(hybrid));
}

// The point with x = 0 is on the curve; were x + p taken for x, one point would have two spellings.
TEST(Sm2, coordinates_at_or_above_the_prime_are_refused)
{
    const Scalar y = scalar("fd4511e81736a60f07e88a83d6cf5a167fae6d1a9c9330e76e232e00f5cdc154");
    Point p{4};
    std::copy(y.begin(), y.end(), p.begin() + 33);
    EXPECT_TRUE(is_sm2_point(p));
    std::copy(field_prime.begin(), field_prime.end(), p.begin() + 1);
    EXPECT_FALSE(is_sm2_point(p));
}

TEST(Sm2, wrong_scalars_and_points_are_bugs)
{
    EXPECT_THROW(sm2_public_point(Scalar{}), std::logic_error);
    EXPECT_THROW(sm2_public_point(sm2_order), std::logic_error);
    EXPECT_THROW(sm2_encrypt(standard_point(), view("m"), sm2_order), std::logic_error);
    EXPECT_THROW(sm2_encrypt(Point{}, view("m"), standard_k), std::logic_error);
    EXPECT_THROW(sm2_encrypt(standard_point(), {}, standard_k), std::logic_error);
}
