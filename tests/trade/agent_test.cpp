// The owner names or replaces the agent of a trade after its registration.
#include "support/refusal.hpp"
#include "trade/trade_house.hpp"
#include <utility>

namespace tianping::test {
namespace {

using trade::TradeOut;

class Agent : public TradeTest {
protected:
    Actor under(const std::string& scope)
    {
        const auto granted =
            house.house.grant(house.owner_holder, house.as_owner, other, scope, monday, monday + 24h * 200);
        return house.house.actor(other_holder, granted.value().id);
    }
    TradeOut of_the_owner_alone()
    {
        auto in = sample_registration();
        in.agent_contact.reset();
        return house.submit(in, house.as_owner).value();
    }
    Result<TradeOut> name(const TradeOut& trade, const std::optional<std::string>& code,
                          const std::optional<Actor>& who = {})
    {
        trade::AgentIn in{std::nullopt, "原代理合同终止"};
        if (code)
            in.agent = trade::AgencyIn{*code, {"周庚", "0000-3000000", "云川市解放路3号"}};
        return house.ask<TradeOut>("PUT", "/api/v1/trades/" + trade.id.text() + "/agent",
                                   who.value_or(house.as_owner), wire::write(in));
    }
    trade::TradeFacts facts(const TradeOut& trade)
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return trade::trade_facts(tx, trade.id).value(); });
    }
    std::optional<identity::OrganisationId> agent_at(const TradeOut& trade, Instant when)
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return trade::agent_at(tx, trade.id, when); });
    }
    void pass(std::chrono::minutes time) { house.advance(house.house.base.clock.now() + time); }

    identity::Holder other_holder =
        house.house.holder(identity::good_codes[2], "云川诚信招标代理有限公司", "周庚");
    identity::OrganisationId other = house.house.register_organisation(other_holder).value().organisation.id;
};
INSTANTIATE_TEST_SUITE_P(on, Agent, testing::ValuesIn(homes()), identity::home_name);

TEST_P(Agent, a_mandate_granted_after_the_registration_serves_once_the_owner_names_its_agent)
{
    const auto trade = of_the_owner_alone();
    const auto agent = under(trade.id.text());
    EXPECT_EQ(code_of(house.get(trade.id, agent)), "identity.not_allowed");
    const auto named = name(trade, other_holder.code).value();
    EXPECT_EQ(named.agent.value().id, other);
    EXPECT_EQ(named.version, trade.version + 1);
    EXPECT_EQ(named.inside->registration.agent_contact.value().name, "周庚");
    EXPECT_EQ(house.get(trade.id, agent).value().inside->registration.agent_contact->phone, "0000-3000000");
    const auto last = house.house.log().back();
    EXPECT_EQ(last.kind, trade::AgentNamed::kind);
    EXPECT_EQ(last.as<trade::AgentNamed>().agent, other.text());
    EXPECT_FALSE(last.as<trade::AgentNamed>().before);
    EXPECT_EQ(last.body.find("0000-3000000"), std::string::npos) << "contacts stand in no public body";
}

TEST_P(Agent, an_agent_is_replaced_and_each_is_told_from_when_to_when)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto first = house.house.base.clock.now();
    under("");
    pass(1min);
    const auto second = house.house.base.clock.now();
    const auto named = name(trade, other_holder.code).value();
    ASSERT_EQ(named.agents.size(), 2U);
    EXPECT_EQ(named.agents[0].agent.id, house.agent);
    EXPECT_EQ(named.agents[0].from, first);
    EXPECT_EQ(named.agents[0].until, second);
    EXPECT_EQ(named.agents[1].agent.id, other);
    EXPECT_EQ(named.agents[1].from, second);
    EXPECT_FALSE(named.agents[1].until);
    EXPECT_EQ(code_of(house.get(trade.id, house.as_agent)), "identity.not_allowed");
    EXPECT_EQ(facts(trade).former_agents, std::vector{house.agent});
    const auto object = trade::object_of(facts(trade));
    EXPECT_EQ(identity::bar_to_bidding(house.agent.text(), object), "条例13");
    pass(1min);
    const auto alone = name(trade, std::nullopt).value();
    EXPECT_FALSE(alone.agent);
    EXPECT_FALSE(alone.inside->registration.agent_contact);
    EXPECT_EQ(agent_at(trade, second - 1ms), house.agent);
    EXPECT_EQ(agent_at(trade, second), other);
    EXPECT_FALSE(agent_at(trade, house.house.base.clock.now()));
    EXPECT_EQ(code_of(name(trade, std::nullopt)), "trade.agent_already");
}

TEST_P(Agent, nobody_is_named_without_a_mandate_by_another_than_the_owner_or_with_a_bad_entry)
{
    const auto trade = of_the_owner_alone();
    const auto before = house.house.log().size();
    EXPECT_EQ(code_of(name(trade, other_holder.code)), "identity.mandate_missing");
    EXPECT_EQ(code_of(name(trade, identity::demonstration_centre().code)), "trade.centre_is_no_party");
    EXPECT_EQ(code_of(name(trade, "91350100M000100Y43")), "identity.organisation_unknown");
    EXPECT_EQ(code_of(name(trade, house.owner_holder.code)), "identity.mandate_missing");
    EXPECT_EQ(code_of(name(trade, house.agent_holder.code, house.as_agent)), "identity.not_allowed");
    const trade::AgentIn bad{trade::AgencyIn{"91350100M000100Y44", {"周庚", " ", ""}}, " "};
    const auto refused = house.ask<TradeOut>("PUT", "/api/v1/trades/" + trade.id.text() + "/agent",
                                             house.as_owner, wire::write(bad));
    EXPECT_EQ(bad_fields_of(refused),
              "reason trade.empty;agent.code identity.code_check_failed;agent.contact.phone trade.empty;"
              "agent.contact.address trade.empty;");
    EXPECT_EQ(house.house.log().size(), before);
}

TEST_P(Agent, duty_20_50_a_supervisor_is_not_made_an_agent)
{
    const auto trade = of_the_owner_alone();
    under(trade.id.text());
    house.house
        .ask("PUT", "/api/v1/organisations/" + other.text() + "/kind",
             house.house.actor(house.house.staff.at("security-admin")),
             wire::write(identity::RecogniseIn{identity::OrganisationKind::supervisor, Supervision{}}))
        .value();
    EXPECT_EQ(code_of(name(trade, other_holder.code)), "trade.supervisor_is_no_agent");
}

// Whether the new one has bid could not be asked without telling.
TEST_P(Agent, nobody_is_named_or_ended_from_the_notice_to_the_reading_out)
{
    const auto trade = house.announced();
    under("");
    const auto round = trade.rounds.at(0).id;
    const auto deadline = trade.rounds.at(0).deadline.value();
    EXPECT_EQ(code_of(name(trade, other_holder.code)), "trade.agent_while_sealed");
    EXPECT_EQ(code_of(name(trade, std::nullopt)), "trade.agent_while_sealed");
    for (const auto act : {trade::Act::close, trade::Act::begin_opening}) {
        house.move(round, act);
        EXPECT_EQ(code_of(name(trade, other_holder.code)), "trade.agent_while_sealed");
    }
    house.advance(deadline + 1h);
    house.move(round, trade::Act::finish_opening);
    EXPECT_EQ(name(trade, other_holder.code).value().agent.value().id, other);
    EXPECT_EQ(agent_at(trade, deadline), house.agent) << "the record says who hosted";
}

TEST_P(Agent, who_holds_a_share_beside_the_owners_is_not_named)
{
    const auto trade = house.finish(of_the_owner_alone().id).value();
    const auto t = house.terms_for(trade);
    ASSERT_EQ(t.lots[0].unsealing.closers[2].organisation_code, other_holder.code);
    house.sign_terms(t).value();
    under(trade.id.text());
    EXPECT_EQ(code_of(name(trade, other_holder.code)), "trade.one_share_for_owner_and_agent");
    EXPECT_TRUE(name(trade, house.agent_holder.code));
}

TEST_P(Agent, a_notice_that_was_drafted_before_names_the_wrong_agent_and_is_not_signed)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.lots[0].unsealing.closers[2].organisation_code = "91990102MA0000001D"; // no party to the trade
    house.sign_terms(t).value();
    const auto in = house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00"));
    const auto old = house.draft(trade.id, in).value();
    const auto agent = under(trade.id.text());
    pass(1min);
    name(trade, other_holder.code).value();
    const auto refused = house.sign(old);
    ASSERT_FALSE(refused);
    EXPECT_NE(bad_fields_of(refused).find("notice.agent_changed"), std::string::npos)
        << code_of(refused) << " " << bad_fields_of(refused);
    const auto anew = house
                          .ask<notice::NoticeOut>("POST", "/api/v1/trades/" + trade.id.text() + "/notices",
                                                  agent, wire::write(in))
                          .value();
    EXPECT_TRUE(house.sign(anew));
}

TEST_P(Agent, an_invited_organisation_is_not_named_nor_a_former_agent_invited)
{
    auto in = sample_registration();
    in.procedure = "works-invited-tender";
    in.method = trade::Method::invited;
    in.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
    const auto trade = house.submit(in, house.as_agent).value();
    under("");
    const auto invite = [&](const std::string& third) {
        house.house.if_match = 1; // of the empty list
        return house.ask<trade::InviteesOut>(
            "PUT", "/api/v1/rounds/" + trade.rounds.at(0).id.text() + "/invitees", house.as_owner,
            wire::write(trade::InviteesIn{{{identity::good_codes[0], "平州北方建设有限公司"},
                                           {"91990102MA0000001D", "云川第一工程有限公司"},
                                           {third, "第三家单位"}}}));
    };
    name(trade, std::nullopt).value();
    EXPECT_EQ(bad_fields_of(invite(house.agent_holder.code)), "invitees[2].code trade.invitee_is_party;");
    invite(other_holder.code).value();
    EXPECT_EQ(code_of(name(trade, other_holder.code)), "trade.agent_is_invited");
}

} // namespace
} // namespace tianping::test
