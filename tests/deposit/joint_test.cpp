// The deposit of a joint body, paid by its lead or by its members, each from his own basic account (条例26,
// 30号令45), and its way back.
#include "deposit/scene.hpp"

namespace tianping::deposit {
namespace {

TenderPlan of_four(test::Home home)
{
    auto plan = with_deposit(home, true);
    plan.bidders = 4;
    return plan;
}

// Bidder 0 leads, bidder 1 is the other member.
class JointDeposit : public testing::TestWithParam<test::Home> {
protected:
    JointDeposit() : scene{of_four(GetParam())} {}
    bidding::Submitted bid()
    {
        return bidder::submit(scene.tender.bidder(0), scene.tender.kit(), scene.tender.seal(0, 10'000'000),
                              scene.tender.joint(0, {1}))
            .value();
    }

    Scene scene;
};
INSTANTIATE_TEST_SUITE_P(homes, JointDeposit, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(JointDeposit, each_party_gets_back_what_it_paid_to_the_account_from_which_it_paid)
{
    const auto submitted = bid();
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(30'000)));
    ASSERT_TRUE(scene.pay(1, "S-2", Fen::yuan(70'000)));
    auto of_the_lead = scene.booking(1, "S-3", Fen::yuan(1'000));
    of_the_lead.payer_account = Scene::payer_account(0);
    of_the_lead.payer_name = scene.name_of(0);
    ASSERT_TRUE(bank::report(*scene.bank, of_the_lead));
    ASSERT_EQ(scene.orders().size(), 1U) << "the lead's money is not the member's";
    EXPECT_EQ(scene.own(1).refunds.at(0).cause, RefundCause::wrong_payer);
    ASSERT_TRUE(scene.withdraw(0, submitted));
    std::map<std::string, RefundOrder> orders;
    for (const auto& order : scene.orders())
        orders[order.number] = order;
    ASSERT_EQ(orders.size(), 3U);
    EXPECT_EQ(orders["S-1"].payer_account, Scene::payer_account(0));
    EXPECT_EQ(orders["S-1"].amount, Fen::yuan(30'000));
    EXPECT_EQ(orders["S-2"].payer_account, Scene::payer_account(1));
    EXPECT_EQ(orders["S-2"].amount, Fen::yuan(70'000));
    ASSERT_TRUE(orders["S-1"].due_at);
    EXPECT_EQ(orders["S-1"].due_at, orders["S-2"].due_at);
    for (const auto& [serial, order] : orders)
        ASSERT_TRUE(scene.report(order, RefundStep::paid, "P-" + serial)) << serial;
    for (std::size_t party = 0; party < 2; ++party) {
        const auto refunds = scene.own(party).refunds;
        const auto back = std::ranges::find(refunds, RefundCause::withdrawal, &RefundView::cause);
        ASSERT_NE(back, refunds.end()) << party;
        EXPECT_EQ(back->article, "条例35");
        EXPECT_EQ(back->state, RefundState::done);
    }
}

TEST_P(JointDeposit,
       a_members_money_that_the_bank_reports_after_the_withdrawal_goes_back_within_the_same_days)
{
    const auto submitted = bid();
    const auto earlier = scene.booking(1, "S-1");
    const auto of_no_party = scene.booking(2, "S-2");
    ASSERT_TRUE(scene.withdraw(0, submitted));
    scene.tender.go_to(hour + 5min);
    ASSERT_TRUE(bank::report(*scene.bank, earlier));
    ASSERT_TRUE(bank::report(*scene.bank, of_no_party));
    const auto view = scene.own(1);
    ASSERT_EQ(view.refunds.size(), 1U);
    EXPECT_EQ(view.refunds[0].cause, RefundCause::withdrawal);
    EXPECT_TRUE(view.refunds[0].due_at);
    EXPECT_TRUE(scene.own(2).refunds.empty());
    ASSERT_TRUE(scene.pay(1, "S-3", asked_amount, hour + 4min));
    EXPECT_EQ(scene.own(1).state, DepositState::enough) << "whoever bids anew pays anew";
}

TEST_P(JointDeposit, when_the_round_fails_every_party_gets_its_part_back)
{
    bid();
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(30'000)));
    ASSERT_TRUE(scene.pay(1, "S-2", Fen::yuan(70'000)));
    scene.tender.go_to(deadline);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::failed);
    for (std::size_t party = 0; party < 2; ++party) {
        ASSERT_EQ(scene.own(party).refunds.size(), 1U) << party;
        EXPECT_EQ(scene.own(party).refunds[0].cause, RefundCause::round_failed);
    }
}

TEST_P(JointDeposit, what_the_parties_paid_together_beyond_the_amount_goes_back_at_the_closing_the_last_first)
{
    scene.tender.bid(2, 10'000'002);
    scene.tender.bid(3, 10'000'003);
    bid();
    scene.tender.go_to(hour + 5min);
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(60'000), hour));
    ASSERT_TRUE(scene.pay(1, "S-2", asked_amount, hour + 1min));
    ASSERT_TRUE(scene.pay(0, "S-3", Fen::yuan(20'000), hour + 2min));
    EXPECT_TRUE(scene.orders().empty()) << "the terms may still ask for more";
    scene.tender.go_to(deadline);
    const auto orders = scene.orders();
    ASSERT_EQ(orders.size(), 2U);
    std::map<std::string, RefundOrder> by_number;
    for (const auto& order : orders)
        by_number[order.number] = order;
    EXPECT_EQ(by_number["S-3"].amount, Fen::yuan(20'000));
    EXPECT_EQ(by_number["S-2"].amount, Fen::yuan(60'000));
    EXPECT_EQ(by_number["S-2"].payer_account, Scene::payer_account(1));
    EXPECT_EQ(scene.own(1).refunds.at(0).cause, RefundCause::surplus);
}

TEST_P(JointDeposit, who_withdrew_and_joined_another_keeps_what_he_paid_anew_and_the_lead_what_he_paid_before)
{
    const auto alone = scene.tender.bid(1, 10'000'001);
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(50'000), hour));
    ASSERT_TRUE(scene.pay(1, "S-2", Fen::yuan(50'000), hour));
    ASSERT_TRUE(scene.withdraw(1, alone));
    ASSERT_EQ(scene.orders().size(), 1U) << "the member's, for his own bid";
    bid();
    scene.tender.bid(2, 10'000'002);
    scene.tender.bid(3, 10'000'003);
    scene.tender.go_to(hour + 5min);
    ASSERT_TRUE(scene.pay(1, "S-3", Fen::yuan(50'000), hour + 4min));
    scene.tender.go_to(deadline);
    EXPECT_EQ(scene.orders().size(), 1U) << "nothing more goes back";
}

} // namespace
} // namespace tianping::deposit
