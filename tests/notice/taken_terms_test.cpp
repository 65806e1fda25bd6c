// Who took the terms hears of what is published afterwards.
#include "notice/notice_scene.hpp"
#include "rooms/trade/takers.hpp"

namespace tianping::test {
namespace {

class TermsTakers : public AfterAnnouncement {
protected:
    TermsTakers()
    {
        house.house.register_organisation(first).value();
        house.house.register_organisation(second).value();
    }
    void takes(const identity::Holder& who)
    {
        const auto self = identity::OrganisationId::parse(house.house.actor(who).organisation).value();
        const auto digest = facts(round).terms_digest;
        house.house.command([&](WriteTx& tx, const Call& call) -> Status {
            tx.insert(trade::TakingRow{digest + "/" + self.text(), trade.id, digest, self, call.arrived});
            return {};
        });
    }
    std::vector<notice::TakenTerms> told(const identity::Holder& who)
    {
        return house.ask<http::Page<notice::TakenTerms>>("GET", "/api/v1/taken-terms", house.house.actor(who))
            .value()
            .items;
    }
    void postpone(Instant to)
    {
        auto in = postponement(to, house.house.base.clock.now());
        in.terms = terms_until(to);
        publish(in);
    }

    identity::Holder first = house.house.holder(identity::good_codes[2], "云川第一建设有限公司", "钱乙");
    identity::Holder second = house.house.holder(identity::good_codes[0], "云川第二建设有限公司", "李丙");
};
INSTANTIATE_TEST_SUITE_P(On, TermsTakers, testing::ValuesIn(homes()), identity::home_name);

TEST_P(TermsTakers, duty_20_22_are_told_what_is_published_after_they_took_them)
{
    house.advance(at("2026-03-04T10:00:00"));
    takes(first);
    ASSERT_EQ(told(first).size(), 1U);
    EXPECT_EQ(told(first)[0].trade, trade.id);
    EXPECT_EQ(told(first)[0].number, 1);
    EXPECT_TRUE(told(first)[0].since.empty()) << "the notice was out before";
    house.advance(at("2026-03-05T10:00:00"));
    postpone(at("2026-04-10T09:30:00"));
    house.advance(at("2026-03-06T10:00:00"));
    postpone(at("2026-04-20T09:30:00"));
    const auto news = told(first)[0].since;
    ASSERT_EQ(news.size(), 2U);
    EXPECT_EQ(news[0].kind, Kind::postponement);
    EXPECT_EQ(news[0].published_at, at("2026-03-06T10:00:00")) << "newest first";
    house.advance(at("2026-03-06T11:00:00"));
    takes(first);
    ASSERT_EQ(told(first).size(), 1U) << "one line a trade";
    EXPECT_EQ(told(first)[0].number, 3);
    EXPECT_TRUE(told(first)[0].since.empty()) << "it has what is new";
}

TEST_P(TermsTakers, duty_20_21_hear_of_nobody_but_themselves)
{
    house.advance(at("2026-03-04T10:00:00"));
    takes(first);
    house.advance(at("2026-03-05T10:00:00"));
    postpone(at("2026-04-10T09:30:00"));
    EXPECT_TRUE(told(second).empty());
    EXPECT_EQ(code_of(house.ask<http::Page<notice::TakenTerms>>("GET", "/api/v1/taken-terms", Actor{})),
              "identity.sign_in_first");
    house.advance(at("2026-03-05T11:00:00"));
    takes(second);
    EXPECT_TRUE(told(second)[0].since.empty());
    EXPECT_EQ(told(first)[0].since.size(), 1U);
}

TEST_P(TermsTakers, an_agent_is_not_told_what_his_principal_took)
{
    house.advance(at("2026-03-04T10:00:00"));
    takes(house.owner_holder);
    EXPECT_EQ(told(house.owner_holder).size(), 1U);
    const auto to_agent =
        house.ask<http::Page<notice::TakenTerms>>("GET", "/api/v1/taken-terms", house.as_agent).value();
    EXPECT_TRUE(to_agent.items.empty()) << "his mandate is for what the owner offers";
}

} // namespace
} // namespace tianping::test
