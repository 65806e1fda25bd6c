// Who is reminded of a refund that is past its lawful instant, and when: nobody at the centre before the
// round is read out or over.
#include "deposit/scene.hpp"

namespace tianping::deposit {
namespace {

class OverdueRefunds : public testing::TestWithParam<test::Home> {
protected:
    OverdueRefunds() : scene{with_deposit(GetParam())} {}
    // As a postponement does: the same terms are in force with a later deadline.
    void postpone(Instant later)
    {
        scene.tender.inside([&](WriteTx& tx, const Call& call) {
            const auto intake = trade::IntakeId::parse(scene.tender.intake()).value();
            const auto round = trade::round_of_intake(tx, intake).value();
            ASSERT_TRUE(trade::put_in_force(tx, call, round.trade, {round.id}, round.terms_digest, later));
        });
    }
    std::vector<OverdueRefund> reminders()
    {
        return scene.tender.staff("desk")
            .client()
            .get<http::Page<OverdueRefund>>("/api/v1/refunds/overdue")
            .value()
            .items;
    }
    std::string figure()
    {
        const auto text = scene.tender.anyone().send("GET", "/metrics").value().body;
        const std::string name = "\ntianping_refunds_overdue ";
        const auto at = text.find(name);
        return at == std::string::npos ? text : text.substr(at + name.size(), 1);
    }

    Scene scene;
};
INSTANTIATE_TEST_SUITE_P(homes, OverdueRefunds, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(OverdueRefunds, duty_20_21_are_shown_to_the_desk_and_counted_only_once_the_round_is_over)
{
    const auto later = test::local_hour("2026-04-13 09:30");
    const auto bid = scene.tender.bid(0, 10'000'000);
    postpone(later);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    scene.tender.go_to(later - 1ms);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::announced);
    ASSERT_TRUE(scene.own(0).refunds.at(0).overdue) << "its bidder sees it";
    ASSERT_EQ(scene.orders().size(), 1U);
    EXPECT_TRUE(reminders().empty()) << "it would tell that somebody had bid";
    EXPECT_EQ(figure(), "0");

    scene.tender.go_to(later);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::failed);
    const auto shown = reminders();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].bidder_name, scene.name_of(0));
    EXPECT_EQ(shown[0].amount, asked_amount);
    EXPECT_EQ(shown[0].article, "条例35");
    EXPECT_EQ(shown[0].given_back_by, "平原银行平州分行");
    EXPECT_EQ(shown[0].due_at, scene.own(0).refunds.at(0).due_at);
    EXPECT_EQ(figure(), "1");

    ASSERT_TRUE(scene.report(scene.orders().at(0), RefundStep::paid, "P-1"));
    EXPECT_TRUE(reminders().empty());
    EXPECT_EQ(figure(), "0");
}

TEST_P(OverdueRefunds, are_for_the_desk_alone)
{
    const auto ask = [](account::Account& who) {
        return who.client().get<http::Page<OverdueRefund>>("/api/v1/refunds/overdue");
    };
    EXPECT_TRUE(ask(scene.tender.staff("desk")));
    for (auto* who : {&scene.tender.owner(), &scene.tender.agency(), &scene.tender.bidder(0),
                      scene.bank.get(), &scene.tender.staff("witness"), &scene.tender.staff("system-admin")})
        EXPECT_EQ(ask(*who).error().fault, Fault::forbidden);
}

} // namespace
} // namespace tianping::deposit
