// What is kept of denials: so much of one, so much of all, and how many more there were.
#include "rooms/identity/denials.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::identity {
namespace {

TEST(Denials, of_all_together_are_kept_within_bounds_from_however_many_addresses)
{
    KeptDenials of_many{0.1};
    int all = 0;
    for (int i = 0; i < 3000; ++i) {
        const auto whose = "192.0.2." + std::to_string(i % 200);
        all += of_many.next(whose, Capability::session_open, test::monday).kept ? 1 : 0;
    }
    EXPECT_EQ(all, 1000) << "from however many addresses";
}

TEST(Denials, what_could_not_be_written_is_counted_as_left_out)
{
    KeptDenials kept{1.0};
    const auto first = kept.next("per_1", Capability::terms_sign, test::monday);
    ASSERT_TRUE(first.kept);
    kept.put_back(Capability::terms_sign, first);
    EXPECT_EQ(kept.left_out(), 1);
    const auto second = kept.next("per_1", Capability::trade_hold, test::monday);
    EXPECT_EQ(second.left_out, (LeftOut{{Capability::terms_sign, 1}}));
    kept.put_back(Capability::trade_hold, second);
    const auto third = kept.next("per_1", Capability::trade_hold, test::monday + std::chrono::minutes{1});
    EXPECT_EQ(third.left_out, (LeftOut{{Capability::terms_sign, 1}, {Capability::trade_hold, 1}}));
    EXPECT_EQ(kept.left_out(), 2);
}

} // namespace
} // namespace tianping::identity
