#include "identity/identity_house.hpp"

namespace tianping::identity {
namespace {

class Audit : public IdentityTest {
protected:
    Audit()
    {
        house.establish();
        auditor = house.actor(house.staff.at("audit-admin"));
    }
    void settle()
    {
        house.command([](WriteTx&, const Call&) -> Status { return {}; });
    }
    template <class Page>
    std::vector<Page> pages(const std::string& path, std::map<std::string, std::string, std::less<>> query)
    {
        std::vector<Page> out;
        for (std::optional<std::string> next{""}; next; next = out.back().next) {
            if (!next->empty())
                query["after"] = *next;
            out.push_back(
                wire::from_value<Page>(house.ask("GET", path, auditor, {}, query).value().body).value());
        }
        return out;
    }
    Actor auditor{};
};

TEST_P(Audit, denials_are_kept_and_listed_newest_first_in_pages)
{
    for (int i = 0; i < 5; ++i) {
        const Error reason{Fault::forbidden, "identity.not_allowed"};
        house.identity.note_denied(auditor, Capability::terms_sign, "trd_" + std::to_string(i), reason);
        house.base.writer.advance(house.base.clock, house.base.clock.now() + std::chrono::seconds{1}).value();
    }
    settle();
    const auto all = pages<DenialPage>("/api/v1/audit/denials", {{"limit", "2"}});
    ASSERT_EQ(all.size(), 3u);
    std::vector<std::string> objects;
    for (const auto& page : all)
        for (const auto& item : page.items)
            objects.push_back(item.object);
    EXPECT_EQ(objects, (std::vector<std::string>{"trd_4", "trd_3", "trd_2", "trd_1", "trd_0"}));
    EXPECT_EQ(all[0].items[0].person, auditor.person);
    EXPECT_EQ(all[0].items[0].address, "192.0.2.7");
    EXPECT_EQ(all[0].items[0].capability, "terms_sign");
    EXPECT_EQ(all[0].items[0].code, "identity.not_allowed");
}

TEST_P(Audit, duty_20_49_every_act_is_listed_with_person_certificate_address_and_time)
{
    house.register_organisation(north).value();
    const auto admin = house.actor(north);
    house.ask("GET", "/api/v1/session", admin).value();
    house.ask("DELETE", "/api/v1/session", admin).value();
    const auto all = pages<CommandPage>("/api/v1/audit/commands", {{"person", admin.person}});
    ASSERT_EQ(all.at(0).items.size(), 1u) << "reading is no act";
    const auto& line = all[0].items[0];
    EXPECT_EQ(line.name, "DELETE /api/v1/session");
    EXPECT_EQ(line.certificate, admin.certificate);
    EXPECT_EQ(line.address, "192.0.2.7");
    EXPECT_EQ(line.arrived_at, house.base.clock.now());
    EXPECT_EQ(line.outcome, "committed");
}

TEST_P(Audit, the_pages_of_commands_hold_each_once_in_order)
{
    for (int i = 0; i < 30; ++i)
        settle();
    std::set<std::string> keys;
    std::size_t items = 0;
    for (const auto& page : pages<CommandPage>("/api/v1/audit/commands", {{"limit", "7"}}))
        for (const auto& item : page.items) {
            keys.insert(item.person + " " + item.key);
            ++items;
        }
    EXPECT_EQ(keys.size(), items);
    EXPECT_GE(items, 30u);
}

TEST_P(Audit, duty_20_21_what_would_tell_who_bids_is_left_out)
{
    auto as_if_bidding = house.table;
    for (auto& route : as_if_bidding)
        if (route.path == "/api/v1/session" && route.method == http::Method::delete_)
            route.needs = Capability::bid_submit;
    house.identity.veil(as_if_bidding);
    house.register_organisation(north).value();
    const auto bidder = house.actor(north);
    for (int i = 0; i < 40; ++i)
        house.ask("DELETE", "/api/v1/session", bidder).value();
    std::size_t shown = 0;
    for (const auto& page : pages<CommandPage>("/api/v1/audit/commands", {{"limit", "1"}})) {
        const auto cursor = page.next ? http::from_cursor(*page.next).value() : "";
        EXPECT_EQ(cursor.find(bidder.person), std::string::npos) << cursor;
        for (const auto& item : page.items) {
            EXPECT_NE(item.name, "DELETE /api/v1/session");
            ++shown;
        }
    }
    EXPECT_GT(shown, 4u);
}

TEST_P(Audit, duty_20_49_what_bidders_did_is_on_record_once_nothing_that_it_may_concern_is_sealed)
{
    auto as_if_bidding = house.table;
    for (auto& route : as_if_bidding)
        if (route.path == "/api/v1/session" && route.method == http::Method::delete_)
            route.needs = Capability::bid_submit;
    std::optional<Instant> sealed = from_millis(0);
    house.identity.veil(as_if_bidding, [&](const ReadTx&) { return sealed; });
    house.register_organisation(north).value();
    const auto bidder = house.actor(north);
    house.ask("DELETE", "/api/v1/session", bidder).value();
    house.identity.note_denied(bidder, Capability::bid_submit, "int_1", Error{Fault::forbidden, "x.denied"});
    house.identity.note_denied(bidder, Capability::question_ask, "trd_1",
                               Error{Fault::forbidden, "x.denied"});
    settle();
    const auto seen = [&] {
        std::pair<int, int> out; // commands, denials
        for (const auto& page : pages<CommandPage>("/api/v1/audit/commands", {{"limit", "50"}}))
            out.first +=
                static_cast<int>(std::ranges::count(page.items, "DELETE /api/v1/session", &CommandOut::name));
        for (const auto& page : pages<DenialPage>("/api/v1/audit/denials", {{"limit", "50"}}))
            out.second += static_cast<int>(
                std::ranges::count(page.items, bidder.organisation, &DenialOut::organisation));
        return out;
    };
    EXPECT_EQ(seen(), (std::pair{0, 0}));
    sealed = house.base.clock.now() + std::chrono::hours{1};
    EXPECT_EQ(seen(), (std::pair{1, 1})) << "what is sealed is younger; who asked a question stays unknown";
    sealed.reset();
    EXPECT_EQ(seen(), (std::pair{1, 1}));
}

TEST_P(Audit, nobody_but_the_audit_administrator_reads_it)
{
    for (const auto* handle : {"system-admin", "security-admin", "desk"}) {
        const auto who = house.actor(house.staff.at(handle));
        EXPECT_EQ(code_of(house.ask("GET", "/api/v1/audit/commands", who)), "identity.not_allowed");
        EXPECT_EQ(code_of(house.ask("GET", "/api/v1/audit/denials", who)), "identity.not_allowed");
    }
    EXPECT_EQ(code_of(house.ask("GET", "/api/v1/audit/denials", {})), "identity.sign_in_first");
}

TEST_P(Audit, a_cursor_that_nobody_made_is_refused)
{
    const auto refused = house.ask("GET", "/api/v1/audit/commands", auditor, {},
                                   {{"after", http::to_cursor("x")}, {"limit", "999"}, {"sort", "up"}});
    ASSERT_EQ(code_of(refused), "wire.bad_fields");
    std::vector<std::string> named;
    for (const auto& field : refused.error().fields)
        named.push_back(field.path + " " + field.code);
    EXPECT_EQ(named, (std::vector<std::string>{"?limit wire.want_integer", "?after http.bad_cursor",
                                               "?sort wire.unexpected"}));
}

INSTANTIATE_TEST_SUITE_P(on, Audit, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
