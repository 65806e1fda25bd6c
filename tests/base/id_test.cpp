#include "base/id.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

struct RoundTag {
    static constexpr std::string_view prefix = "rnd";
};
using RoundId = Id<RoundTag>;

TEST(Id, is_time_then_chance)
{
    const auto id = RoundId::mint(from_millis(0x0190f3a1b2c3), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    EXPECT_EQ(id.text(), "rnd_0190f3a1b2c30102030405060708090a");
    EXPECT_EQ(RoundId::parse(id.text()).value(), id);
}

TEST(Id, sorts_by_birth)
{
    const auto early = RoundId::mint(from_millis(1000), {255});
    const auto late = RoundId::mint(from_millis(1001), {0});
    EXPECT_LT(early, late);
}

TEST(Id, refuses_every_other_shape)
{
    for (const auto* text :
         {"", "rnd_", "lot_0190f3a1b2c30102030405060708090a", "rnd_0190f3a1b2c30102030405060708090A",
          "rnd_0190f3a1b2c30102030405060708090", "rnd_../etc/passwd0000000000000000000"})
        EXPECT_EQ(RoundId::parse(text).error().code, "id.malformed") << text;
}

} // namespace
} // namespace tianping
