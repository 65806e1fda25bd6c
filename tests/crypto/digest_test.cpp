#include "crypto/command_line.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/file_digests.hpp"
#include "infra/crypto/hkdf.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;

namespace {

Bytes counting(std::size_t count)
{
    Bytes out(count);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<std::uint8_t>(i + 1);
    return out;
}

} // namespace

TEST(Digest, sm3_gives_the_examples_of_the_standard)
{
    EXPECT_EQ(to_hex(sm3(view("abc"))), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    std::string sixteen;
    for (int i = 0; i < 16; ++i)
        sixteen += "abcd";
    EXPECT_EQ(to_hex(sm3(view(sixteen))), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Digest, pieces_make_the_same_digest_and_the_object_begins_anew)
{
    Sm3 state;
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(state.update(view("a")).update({}).update(view("bc")).finish(), sm3(view("abc")));
    EXPECT_EQ(sm3({view("ab"), view("c")}), sm3(view("abc")));
}

TEST(Digest, a_copy_goes_its_own_way)
{
    Sm3 first;
    first.update(view("ab"));
    Sm3 second = first;
    second.update(view("x"));
    EXPECT_EQ(first.update(view("c")).finish(), sm3(view("abc")));
    EXPECT_EQ(second.finish(), sm3(view("abx")));
}

TEST(Digest, hmac_gives_the_example_of_gmt_0042)
{
    const std::string letters = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    EXPECT_EQ(to_hex(hmac_sm3(counting(32), view(letters + letters))),
              "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
}

TEST(Digest, hmac_takes_long_keys_by_their_digest_and_begins_anew)
{
    const Bytes key = counting(65);
    EXPECT_EQ(hmac_sm3(key, view("m")), hmac_sm3(sm3(key), view("m")));
    HmacSm3 mac{key};
    mac.update(view("other")).finish();
    EXPECT_EQ(mac.update(view("m")).finish(), hmac_sm3(key, view("m")));
}

TEST(Digest, of_a_file_is_that_of_its_bytes_by_both_algorithms)
{
    const tianping::test::Folder folder;
    folder.write("abc", "abc");
    const auto abc = digests_of_file(folder.path("abc"));
    EXPECT_EQ(to_hex(abc.sm3), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    EXPECT_EQ(to_hex(abc.sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string large(200'001, 'x'); // more than one piece
    folder.write("large", large);
    EXPECT_EQ(digests_of_file(folder.path("large")).sm3, sm3(view(large)));
    EXPECT_THROW(digests_of_file(folder.path("none")), std::runtime_error);
    EXPECT_THROW(digests_of_file(folder.path("")), std::runtime_error) << "a folder";
}

// Expected values from an independent implementation (Python's hmac over hashlib's sm3).
TEST(Digest, hkdf_agrees_with_an_independent_implementation)
{
    const Digest prk = hkdf_extract(view("salt"), view("ikm"));
    EXPECT_EQ(to_hex(prk), "991feb8d4e9a414a2c8108e12c1a61bb43a79d49e94f1917bf6249c51a62a757");
    EXPECT_EQ(to_hex(hkdf_expand(prk, view("info"), 70)),
              "315a3171a989f11d4b10d39d48360982fc7f586ccbc688699af779c6e05a33558f3594a46e728a8bf6d4aa8c2afbc4"
              "065856f5d3a431d6931a1be095c6636b6a6c88ae38686f");
    EXPECT_TRUE(hkdf_expand(prk, view("info"), 0).empty());
    EXPECT_THROW(hkdf_expand(prk, view("info"), 255 * 32 + 1), std::logic_error);
}

TEST(Digest, secrets_compare_by_every_byte)
{
    EXPECT_TRUE(same_secret(view("abc"), view("abc")));
    EXPECT_FALSE(same_secret(view("abc"), view("abd")));
    EXPECT_FALSE(same_secret(view("abc"), view("ab")));
}
