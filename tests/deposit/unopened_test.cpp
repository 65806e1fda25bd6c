// What becomes of the deposit of a bid that did not open.
#include "deposit/unopened_scene.hpp"
#include "rooms/deposit/api.hpp"

namespace tianping::deposit {
namespace {

class DepositUnopened : public UnopenedScene {};
INSTANTIATE_TEST_SUITE_P(homes, DepositUnopened, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(DepositUnopened, duty_20_31_goes_back_as_after_a_withdrawal_where_the_fault_was_not_the_bidders)
{
    read_out();
    ASSERT_EQ(line(0).outcome, "withdrawn");
    const auto refunds = scene.own(0).refunds;
    ASSERT_EQ(refunds.size(), 1U);
    EXPECT_EQ(refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(refunds[0].article, "条例35");
    EXPECT_EQ(refunds[0].amount, asked_amount);
    EXPECT_TRUE(refunds[0].due_at);
    EXPECT_EQ(scene.own(1).refunds.size(), 1U);
    EXPECT_TRUE(scene.own(2).refunds.empty()) << "whether it goes back is the owner's to say (条例35)";
    EXPECT_FALSE(scene.own(0).choice);
}

TEST_P(DepositUnopened, duty_20_30_that_it_was_paid_stays_true_after_it_was_ordered_back)
{
    read_out();
    for (const std::size_t i : {0U, 1U, 2U}) {
        EXPECT_TRUE(line(i).deposit_paid) << i;
        EXPECT_TRUE(tender.house().reads().read([&](const ReadTx& tx) {
            const auto intake = trade::IntakeId::parse(tender.intake()).value();
            return in_time(tx, trade::round_of_intake(tx, intake).value(), {line(i).bidder_code});
        })) << i;
    }
}

TEST_P(DepositUnopened, duty_20_31_a_cause_that_is_recorded_after_the_reading_out_decides_as_well)
{
    tender.go_to(deadline + 120min);
    view = tender.opened();
    ASSERT_EQ(line(0).cause, "opening.cause_not_recorded");
    EXPECT_TRUE(scene.own(0).refunds.empty() && !scene.own(2).choice);
    record(0, CauseCode::trustees_failed);
    record(2, CauseCode::bidder_lost_key);
    ASSERT_EQ(scene.own(0).refunds.size(), 1U);
    EXPECT_EQ(scene.own(0).refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(scene.own(2).choice.value().choice, Choice::waiting);
    EXPECT_TRUE(scene.own(1).refunds.empty());
}

} // namespace
} // namespace tianping::deposit
