// Who took the terms: nobody has to say who he is, and who was signed in is known to owner and agent alone
// until names and prices are out (20-20, 20-21).
#include "infra/http/page.hpp"
#include "infra/spine/own_command.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/identity/bodies.hpp"
#include "rooms/trade/takers.hpp"
#include "support/tender.hpp"
#include <atomic>
#include <future>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using Lines = http::Page<trade::TakerLine>;

class Takers : public testing::TestWithParam<test::Home> {
protected:
    std::string path(const std::string& rest) const
    {
        return "/api/v1/trades/" + tender.trade().id.text() + rest;
    }
    void take(http::Client& who, const std::string& form)
    {
        const auto answer = who.send("GET", path("/terms/" + kit.terms_digest + form)).value();
        EXPECT_EQ(answer.status, 200) << answer.body;
        tender.house().writer().settle(); // no download waits for the record of it
    }
    Lines seen_by(http::Client& who) { return who.get<Lines>(path("/takers")).value(); }
    std::string refused(http::Client& who)
    {
        const auto answer = who.get<Lines>(path("/takers"));
        return answer ? "" : answer.error().code;
    }
    bool hidden_from(http::Client& who, const std::string& target)
    {
        const auto body = who.send("GET", target).value().body;
        return body.find(taker().code) == std::string::npos && body.find("taken/") == std::string::npos &&
               body.find(trade::taking_command) == std::string::npos;
    }
    identity::Organisation taker()
    {
        return tender.bidder(0).client().get<identity::SessionOut>("/api/v1/session")->organisation;
    }

    test::Tender tender{{.home = GetParam()}};
    const bidding::SealingKit kit = tender.kit();
};
INSTANTIATE_TEST_SUITE_P(homes, Takers, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(Takers, duty_20_21_are_recorded_once_each_when_signed_in_and_never_when_not)
{
    auto anyone = tender.anyone();
    take(anyone, "/print");
    EXPECT_TRUE(seen_by(tender.owner().client()).items.empty()) << "nobody has to say who he is";
    for (const char* form : {"/print", "", "/print"})
        take(tender.bidder(0).client(), form);
    ASSERT_EQ(tender.bidder(1).client().send("GET", tender.intake_path("kit")).value().status, 200);
    tender.house().writer().settle();
    take(tender.agency().client(), "/print");
    take(tender.owner().client(), "/print");
    take(tender.staff("desk").client(), "/print");
    const auto lines = seen_by(tender.agency().client()).items;
    ASSERT_EQ(lines.size(), 2U) << "the trade's own side takes nothing";
    const auto first = std::ranges::find(lines, taker().code, &trade::TakerLine::code);
    ASSERT_NE(first, lines.end());
    EXPECT_EQ(first->name, taker().name);
    EXPECT_EQ(first->terms, kit.terms_digest);
    EXPECT_EQ(first->number, 1);
    const auto page = tender.owner().client().get<Lines>(path("/takers?limit=1")).value();
    ASSERT_TRUE(page.next);
    EXPECT_EQ(tender.owner().client().get<Lines>(path("/takers?limit=1&after=" + *page.next))->items.size(),
              1U);
}

TEST_P(Takers, duty_20_21_are_recorded_by_whichever_form_of_the_terms_they_took)
{
    std::size_t taken = 0;
    for (const char* form : {"", "/print", "/canonical.json"}) {
        take(tender.bidder(taken).client(), form);
        EXPECT_EQ(seen_by(tender.owner().client()).items.size(), ++taken) << form;
    }
}

TEST_P(Takers, duty_20_21_are_seen_by_nobody_else_before_names_and_prices_are_out)
{
    const auto log = path("");
    auto anyone = tender.anyone();
    const auto before = anyone.send("GET", log).value().body;
    take(tender.bidder(0).client(), "/print");
    EXPECT_EQ(refused(tender.bidder(0).client()), "identity.not_allowed");
    EXPECT_EQ(refused(anyone), "identity.sign_in_first");
    for (const char* staff : {"desk", "witness", "audit-admin"})
        EXPECT_EQ(refused(tender.staff(staff).client()), "identity.not_allowed") << staff;
    EXPECT_TRUE(hidden_from(tender.staff("audit-admin").client(), "/api/v1/audit/commands?limit=100"));
    EXPECT_TRUE(hidden_from(anyone, "/api/v1/changes"));
    EXPECT_EQ(anyone.send("GET", log).value().body, before) << "no version, number or time moves";
    tender.all_bid();
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    EXPECT_EQ(seen_by(tender.staff("desk").client()).items.size(), 1U);
    EXPECT_EQ(refused(tender.bidder(1).client()), "identity.not_allowed");
    const auto evidence = anyone.send("GET", tender.intake_path("evidence")).value().body;
    EXPECT_EQ(evidence.find("terms_taken"), std::string::npos);
}

TEST_P(Takers, wait_for_no_writer)
{
    std::promise<void> done;
    std::atomic<bool> busy{true};
    const auto decide = [&](WriteTx&, const Call&) -> Result<Answer> {
        done.get_future().wait_for(std::chrono::seconds{10});
        busy = false;
        return Answer{};
    };
    ASSERT_TRUE(tender.house().writer().submit(
        own_command({"test", "", {}, decide}, "busy", tender.installation().clock().now(), tender.chance()),
        [](const Outcome&) {}));
    const auto got = tender.bidder(0).client().send("GET", path("/terms/" + kit.terms_digest)).value();
    EXPECT_EQ(got.status, 200) << got.body;
    EXPECT_TRUE(busy);
    done.set_value();
    tender.house().writer().settle();
    EXPECT_FALSE(busy);
    EXPECT_EQ(seen_by(tender.owner().client()).items.size(), 1U);
}

TEST_P(Takers, the_log_tells_which_version_and_keeps_who_it_was_for_owner_and_agent)
{
    take(tender.bidder(0).client(), "/print");
    int found = 0;
    tender.house().reads().read([&](const ReadTx& tx) {
        for (const auto& event : events::of_trade(tx, tender.trade().id.text())) {
            if (event.kind != trade::TermsTaken::kind)
                continue;
            ++found;
            EXPECT_EQ(event.as<trade::TermsTaken>().terms, kit.terms_digest);
            EXPECT_EQ((event.body + event.actor).find(taker().id.text()), std::string::npos);
            const auto parties = "parties:" + tender.trade().id.text();
            const auto kept =
                events::open_private(tx, event, [&](const auto& who) { return who == parties; });
            EXPECT_EQ(wire::from_value<trade::Taker>(kept.value()).value().organisation, taker().id);
        }
        return 0;
    });
    EXPECT_EQ(found, 1);
}

} // namespace
} // namespace tianping
