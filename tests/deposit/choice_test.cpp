// The owner's choice about what was paid for a revoked bid (条例35): once, by his side alone, told to the
// bidder concerned; without it the deposit waits, whatever becomes of the round short of a termination.
#include "app/account/act.hpp"
#include "deposit/unopened_scene.hpp"

namespace tianping::deposit {
namespace {

class OwnersChoice : public UnopenedScene {
protected:
    OwnersChoice() { read_out(); }

    Result<ChoiceView> choose(account::Account& who, std::size_t i, bool keep,
                              const std::string& reason = "投标人密钥保管不善")
    {
        const ChoiceIn in{bidding::SubmissionId::parse(unsealing::submission_of(tender, i)).value(), keep,
                          reason};
        const auto key = "choice/" + std::to_string(++chosen_);
        auto out =
            account::act<ChoiceView>(who, "POST", tender.intake_path("deposits/choice"), in, who.key(key));
        tender.house().writer().settle();
        return out;
    }
    DepositLine line_of(account::Account& who, std::size_t i)
    {
        const auto all = who.client().get<http::Page<DepositLine>>(tender.intake_path("deposits")).value();
        return *std::ranges::find(all.items, scene.name_of(i), &DepositLine::bidder_name);
    }
    std::vector<OverdueRefund> reminders()
    {
        return tender.staff("desk")
            .client()
            .get<http::Page<OverdueRefund>>("/api/v1/refunds/overdue")
            .value()
            .items;
    }
    std::string figure()
    {
        const auto text = tender.anyone().send("GET", "/metrics").value().body;
        const std::string name = "\ntianping_deposits_waiting ";
        const auto at = text.find(name);
        return at == std::string::npos ? text : text.substr(at + name.size(), 1);
    }

private:
    int chosen_ = 0;
};
INSTANTIATE_TEST_SUITE_P(homes, OwnersChoice, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(OwnersChoice,
       duty_20_31_until_it_is_made_the_deposit_waits_in_a_failed_round_too_and_people_are_reminded)
{
    ASSERT_EQ(line(2).outcome, "revoked");
    end_round(trade::Act::fail);
    EXPECT_TRUE(scene.own(2).refunds.empty());
    const auto shown = line_of(tender.owner(), 2).choice;
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->choice, Choice::waiting);
    EXPECT_EQ(shown->article, "条例35");
    EXPECT_FALSE(line_of(tender.owner(), 0).choice);
    const auto reminded = reminders();
    ASSERT_EQ(reminded.size(), 1U);
    EXPECT_EQ(reminded[0].bidder_name, scene.name_of(2));
    EXPECT_EQ(reminded[0].amount, asked_amount);
    EXPECT_EQ(reminded[0].waits_since, shown->revoked_at);
    EXPECT_FALSE(reminded[0].due_at || reminded[0].cause || reminded[0].state) << "no article names a time";
    EXPECT_EQ(figure(), "1");
    ASSERT_TRUE(choose(tender.owner(), 2, false));
    EXPECT_EQ(scene.own(2).refunds.at(0).cause, RefundCause::given_back);
    EXPECT_TRUE(reminders().empty());
    EXPECT_EQ(figure(), "0");
}

TEST_P(OwnersChoice, to_keep_is_made_once_and_stands_whatever_becomes_of_the_round)
{
    const auto kept = choose(tender.owner(), 2, true);
    ASSERT_TRUE(kept) << kept.error().code;
    EXPECT_EQ(kept->choice, Choice::kept);
    EXPECT_EQ(code_of(choose(tender.owner(), 2, false)), "deposit.chosen_already");
    EXPECT_EQ(code_of(choose(tender.agency(), 2, true)), "deposit.chosen_already");
    EXPECT_TRUE(reminders().empty());
    const auto own = scene.own(2).choice;
    ASSERT_TRUE(own);
    EXPECT_EQ(own->choice, Choice::kept);
    EXPECT_EQ(own->reason, "投标人密钥保管不善");
    EXPECT_FALSE(scene.own(1).choice) << "another bidder learns nothing of it";
    end_round(trade::Act::terminate);
    EXPECT_TRUE(scene.own(2).refunds.empty());
}

TEST_P(OwnersChoice, to_give_back_is_the_agents_too_and_orders_the_refund_at_once)
{
    const auto given = choose(tender.agency(), 2, false, "招标人决定退还");
    ASSERT_TRUE(given) << given.error().code;
    const auto refunds = scene.own(2).refunds;
    ASSERT_EQ(refunds.size(), 1U);
    EXPECT_EQ(refunds[0].cause, RefundCause::given_back);
    EXPECT_EQ(refunds[0].article, "条例35");
    EXPECT_EQ(refunds[0].amount, asked_amount);
    EXPECT_FALSE(refunds[0].due_at) << "no article gives a figure";
    EXPECT_EQ(scene.orders().size(), 3U);
    end_round(trade::Act::fail);
    EXPECT_EQ(scene.own(2).refunds.size(), 1U);
}

TEST_P(OwnersChoice, that_was_not_made_before_a_termination_is_over_and_all_goes_back_with_interest)
{
    end_round(trade::Act::terminate);
    const auto refunds = scene.own(2).refunds;
    ASSERT_EQ(refunds.size(), 1U);
    EXPECT_EQ(refunds[0].cause, RefundCause::terminated);
    EXPECT_TRUE(refunds[0].interest_owed);
    EXPECT_EQ(code_of(choose(tender.owner(), 2, true)), "deposit.nothing_to_choose");
    EXPECT_TRUE(reminders().empty());
    EXPECT_FALSE(scene.own(2).choice);
}

TEST_P(OwnersChoice, is_of_a_revoked_bid_alone_with_a_reason_and_of_nobody_but_the_owners_side)
{
    EXPECT_EQ(code_of(choose(tender.owner(), 0, true)), "deposit.not_revoked");
    EXPECT_EQ(code_of(choose(tender.owner(), 2, true, " ")), "deposit.text_length");
    for (auto* who : {&tender.bidder(2), &tender.staff("desk"), scene.bank.get()})
        EXPECT_EQ(code_of(choose(*who, 2, false)), "identity.not_allowed");
    EXPECT_EQ(line_of(tender.owner(), 2).choice.value().choice, Choice::waiting);
}

TEST_P(OwnersChoice, is_recorded_and_told_neither_in_the_evidence_nor_in_the_feed)
{
    ASSERT_TRUE(choose(tender.owner(), 2, true));
    const auto log = tender.house().reads().read(
        [&](const ReadTx& tx) { return events::of_trade(tx, tender.trade().id.text()); });
    const auto made = std::ranges::find(log, "deposit.choice_made", &events::Event::kind);
    ASSERT_NE(made, log.end());
    EXPECT_EQ(made->body.find("密钥"), std::string::npos) << "the reason is the parties'";
    for (const auto& event : unsealing::evidence_of(tender).events)
        EXPECT_FALSE(event.kind.starts_with("deposit.")) << event.kind;
    const auto feed = tender.anyone().send("GET", "/api/v1/changes?limit=100").value().body;
    EXPECT_EQ(feed.find("deposit."), std::string::npos);
}

} // namespace
} // namespace tianping::deposit
