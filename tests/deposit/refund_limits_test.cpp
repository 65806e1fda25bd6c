// By which limit a refund is due, and what cannot be counted yet.
#include "deposit/scene.hpp"
#include "rooms/deposit/service.hpp"
#include "support/holding.hpp"
#include <boost/json/serialize.hpp>
#include <fstream>

namespace tianping::deposit {
namespace {

class CountedRefund : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, CountedRefund, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

// As the house does where the reading out deemed the bid withdrawn, with a calendar that has not the year.
void withdraw_without_calendar(Scene& scene, const std::string& submission)
{
    const auto bid = bidding::SubmissionId::parse(submission).value();
    auto law = app::read_shelf(scene.tender.config()).value().law;
    law.calendar = Calendar{};
    const Deposits room{scene.tender.installation().platform(), law};
    scene.tender.inside([&](WriteTx& tx, const Call& call) {
        const auto round = trade::round_of_intake(tx, trade::IntakeId::parse(scene.tender.intake()).value());
        ASSERT_TRUE(tx.insert(DeemedRow{bid, call.arrived}));
        Job job;
        job.body = boost::json::serialize(wire::write(ReturnJob{round.value().id, bid}));
        ASSERT_TRUE(room.return_deposits(tx, call, job));
    });
}

// Beside that of 条例35 a limit of so many days, which a hold stops.
TenderPlan with_second_limit(test::Home home, const test::ScratchFolder& own_law, const std::string& days,
                             const std::string& valid_from)
{
    std::filesystem::create_directories(own_law.path() / "limits");
    std::ofstream{own_law.path() / "limits" / "later.toml"} << R"(format = 1
[[limit]]
id = "works.withdrawal_refund_later"
zh = "后来的期限"
en = "a later limit"
relation = "at_most"
unit = "calendar_day"
starts_at = "withdrawal_received"
ends_at = "withdrawal_bond_refunded"
counts = ["dates"]
rest_day = "moves"
on_hold = "stops"
effect = "warn"
article = ""
jurisdiction = "CN"
standing = "unverified"
figure = )" << days << "\nvalid_from = " << valid_from << "\n";
    auto plan = with_deposit(home);
    plan.settings["law_overrides"] = own_law.path().string();
    return plan;
}

TEST_P(CountedRefund, is_due_by_the_limit_in_force_on_the_day_of_the_withdrawal_and_by_no_later_one)
{
    const test::ScratchFolder own_law;
    Scene scene{with_second_limit(GetParam(), own_law, "1", "2027-01-01")};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    const auto refund = scene.own(0).refunds.at(0);
    EXPECT_EQ(refund.article, "条例35");
    EXPECT_EQ(refund.due_at, from_rfc3339("2026-03-31T00:00:00+08:00").value() - 1ms);
}

TEST_P(CountedRefund, that_no_calendar_could_count_is_due_once_the_year_is_there)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    withdraw_without_calendar(scene, bid.submission);
    const auto owed = scene.own(0).refunds.at(0);
    EXPECT_EQ(owed.article, "条例35");
    EXPECT_EQ(owed.due_at, std::nullopt);
    scene.tender.go_to(hour + 61min); // the house itself has the year
    const auto counted = scene.own(0).refunds.at(0);
    EXPECT_EQ(counted.due_at, from_rfc3339("2026-03-31T00:00:00+08:00").value() - 1ms);
    EXPECT_EQ(counted.article, "条例35");
    scene.tender.go_to(*counted.due_at + 1ms);
    EXPECT_TRUE(scene.own(0).refunds.at(0).overdue);
    EXPECT_EQ(kinds_of(scene, owed.id.text()),
              "deposit.refund_owed deposit.refund_due_counted deposit.refund_overdue ");
}

TEST_P(CountedRefund, is_due_by_the_limit_that_can_be_counted_while_another_lacks_its_year)
{
    const test::ScratchFolder own_law;
    Scene scene{with_second_limit(GetParam(), own_law, "400", "2012-02-01")};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    const auto last = from_rfc3339("2026-03-31T00:00:00+08:00").value() - 1ms;
    EXPECT_EQ(scene.own(0).refunds.at(0).due_at, last);
    EXPECT_EQ(scene.own(0).refunds.at(0).article, "条例35");
    scene.tender.go_to(last + 1ms);
    EXPECT_TRUE(scene.own(0).refunds.at(0).overdue);
    EXPECT_EQ(kinds_of(scene, scene.own(0).refunds.at(0).id.text()),
              "deposit.refund_owed deposit.refund_overdue ");
}

TEST_P(CountedRefund, is_not_due_by_a_limit_that_a_hold_stops_until_it_is_lifted)
{
    const test::ScratchFolder own_law;
    Scene scene{with_second_limit(GetParam(), own_law, "1", "2012-02-01")};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    const auto held = test::hold_round(scene.tender);
    ASSERT_TRUE(held) << held.error().code;
    ASSERT_TRUE(scene.withdraw(0, bid));
    EXPECT_EQ(scene.own(0).refunds.at(0).article, "条例35") << "which runs on";
    ASSERT_TRUE(test::lift_hold(scene.tender, *held));
    scene.tender.go_to(hour + 61min);
    const auto refund = scene.own(0).refunds.at(0);
    EXPECT_LT(refund.due_at, from_rfc3339("2026-03-31T00:00:00+08:00").value() - 1ms);
    EXPECT_EQ(kinds_of(scene, refund.id.text()), "deposit.refund_owed deposit.refund_due_counted ");
}

TEST_P(CountedRefund, that_no_limit_in_force_binds_has_no_due_instant_and_is_not_counted_for_ever)
{
    Scene scene{with_deposit(GetParam())};
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    withdraw_without_calendar(scene, bid.submission);
    const auto owed = scene.own(0).refunds.at(0);
    const auto law = app::read_shelf(scene.tender.config()).value().law;
    const Deposits room{scene.tender.installation().platform(), law};
    const auto before_any_limit = from_rfc3339("2012-01-01T00:00:00+08:00").value();
    scene.tender.inside([&](WriteTx& tx, const Call& call) {
        Job job;
        job.body = boost::json::serialize(wire::write(CountJob{owed.id, before_any_limit}));
        const auto outcome = room.count_anew(tx, call, job);
        ASSERT_TRUE(outcome);
        EXPECT_TRUE(std::holds_alternative<jobs::Done>(*outcome));
    });
    EXPECT_EQ(scene.own(0).refunds.at(0).due_at, std::nullopt);
}

} // namespace
} // namespace tianping::deposit
