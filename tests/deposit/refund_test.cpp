// What goes back: at which instant it is due, by which article, and when it is late.
#include "app/account/act.hpp"
#include "deposit/scene.hpp"
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/service.hpp"

namespace tianping::deposit {
namespace {

class Refund : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Refund, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(Refund, after_a_withdrawal_the_deposit_is_due_within_five_days_and_overdue_a_millisecond_later)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    EXPECT_TRUE(scene.orders().empty());
    ASSERT_TRUE(scene.withdraw(0, bid));
    const auto view = scene.own(0);
    ASSERT_EQ(view.refunds.size(), 1U);
    EXPECT_EQ(view.refunds[0].cause, RefundCause::withdrawal);
    EXPECT_EQ(view.refunds[0].article, "条例35");
    EXPECT_EQ(view.refunds[0].amount, asked_amount);
    EXPECT_FALSE(view.refunds[0].interest_owed);
    EXPECT_EQ(states_of(view), "returned nothing");
    // Withdrawn on Tuesday the 24th: the fifth day is Sunday the 29th, so that Monday the 30th is the last
    // (民法典203).
    const auto last = from_rfc3339("2026-03-31T00:00:00+08:00").value() - 1ms;
    ASSERT_EQ(view.refunds[0].due_at, last);
    ASSERT_EQ(scene.orders().size(), 1U);
    EXPECT_EQ(scene.orders()[0].number, "S-1");
    EXPECT_EQ(scene.orders()[0].payer_account, Scene::payer_account(0));
    scene.tender.go_to(last);
    EXPECT_FALSE(scene.own(0).refunds[0].overdue);
    scene.tender.go_to(last + 1ms);
    EXPECT_TRUE(scene.own(0).refunds[0].overdue);
    EXPECT_EQ(kinds_of(scene, view.refunds[0].id.text()), "deposit.refund_owed deposit.refund_overdue ");
    auto& owner = scene.tender.owner();
    const auto lines = owner.client().get<http::Page<DepositLine>>(scene.tender.intake_path("deposits"));
    ASSERT_TRUE(lines) << lines.error().code;
    ASSERT_EQ(lines->items.size(), 1U);
    EXPECT_TRUE(lines->items[0].overdue);
    ASSERT_TRUE(scene.report(scene.orders()[0], RefundStep::paid, "P-1"));
    EXPECT_FALSE(
        owner.client().get<http::Page<DepositLine>>(scene.tender.intake_path("deposits"))->items[0].overdue);
}

TEST_P(Refund, a_bank_confirms_and_pays_once_by_its_serial)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    const auto order = scene.orders().at(0);
    auto wrong = order;
    wrong.amount = order.amount - Fen{1};
    EXPECT_EQ(code_of(scene.report(wrong, RefundStep::paid, "P-1")), "deposit.refund_amount_differs");
    EXPECT_EQ(code_of(scene.report(order, RefundStep::paid)), "deposit.text_length");
    ASSERT_EQ(scene.report(order, RefundStep::taken)->state, RefundState::ordered);
    EXPECT_TRUE(scene.orders().empty());
    const auto done = scene.report(order, RefundStep::paid, "P-1");
    ASSERT_TRUE(done) << done.error().code;
    EXPECT_EQ(done->state, RefundState::done);
    EXPECT_EQ(scene.own(0).refunds[0].state, RefundState::done);
    scene.tender.go_to(hour + 1min);
    EXPECT_TRUE(scene.report(order, RefundStep::paid, "P-1")) << "the same serial answers the same";
    EXPECT_EQ(code_of(scene.report(order, RefundStep::paid, "P-2")), "deposit.refund_out_of_order");
    EXPECT_EQ(kinds_of(scene, order.id.text()),
              "deposit.refund_owed deposit.refund_ordered deposit.refund_done ");
    const auto second = scene.tender.bid(1, 10'000'001);
    ASSERT_TRUE(scene.pay(1, "S-2"));
    ASSERT_TRUE(scene.withdraw(1, second));
    EXPECT_EQ(code_of(scene.report(scene.orders().at(0), RefundStep::paid, "P-1")),
              "deposit.serial_repeated");
    auto other = scene.bank_of("0BANK02", "另一银行");
    ASSERT_TRUE(bank::recognise(scene.tender.staff("security-admin"), *other));
    const auto foreign =
        bank::report(*other, RefundText{order.amount, hour, std::nullopt, scene.tender.kit().platform,
                                        scene.orders().at(0).id.text(), "P-9", RefundStep::paid});
    EXPECT_EQ(code_of(foreign), "refund.unknown");
}

TEST_P(Refund, duty_43_17_every_bad_field_of_a_report_is_named)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    const auto order = scene.orders().at(0);
    RefundText text{order.amount - Fen{1}, scene.tender.installation().clock().now() + 1h,
                    std::nullopt,          "elsewhere.example",
                    order.id.text(),       "",
                    RefundStep::paid};
    const std::string said = "report.platform deposit.another_platform;report.at deposit.in_the_future;"
                             "report.serial deposit.text_length;";
    EXPECT_EQ(test::bad_fields_of(bank::report(*scene.bank, text)),
              said + "report.amount deposit.refund_amount_differs;");
    text.refund = "rfd_" + std::string(32, '0');
    const auto unsigned_one =
        scene.bank->client().post<RefundOrder>("/api/v1/bank/refunds/" + order.id.text() + "/reports",
                                               RefundIn{text, {"AAAA", "AAAA"}}, scene.bank->key("unsigned"));
    EXPECT_EQ(test::bad_fields_of(unsigned_one),
              "report.refund deposit.refund_of_another;" + said +
                  "signature.certificate certificate.malformed;report.amount "
                  "deposit.refund_amount_differs;");
}

TEST_P(Refund, money_that_the_bank_reports_after_a_withdrawal_goes_back_and_what_is_paid_anew_counts)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    const auto earlier = scene.booking(0, "S-1");
    ASSERT_TRUE(scene.withdraw(0, bid));
    scene.tender.go_to(hour + 5min);
    ASSERT_TRUE(bank::report(*scene.bank, earlier));
    EXPECT_EQ(scene.own(0).refunds.at(0).cause, RefundCause::withdrawal);
    ASSERT_TRUE(scene.pay(0, "S-2", asked_amount, hour + 4min));
    EXPECT_EQ(scene.own(0).state, DepositState::enough);
}

TEST_P(Refund, too_few_bidders_send_every_deposit_back_without_interest)
{
    Scene scene{with_deposit(GetParam())};
    scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.pay(1, "S-2", Fen::yuan(1)));
    ASSERT_TRUE(bank::hand_in(scene.tender.bidder(2), scene.tender.intake(),
                              bank::guarantee(*scene.bank, scene.guarantee(2, "G-1"))));
    scene.tender.go_to(deadline - 1ms);
    EXPECT_TRUE(scene.orders().empty());
    scene.tender.go_to(deadline);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::failed);
    EXPECT_EQ(scene.orders().size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto view = scene.own(i);
        ASSERT_EQ(view.refunds.size(), 1U) << i;
        EXPECT_EQ(view.refunds[0].cause, RefundCause::round_failed);
        EXPECT_FALSE(view.refunds[0].interest_owed);
        EXPECT_FALSE(view.refunds[0].due_at) << "no article gives a figure";
        EXPECT_EQ(view.refunds[0].owed_at, deadline);
    }
}

TEST_P(Refund, a_terminated_round_sends_deposits_back_with_the_banks_interest)
{
    Scene scene{with_deposit(GetParam())};
    ASSERT_TRUE(scene.pay(0, "S-1"));
    scene.tender.inside([&](WriteTx& tx, const Call& call) {
        const auto round = trade::round_of_intake(tx, trade::IntakeId::parse(scene.tender.intake()).value());
        ASSERT_TRUE(trade::move(tx, call, round.value().id, trade::Act::terminate, "不可抗力"));
    });
    scene.tender.go_to(hour + 1min);
    const auto view = scene.own(0);
    ASSERT_EQ(view.refunds.size(), 1U);
    EXPECT_EQ(view.refunds[0].cause, RefundCause::terminated);
    EXPECT_EQ(view.refunds[0].article, "条例31");
    EXPECT_TRUE(view.refunds[0].interest_owed);
    EXPECT_FALSE(view.refunds[0].interest) << "the platform reckons no interest";
    const auto order = scene.orders().at(0);
    EXPECT_TRUE(order.interest_owed);
    const auto refused = scene.report(order, RefundStep::paid, "P-1");
    ASSERT_EQ(code_of(refused), "deposit.interest_missing");
    EXPECT_EQ(refused.error().article, "条例31");
    ASSERT_TRUE(scene.report(order, RefundStep::paid, "P-1", Fen{1234}));
    EXPECT_EQ(scene.own(0).refunds[0].interest, Fen{1234});
}

TEST_P(Refund, whoever_paid_and_did_not_bid_gets_his_deposit_back_when_the_others_are_opened)
{
    auto plan = with_deposit(GetParam());
    plan.bidders = 4;
    Scene scene{plan};
    for (std::size_t i = 0; i < 3; ++i)
        scene.tender.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.pay(3, "S-2"));
    scene.tender.go_to(deadline);
    EXPECT_EQ(scene.own(3).refunds.at(0).cause, RefundCause::no_bid);
    EXPECT_TRUE(scene.own(0).refunds.empty());
}

} // namespace
} // namespace tianping::deposit
