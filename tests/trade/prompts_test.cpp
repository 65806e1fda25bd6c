// What a registration is told without being refused (6.2.2).
#include "rooms/trade/rules.hpp"
#include "trade/trade_house.hpp"

namespace tianping::trade {
namespace {

const auto submitted_on = CivilDay::parse("2026-03-02").value();

std::vector<std::string> remarks(const Registration& in, CivilDay on = submitted_on)
{
    std::vector<std::string> out;
    for (const auto& remark : remarks_on(in, test::law().guidance, test::law().library.all.thresholds, on))
        if (remark.code != "trade.prompt")
            out.push_back(remark.code + " " + remark.about);
    return out;
}

TEST(Prompts, clause_6_2_2_the_conditions_of_30_8_are_prompts)
{
    EXPECT_EQ(remarks(test::sample_registration()), std::vector<std::string>{});
    auto in = test::sample_registration();
    in.conditions.erase(in.conditions.begin());
    in.conditions[0].met = false;
    EXPECT_EQ(remarks(in), (std::vector<std::string>{"trade.condition_open owner_established",
                                                     "trade.condition_not_met design_approved"}));
}

struct Voluntary {
    const char* name;
    FundsKind funds;
    WorkKind kind;
    std::int64_t yuan;
    std::vector<std::string> told;
};
std::ostream& operator<<(std::ostream& o, const Voluntary& v)
{
    return o << v.name;
}

class VoluntaryTender : public testing::TestWithParam<Voluntary> {};

// 16号令2 to 4 say which projects, 5 from which sum on: of public and foreign money all, of other money those
// that are listed (4).
TEST_P(VoluntaryTender, above_the_threshold_of_a_mandatory_one_is_remarked_on)
{
    auto in = test::sample_registration();
    in.obligation = Obligation::voluntary;
    in.obligation_ground = "自愿";
    in.funds = GetParam().funds;
    in.state_controlled = GetParam().funds != FundsKind::private_funds;
    in.work_kind = GetParam().kind;
    in.estimate = in.lots[0].estimate = Fen::yuan(GetParam().yuan);
    EXPECT_EQ(remarks(in), GetParam().told);
    in.obligation = Obligation::mandatory;
    EXPECT_EQ(remarks(in), std::vector<std::string>{});
}

const std::string reached = "trade.threshold_reached works.must_tender_";
const std::string if_listed = "trade.threshold_reached_if_listed works.must_tender_";
const Voluntary voluntary[] = {
    {"budget", FundsKind::budget, WorkKind::construction, 4'000'000, {reached + "construction"}},
    {"budget_below", FundsKind::budget, WorkKind::construction, 3'999'999, {}},
    {"enterprise", FundsKind::state_enterprise, WorkKind::goods, 2'000'000, {reached + "goods"}},
    {"loan", FundsKind::foreign_loan, WorkKind::services, 1'000'000, {reached + "services"}},
    {"own_money", FundsKind::private_funds, WorkKind::construction, 4'000'000, {if_listed + "construction"}},
    {"own_money_below", FundsKind::private_funds, WorkKind::construction, 3'999'999, {}},
    {"own_money_goods", FundsKind::private_funds, WorkKind::goods, 2'000'000, {if_listed + "goods"}},
    {"own_money_design",
     FundsKind::private_funds,
     WorkKind::survey_design,
     1'000'000,
     {if_listed + "survey_design"}},
};
INSTANTIATE_TEST_SUITE_P(Table, VoluntaryTender, testing::ValuesIn(voluntary),
                         [](const auto& p) { return p.param.name; });

TEST(VoluntaryTenders, hear_of_the_thresholds_that_are_in_force_on_their_day_alone)
{
    auto in = test::sample_registration();
    in.obligation = Obligation::voluntary;
    EXPECT_FALSE(remarks(in).empty());
    EXPECT_EQ(remarks(in, CivilDay::parse("2018-05-31").value()), std::vector<std::string>{}) << "16号令6";
}

TEST(VoluntaryTenders, of_private_money_are_told_the_article_and_that_it_is_about_listed_projects)
{
    auto in = test::sample_registration();
    in.obligation = Obligation::voluntary;
    in.funds = FundsKind::private_funds;
    const auto all = remarks_on(in, test::law().guidance, test::law().library.all.thresholds, submitted_on);
    const auto told = std::ranges::find(all, "trade.threshold_reached_if_listed", &Remark::code);
    ASSERT_NE(told, all.end());
    EXPECT_EQ(told->article, "16号令4、16号令5");
    EXPECT_NE(told->zh.find("不论资金来源"), std::string::npos) << told->zh;
}

TEST(Prompts, sums_that_do_not_fit_are_remarked_on_and_refuse_nothing)
{
    auto in = test::sample_registration();
    in.lots[0].estimate = in.estimate + Fen{1};
    in.budget = in.estimate - Fen{1};
    EXPECT_EQ(remarks(in), (std::vector<std::string>{"trade.lots_exceed_estimate lots",
                                                     "trade.estimate_exceeds_budget budget"}));
}

} // namespace
} // namespace tianping::trade
