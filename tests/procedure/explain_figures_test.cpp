// Rules without instants in `procedures explain`, and what it says when a fact is missing.
#include "explain_scene.hpp"

namespace tianping::procedure {
namespace {

ExplainOptions about(const std::string& procedure)
{
    ExplainOptions options;
    options.procedure = procedure;
    return options;
}

template <class Rule>
void expect_told(const std::vector<Rule>& rules, const Answer& answer, Language language)
{
    for (const auto& rule : rules)
        EXPECT_TRUE(has(answer, " " + describe(rule, language) + "\n")) << rule.id;
}

TEST(ExplainFigures, every_rule_of_every_procedure_is_told_in_both_languages_without_any_fact)
{
    for (const auto& [id, procedure] : law().procedures)
        for (const auto language : {Language::zh, Language::en}) {
            const auto answer = explained(about(id), language);
            const auto rules = law().rulebook(id).value();
            EXPECT_EQ(answer.code, 0) << answer.text;
            for (const auto& limit : rules.limits)
                EXPECT_TRUE(has(answer, " " + describe(limit, rules, language) + "\n")) << limit.id;
            expect_told(rules.amounts, answer, language);
            expect_told(rules.numbers, answer, language);
            expect_told(rules.thresholds, answer, language);
            expect_told(rules.duties, answer, language);
        }
}

TEST(ExplainFigures, what_is_missing_is_named_with_the_option_that_gives_it)
{
    const auto answer = explained(about("works-open-tender"));
    for (const auto* part : {
             "○ 编制投标文件的时间：招标文件开始发出至投标截止，不少于20日（招法24、30号令31；已读原文）\n"
             "    无法计算，缺少招标文件开始发出（--at documents_released=时间）或者投标截止"
             "（--at bid_deadline=时间）\n"
             "    只适用于 mandatory=yes；没有给出，视为适用（--attribute 名称=值）\n",
             "    无法计算，缺少中标通知书发出（--at award_letter_sent=时间）\n",
             "· 投标保证金：不超过估算价的2%（条例26；已读原文）\n"
             "    缺少估算价（--sum estimate=元）、投标保证金（--sum bid_bond=元）\n",
             "· 投标保证金（施工）：不超过估算价的2%，且不超过800,000.00元（30号令37；已读原文）\n"
             "    无论如何最多 800,000.00元；缺少估算价",
             "的专家：不少于评标委员会人数的2/3（不足一个的计为一个）（招法37、12号令9；已读原文）\n"
             "    缺少评标委员会人数（--number committee=N）、评标委员会中的专家人数"
             "（--number committee_experts=N）；只适用于 mandatory=yes",
             "· 使用预算资金的项目：预算资金达到2,000,000.00元，并且达到投资额的10%（16号令2；已读原文）\n"
             "    缺少预算资金（--sum budget_funds=元）、投资额（--sum investment=元）\n",
             "【义务和禁止（没有可以计算的数字）】\n",
             "取消其中标资格，投标保证金不予退还。（条例74、12号令57；已读原文）\n",
             "没有违反规定。有 ",
             " 项缺少上面所列的数据，没有判断。\n",
         })
        EXPECT_TRUE(has(answer, part)) << part << "\n" << answer.text;
    const auto english = explained(about("works-open-tender"), Language::en);
    for (const auto* part : {
             "cannot be counted without award letter sent (--at award_letter_sent=INSTANT)\n",
             "· bid bond: at most 2% of the estimate (条例26; read in the law)\n    missing: estimate",
             "\n    missing: estimate (--sum estimate=YUAN), bid bond (--sum bid_bond=YUAN)\n",
             "budget funds of 2,000,000.00 yuan or more, and 10% of the investment or more (16号令2; ",
             "No limit is broken. ",
             " are not judged, for want of what is named above.\n",
         })
        EXPECT_TRUE(has(english, part)) << part << "\n" << english.text;
}

TEST(ExplainFigures, the_estimate_gives_the_cap_of_the_deposit_and_more_than_that_is_broken)
{
    auto question = about("works-open-tender");
    question.attributes = {"trade_class=construction"};
    question.sums = {"estimate=60000000"};
    const auto cap = explained(question);
    EXPECT_EQ(cap.code, 0);
    for (const auto* part : {
             "    估算价 60,000,000.00元；最多 1,200,000.00元；缺少投标保证金（--sum bid_bond=元）\n",
             "    估算价 60,000,000.00元；最多 800,000.00元；缺少投标保证金（--sum bid_bond=元）\n",
             "– 投标保证金（货物）：不超过估算价的2%，且不超过800,000.00元（27号令27；已读原文）\n"
             "    不适用：只适用于 trade_class=goods\n",
             "· 施工必须招标：估算价达到4,000,000.00元（16号令5；已读原文）\n"
             "    估算价 60,000,000.00元；达到\n",
         })
        EXPECT_TRUE(has(cap, part)) << part << "\n" << cap.text;
    question.sums.push_back("bid_bond=800000.01");
    const auto high = explained(question, Language::en);
    EXPECT_EQ(high.code, 2);
    EXPECT_TRUE(has(high, "✓ bid bond: at most 2% of the estimate")) << high.text;
    EXPECT_TRUE(has(high, "✗ bid bond, construction: at most 2% of the estimate, and at most 800,000.00 yuan "
                          "(30号令37; read in the law)\n    estimate 60,000,000.00 yuan; at most "
                          "800,000.00 yuan; bid bond 800,000.01 yuan\n"))
        << high.text;
    EXPECT_TRUE(has(high, "1 limits are broken. ")) << high.text;
    question.sums = {"bid_bond=900000"}; // above the cap, whatever the estimate
    EXPECT_TRUE(has(explained(question), "✗ 投标保证金（施工）"));
}

TEST(ExplainFigures, shares_that_the_law_writes_in_thousandths_are_written_so)
{
    auto question = about("works-open-tender");
    question.sums = {"award_amount=50000000"};
    const auto answer = explained(question);
    for (const auto* part : {
             "罚款：不超过中标项目金额的10‰（条例73、12号令55、30号令80、27号令58；已读原文）\n"
             "    中标项目金额 50,000,000.00元；最多 500,000.00元；缺少对招标人的罚款",
             "罚款（下限）：不低于中标项目金额的5‰（招法59、条例75、12号令56、30号令83、2号令55；已读原文）\n"
             "    中标项目金额 50,000,000.00元；最少 250,000.00元；",
         })
        EXPECT_TRUE(has(answer, part)) << part << "\n" << answer.text;
    EXPECT_TRUE(has(explained(about("land-listing")),
                    "· 首付出让价款：不低于出让价款的50%（国土资发〔2010〕34号；凭记忆，未读原文）\n"));
}

TEST(ExplainFigures, numbers_are_measured_and_a_quorum_that_is_missed_is_broken)
{
    auto question = about("works-open-tender");
    question.attributes = {"mandatory=yes"};
    question.numbers = {"bidders=2", "committee=7", "committee_experts=5"};
    const auto answer = explained(question);
    EXPECT_EQ(answer.code, 2);
    for (const auto* part : {
             "✗ 投标人数：不少于3（招法28、条例44；已读原文）\n    投标人或者竞买人数 2\n",
             "✓ 评标委员会人数：不少于5，为单数（招法37、12号令9；已读原文）\n    评标委员会人数 7\n",
             "    评标委员会人数 7；最少 5；评标委员会中的专家人数 5\n",
             "– 被邀请者人数：不少于3（招法17、30号令13；已读原文）\n    不适用：只适用于 method=invited\n",
             "违反规定 1 项。",
         })
        EXPECT_TRUE(has(answer, part)) << part << "\n" << answer.text;
    EXPECT_TRUE(has(explained(about("works-invited-tender")), "· 被邀请者人数：不少于3"));
}

TEST(ExplainFigures, two_million_of_budget_funds_count_from_a_tenth_of_the_investment_on)
{
    const auto asked = [](std::vector<std::string> sums) {
        auto question = about("works-open-tender");
        question.sums = std::move(sums);
        return explained(question);
    };
    EXPECT_TRUE(has(asked({"budget_funds=2000000", "investment=20000000"}),
                    "    预算资金 2,000,000.00元；投资额 20,000,000.00元；达到\n"));
    EXPECT_TRUE(has(asked({"budget_funds=2000000", "investment=20000000.10"}),
                    "    预算资金 2,000,000.00元；投资额 20,000,000.10元；没有达到\n"));
    EXPECT_TRUE(has(asked({"budget_funds=1999999.99"}), "    预算资金 1,999,999.99元；没有达到\n"));
    EXPECT_TRUE(has(asked({"budget_funds=2000000"}),
                    "    预算资金 2,000,000.00元；缺少投资额（--sum investment=元）\n"));
}

TEST(ExplainFigures, a_rule_that_is_not_in_force_yet_says_from_when)
{
    auto question = about("works-open-tender");
    question.at = {"contract_signed=2026-03-02"};
    const auto answer = explained(question);
    EXPECT_TRUE(has(answer, "– 制作现场记录卷宗（自合同签订）：")) << answer.text;
    EXPECT_TRUE(has(answer, "    不适用：自 2027-01-01 起施行\n")) << answer.text;
}

TEST(ExplainFigures, a_sum_or_number_that_no_rule_knows_or_nobody_can_read_is_refused)
{
    const auto sum = [](const std::string& text) {
        auto question = about("works-open-tender");
        question.sums = {text};
        return explained(question);
    };
    const auto number = [](const std::string& text) {
        auto question = about("works-open-tender");
        question.numbers = {text};
        return explained(question);
    };
    EXPECT_EQ(sum("estimate").text, "procedure.malformed_assignment text=estimate\n");
    EXPECT_TRUE(
        sum("estimates=1").text.starts_with("procedure.no_such_sum allowed=award_amount, bid_bond, "));
    for (const auto* text : {"estimate=", "estimate=-1", "estimate=1e6", "estimate=1.005"}) {
        EXPECT_EQ(sum(text).code, 1);
        EXPECT_EQ(sum(text).text, std::string{"procedure.malformed_sum text="} + text + "\n");
    }
    EXPECT_TRUE(number("bidder=3").text.starts_with("procedure.no_such_number allowed=bidders, "));
    for (const auto* text : {"bidders=", "bidders=-1", "bidders=2.5", "bidders=1234567890"}) {
        EXPECT_EQ(number(text).code, 1);
        EXPECT_EQ(number(text).text, std::string{"procedure.malformed_number text="} + text + "\n");
    }
}

} // namespace
} // namespace tianping::procedure
