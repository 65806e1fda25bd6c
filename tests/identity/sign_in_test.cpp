#include "identity/identity_house.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;

struct Found {
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Found, (), (text))

class SignIn : public IdentityTest {
protected:
    SignIn()
    {
        house.trust_the_authority();
        organisation = house.register_organisation(north).value().organisation.id;
    }
    void pass(std::chrono::milliseconds time)
    {
        house.base.writer.advance(house.base.clock, house.base.clock.now() + time).value();
    }
    Result<Answer> send(const SignInIn& in)
    {
        return house.ask("POST", "/api/v1/session", IdentityHouse::stranger(), wire::write(in));
    }
    // The notes about failures are written by commands of their own.
    Result<Answer> send_and_settle(const SignInIn& in)
    {
        auto out = send(in);
        house.command([](WriteTx&, const Call&) -> Status { return {}; });
        return out;
    }
    SignInIn wrongly_signed()
    {
        auto in = house.sign_in_body(north);
        in.signature = north.sign(view("something else")).value;
        return in;
    }
    OrganisationId organisation{};
};

TEST_P(SignIn, a_signed_challenge_opens_a_session)
{
    const auto out = house.sign_in(north).value();
    ASSERT_TRUE(out.token);
    EXPECT_EQ(out.token->size(), 64u);
    const auto actor = house.sessions.actor_of(*out.token, "192.0.2.9").value();
    EXPECT_EQ(actor.organisation, organisation.text());
    EXPECT_EQ(actor.address, "192.0.2.9");
    EXPECT_EQ(actor.certificate, to_hex(north.pair.certificates.sign.digest()));
    const auto shown = house.ask_for<SessionOut>("GET", "/api/v1/session", actor).value();
    EXPECT_EQ(shown.name, north.name);
}

TEST_P(SignIn, every_algorithm_signs_in)
{
    for (const auto algorithm : {crypto::Algorithm::p256, crypto::Algorithm::rsa}) {
        IdentityHouse other{GetParam(), algorithm, due_work(), Keys::own}; // and no keys for a whole centre
        other.trust_the_authority();
        const auto holder = other.holder(good_codes[0], "平州东湖建设有限公司", "钱戊");
        other.register_organisation(holder).value();
        EXPECT_TRUE(other.sign_in(holder)) << wire::name_of(algorithm);
    }
}

TEST_P(SignIn, the_token_is_kept_nowhere_and_not_told_twice)
{
    const auto in = wire::write(house.sign_in_body(north));
    const auto first = house.ask("POST", "/api/v1/session", IdentityHouse::stranger(), in).value();
    const std::string token{first.once.at("token").as_string()};
    EXPECT_FALSE(first.body.as_object().contains("token"));
    house.base.pool.read([&](const ReadTx& tx) {
        for (const auto* sql : {"SELECT answer FROM command", "SELECT token_digest FROM session",
                                "SELECT body FROM event", "SELECT body FROM event_private"})
            for (const auto& row : tx.query<Found>(sql))
                EXPECT_EQ(row.text.find(token), std::string::npos) << sql;
        return 0;
    });
}

TEST_P(SignIn, a_challenge_serves_once)
{
    const auto in = house.sign_in_body(north);
    EXPECT_TRUE(send(in));
    EXPECT_EQ(code_of(send(in)), "identity.challenge_used");
}

TEST_P(SignIn, a_challenge_lives_sixty_seconds_to_the_millisecond)
{
    const auto in = house.sign_in_body(north);
    pass(60s - 1ms);
    EXPECT_TRUE(send(in));
    const auto late = house.sign_in_body(north);
    pass(60s);
    EXPECT_EQ(code_of(send(late)), "identity.challenge_expired");
}

TEST_P(SignIn, duty_20_13_a_signature_made_for_another_purpose_never_signs_in)
{
    const auto c = house.challenge(Purpose::sign_in);
    const std::string text = c.text;
    for (const std::string label : {"", "tianping/bid/1", "tianping/registration/1", "tianping/mandate/1"}) {
        const auto bytes = label + (label.empty() ? "" : std::string(1, '\0')) + text;
        const SignInIn in{c.challenge, north.certificate(), north.sign(view(bytes)).value, {}};
        EXPECT_EQ(code_of(send(in)), "identity.signature_wrong") << label;
    }
    const SignInIn in{
        c.challenge, north.certificate(), north.sign(view(c.label + std::string(1, '\0') + text)).value, {}};
    EXPECT_TRUE(send(in)) << "the same bytes behind their own label do";
}

TEST_P(SignIn, a_signature_for_another_installation_never_signs_in)
{
    const auto c = house.challenge(Purpose::sign_in);
    const auto message =
        login_message({c.challenge, c.nonce, "https://ggzy.elsewhere.example", c.purpose, c.time});
    EXPECT_EQ(code_of(send({c.challenge, north.certificate(), north.sign(message).value, {}})),
              "identity.signature_wrong");
}

TEST_P(SignIn, repeated_failures_lock_out_for_growing_times_from_that_address_only)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(code_of(send_and_settle(wrongly_signed())), "identity.signature_wrong");
    const auto good = house.sign_in_body(north);
    EXPECT_EQ(send(good).error().params.at("retry_after"), "30");
    EXPECT_TRUE(house.ask("POST", "/api/v1/session", {}, wire::write(good))) << "from another address";
    pass(30s);
    EXPECT_EQ(code_of(send_and_settle(wrongly_signed())), "identity.signature_wrong");
    EXPECT_EQ(send(house.sign_in_body(north)).error().params.at("retry_after"), "60");
    pass(60s);
    EXPECT_TRUE(send(house.sign_in_body(north)));
    EXPECT_EQ(code_of(send_and_settle(wrongly_signed())), "identity.signature_wrong");
    EXPECT_TRUE(send(house.sign_in_body(north))) << "a success forgets the failures before it";
}

TEST_P(SignIn, an_unregistered_certificate_does_not_sign_in_and_its_failures_fill_no_table)
{
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    EXPECT_EQ(code_of(house.sign_in(second)), "identity.certificate_unknown");
    auto in = house.sign_in_body(second);
    in.signature = north.sign(view("something else")).value;
    for (int i = 0; i < 7; ++i)
        EXPECT_EQ(code_of(send_and_settle(in)), "identity.signature_wrong") << "nothing to lock";
    house.base.pool.read([](const ReadTx& tx) {
        EXPECT_EQ(tx.number("SELECT count(*) FROM sign_in_failure"), 0);
        return 0;
    });
}

TEST_P(SignIn, an_encryption_certificate_does_not_sign_in)
{
    auto in = house.sign_in_body(north);
    in.certificate = north.encrypt_certificate();
    EXPECT_EQ(code_of(send(in)), "certificate.wrong_usage");
}

TEST_P(SignIn, an_expired_certificate_neither_signs_in_nor_keeps_its_session)
{
    const auto brief = house.holder(good_codes[2], "平州南方建设有限公司", "王丙", 2h);
    house.register_organisation(brief).value();
    pass(2h - 1s);
    const auto token = *house.sign_in(brief).value().token;
    EXPECT_TRUE(house.sessions.actor_of(token, ""));
    pass(1s);
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "certificate.expired");
    EXPECT_EQ(code_of(house.sign_in(brief)), "certificate.expired");
}

TEST_P(SignIn, a_session_ends_after_thirty_idle_minutes)
{
    const auto token = *house.sign_in(north).value().token;
    for (int i = 0; i < 3; ++i) {
        pass(30min - 1ms);
        EXPECT_TRUE(house.sessions.actor_of(token, ""));
    }
    pass(30min);
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_ended");
}

TEST_P(SignIn, a_session_ends_after_eight_hours_of_use)
{
    const auto token = *house.sign_in(north).value().token;
    for (int i = 0; i < 31; ++i) {
        pass(15min);
        EXPECT_TRUE(house.sessions.actor_of(token, ""));
    }
    pass(15min);
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_ended");
}

TEST_P(SignIn, looking_up_writes_at_most_once_in_five_minutes)
{
    const auto token = *house.sign_in(north).value().token;
    const auto notes = [&] {
        house.command([](WriteTx&, const Call&) -> Status { return {}; });
        return house.base.pool.read([](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM command WHERE name = 'identity.note_seen'");
        });
    };
    for (int i = 0; i < 1000; ++i)
        house.sessions.actor_of(token, "").value();
    EXPECT_EQ(notes(), 0);
    pass(5min - 1ms);
    house.sessions.actor_of(token, "").value();
    EXPECT_EQ(notes(), 0);
    pass(1ms);
    for (int i = 0; i < 1000; ++i)
        house.sessions.actor_of(token, "").value();
    EXPECT_EQ(notes(), 1);
    Sessions other_node{house.base.pool, house.base.clock, house.base.clock};
    pass(29min);
    EXPECT_TRUE(other_node.actor_of(token, "")) << "what this node saw is known to the next";
}

TEST_P(SignIn, memory_answers_only_what_it_knows)
{
    const auto token = *house.sign_in(north).value().token;
    EXPECT_FALSE(house.sessions.actor_at_once(token, ""));
    house.sessions.actor_of(token, "").value();
    EXPECT_TRUE(house.sessions.actor_at_once(token, ""));
    pass(1s);
    EXPECT_FALSE(house.sessions.actor_at_once(token, "")) << "after a second the table is asked again";
}

TEST_P(SignIn, signing_out_ends_the_session_on_this_node_at_once_and_on_others_within_a_second)
{
    Sessions other_node{house.base.pool, house.base.clock, house.base.clock};
    const auto token = *house.sign_in(north).value().token;
    const auto actor = house.sessions.actor_of(token, "").value();
    other_node.actor_of(token, "").value();
    house.ask("DELETE", "/api/v1/session", actor).value();
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    pass(1s);
    EXPECT_EQ(code_of(other_node.actor_of(token, "")), "identity.session_unknown");
}

TEST_P(SignIn, a_changed_role_counts_at_once)
{
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    const auto admin = house.actor(north);
    const auto path = "/api/v1/organisations/" + organisation.text() + "/people";
    const PersonIn in{second.name, {Role::org_member}, {second.certificate()}, {}};
    const auto added = house.ask_for<PersonOut>("POST", path, admin, wire::write(in)).value();
    const auto token = *house.sign_in(second).value().token;
    house.sessions.actor_of(token, "").value();
    house.if_match = added.version;
    house.ask("PUT", path + "/" + added.id.text() + "/roles", admin, wire::write(RolesIn{{Role::org_signer}}))
        .value();
    EXPECT_EQ(house.sessions.actor_of(token, "").value().roles, std::vector<std::string>{"org_signer"});
}

TEST_P(SignIn, an_unknown_token_is_nobody)
{
    EXPECT_EQ(code_of(house.sessions.actor_of("", "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.sessions.actor_of(std::string(64, '0'), "")), "identity.session_unknown");
    EXPECT_EQ(house.sessions.actor_of("x", "").error().fault, Fault::unauthenticated);
}

INSTANTIATE_TEST_SUITE_P(on, SignIn, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
