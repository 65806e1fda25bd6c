#include "infra/crypto/random.hpp"
#include "infra/crypto/sm4.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;

namespace {

const Sm4Ctr::Block standard = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10};

Bytes stream(const Sm4Ctr::Block& counter, std::size_t length)
{
    Bytes out(length);
    Sm4Ctr{standard, counter}.apply(out, out);
    return out;
}

} // namespace

TEST(Sm4Ctr, first_block_is_the_example_of_the_standard)
{
    EXPECT_EQ(to_hex(stream(standard, 16)), "681edf34d206965e86b3e94f536e4246");
}

TEST(Sm4Ctr, counter_has_128_bits_and_carries_through_all_of_them)
{
    Sm4Ctr::Block last_of_64{};
    for (std::size_t i = 8; i < 16; ++i)
        last_of_64[i] = 0xFF;
    Sm4Ctr::Block next{};
    next[7] = 1;
    Sm4Ctr::Block last_of_all;
    last_of_all.fill(0xFF);

    const Bytes over_64 = stream(last_of_64, 32), over_all = stream(last_of_all, 32);
    EXPECT_EQ(Bytes(over_64.begin() + 16, over_64.end()), stream(next, 16));
    EXPECT_EQ(Bytes(over_all.begin() + 16, over_all.end()), stream({}, 16));
}

TEST(Sm4Ctr, pieces_of_any_length_make_the_same_stream)
{
    const Bytes whole = stream({}, 100);
    Sm4Ctr cipher{standard, {}};
    Bytes pieces(100);
    for (std::size_t at = 0, step = 1; at < pieces.size();
         at += step, step = std::min<std::size_t>(step + 5, 100 - at)) {
        const auto piece = std::span{pieces}.subspan(at, std::min(step, pieces.size() - at));
        cipher.apply(piece, piece);
    }
    EXPECT_EQ(pieces, whole);
}

TEST(Sm4Ctr, different_lengths_are_a_bug)
{
    Bytes out(3);
    EXPECT_THROW((Sm4Ctr{standard, {}}.apply(view("four"), out)), std::logic_error);
}

TEST(Random, gives_the_count_asked_for_and_not_twice_the_same)
{
    const Bytes a = random_bytes(64), b = random_bytes(64);
    EXPECT_EQ(a.size(), 64U);
    EXPECT_NE(a, b);
}

TEST(Random, erasing_leaves_zeros)
{
    Bytes secret = random_bytes(40);
    erase(secret);
    EXPECT_EQ(secret, Bytes(40));
}
