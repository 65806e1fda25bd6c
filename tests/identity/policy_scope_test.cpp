// What a mandate's scope leaves of the agent's relation, and a supervisor's part of the trustee's.
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

} // namespace
} // namespace tianping::identity
