#include "law.hpp"

namespace tianping::procedure {
namespace {

TEST(InForce, a_number_of_another_place_binds_nobody_even_where_no_day_is_known)
{
    Rulebook rules;
    auto& local = rules.numbers.emplace_back();
    local.id = "works.local_bidders";
    local.of = "bidders";
    local.least = 5;
    local.jurisdiction = "3502";
    local.valid_from = day("2026-01-01");
    Facts facts;
    facts.numbers["bidders"] = 3;
    EXPECT_TRUE(check_limits(rules, law().calendar, facts).breaches.empty());
    facts.attributes["region"] = "350203";
    const auto breaches = check_limits(rules, law().calendar, facts).breaches;
    ASSERT_EQ(breaches.size(), 1u);
    EXPECT_EQ(breaches.front().rule, "works.local_bidders");
}

TEST(InForce, a_rule_binds_from_its_day_and_in_its_place)
{
    Facts facts;
    EXPECT_EQ(find_limit(works(), "works.record_volume", facts, day("2026-12-31")), nullptr);
    EXPECT_NE(find_limit(works(), "works.record_volume", facts, day("2027-01-01")), nullptr);
    EXPECT_FALSE(in_force("35", day("2020-01-01"), {}, facts, day("2026-01-01")));
    facts.attributes["region"] = "350200";
    EXPECT_TRUE(in_force("35", day("2020-01-01"), {}, facts, day("2026-01-01")));
    EXPECT_FALSE(in_force("44", day("2020-01-01"), {}, facts, day("2026-01-01")));
    EXPECT_FALSE(in_force("CN", day("2020-01-01"), day("2025-12-31"), facts, day("2026-01-01")));
    Duty duty;
    duty.jurisdiction = "35";
    duty.valid_from = day("2020-01-01");
    duty.applies = {{"mandatory", {"yes"}}};
    EXPECT_TRUE(in_force(duty, facts, day("2026-01-01")));
    EXPECT_FALSE(in_force(duty, facts, day("2019-12-31")));
    facts.attributes["mandatory"] = "no";
    EXPECT_FALSE(in_force(duty, facts, day("2026-01-01")));
}

} // namespace
} // namespace tianping::procedure
