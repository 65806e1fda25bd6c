#include "base/money.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

TEST(Money, is_read_in_yuan_and_kept_in_fen)
{
    EXPECT_EQ(Fen::parse_yuan("1234567.8").value(), Fen{123'456'780});
    EXPECT_EQ(Fen::parse_yuan("0.01").value(), Fen{1});
    for (const auto* text : {"", "-1", "1.", ".5", "1.234", "1e3", "1,000", " 1", "99999999999999999"})
        EXPECT_EQ(Fen::parse_yuan(text).error().code, "money.malformed") << text;
}

TEST(Money, is_written_for_people)
{
    EXPECT_EQ(Fen::yuan(1'234'567).text(), "1,234,567.00");
    EXPECT_EQ(Fen{5}.text(), "0.05");
    EXPECT_EQ(Fen{-123'45}.text(), "-123.45");
}

TEST(Money, a_share_is_rounded_down_and_never_overflows)
{
    EXPECT_EQ(Fen::yuan(40'000'000).share_of(200), Fen::yuan(800'000));
    EXPECT_EQ(Fen{99}.share_of(200), Fen{1});
    EXPECT_EQ(Fen{Fen::most}.share_of(10'000), Fen{Fen::most});
}

} // namespace
} // namespace tianping
