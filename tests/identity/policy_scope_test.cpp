// What a mandate's scope leaves of the agent's relation, a supervision of the supervisor's, and a
// supervisor's part of the trustee's.
#include "identity/walk.hpp"
#include <gtest/gtest.h>

namespace tianping::identity {
namespace {

using walk::Standing;

TEST(Policy, a_mandate_for_one_trade_gives_nothing_in_another)
{
    const auto hidden = walk::object("registered", false);
    const auto seen = walk::object("announced", true);
    const auto outside = walk::actor(Role::org_signer, Standing::outside_agent);
    const auto stranger = walk::actor(Role::org_signer, Standing::stranger);
    for (const auto what : {Capability::trade_read, Capability::notice_draft, Capability::trade_hold,
                            Capability::opening_host, Capability::takers_read, Capability::bid_submit}) {
        const auto refused = may(outside, what, &hidden).error();
        const auto unknown = may(stranger, what, &hidden).error();
        EXPECT_EQ(refused.code, unknown.code) << wire::name_of(what);
        EXPECT_EQ(refused.params, unknown.params) << wire::name_of(what);
    }
    for (const auto what : {Capability::notice_draft, Capability::trade_hold, Capability::question_answer,
                            Capability::opening_host, Capability::opening_attend})
        EXPECT_EQ(may(outside, what, &seen).error().code, "identity.mandate_scope") << wire::name_of(what);
    EXPECT_EQ(may(outside, Capability::terms_sign, &seen).error().code, "identity.not_allowed");
    EXPECT_EQ(may(outside, Capability::bid_submit, &seen).error().article, "条例13")
        << "the agent all the same";
    EXPECT_TRUE(may(outside, Capability::public_read, &seen));
}

TEST(Policy, an_agent_that_was_replaced_is_granted_nothing_and_does_not_bid)
{
    auto hidden = walk::object("registered", false);
    auto seen = walk::object("announced", true);
    for (auto* object : {&hidden, &seen}) {
        object->agents = {"org_another"};
        object->former_agents = {"org_agent"};
    }
    const auto former = walk::actor(Role::org_signer, Standing::trade_agent);
    for (const auto what : {Capability::notice_draft, Capability::trade_hold, Capability::takers_read,
                            Capability::opening_host, Capability::agent_name})
        EXPECT_EQ(may(former, what, &seen).error().code, "identity.not_allowed") << wire::name_of(what);
    const auto bidder = walk::actor(Role::org_signer, Standing::idle_agent);
    EXPECT_EQ(may(bidder, Capability::trade_read, &hidden).error().code, "trade.unknown");
    const auto refused = may(bidder, Capability::bid_submit, &seen);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "identity.conflict_of_parts");
    EXPECT_EQ(refused.error().article, "条例13");
    EXPECT_EQ(bar_to_bidding("org_agent", seen), "条例13");
}

TEST(Policy, a_mandate_of_which_nobody_says_the_scope_covers_nothing)
{
    auto agent = walk::actor(Role::org_signer, Standing::agent);
    agent.scope.reset();
    const auto seen = walk::object("announced", true);
    EXPECT_FALSE(may(agent, Capability::notice_draft, &seen));
    EXPECT_FALSE(within_scope(agent, "trd_1", "prj_1"));
    agent.scope = "prj_1";
    const http::Object of_no_trade{"thing", "thg_1", {"org_owner"}, {"org_agent"}};
    EXPECT_EQ(may(agent, Capability::trade_read, &of_no_trade).error().code, "thing.unknown");
}

TEST(Policy, duty_20_50_a_supervisors_person_witnesses_the_closing_and_holds_no_share_of_it)
{
    for (const auto& stage : walk::stages) {
        const auto closed = walk::object(stage, true);
        auto who = walk::actor(Role::org_signer, Standing::trustee);
        EXPECT_TRUE(may(who, Capability::opening_answer, &closed));
        for (const auto role : {Role::org_signer, Role::trustee_officer}) {
            who.roles = {wire::name_of(role), "supervisor"};
            const auto refused = may(who, Capability::opening_answer, &closed);
            ASSERT_FALSE(refused) << stage;
            EXPECT_EQ(refused.error().code, "identity.conflict_of_parts");
            EXPECT_EQ(refused.error().article, "20-50");
            EXPECT_TRUE(may(who, Capability::opening_close_set, &closed)) << stage;
        }
    }
}

Actor supervisor_of(const std::optional<Supervision>& supervision)
{
    auto out = walk::actor(Role::supervisor, Standing::stranger);
    out.supervision = supervision;
    return out;
}

constexpr std::array supervised{Capability::public_read,    Capability::trade_read,
                                Capability::trade_hold,     Capability::bids_read,
                                Capability::takers_read,    Capability::deposit_read,
                                Capability::opening_attend, Capability::opening_close_set};

TEST(Policy, a_supervisor_of_another_region_or_industry_is_a_stranger_to_the_trade)
{
    const auto stranger = walk::actor(Role::bank_clerk, Standing::stranger);
    const auto hidden = walk::object("opened", false);
    const auto seen = walk::object("opened", true); // of 350203 and A02
    const std::vector<std::optional<Supervision>> others{std::nullopt,
                                                         Supervision{{}, {"A07"}},
                                                         Supervision{{"350100"}, {}},
                                                         Supervision{{"350204"}, {"A02"}},
                                                         Supervision{{"350200"}, {"A01", "A07"}},
                                                         Supervision{{"360000", "350400"}, {"A02"}}};
    for (const auto& other : others)
        for (const auto what : supervised) {
            const auto refused = may(supervisor_of(other), what, &hidden).error();
            const auto unknown = may(stranger, what, &hidden).error();
            EXPECT_EQ(refused.code, "trade.unknown") << wire::name_of(what);
            EXPECT_EQ(refused.params, unknown.params) << wire::name_of(what);
            if (what != Capability::public_read && what != Capability::trade_read) {
                EXPECT_EQ(may(supervisor_of(other), what, &seen).error().code, "identity.not_allowed")
                    << wire::name_of(what);
            }
        }
}

TEST(Policy, each_grant_to_a_supervisor_asks_for_his_supervision)
{
    for (const auto& grant : grants())
        if (grant.roles == "supervisor") {
            EXPECT_EQ(grant.relation, Relation::supervisor) << wire::name_of(grant.what);
            EXPECT_NE(std::ranges::find(supervised, grant.what), supervised.end())
                << wire::name_of(grant.what) << " is not among those that are tried here";
        }
}

TEST(Policy, a_supervisor_reaches_the_regions_below_his_own_and_every_one_where_none_is_named)
{
    const auto hidden = walk::object("opened", false);
    const std::vector<Supervision> those{{{}, {}},
                                         {{}, {"A07", "A02"}},
                                         {{"350000"}, {}},
                                         {{"350200"}, {"A02"}},
                                         {{"110000", "350203"}, {"A02"}}};
    for (const auto& one : those)
        for (const auto what : supervised)
            EXPECT_TRUE(may(supervisor_of(one), what, &hidden)) << wire::name_of(what);
    auto of_no_trade = hidden;
    of_no_trade.region.clear();
    of_no_trade.trade_class.clear();
    EXPECT_FALSE(may(supervisor_of(Supervision{{"350000"}, {}}), Capability::public_read, &of_no_trade));
    EXPECT_FALSE(may(supervisor_of(Supervision{{}, {"A02"}}), Capability::public_read, &of_no_trade));
}

TEST(Policy, duty_20_50_who_supervises_goes_on_managing_his_own_organisation)
{
    auto both = walk::actor(Role::org_admin, Standing::holder);
    both.roles.push_back(wire::name_of(Role::supervisor));
    http::Object own{"organisation", "org_holder", {}, {}, "", {"org_holder"}, {}};
    own.published = true;
    EXPECT_TRUE(may(both, Capability::organisation_manage, &own));
    const auto of_a_trade = walk::object("announced", true);
    EXPECT_EQ(may(both, Capability::trade_read, &of_a_trade).error().code, "identity.conflict_of_parts");
}

} // namespace
} // namespace tianping::identity
