// A private body is erased by the system administrator alone, with a reason and an article, and the log keeps
// who did it; both databases.
#include "app/account/act.hpp"
#include "app/commands.hpp"
#include "house/fresh_house.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/audit/bodies.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"
#include <sstream>

namespace tianping {
namespace {

using account::Account;
using app::ErasureIn;
using app::ErasureOut;

class Erasing : public testing::TestWithParam<test::Home> {
protected:
    Erasing()
    {
        for (auto* one : {&system, &security, &audit})
            one->sign_in().value();
        person = security.client().get<identity::SessionOut>("/api/v1/session").value().person.text();
        good = {person, 1, std::string{identity::PersonJoined::kind}, "本人撤回同意", "个人信息保护法47"};
    }
    // The code of the refusal, or nothing.
    std::string erase(Account& by, const ErasureIn& in, const std::string& key = "")
    {
        last = account::act<ErasureOut>(by, "POST", "/api/v1/erasures", in,
                                        key.empty() ? "erasure-number-" + std::to_string(++keys) : key);
        return last ? "" : last.error().code;
    }
    events::Event event(std::size_t at)
    {
        return house.house->reads().read(
            [&](const ReadTx& tx) { return events::of_stream(tx, person).at(at); });
    }
    std::string opened()
    {
        const auto joined = event(0);
        return house.house->reads().read([&](const ReadTx& tx) {
            const auto body = events::open_private(tx, joined, [](const std::string&) { return true; });
            return body ? "open" : body.error().code;
        });
    }
    ErasureIn but(const std::function<void(ErasureIn&)>& change) const
    {
        auto out = good;
        change(out);
        return out;
    }

    test::FreshHouse house{GetParam(), ClockPurpose::real};
    Account system = house.staff("system-admin"), security = house.staff("security-admin"),
            audit = house.staff("audit-admin");
    std::string person; // the security administrator
    ErasureIn good;
    Result<ErasureOut> last{ErasureOut{}};
    int keys = 0;
};

TEST_P(Erasing, the_system_administrator_erases_on_record_and_once)
{
    EXPECT_EQ(opened(), "open");
    ASSERT_EQ(erase(system, good, "the-erasure"), "");
    EXPECT_EQ(last->recorded, 2);
    const auto said = event(1);
    EXPECT_EQ(said.digest, last->digest);
    const auto body = said.as<PrivateErased>();
    EXPECT_EQ(body.of_kind, "identity.person_joined");
    EXPECT_EQ(body.of_digest, event(0).digest);
    EXPECT_EQ(body.reason, good.reason);
    EXPECT_EQ(body.article, good.article);
    const auto by = system.client().get<identity::SessionOut>("/api/v1/session").value().person.text();
    EXPECT_NE(said.actor.find(by), std::string::npos) << said.actor;
    EXPECT_EQ(opened(), "house.private_erased");
    EXPECT_EQ(erase(system, good), "house.private_erased");
    EXPECT_EQ(erase(system, good, "the-erasure"), "") << "the same key, the same answer";
    const auto kept = audit.client().get<audit::CommandPage>("/api/v1/audit/commands?person=" + by).value();
    EXPECT_EQ(std::ranges::count(kept.items, "POST /api/v1/erasures", &audit::CommandOut::name), 2);
    EXPECT_TRUE(house.staff("security-admin").sign_in()) << "and the person goes on";
}

TEST_P(Erasing, the_name_of_a_person_is_gone_from_session_and_lists_and_no_rebuild_brings_it_back)
{
    const auto own = security.client().get<identity::SessionOut>("/api/v1/session").value();
    const auto people = "/api/v1/organisations/" + own.organisation.id.text() + "/people?limit=100";
    ASSERT_NE(security.client().send("GET", people)->body.find(own.name), std::string::npos);
    ASSERT_EQ(erase(system, good), "");
    const auto expect_gone = [&](Account& who) {
        EXPECT_EQ(who.client().get<identity::SessionOut>("/api/v1/session")->name, identity::erased_name);
        const auto list = who.client().send("GET", people).value().body;
        EXPECT_EQ(list.find(own.name), std::string::npos) << list;
        EXPECT_NE(list.find(identity::erased_name), std::string::npos) << list;
    };
    expect_gone(security);
    house.house.reset();
    for (const char* view : {"search", "hall_schedule"}) {
        std::ostringstream out, err;
        EXPECT_EQ(app::rebuild_command({house.config, out, err, "en"}, view), 0) << err.str();
    }
    house.start().open_door({.any_port = true}).value();
    auto again = house.staff("security-admin");
    again.sign_in().value();
    expect_gone(again);
}

TEST_P(Erasing, nobody_else_may)
{
    auto desk = house.staff("desk");
    desk.sign_in().value();
    for (auto* by : {&security, &audit, &desk})
        EXPECT_EQ(erase(*by, good), "identity.not_allowed");
    auto nobody = house.staff("system-admin");
    EXPECT_EQ(erase(nobody, good), "identity.sign_in_first");
    EXPECT_EQ(opened(), "open");
}

TEST_P(Erasing, without_reason_or_article_or_of_another_event_nothing_goes)
{
    EXPECT_EQ(erase(system, but([](auto& in) { in.reason = " ", in.article = ""; })),
              "house.erasure_unfounded");
    ASSERT_EQ(last.error().fields.size(), 2U);
    EXPECT_EQ(last.error().fields[0].path, "reason");
    EXPECT_EQ(last.error().fields[1].path, "article");
    EXPECT_EQ(erase(system, but([](auto& in) { in.article = "\n"; })), "house.erasure_unfounded");
    EXPECT_EQ(erase(system, but([](auto& in) { in.version = 2; })), "house.private_unknown");
    EXPECT_EQ(erase(system, but([](auto& in) { in.kind = "identity.roles_changed"; })),
              "house.private_unknown");
    EXPECT_EQ(erase(system, but([](auto& in) { in.stream = "per_" + std::string(32, '0'); })),
              "house.private_unknown");
    EXPECT_EQ(opened(), "open");
    EXPECT_THROW(event(1), std::out_of_range) << "and nothing was recorded";
}

INSTANTIATE_TEST_SUITE_P(on, Erasing, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
