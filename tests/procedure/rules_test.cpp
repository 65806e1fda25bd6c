#include "law.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

Facts lawful_tender()
{
    Facts facts;
    facts.instants = {{"documents_released", at("2026-03-03 09:30"), Channel::none},
                      {"documents_sale_end", at("2026-03-08 17:00"), Channel::none},
                      {"bid_deadline", at("2026-03-23 09:30"), Channel::none},
                      {"opening", at("2026-03-23 09:30"), Channel::none}};
    facts.attributes = {{"trade_class", "construction"}, {"mandatory", "yes"}, {"qualification", "post"}};
    return facts;
}

void put(Facts& facts, const std::string& instant, const std::string& when)
{
    std::erase_if(facts.instants, [&](const Fact& f) { return f.instant == instant; });
    facts.instants.push_back({instant, at(when), Channel::none});
}

std::vector<std::string> broken(const Verdict& verdict)
{
    std::vector<std::string> out;
    for (const auto& breach : verdict.breaches)
        out.push_back(breach.rule.empty() ? breach.code : breach.rule);
    return out;
}

const Question announce{"registered", "announce", "agent", false};

TEST(Check, a_lawful_notice_passes)
{
    EXPECT_EQ(broken(check(works(), law().calendar, announce, lawful_tender())), std::vector<std::string>{});
}

TEST(Check,
     clause_4_2_1_a_notice_that_breaks_three_limits_hears_of_all_three_with_article_and_earliest_instant)
{
    auto facts = lawful_tender();
    put(facts, "documents_sale_end", "2026-03-07 12:00"); // 4 days and 2.5 hours
    put(facts, "bid_deadline", "2026-03-20 09:30");       // 17 days
    put(facts, "opening", "2026-03-20 10:00");            // half an hour after the deadline
    const auto verdict = check(works(), law().calendar, announce, facts);
    EXPECT_EQ(broken(verdict),
              (std::vector<std::string>{"works.document_sale", "works.preparation", "works.opening"}));
    const auto refusal = verdict.status().error();
    EXPECT_EQ(refusal.code, "procedure.limit_broken");
    ASSERT_EQ(refusal.fields.size(), 3u);
    EXPECT_EQ(refusal.fields[1].path, "bid_deadline");
    EXPECT_EQ(refusal.fields[1].allowed, ">= 2026-03-23 09:30:00 (招法24、30号令31)");
    EXPECT_EQ(*refusal.earliest, at("2026-03-23 09:30"));
    EXPECT_EQ(refusal.article, "条例16、30号令15");
    EXPECT_EQ(refusal.params.at("standing"), "read_in_law");
    EXPECT_EQ(verdict.breaches[1].standing, Standing::read_in_law);
    EXPECT_EQ(explain(verdict.breaches[1], works(), law().calendar, {}, Language::zh),
              "编制投标文件的时间：招标文件开始发出（2026-03-03 09:30）至投标截止（2026-03-20 09:30），"
              "应当不少于20日；按日期差为17日，按24小时一日为17日0小时0分；投标截止最早2026-03-23 09:30"
              "（招法24、30号令31；已读原文）。");
    EXPECT_NE(
        explain(verdict.breaches[1], works(), law().calendar, {}, Language::en).find("at least 20 days"),
        std::string::npos);
}

TEST(Check, a_sale_that_is_long_enough_by_dates_but_not_by_hours_is_refused)
{
    auto facts = lawful_tender();
    put(facts, "documents_sale_end", "2026-03-08 09:00");
    EXPECT_EQ(broken(check(works(), law().calendar, announce, facts)),
              std::vector<std::string>{"works.document_sale"});
}

TEST(Check, a_step_out_of_order_and_a_wrong_party_are_told_together_with_what_is_missing)
{
    Facts facts;
    facts.attributes["qualification"] = "pre";
    const auto verdict = check(works(), law().calendar, {"registered", "announce", "bidder", true}, facts);
    EXPECT_EQ(broken(verdict),
              (std::vector<std::string>{"procedure.act_not_for_trade", "procedure.act_not_for_party",
                                        "procedure.act_held", "procedure.instant_missing",
                                        "procedure.instant_missing", "procedure.instant_missing",
                                        "procedure.instant_missing"}));
    EXPECT_EQ(broken(check(works(), law().calendar, {"closed", "announce", "owner", false}, lawful_tender())),
              std::vector<std::string>{"procedure.act_not_in_stage"});
    EXPECT_EQ(check(works(), law().calendar, {"nowhere", "announce", "owner", false}, lawful_tender())
                  .status()
                  .error()
                  .fault,
              Fault::not_found);
}

TEST(Check, a_late_duty_is_told_but_never_refused)
{
    auto facts = lawful_tender();
    put(facts, "contract_signed", "2026-04-20 10:00");
    put(facts, "bonds_refunded", "2026-04-30 10:00");
    const auto verdict = check_limits(works(), law().calendar, facts);
    EXPECT_EQ(broken(verdict), std::vector<std::string>{"works.bond_refund"});
    EXPECT_FALSE(verdict.refuses());
    EXPECT_TRUE(verdict.status());
}

TEST(Check, rules_for_other_trades_do_not_bind)
{
    auto facts = lawful_tender();
    put(facts, "bid_deadline", "2026-03-15 09:30");
    put(facts, "opening", "2026-03-15 09:30");
    facts.attributes["mandatory"] = "no"; // 招法24 binds only what must be tendered
    EXPECT_TRUE(check_limits(works(), law().calendar, facts).breaches.empty());
    facts.attributes.erase("mandatory"); // unknown counts as met
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              std::vector<std::string>{"works.preparation"});
}

TEST(Check, a_year_without_calendar_is_told_beside_the_other_breaches)
{
    auto facts = lawful_tender();
    put(facts, "bid_deadline", "2026-03-20 09:30");
    put(facts, "opening", "2026-03-20 09:30");
    put(facts, "award_letter_sent", "2026-12-10 10:00");
    put(facts, "contract_signed", "2026-12-20 10:00");
    const auto verdict = check_limits(works(), law().calendar, facts);
    EXPECT_EQ(broken(verdict), (std::vector<std::string>{"works.preparation", "works.contract"}));
    EXPECT_EQ(verdict.breaches[1].code, "procedure.calendar_missing_year");
    EXPECT_EQ(verdict.breaches[1].params.at("year"), "2027");
}

TEST(Check, deposits_know_the_share_and_the_cap)
{
    Facts facts;
    facts.attributes["trade_class"] = "construction";
    facts.sums = {{"estimate", Fen::yuan(60'000'000)}, {"bid_bond", Fen::yuan(800'000)}};
    EXPECT_TRUE(check_limits(works(), law().calendar, facts).breaches.empty());
    facts.sums["bid_bond"] = Fen::yuan(800'000) + Fen{1};
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              std::vector<std::string>{"works.bid_bond_construction"});
    facts.sums = {{"estimate", Fen::yuan(1'000'000)}, {"bid_bond", Fen::yuan(20'001)}};
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              (std::vector<std::string>{"works.bid_bond", "works.bid_bond_construction"}));
    facts.sums = {{"contract_price", Fen::yuan(1'000'000)}, {"performance_bond", Fen::yuan(100'001)}};
    const auto verdict = check_limits(works(), law().calendar, facts);
    EXPECT_EQ(broken(verdict), std::vector<std::string>{"works.performance_bond"});
    EXPECT_EQ(verdict.breaches[0].params.at("bound"), Fen::yuan(100'000).text());
}

TEST(Check, a_sum_may_have_a_floor_that_only_warns_because_it_was_not_read)
{
    const auto land = law().rulebook("land-listing").value();
    Facts facts;
    facts.sums = {{"land_lowest_price", Fen::yuan(10'000'000)}, {"land_deposit", Fen::yuan(1'999'999)}};
    const auto verdict = check_limits(land, law().calendar, facts);
    EXPECT_EQ(verdict.breaches.at(0).code, "procedure.sum_too_low");
    EXPECT_EQ(verdict.breaches.at(0).standing, Standing::memory);
    EXPECT_TRUE(verdict.status());
}

TEST(Check, penalties_and_first_payments_of_land_know_their_bounds_and_only_tell)
{
    Facts facts;
    facts.sums = {{"award_amount", Fen::yuan(50'000'000)},
                  {"penalty_of_owner", Fen::yuan(500'000) + Fen{1}},
                  {"penalty_of_winner", Fen::yuan(500'000) + Fen{1}},
                  {"penalty_of_contract", Fen::yuan(250'000) - Fen{1}}};
    const auto verdict = check_limits(works(), law().calendar, facts);
    EXPECT_EQ(broken(verdict), (std::vector<std::string>{"works.penalty_owner", "works.penalty_winner",
                                                         "works.penalty_contract_least"}));
    EXPECT_FALSE(verdict.refuses());
    facts.attributes["mandatory"] = "no"; // 条例73 and 74 fine only where a tender must be held
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              std::vector<std::string>{"works.penalty_contract_least"});
    const auto land = law().rulebook("land-listing").value();
    facts.sums = {{"land_price", Fen::yuan(10'000'000)}, {"land_down_payment", Fen::yuan(4'999'999)}};
    const auto paid = check_limits(land, law().calendar, facts);
    EXPECT_EQ(broken(paid), std::vector<std::string>{"land.down_payment"});
    EXPECT_EQ(paid.breaches[0].standing, Standing::memory);
}

TEST(Check, an_open_framework_agreement_answers_suppliers_who_come_and_go)
{
    const auto rules = law().rulebook("framework-agreement-open").value();
    Facts facts;
    facts.instants = {{"open_application_received", at("2026-03-02 10:00"), Channel::none},
                      {"open_application_reviewed", at("2026-03-12 10:00"), Channel::none},
                      {"open_leave_received", at("2026-03-02 10:00"), Channel::none}};
    EXPECT_EQ(broken(check_limits(rules, law().calendar, facts)),
              std::vector<std::string>{"framework_open.review"});
    for (const auto& [instant, latest] :
         std::map<std::string, std::string>{{"open_application_reviewed", "2026-03-11 23:59:59.999"},
                                            {"open_entrant_published", "2026-03-16 23:59:59.999"},
                                            {"open_leave_published", "2026-03-04 23:59:59.999"}})
        EXPECT_EQ(*lawful(rules, law().calendar, instant, facts).value().latest, at(latest)) << instant;
}

TEST(Check, committees_candidates_and_bidders_have_their_numbers)
{
    Facts facts;
    facts.numbers = {{"bidders", 3}, {"committee", 7}, {"committee_experts", 5}, {"candidates", 3}};
    EXPECT_TRUE(check_limits(works(), law().calendar, facts).breaches.empty());
    facts.numbers = {{"bidders", 2}, {"committee", 6}, {"committee_experts", 3}, {"candidates", 4}};
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              (std::vector<std::string>{"works.bidders", "works.committee", "works.committee_experts",
                                        "works.candidates"}));
    facts.numbers = {{"committee", 7}, {"committee_experts", 4}}; // two thirds of seven are five
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              std::vector<std::string>{"works.committee_experts"});
}

TEST(Lawful, the_deadline_lies_behind_release_and_every_clarification)
{
    auto facts = lawful_tender();
    put(facts, "clarification_sent", "2026-03-12 16:00");
    const auto found = lawful(works(), law().calendar, "bid_deadline", facts).value();
    EXPECT_EQ(*found.earliest, at("2026-03-27 16:00"));
    EXPECT_FALSE(found.latest);
    EXPECT_EQ(found.bounds.size(), 2u);
    facts.attributes["clarification"] = "does_not_affect"; // as the owner classed it under 条例21
    EXPECT_EQ(*lawful(works(), law().calendar, "bid_deadline", facts).value().earliest,
              at("2026-03-23 09:30"));
    EXPECT_EQ(lawful(works(), law().calendar, "nothing", facts).error().code, "procedure.unknown_instant");
}

TEST(Lawful, days_of_24_hours_begin_with_the_minute_of_their_start_and_other_limits_with_the_start)
{
    auto facts = lawful_tender();
    put(facts, "clarification_sent", "2026-03-12 16:00:59.999");
    put(facts, "bid_deadline", "2026-03-27 16:00");
    put(facts, "opening", "2026-03-27 16:00");
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)), std::vector<std::string>{});
    EXPECT_EQ(lawful(works(), law().calendar, "bid_deadline", facts).value().earliest,
              at("2026-03-27 16:00"));
    const auto& limit = procedure::limit("works.clarification");
    EXPECT_EQ(due(limit, facts, law().calendar).value().earliest, at("2026-03-27 16:00"));
    EXPECT_EQ(counted_text(limit, at("2026-03-12 16:00:59.999"), at("2026-03-27 16:00"), {}, law().calendar,
                           Language::zh),
              "按日期差为15日，按24小时一日为15日0小时0分");
    put(facts, "clarification_sent", "2026-03-12 16:01");
    EXPECT_EQ(broken(check_limits(works(), law().calendar, facts)),
              std::vector<std::string>{"works.clarification"});
    const auto sent = at("2026-03-12 16:00:59.999");
    EXPECT_EQ(window_for_end(limit, sent, {}, law().calendar).value().earliest, at("2026-03-27 16:00"));
    EXPECT_EQ(counted_start(procedure::limit("works.medium_electronic"), sent), sent);
    EXPECT_EQ(counted_start(procedure::limit("works.document_objection"), sent), sent);
}

TEST(Lawful, of_two_starts_the_earlier_end_binds)
{
    auto facts = lawful_tender();
    put(facts, "winner_decided", "2026-04-13 10:00");
    put(facts, "award_letter_sent", "2026-04-20 10:00");
    const auto found = lawful(works(), law().calendar, "written_report_submitted", facts).value();
    EXPECT_EQ(*found.latest, at("2026-04-28 23:59:59.999"));
    EXPECT_EQ(found.bounds.size(), 2u);
}

TEST(Channels, publicity_starts_on_the_last_channel_and_a_collection_on_the_first_medium)
{
    Facts facts;
    facts.attributes["mandatory"] = "yes";
    facts.instants = {{"candidates_published", at("2026-03-10 09:00"), Channel::platform},
                      {"candidates_published", at("2026-03-11 15:00"), Channel::designated_medium}};
    EXPECT_EQ(
        *lawful(works(), law().calendar, "candidates_publicity_end", facts).value().earliest,
        at("2026-03-17 00:00")); // 03-14 is a Saturday and moves to Monday the 16th, which ends at 24:00
    const auto framework = law().rulebook("framework-agreement-closed").value();
    facts.instants = {{"collection_notice_published", at("2026-03-09 09:00"), Channel::platform},
                      {"collection_notice_published", at("2026-03-10 09:00"), Channel::designated_medium},
                      {"collection_notice_published", at("2026-03-11 09:00"), Channel::designated_medium}};
    EXPECT_EQ(*lawful(framework, law().calendar, "collection_notice_end", facts).value().earliest,
              at("2026-03-18 00:00"));
}

} // namespace
} // namespace tianping::procedure
