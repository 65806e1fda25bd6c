// A bank that tells late: what happens to money of which the house hears after the deadline.
#include "deposit/scene.hpp"
#include "support/holding.hpp"

namespace tianping::deposit {
namespace {

class LateBooking : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, LateBooking, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(LateBooking, after_the_read_out_what_was_booked_in_time_counts_and_the_rest_goes_back)
{
    auto plan = with_deposit(GetParam());
    plan.bidders = 4;
    Scene scene{plan};
    auto& tender = scene.tender;
    for (std::size_t i = 0; i < 3; ++i)
        tender.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    ASSERT_TRUE(scene.pay(0, "S-0"));
    const auto in_time = scene.booking(1, "S-1", asked_amount, deadline - 1ms);
    const auto late = scene.booking(2, "S-2", asked_amount, deadline);
    const auto without_bid = scene.booking(3, "S-3", asked_amount, deadline - 1ms);
    tender.go_to(deadline);
    tender.trustees_visit();
    const auto read_out = tender.opened();
    ASSERT_EQ(read_out.state, opening::ClosingState::read_out);
    tender.go_to(deadline + 30min);
    for (const auto& booking : {in_time, late, without_bid})
        ASSERT_TRUE(bank::report(*scene.bank, booking)) << booking.serial;

    const auto kept = scene.own(1);
    EXPECT_EQ(states_of(kept), "counted enough");
    EXPECT_TRUE(kept.refunds.empty());
    EXPECT_EQ(kept.entries.at(0).at, deadline - 1ms);
    EXPECT_GE(kept.entries.at(0).recorded_at, deadline + 30min)
        << "everyone entitled sees when the bank told";
    ASSERT_EQ(scene.own(2).refunds.size(), 1U);
    EXPECT_EQ(scene.own(2).refunds[0].cause, RefundCause::late);
    EXPECT_EQ(scene.own(2).refunds[0].article, "30号令37");
    ASSERT_EQ(scene.own(3).refunds.size(), 1U);
    EXPECT_EQ(scene.own(3).refunds[0].cause, RefundCause::no_bid);
    for (const auto& bid : tender.opened().bids)
        EXPECT_EQ(bid.deposit_paid, bid.bidder_name == scene.name_of(0))
            << "what was read out stays as it was";
}

TEST_P(LateBooking, of_a_failed_round_everything_goes_back_at_once)
{
    Scene scene{with_deposit(GetParam())};
    const auto in_time = scene.booking(0, "S-0");
    const auto late = scene.booking(1, "S-1", asked_amount, deadline);
    scene.tender.go_to(deadline + 10min);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::failed);
    EXPECT_TRUE(scene.orders().empty());
    for (const auto& booking : {in_time, late})
        ASSERT_TRUE(bank::report(*scene.bank, booking)) << booking.serial;
    EXPECT_EQ(scene.orders().size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto view = scene.own(i);
        ASSERT_EQ(view.refunds.size(), 1U) << i;
        EXPECT_EQ(view.refunds[0].cause, RefundCause::round_failed);
        EXPECT_FALSE(view.refunds[0].interest_owed);
        EXPECT_FALSE(view.refunds[0].due_at);
    }
}

// That deadline did not happen; a guarantee counts once the one that the owner sets has not passed, either.
TEST_P(LateBooking, a_guarantee_is_taken_after_a_deadline_that_a_hold_overtook)
{
    Scene scene{with_deposit(GetParam())};
    auto& tender = scene.tender;
    const auto held = test::hold_round(tender);
    ASSERT_TRUE(held) << held.error().code;
    tender.go_to(deadline);
    const auto view = bank::hand_in(tender.bidder(0), tender.intake(),
                                    bank::guarantee(*scene.bank, scene.guarantee(0, "G-1")));
    ASSERT_TRUE(view) << view.error().code;
    EXPECT_EQ(states_of(*view), "late nothing");
    EXPECT_TRUE(view->refunds.empty());
}

// The five days run from the notice of withdrawal and not from the bank's message (条例35).
TEST_P(LateBooking, of_a_withdrawn_bid_it_may_be_overdue_when_the_house_first_hears_of_it)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    const auto booking = scene.booking(0, "S-0");
    ASSERT_TRUE(scene.withdraw(0, bid));
    scene.tender.go_to(test::local_hour("2026-04-02 09:00"));
    ASSERT_TRUE(bank::report(*scene.bank, booking));
    scene.tender.house().writer().settle();
    const auto view = scene.own(0);
    ASSERT_EQ(view.refunds.size(), 1U);
    EXPECT_EQ(view.refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(view.refunds[0].article, "条例35");
    ASSERT_TRUE(view.refunds[0].due_at);
    EXPECT_LT(*view.refunds[0].due_at, view.refunds[0].owed_at);
    EXPECT_TRUE(view.refunds[0].overdue);
}

} // namespace
} // namespace tianping::deposit
