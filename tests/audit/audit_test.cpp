#include "audit/audit_scene.hpp"
#include <set>

namespace tianping::audit {
namespace {

class Audit : public AuditScene {
protected:
    identity::SignInIn wrongly_signed()
    {
        auto in = house.sign_in_body(north);
        in.signature = north.sign(view("something else")).value;
        return in;
    }
    std::string try_to_sign_in(const identity::SignInIn& in)
    {
        const auto out = house.ask("POST", "/api/v1/session", IdentityHouse::stranger(), wire::write(in));
        settle();
        return code_of(out);
    }
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
    EXPECT_EQ(all[0].items[0].times, 1);
}

TEST_P(Audit, duty_20_49_denials_without_end_are_kept_within_bounds_and_the_auditor_reads_how_many_more)
{
    const auto deny = [&](int times) {
        for (int i = 0; i < times; ++i)
            house.identity.note_denied(auditor, i % 2 == 0 ? Capability::terms_sign : Capability::trade_hold,
                                       "trd_1", Error{Fault::forbidden, "identity.not_allowed"});
        settle();
    };
    deny(500);
    EXPECT_EQ(denied(), (std::map<std::string, std::int64_t>{{"identity.not_allowed", 100},
                                                             {"identity.denials_left_out", 1}}))
        << "the first is told at once, then all of a minute together";
    const auto commands =
        house.base.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM command"); });
    deny(500);
    EXPECT_EQ(
        house.base.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM command"); }),
        commands + 1)
        << "only the one that waited for them";
    house.base.writer.advance(house.base.clock, house.base.clock.now() + std::chrono::seconds{61}).value();
    deny(1);
    EXPECT_EQ(denied(), (std::map<std::string, std::int64_t>{{"identity.not_allowed", 101},
                                                             {"identity.denials_left_out", 900}}));
    EXPECT_EQ(house.identity.denials_left_out(), 900);
    for (const auto& page : pages<DenialPage>("/api/v1/audit/denials", {{"limit", "100"}}))
        for (const auto& item : page.items)
            if (item.times > 1) {
                EXPECT_EQ(item.person + item.address + item.object, "") << "it stands for many";
                EXPECT_TRUE(item.capability == "terms_sign" || item.capability == "trade_hold");
            }
}

TEST_P(Audit, duty_20_49_a_failed_and_a_locked_out_sign_in_are_on_record_with_address_and_certificate)
{
    const auto organisation = house.register_organisation(north).value().organisation.id.text();
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(try_to_sign_in(wrongly_signed()), "identity.signature_wrong");
    EXPECT_EQ(try_to_sign_in(house.sign_in_body(north)), "identity.locked_out");
    EXPECT_EQ(try_to_sign_in(house.sign_in_body(second)), "identity.certificate_unknown");
    auto unreadable = wrongly_signed();
    unreadable.certificate = "x";
    const auto malformed = try_to_sign_in(unreadable);
    std::map<std::string, int> rows;
    for (const auto& page : pages<DenialPage>("/api/v1/audit/denials", {{"limit", "3"}}))
        for (const auto& item : page.items) {
            ++rows[item.code + " " + item.object + " " + item.organisation];
            EXPECT_EQ(item.address, "192.0.2.7");
            EXPECT_EQ(item.capability, "session_open");
            EXPECT_EQ(item.person, "") << "nobody proved to be one";
            EXPECT_EQ(item.at, house.base.clock.now());
        }
    const auto norths = to_hex(north.pair.certificates.sign.digest()) + " " + organisation;
    const std::map<std::string, int> wanted{
        {"identity.signature_wrong " + norths, 5},
        {"identity.locked_out " + norths, 1},
        {"identity.certificate_unknown " + to_hex(second.pair.certificates.sign.digest()) + " ", 1},
        {malformed + " unreadable ", 1}};
    EXPECT_EQ(rows, wanted);
}

TEST_P(Audit, a_flood_of_failed_sign_ins_is_kept_within_bounds_and_the_rest_is_counted)
{
    house.register_organisation(north).value();
    const auto again = wrongly_signed();
    for (int i = 0; i < 300; ++i)
        try_to_sign_in(again);
    EXPECT_EQ(denied(), (std::map<std::string, std::int64_t>{{"identity.signature_wrong", 5},
                                                             {"identity.locked_out", 95},
                                                             {"identity.denials_left_out", 1}}));
    EXPECT_EQ(house.identity.failed_sign_ins_left_out(), 200);
    house.base.writer.advance(house.base.clock, house.base.clock.now() + std::chrono::seconds{61}).value();
    try_to_sign_in(again);
    try_to_sign_in(again);
    const auto later = denied();
    EXPECT_EQ(later.at("identity.denials_left_out"), 200);
    EXPECT_EQ(later.at("identity.challenge_expired"), 1) << "one a minute goes on";
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
    audit.veil(as_if_bidding);
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
    audit.veil(as_if_bidding, [&](const ReadTx&) { return sealed; });
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
                std::ranges::count(page.items, bidder.organisation, &identity::DenialOut::organisation));
        return out;
    };
    EXPECT_EQ(seen(), (std::pair{0, 0}));
    sealed = house.base.clock.now() + std::chrono::hours{1};
    EXPECT_EQ(seen(), (std::pair{1, 1})) << "what is sealed is younger; who asked a question stays unknown";
    sealed.reset();
    EXPECT_EQ(seen(), (std::pair{1, 1}));
}

TEST_P(Audit, duty_20_21_how_often_bidders_were_denied_is_told_no_sooner_than_that_they_were)
{
    std::optional<Instant> sealed = from_millis(0);
    audit.veil(house.table, [&](const ReadTx&) { return sealed; });
    house.register_organisation(north).value();
    const auto bidder = house.actor(north);
    for (int i = 0; i < 150; ++i)
        house.identity.note_denied(bidder, Capability::bid_submit, "int_1",
                                   Error{Fault::forbidden, "x.denied"});
    settle();
    EXPECT_TRUE(denied().empty());
    sealed.reset();
    EXPECT_EQ(denied(),
              (std::map<std::string, std::int64_t>{{"x.denied", 100}, {"identity.denials_left_out", 1}}));
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
} // namespace tianping::audit
