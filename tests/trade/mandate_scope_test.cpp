// An agent of two trades of one owner, under mandates for one of them, for their project and for all.
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

class MandateScope : public TradeTest {
protected:
    Actor under(const std::string& scope)
    {
        const auto granted =
            house.house.grant(house.owner_holder, house.as_owner, house.agent, scope, monday, monday + 24h);
        return house.house.actor(house.agent_holder, granted.value().id);
    }
    std::size_t listed(const Actor& who)
    {
        return house.ask<http::Page<trade::TradeLine>>("GET", "/api/v1/trades", who).value().items.size();
    }
};
INSTANTIATE_TEST_SUITE_P(on, MandateScope, testing::ValuesIn(homes()), identity::home_name);

TEST_P(MandateScope, what_an_agent_registers_is_covered_by_the_mandate_under_which_he_is_signed_in)
{
    const auto first = house.submit(sample_registration(), house.as_agent).value();
    const auto of_the_trade = under(first.id.text());
    const auto of_the_project = under(first.project.text());
    const auto before = house.house.log().size();
    EXPECT_EQ(code_of(house.submit(sample_registration(), of_the_trade)), "identity.mandate_scope")
        << "though another mandate of the two covers it";
    EXPECT_EQ(house.house.log().size(), before);
    EXPECT_TRUE(house.submit(sample_registration(), of_the_project));
    auto elsewhere = sample_registration();
    elsewhere.investment_code = "2026-990100-48-01-000999";
    EXPECT_EQ(code_of(house.submit(elsewhere, of_the_project)), "identity.mandate_scope");
    EXPECT_TRUE(house.submit(elsewhere, house.as_agent));
}

TEST_P(MandateScope, who_corrects_the_project_of_a_trade_has_a_mandate_for_it)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto path = "/api/v1/trades/" + trade.id.text();
    const trade::AskIn list{{{"投资项目统一代码", "与批复不符", "43号令27"}}, std::nullopt};
    house.ask<trade::TradeOut>("POST", path + "/supplement-lists", house.as_desk, wire::write(list)).value();
    trade::SupplementIn in{sample_registration(), std::nullopt};
    in.registration.investment_code = "2026-990102-48-01-000124";
    const auto supplement = [&](const Actor& who) {
        return house.ask<trade::TradeOut>("PUT", path + "/registration", who, wire::write(in));
    };
    EXPECT_EQ(code_of(supplement(under(trade.project.text()))), "identity.mandate_scope");
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().project, trade.project);
    EXPECT_EQ(supplement(under(trade.id.text())).value().investment_code, in.registration.investment_code);
}

TEST_P(MandateScope, a_mandate_for_one_trade_shows_that_trade_alone)
{
    const auto first = house.submit(sample_registration(), house.as_agent).value();
    const auto second = house.submit(sample_registration(), house.as_agent).value();
    const auto of_the_first = under(first.id.text());
    EXPECT_TRUE(house.get(first.id, of_the_first).value().inside);
    EXPECT_EQ(code_of(house.get(second.id, of_the_first)), "trade.unknown");
    EXPECT_EQ(listed(of_the_first), 1U);
    EXPECT_EQ(listed(under("trd_" + std::string(32, '0'))), 0U);
    EXPECT_EQ(listed(under(first.project.text())), 2U);
    EXPECT_EQ(listed(house.as_agent), 2U);
}

} // namespace
} // namespace tianping::test
