// Who may what, written down a second time, by capability and in words, against the table of the policy.
#include "identity/identity_house.hpp"
#include "identity/walk.hpp"
#include <set>

namespace tianping::identity {
namespace {

using walk::Question;
using walk::Standing;

struct Facts {
    bool signed_in, market, signer, admin, desk, witness, staff, officer, bank;
    bool supervises, own_name, owner, agent, centre, holder, trustee, none, published, opened, over;
};

Facts facts(const Question& q)
{
    Facts f{};
    f.signed_in = q.role.has_value();
    const auto is = [&](Role role) { return q.has(role); };
    f.market = is(Role::org_member) || is(Role::org_signer);
    f.signer = is(Role::org_signer);
    f.admin = is(Role::org_admin);
    f.desk = is(Role::centre_desk);
    f.witness = is(Role::centre_witness);
    f.staff = f.desk || f.witness || is(Role::centre_venue) || is(Role::centre_archivist);
    f.officer = is(Role::trustee_officer);
    f.bank = is(Role::bank_clerk);
    f.none = q.object == nullptr;
    const auto at = [&](Standing s) { return f.signed_in && !f.none && q.standing == s; };
    const bool mandated = walk::is_agent(q.standing) || q.standing == Standing::outside_agent ||
                          q.standing == Standing::wrong_agent;
    f.own_name = f.signed_in && !mandated;
    f.supervises = is(Role::supervisor) && f.own_name && !f.none;
    f.owner = at(Standing::owner);
    f.agent = at(Standing::agent) || at(Standing::trade_agent) || at(Standing::project_agent);
    f.centre = at(Standing::centre);
    f.holder = at(Standing::holder);
    f.trustee = at(Standing::trustee);
    f.published = q.object && q.object->published;
    f.opened = q.object && q.object->stage == "opened";
    f.over = f.opened || (q.object && (q.object->stage == "failed" || q.object->stage == "terminated"));
    return f;
}

// Without any part in what is not published, or under a mandate for something else; a supervisor of every
// trade has one.
bool out_of_sight(const Question& q)
{
    if (!q.object || q.object->published)
        return false;
    const bool outside = q.standing == Standing::stranger || q.standing == Standing::other_centre ||
                         q.standing == Standing::outside_agent;
    const bool in_own_name = q.standing != Standing::outside_agent;
    return !q.role || (outside && !(q.role == Role::supervisor && in_own_name));
}

bool in_conflict(const Question& q)
{
    if (!q.object || !q.role)
        return false;
    const bool runs = q.standing == Standing::owner || walk::is_agent(q.standing) ||
                      q.standing == Standing::outside_agent || q.standing == Standing::idle_agent ||
                      q.standing == Standing::wrong_agent || q.standing == Standing::centre;
    if (q.role == Role::supervisor && (runs || q.standing == Standing::holder))
        return true;
    if (q.role == Role::supervisor && q.standing == Standing::trustee && q.what == Capability::opening_answer)
        return true;
    return (runs || q.role == Role::supervisor) &&
           (q.what == Capability::bid_submit || q.what == Capability::question_ask);
}

bool everyday(const Question& q, const Facts& f)
{
    switch (q.what) {
    case Capability::public_read:
        return f.none || f.published || f.owner || f.agent || f.holder || f.trustee ||
               (f.centre && f.staff) || f.supervises;
    case Capability::session_open:
    case Capability::organisation_register:
    case Capability::certificate_issue:
        return true;
    case Capability::session_own:
    case Capability::organisation_read:
        return f.signed_in;
    case Capability::organisation_manage:
        return f.holder && (f.admin || q.role == Role::security_admin);
    case Capability::mandate_grant:
        return (f.none && f.own_name && f.signer) || ((f.owner || f.holder) && (f.signer || f.admin));
    case Capability::mandate_read:
        return f.owner || f.holder;
    case Capability::organisation_recognise:
    case Capability::trust_manage:
        return q.role == Role::security_admin && f.own_name;
    case Capability::clock_move:
        return q.role == Role::system_admin && f.own_name && f.none;
    case Capability::system_operate:
        return q.role == Role::system_admin && f.own_name;
    case Capability::audit_read:
        return q.role == Role::audit_admin && f.own_name;
    default:
        return false;
    }
}

bool of_trades(const Question& q, const Facts& f)
{
    switch (q.what) {
    case Capability::trade_register:
        return f.market || (f.desk && f.own_name);
    case Capability::trade_read:
        return f.none || f.published || f.owner || f.agent || f.holder || (f.centre && f.staff) ||
               (f.trustee && f.officer) || f.supervises;
    case Capability::trade_manage:
    case Capability::notice_draft:
    case Capability::question_answer:
    case Capability::opening_host:
    case Capability::takers_read:
        if (f.market && (f.owner || f.agent))
            return true;
        return q.what == Capability::takers_read && f.opened && ((f.desk && f.centre) || f.supervises);
    case Capability::trade_supplement:
        return (f.market && (f.owner || f.agent)) || (f.desk && f.centre);
    case Capability::trade_accept:
        return f.desk && (f.centre || (f.none && f.own_name));
    case Capability::trade_hold:
        return (f.signer && (f.owner || f.agent)) || f.supervises;
    case Capability::notice_sign:
    case Capability::terms_sign:
    case Capability::agent_name:
        return f.signer && f.owner;
    default:
        return false;
    }
}

bool of_bids(const Question& q, const Facts& f)
{
    switch (q.what) {
    case Capability::question_ask:
    case Capability::bid_submit:
        return f.market && f.own_name;
    case Capability::bid_read_own:
        return f.market && f.holder;
    case Capability::bids_read:
        return (f.market && (f.owner || f.agent || f.holder)) || f.supervises;
    case Capability::deposit_register:
        return f.market && f.own_name;
    case Capability::deposit_desk:
        return f.desk && f.centre;
    case Capability::deposit_choose:
        return f.over && f.signer && (f.owner || f.agent);
    case Capability::deposit_read:
        if (f.none)
            return f.desk && f.own_name;
        return f.over && ((f.market && (f.owner || f.agent)) || (f.desk && f.centre) || f.supervises);
    case Capability::bank_report:
        return f.bank && ((f.none && f.own_name) || f.holder);
    default:
        return false;
    }
}

bool of_openings(const Question& q, const Facts& f)
{
    switch (q.what) {
    case Capability::opening_attend:
        return (f.market && (f.own_name || f.agent)) || (f.witness && f.centre) || (f.officer && f.trustee) ||
               f.supervises;
    case Capability::opening_close_set:
        return (f.trustee && (f.officer || f.signer || f.witness)) || (f.witness && f.centre) || f.supervises;
    case Capability::opening_answer:
        return f.trustee && (f.officer || f.signer || f.witness);
    default:
        return false;
    }
}

bool expected(const Question& q)
{
    const auto f = facts(q);
    const bool open = q.what == Capability::public_read || q.what == Capability::session_open ||
                      q.what == Capability::session_own;
    if (out_of_sight(q) || (in_conflict(q) && !open))
        return false;
    return everyday(q, f) || of_trades(q, f) || of_bids(q, f) || of_openings(q, f);
}

TEST(Policy, duty_20_13_answers_as_written_down_here_for_every_role_capability_standing_and_stage)
{
    std::int64_t asked = 0, allowed = 0;
    for (const auto capability : wire::Choices<Capability>::values)
        walk::everyone(capability, [&](const Question& q) {
            const bool yes = walk::answer(q).has_value();
            ++asked;
            allowed += yes;
            EXPECT_EQ(yes, expected(q)) << walk::text_of(q);
        });
    EXPECT_GT(asked, 50'000);
    EXPECT_GT(allowed, 1'000);
}

TEST(Policy, duty_20_20_anyone_reads_what_is_published_without_registration)
{
    const auto object = walk::object("announced", true);
    EXPECT_TRUE(may({}, Capability::public_read, &object));
    EXPECT_TRUE(may({}, Capability::public_read, nullptr));
}

TEST(Policy, what_is_hidden_answers_as_if_it_were_not_there)
{
    const auto hidden = walk::object("registered", false);
    for (const auto what : {Capability::trade_read, Capability::trade_manage, Capability::public_read}) {
        EXPECT_EQ(may({}, what, &hidden).error().code, "trade.unknown");
        EXPECT_EQ(may({}, what, &hidden).error().fault, Fault::not_found);
        const auto stranger = walk::actor(Role::org_signer, Standing::stranger);
        EXPECT_EQ(may(stranger, what, &hidden).error().code, "trade.unknown");
    }
    // Not even what everybody may do in his own name tells that it is there.
    for (const auto what : {Capability::question_ask, Capability::bid_submit, Capability::opening_attend,
                            Capability::deposit_register}) {
        const auto stranger = walk::actor(Role::org_signer, Standing::stranger);
        EXPECT_EQ(may(stranger, what, &hidden).error().code, "trade.unknown");
    }
    const auto desk = walk::actor(Role::centre_desk, Standing::centre);
    EXPECT_EQ(may(desk, Capability::terms_sign, &hidden).error().code, "identity.not_allowed");
}

TEST(Policy, a_bidders_own_thing_is_not_there_for_a_supervisor_either)
{
    const http::Object own{"submission", "sub_1", {}, {}, "", {"org_holder"}, {}};
    const auto supervisor = walk::actor(Role::supervisor, Standing::stranger);
    EXPECT_EQ(may(supervisor, Capability::bid_read_own, &own).error().code, "submission.unknown");
    const auto housed = walk::object("registered", false);
    EXPECT_TRUE(may(supervisor, Capability::public_read, &housed));
}

TEST(Policy, a_refusal_says_why)
{
    const auto seen = walk::object("announced", true);
    EXPECT_EQ(may({}, Capability::bid_submit, &seen).error().fault, Fault::unauthenticated);
    const auto agent = walk::actor(Role::org_signer, Standing::idle_agent);
    EXPECT_EQ(may(agent, Capability::bid_submit, &seen).error().code, "identity.conflict_of_parts");
    EXPECT_EQ(may(agent, Capability::bid_submit, &seen).error().article, "条例13");
    const auto centre = walk::actor(Role::org_signer, Standing::centre);
    EXPECT_EQ(may(centre, Capability::bid_submit, &seen).error().article, "20-23");
}

TEST(Policy, duty_20_23_who_runs_the_platform_does_not_bid_on_it)
{
    for (const auto role : {Role::org_member, Role::org_signer, Role::centre_desk})
        for (const auto& stage : walk::stages) {
            const auto seen = walk::object(stage, true);
            const auto refused = may(walk::actor(role, Standing::centre), Capability::bid_submit, &seen);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, "identity.conflict_of_parts");
            EXPECT_EQ(refused.error().article, "20-23");
        }
    const auto seen = walk::object("announced", true);
    EXPECT_TRUE(may(walk::actor(Role::org_signer, Standing::stranger), Capability::bid_submit, &seen));
}

TEST(Policy, the_house_itself_is_granted_nothing)
{
    Actor house;
    house.system = true;
    for (const auto capability : wire::Choices<Capability>::values)
        EXPECT_FALSE(may(house, capability, nullptr)) << wire::name_of(capability);
}

TEST(Policy, an_empty_organisation_is_no_part_in_anything)
{
    Actor odd;
    odd.person = "per_1";
    odd.roles = {"org_signer"};
    http::Object nobodys{"trade", "obj_1", {""}, {""}, "", {""}, {""}};
    EXPECT_EQ(relations_of(odd, &nobodys),
              (std::set<Relation>{Relation::anyone, Relation::signed_in, Relation::own_name}));
}

TEST(Policy, each_capability_is_granted_to_somebody)
{
    std::set<Capability> granted;
    for (const auto& grant : grants())
        granted.insert(grant.what);
    for (const auto capability : wire::Choices<Capability>::values)
        EXPECT_TRUE(granted.contains(capability)) << wire::name_of(capability);
}

} // namespace
} // namespace tianping::identity
