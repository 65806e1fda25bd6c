// Rounds that never come to their answers: terminated, held, or shown by nobody. Their keys do not lie there
// for ever.
#include "base/calendar.hpp"
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::kept_by;
using test::LyingTender;
using trustee::Step;

class OldKeys : public testing::TestWithParam<terms::Manner> {
protected:
    void clock_of_three(Instant at) { ASSERT_TRUE(tender.trustee(3).clock->move_to(at)); }

    LyingTender lying{{.manner = GetParam()}};
    test::Tender& tender = lying.tender;
    const Instant over = (CivilDay::of(deadline) + tender.kit().terms.lots.at(0).validity_days).end();
};
INSTANTIATE_TEST_SUITE_P(manners, OldKeys, testing::Values(terms::Manner::trustees, terms::Manner::bidder));

TEST_P(OldKeys, are_destroyed_with_the_validity_of_the_bids_though_the_quorum_stood_and_nobody_asked)
{
    lying.close_with_bids();
    clock_of_three(over - 1ms);
    tender.trustee(3).service->destroy_old_keys();
    EXPECT_TRUE(kept_by(tender, 3).key);
    clock_of_three(over);
    tender.trustee(3).service->destroy_old_keys();
    EXPECT_FALSE(kept_by(tender, 3).key);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    EXPECT_TRUE(lying.said(0, 3).empty());
}

TEST_P(OldKeys, are_destroyed_with_the_validity_of_the_bids_though_no_closing_came)
{
    clock_of_three(over - 1ms);
    EXPECT_NE(lying.visit(3).reason, "trustee.validity_over");
    EXPECT_TRUE(kept_by(tender, 3).key);
    clock_of_three(over);
    EXPECT_EQ(lying.visit(3).reason, "trustee.validity_over");
    EXPECT_FALSE(kept_by(tender, 3).key);
    EXPECT_EQ(lying.visit(3).step, Step::nothing) << "and no second key is made";
    EXPECT_FALSE(kept_by(tender, 3).key);
}

} // namespace
} // namespace tianping::opening
