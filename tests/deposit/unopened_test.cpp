// What becomes of the deposit of a bid that did not open.
#include "deposit/scene.hpp"
#include "rooms/deposit/api.hpp"
#include "support/unsealing.hpp"

namespace tianping::deposit {
namespace {

namespace unsealing = test::unsealing;
using opening::CauseCode;

// Bids 0 and 1 did not open through no fault of theirs, bid 2 by its bidder's own; all had paid.
class DepositUnopened : public testing::TestWithParam<test::Home> {
protected:
    DepositUnopened() : scene{with_deposit(GetParam())}, tender{scene.tender}
    {
        for (const std::size_t i : {0U, 1U, 2U}) {
            scene.pay(i, "S-" + std::to_string(i)).value();
            tender.bid(i, 10'000'000);
        }
        tender.go_to(deadline);
        unsealing::two_trustees_answer(tender);
        tender.go_to(deadline + 60min);
        unsealing::wait_for_unopened(tender, 3);
        record(0, CauseCode::trustees_failed);
        record(1, CauseCode::trustees_failed);
        record(2, CauseCode::bidder_lost_key);
        view = tender.opened();
        tender.house().writer().settle();
    }
    void record(std::size_t i, CauseCode code)
    {
        unsealing::record(tender, tender.owner(), unsealing::submission_of(tender, i), code).value();
    }
    const opening::ReadOut& line(std::size_t i)
    {
        return unsealing::line_of(view, unsealing::submission_of(tender, i));
    }

    Scene scene;
    Tender& tender;
    opening::OpeningView view{};
};
INSTANTIATE_TEST_SUITE_P(homes, DepositUnopened, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(DepositUnopened, duty_20_31_goes_back_as_after_a_withdrawal_where_the_fault_was_not_the_bidders)
{
    ASSERT_EQ(view.state, opening::ClosingState::read_out);
    ASSERT_EQ(line(0).outcome, "withdrawn");
    const auto refunds = scene.own(0).refunds;
    ASSERT_EQ(refunds.size(), 1U);
    EXPECT_EQ(refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(refunds[0].article, "条例35");
    EXPECT_EQ(refunds[0].amount, asked_amount);
    EXPECT_TRUE(refunds[0].due_at);
    EXPECT_EQ(scene.own(1).refunds.size(), 1U);
    EXPECT_TRUE(scene.own(2).refunds.empty()) << "whether it goes back is the owner's to say (条例35)";
}

TEST_P(DepositUnopened, duty_20_30_that_it_was_paid_stays_true_after_it_was_ordered_back)
{
    for (const std::size_t i : {0U, 1U, 2U}) {
        EXPECT_TRUE(line(i).deposit_paid) << i;
        EXPECT_TRUE(tender.house().reads().read([&](const ReadTx& tx) {
            const auto intake = trade::IntakeId::parse(tender.intake()).value();
            return in_time(tx, trade::round_of_intake(tx, intake).value(), {line(i).bidder_code});
        })) << i;
    }
}

} // namespace
} // namespace tianping::deposit
