#include "identity/identity_house.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;

class Mandates : public IdentityTest {
protected:
    Mandates()
    {
        house.trust_the_authority();
        owner = house.register_organisation(north).value().organisation.id;
        agent = house.register_organisation(agency).value().organisation.id;
        signer = house.actor(north);
    }
    Status check(const std::string& scope, Instant at)
    {
        return house.base.pool.read(
            [&](const ReadTx& tx) { return check_mandate(tx, owner, agent, scope, at); });
    }
    Holder agency = house.holder(good_codes[3], "平州公正招标代理有限公司", "孙己");
    OrganisationId owner{}, agent{};
    Actor signer{};
    const Instant from = test::monday;
    const Instant until = test::monday + 24h * 30;
    const std::string trade = "trd_" + std::string(32, '1');
};

TEST_P(Mandates, an_owner_lets_an_agent_act_for_all_trades_until_an_end)
{
    EXPECT_EQ(code_of(check("", from)), "identity.mandate_missing");
    const auto mandate = house.grant(north, signer, agent, "", from, until).value();
    EXPECT_TRUE(check("", from));
    EXPECT_TRUE(check(trade, from));
    const auto acting = house.actor(agency, mandate.id);
    EXPECT_EQ(acting.on_behalf_of, owner.text());
    EXPECT_EQ(acting.mandate, mandate.id.text());
    Call call;
    call.actor = acting;
    EXPECT_EQ(acting_for(call).value(), owner);
    EXPECT_EQ(acting_organisation(call).value(), agent);
}

TEST_P(Mandates, a_mandate_has_ended_exactly_at_its_end)
{
    house.grant(north, signer, agent, "", from, until).value();
    EXPECT_TRUE(check("", until - 1ms));
    const auto over = check("", until);
    EXPECT_EQ(code_of(over), "identity.mandate_ended");
    EXPECT_EQ(over.error().params.at("end"), to_rfc3339(until));
}

TEST_P(Mandates, a_session_under_a_mandate_ends_exactly_with_it)
{
    const auto mandate = house.grant(north, signer, agent, "", from, from + 10min).value();
    const auto token = *house.sign_in(agency, mandate.id).value().token;
    house.base.writer.advance(house.base.clock, from + 10min - 1ms).value();
    EXPECT_TRUE(house.sessions.actor_of(token, ""));
    house.base.writer.advance(house.base.clock, from + 10min).value();
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.mandate_ended");
    EXPECT_EQ(code_of(house.sign_in(agency, mandate.id)), "identity.mandate_ended");
}

TEST_P(Mandates, a_mandate_for_one_trade_covers_that_trade_alone)
{
    house.grant(north, signer, agent, trade, from, until).value();
    EXPECT_TRUE(check(trade, from));
    EXPECT_EQ(code_of(check("trd_" + std::string(32, '2'), from)), "identity.mandate_scope");
    EXPECT_EQ(code_of(check("", from)), "identity.mandate_scope");
}

TEST_P(Mandates, a_session_knows_the_scope_of_its_mandate)
{
    const auto one = house.grant(north, signer, agent, trade, from, until).value();
    const auto all = house.grant(north, signer, agent, "", from, until).value();
    EXPECT_EQ(house.actor(agency, one.id).scope, trade);
    EXPECT_EQ(house.actor(agency, all.id).scope, "");
    EXPECT_EQ(house.actor(agency).scope, std::nullopt);
    EXPECT_TRUE(within_scope(house.actor(agency, one.id), trade, ""));
    EXPECT_FALSE(within_scope(house.actor(agency, one.id), "trd_" + std::string(32, '2'), ""));
}

TEST_P(Mandates, a_mandate_does_not_begin_early)
{
    house.grant(north, signer, agent, "", from + 1h, until).value();
    EXPECT_EQ(check("", from).error().earliest, from + 1h);
    EXPECT_TRUE(check("", from + 1h));
}

TEST_P(Mandates, a_revoked_mandate_ends_at_once_with_its_sessions)
{
    const auto mandate = house.grant(north, signer, agent, "", from, until).value();
    const auto token = *house.sign_in(agency, mandate.id).value().token;
    house.sessions.actor_of(token, "").value();
    const auto path = "/api/v1/mandates/" + mandate.id.text() + "/revocation";
    EXPECT_EQ(test::bad_fields_of(house.ask("POST", path, signer, wire::write(ReasonIn{"\n"}))),
              "reason identity.reason_wanted;");
    EXPECT_TRUE(check("", from));
    house.ask("POST", path, signer, wire::write(ReasonIn{"合同终止"})).value();
    EXPECT_EQ(code_of(check("", from)), "identity.mandate_ended");
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.ask("POST", path, signer, wire::write(ReasonIn{"again"}))),
              "identity.mandate_ended");
}

TEST_P(Mandates, only_a_signer_of_the_owner_grants_over_exactly_these_terms)
{
    const auto message = mandate_message({agent.text(), agency.code, until, origin, owner.text(), "", from});
    const MandateIn other_end{agent, agency.code, "", from, until + 1ms, north.sign(message)};
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/mandates", signer, wire::write(other_end))),
              "identity.signature_wrong");
    const MandateIn by_agent{agent, agency.code, "", from, until, agency.sign(message)};
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/mandates", signer, wire::write(by_agent))),
              "identity.certificate_of_another");
    EXPECT_EQ(
        code_of(house.ask("POST", "/api/v1/mandates", IdentityHouse::stranger(), wire::write(by_agent))),
        "identity.sign_in_first");
}

TEST_P(Mandates, an_agent_is_named_by_the_code_that_it_registered_with)
{
    const auto message =
        mandate_message({agent.text(), good_codes[0], until, origin, owner.text(), "", from});
    const MandateIn in{agent, good_codes[0], "", from, until, north.sign(message)};
    EXPECT_EQ(code_of(house.ask("POST", "/api/v1/mandates", signer, wire::write(in))),
              "identity.mandate_agent_code");
}

TEST_P(Mandates, the_same_signature_grants_once)
{
    const auto mandate = house.grant(north, signer, agent, "", from, until).value();
    house
        .ask("POST", "/api/v1/mandates/" + mandate.id.text() + "/revocation", signer,
             wire::write(ReasonIn{"合同终止"}))
        .value();
    EXPECT_EQ(code_of(house.grant(north, signer, agent, "", from, until)), "identity.mandate_repeated");
}

TEST_P(Mandates, terms_that_make_no_sense_are_all_named)
{
    const auto refused = house.grant(north, signer, owner, "rnd_x", until, from).error();
    std::vector<std::string> codes;
    for (const auto& f : refused.fields)
        codes.push_back(f.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"identity.mandate_with_oneself", "identity.mandate_period",
                                               "identity.mandate_scope_malformed"}));
}

TEST_P(Mandates, nobody_else_sees_a_mandate_or_signs_in_under_it)
{
    const auto mandate = house.grant(north, signer, agent, "", from, until).value();
    const auto south = house.holder(good_codes[2], "平州南方建设有限公司", "王丙");
    house.register_organisation(south).value();
    const auto other = house.actor(south);
    const auto path = "/api/v1/mandates/" + mandate.id.text();
    EXPECT_EQ(code_of(house.ask("GET", path, other)), "mandate.unknown");
    EXPECT_EQ(code_of(house.ask("GET", "/api/v1/mandates/mnd_" + std::string(32, '0'), other)),
              "mandate.unknown");
    EXPECT_EQ(code_of(house.ask("POST", path + "/revocation", other, wire::write(ReasonIn{"x"}))),
              "mandate.unknown");
    EXPECT_EQ(code_of(house.sign_in(south, mandate.id)), "identity.mandate_missing");
    EXPECT_TRUE(house.ask("GET", path, house.actor(agency)));
}

TEST_P(Mandates, a_mandate_for_one_trade_stands_in_that_trades_dossier)
{
    house.grant(north, signer, agent, trade, from, until).value();
    const auto dossier = house.base.pool.read([&](const ReadTx& tx) { return events::of_trade(tx, trade); });
    ASSERT_EQ(dossier.size(), 1u);
    EXPECT_EQ(dossier[0].kind, "identity.mandate_granted");
}

INSTANTIATE_TEST_SUITE_P(on, Mandates, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
