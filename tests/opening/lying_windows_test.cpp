// A platform that says that the window of bidders who unseal is over while it runs.
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::LyingTender;
using trustee::Step;

void say_that_it_is_over(LyingTender& lying)
{
    lying.tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE closing SET window_ends = :e WHERE intake = :i", deadline + 60min,
                  lying.tender.intake());
    });
    lying.say_remedy();
}

// The window is an hour, and its witnesses come fifty minutes after the deadline.
class LyingWindow : public testing::TestWithParam<test::Home> {
protected:
    LyingWindow()
    {
        tender.all_bid();
        tender.go_to(deadline);
        tender.go_to(witnessed);
        lying.see_the_quorum(); // each witnesses
        lying.see_the_quorum();
        for (const std::size_t i : {0U, 1U, 2U})
            EXPECT_EQ(test::code_of(prove(tender, i)), "");
    }

    const Instant witnessed = deadline + 50min;
    LyingTender lying{{.home = GetParam(), .manner = terms::Manner::bidder}};
    test::Tender& tender = lying.tender;
};
INSTANTIATE_TEST_SUITE_P(homes, LyingWindow, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(LyingWindow, duty_20_31_runs_from_when_a_trustee_saw_the_quorum_itself)
{
    tender.go_to(witnessed + 20min);
    say_that_it_is_over(lying);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    tender.go_to(witnessed + 60min - 1ms);
    tender.restart_trustee(3);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    EXPECT_TRUE(lying.said(0, 3).empty());
    tender.go_to(witnessed + 60min);
    EXPECT_EQ(lying.visit(3).step, Step::answered) << "it counts from what its state remembers";
}

// As an older service kept it, or one that witnessed and was away.
TEST_P(LyingWindow, duty_20_31_a_state_without_that_instant_counts_from_its_next_visit)
{
    auto state = test::kept_by(tender, 3);
    EXPECT_TRUE(state.quorum_seen == witnessed);
    state.quorum_seen.reset();
    test::states_of(tender, 3).save(state);
    tender.go_to(witnessed + 45min);
    say_that_it_is_over(lying);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    tender.go_to(witnessed + 105min - 1ms);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    tender.go_to(witnessed + 105min);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
}

class WithheldClose : public testing::TestWithParam<test::Home> {
protected:
    LyingTender lying{{.home = GetParam(), .manner = terms::Manner::bidder}};
    test::Tender& tender = lying.tender;
};
INSTANTIATE_TEST_SUITE_P(homes, WithheldClose, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

// The platform keeps the CLOSE back until the window, counted from the deadline, is long over.
TEST_P(WithheldClose, duty_20_31_takes_no_minute_of_the_window_from_the_bidders)
{
    tender.all_bid();
    tender.go_to(deadline);
    tender.go_to(deadline + 90min);
    for (int turn = 0; turn < 2; ++turn)
        lying.see_the_quorum(); // each witnesses first
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(test::code_of(prove(tender, i)), "");
    say_that_it_is_over(lying);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    tender.go_to(deadline + 150min - 1ms);
    EXPECT_EQ(lying.visit(3).reason, "trustee.before_window_end");
    EXPECT_TRUE(lying.said(0, 3).empty());
}

} // namespace
} // namespace tianping::opening
