// Whether a house says that it may be given work, and how operators let a stopped follower go on; both
// databases. The full disk is in full_disk_test.cpp.
#include "app/account/act.hpp"
#include "app/commands.hpp"
#include "base/time_text.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>
#include <sstream>

namespace tianping::test {
namespace {

class Readiness : public testing::TestWithParam<Home> {
protected:
    // Of the route itself: after the door is shut nobody else can ask.
    http::Document readyz()
    {
        for (const auto& route : tender.house().routes())
            if (route.path == "/readyz")
                return route.file(http::Request{}).value();
        throw std::runtime_error("there is no /readyz");
    }
    std::string said() { return std::get<std::string>(readyz().content); }
    // By this route to an operator.
    std::string told(const std::string& path)
    {
        http::Request operators;
        operators.call.actor.address = "127.0.0.1";
        for (const auto& route : tender.house().routes())
            if (route.path == path)
                return std::get<std::string>(route.file(operators).value().content);
        return {};
    }

    std::int64_t number(const std::string& text)
    {
        return tender.house().reads().read([&](const ReadTx& tx) { return tx.number(text); });
    }
    // What `tianping follower resume` printed, beside the house that serves.
    std::string resumed(const std::string& follower, const std::string& reason)
    {
        std::ostringstream both;
        app::resume_command({tender.config(), both, both, "en"}, follower, reason, "root");
        tender.house().writer().settle();
        return both.str();
    }
    bool refused_with(const std::string& code, const std::string& follower, const std::string& reason)
    {
        return resumed(follower, reason).find("[" + code + "]") != std::string::npos;
    }

    Tender tender{{.home = GetParam()}};
};

TEST_P(Readiness, a_node_that_may_not_stamp_arrivals_is_not_ready)
{
    EXPECT_EQ(readyz().status, 200);
    EXPECT_EQ(said(), "ready\n");
    tender.house().stop(); // gives the lease up at once
    EXPECT_EQ(readyz().status, 503);
    EXPECT_EQ(said(), "not ready: clock.no_lease\n");
    tender.restart_house();
    EXPECT_EQ(said(), "ready\n");
}

TEST_P(Readiness, from_november_on_operators_are_told_that_the_next_years_calendar_is_missing)
{
    const std::string none = "tianping_calendar_year_missing 0", missing = "tianping_calendar_year_missing 1";
    EXPECT_EQ(told("/readyz").find("calendar"), std::string::npos);
    EXPECT_NE(told("/metrics").find(none), std::string::npos);
    tender.house_goes_to(local_hour("2026-11-01 00:00"));
    EXPECT_NE(
        told("/readyz").find("warning: the working-day calendar has no 2027: add law/calendars/2027.toml"),
        std::string::npos)
        << told("/readyz");
    EXPECT_NE(told("/metrics").find(missing), std::string::npos);
    EXPECT_EQ(said().find("calendar"), std::string::npos) << "operators alone are told";
}

TEST_P(Readiness, operators_are_told_before_a_revocation_list_runs_out)
{
    const std::string gauge = "tianping_revocation_list_ends_seconds ";
    EXPECT_EQ(told("/metrics").find(gauge), std::string::npos) << "no list was imported";
    auto& security = tender.staff("security-admin");
    const auto list = tender.installation().sm2_authority().crl(tender.installation().clock().now());
    const auto imported = account::act<identity::RevocationListOut>(
        security, "POST", "/api/v1/revocation-lists", identity::RevocationListIn{to_base64(list.der())},
        security.key("import-list"));
    ASSERT_TRUE(imported) << imported.error().code;
    EXPECT_NE(told("/metrics").find(gauge), std::string::npos);
    EXPECT_EQ(told("/readyz").find("revocation list"), std::string::npos);
    tender.house_goes_to(list.next_update() - std::chrono::minutes{1});
    EXPECT_NE(told("/metrics").find(gauge + "60.0"), std::string::npos);
    EXPECT_NE(told("/readyz").find(" runs out at " + to_rfc3339(list.next_update())), std::string::npos)
        << told("/readyz");
    tender.house_goes_to(list.next_update() + std::chrono::minutes{1});
    EXPECT_NE(told("/metrics").find(gauge + "-60.0"), std::string::npos);
    EXPECT_NE(told("/readyz").find(" ran out at "), std::string::npos) << told("/readyz");
    EXPECT_EQ(said().find("revocation list"), std::string::npos) << "operators alone are told";
}

TEST_P(Readiness, a_house_whose_outbox_stopped_takes_work_and_names_it_until_an_operator_lets_it_go_on)
{
    tender.all_bid();
    tender.inside([](WriteTx& tx, const Call&) {
        tx.change("UPDATE follower SET stopped = 'poison' WHERE name = 'feed'");
    });
    const auto before = number("SELECT count(*) FROM feed");
    tender.house_goes_to(deadline + std::chrono::minutes{1});
    EXPECT_EQ(readyz().status, 200);
    EXPECT_EQ(said(), "ready\n") << "operators alone are told";
    EXPECT_NE(told("/readyz").find("a follower stands still: feed ("), std::string::npos) << told("/readyz");
    EXPECT_NE(told("/metrics").find("tianping_followers_stopped 1"), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM feed"), before);

    EXPECT_TRUE(refused_with("house.reason_missing", "feed", ""));
    EXPECT_TRUE(refused_with("house.follower_not_stopped", "search", "a slip"));
    EXPECT_NE(told("/readyz"), "ready\n");
    EXPECT_EQ(resumed("feed", "the cause is mended"), "feed: poison\n");
    EXPECT_EQ(told("/readyz").find("stands still"), std::string::npos);
    EXPECT_NE(told("/metrics").find("tianping_followers_stopped 0"), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM feed WHERE kind = 'opening.set_closed'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'house.follower_resumed'"), 1);
    tender.inside([](WriteTx& tx, const Call&) { // in a rehearsal both times are the same
        tx.change("UPDATE follower SET stopped = 'poison' WHERE name = 'feed'");
    });
    EXPECT_EQ(resumed("feed", "the cause is mended"), "feed: poison\n");
    EXPECT_EQ(told("/readyz").find("stands still"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(On, Readiness, testing::ValuesIn(homes()),
                         [](const auto& p) { return name_of(p.param); });

} // namespace
} // namespace tianping::test
