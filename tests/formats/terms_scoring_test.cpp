// Scoring, awards across lots and quantities as the terms say them.
#include "formats/terms_sample.hpp"
#include <gtest/gtest.h>

namespace tianping::terms {
namespace {

Terms scored()
{
    auto t = sample();
    PriceFormula formula{PriceRule::deviation, Basis::trimmed_mean};
    formula.trims = std::vector<Trim>{{5, 1}, {10, 2}};
    formula.reduced_by = 250;
    formula.cost_above = 100;
    formula.cost_below = 50;
    t.evaluation[0].formula = formula;
    t.evaluation[1].levels = std::vector<Level>{{"优", 3200, 4000}, {"良", 0, 3199}};
    t.award_limits = AwardLimits{1, "按标段顺序推荐"};
    t.lots[0].bill = std::vector<BillItem>{{"040101001001", "挖一般土方", "三类土", "m3", 18'600'500},
                                           {"040203007001", "水泥混凝土路面", "", "m2", 1}};
    return t;
}

std::string faults_after(const std::function<void(Terms&)>& change)
{
    auto t = scored();
    change(t);
    std::string out;
    for (const auto& fault : check(t))
        out += fault.path + " " + fault.code + ";";
    return out;
}

PriceFormula& formula(Terms& t)
{
    return *t.evaluation[0].formula;
}

TEST(TermsScoring, each_mistake_is_named_at_its_place)
{
    const struct {
        std::function<void(Terms&)> change;
        const char* faults;
    } cases[] = {
        {[](Terms&) {}, ""},
        {[](Terms& t) { t.evaluation[0].levels = t.evaluation[1].levels; },
         "evaluation[0].formula terms.judged_or_computed;"},
        {[](Terms& t) { t.evaluation[1].levels->clear(); }, "evaluation[1].levels terms.list_empty;"},
        {[](Terms& t) { t.evaluation[1].levels->at(0).most = 4001; },
         "evaluation[1].levels[0].most terms.bad_range;"},
        {[](Terms& t) { t.evaluation[1].levels->at(1).least = 3200; },
         "evaluation[1].levels[1].most terms.bad_range;"},
        {[](Terms& t) { t.evaluation[1].levels->at(1).title = "优"; },
         "evaluation[1].levels[1].title terms.repeated;"},
        {[](Terms& t) { formula(t).trims.reset(); }, "evaluation[0].formula.trims terms.trims_and_basis;"},
        {[](Terms& t) { formula(t).basis = Basis::mean; },
         "evaluation[0].formula.trims terms.trims_and_basis;"},
        {[](Terms& t) { formula(t).trims->at(1).from_bids = 5; },
         "evaluation[0].formula.trims[1].from_bids terms.not_ascending;"},
        {[](Terms& t) { formula(t).trims->at(0).left_out = 3; },
         "evaluation[0].formula.trims[0].left_out terms.bad_range;"},
        {[](Terms& t) { formula(t).rule = PriceRule::ratio; },
         "evaluation[0].formula.cost_above terms.cost_and_rule;evaluation[0].formula.cost_below "
         "terms.cost_and_rule;"},
        {[](Terms& t) { formula(t).cost_below = -1; }, "evaluation[0].formula.cost_below terms.negative;"},
        {[](Terms& t) { formula(t).reduced_by = 10'000; },
         "evaluation[0].formula.reduced_by terms.bad_range;"},
        {[](Terms& t) { formula(t).decimals = 5; }, "evaluation[0].formula.decimals terms.bad_range;"},
        {[](Terms& t) { t.award_limits->most_lots = 0; }, "award_limits.most_lots terms.not_positive;"},
        {[](Terms& t) { t.award_limits->rule = " "; }, "award_limits.rule terms.empty;"},
        {[](Terms& t) {
             for (int i = 0; i < 9'999; ++i)
                 t.lots[0].bill->push_back({"x" + std::to_string(i), "土", "", "t", 1});
         },
         "lots[0].bill terms.bad_number_of_items;"},
        {[](Terms& t) { t.lots[0].bill->clear(); }, "lots[0].bill terms.bad_number_of_items;"},
        {[](Terms& t) { t.lots[0].bill->at(1).id = "040101001001"; }, "lots[0].bill[1].id terms.repeated;"},
        {[](Terms& t) { t.lots[0].bill->at(1).quantity = 0; },
         "lots[0].bill[1].quantity terms.not_positive;"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(faults_after(c.change), c.faults);
}

TEST(TermsScoring, what_is_written_is_read_back_with_the_same_digest)
{
    const auto t = scored();
    const auto back = read(boost::json::serialize(wire::write(t)));
    ASSERT_TRUE(back) << back.error().code;
    EXPECT_EQ(digest(*back), digest(t));
    EXPECT_NE(digest(t), digest(sample()));
}

TEST(TermsScoring, people_read_formula_levels_award_limit_and_bill)
{
    const auto text = print(scored());
    for (const char* part :
         {"基准价为去掉最高、最低报价后的算术平均值", "有效报价不少于 5 个的，去掉最高、最低各 1 个",
          "下浮 2.5%", "每高于基准价 1% 扣 1 分", "每低于基准价 1% 扣 0.5 分", "得分保留 2 位小数",
          "优：32 至 40 分", "最多中标 1 个标段", "挖一般土方", "18600.5", "0.001"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(TermsScoring, a_comparison_names_a_changed_level_cost_and_quantity)
{
    auto later = scored();
    later.evaluation[1].levels->insert(later.evaluation[1].levels->begin(), {"特优", 4000, 4000});
    formula(later).cost_above = 200;
    later.lots[0].bill->at(0).quantity += 1000;
    std::map<std::string, std::string> found;
    for (const auto& difference : compare(scored(), later))
        found[difference.path] = difference.before.value_or("") + ">" + difference.after.value_or("");
    EXPECT_EQ(found["evaluation[0].formula.cost_above"], "100>200");
    EXPECT_EQ(found["lots[0].bill[0].quantity"], "18600500>18601500");
    EXPECT_EQ(found["evaluation[1].levels[0].title"], ">特优");
    EXPECT_EQ(found.size(), 5U) << "the inserted level moves no other";
}

} // namespace
} // namespace tianping::terms
