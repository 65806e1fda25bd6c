// What becomes of the deposit of a bid that did not open.
#include "deposit/scene.hpp"
#include "support/unsealing.hpp"

namespace tianping::deposit {
namespace {

namespace unsealing = test::unsealing;
using opening::CauseCode;

class DepositUnopened : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, DepositUnopened, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(DepositUnopened, duty_20_31_goes_back_as_after_a_withdrawal_where_the_fault_was_not_the_bidders)
{
    Scene scene{with_deposit(GetParam())};
    auto& tender = scene.tender;
    for (const std::size_t i : {0U, 1U, 2U}) {
        ASSERT_TRUE(scene.pay(i, "S-" + std::to_string(i)));
        tender.bid(i, 10'000'000);
    }
    tender.go_to(deadline);
    unsealing::two_trustees_answer(tender);
    tender.go_to(deadline + 60min);
    unsealing::wait_for_unopened(tender, 3);
    const auto cause_of = [&](std::size_t i, CauseCode code) {
        return code_of(unsealing::record(tender, tender.owner(), unsealing::submission_of(tender, i), code));
    };
    ASSERT_EQ(cause_of(0, CauseCode::trustees_failed), "");
    ASSERT_EQ(cause_of(1, CauseCode::trustees_failed), "");
    ASSERT_EQ(cause_of(2, CauseCode::bidder_lost_key), "");
    const auto view = tender.opened();
    ASSERT_EQ(view.state, opening::ClosingState::read_out);
    ASSERT_EQ(unsealing::line_of(view, unsealing::submission_of(tender, 0)).outcome, "withdrawn");
    tender.house().writer().settle();
    const auto refunds = scene.own(0).refunds;
    ASSERT_EQ(refunds.size(), 1U);
    EXPECT_EQ(refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(refunds[0].article, "条例35");
    EXPECT_EQ(refunds[0].amount, asked_amount);
    EXPECT_TRUE(refunds[0].due_at);
    EXPECT_EQ(scene.own(1).refunds.size(), 1U);
    EXPECT_TRUE(scene.own(2).refunds.empty()) << "whether it goes back is the owner's to say (条例35)";
}

} // namespace
} // namespace tianping::deposit
