#include "rooms/notice/rules.hpp"
#include "trade/trade_house.hpp"

namespace tianping::notice {
namespace {

TEST(NoticeText, an_item_with_an_unknown_name_is_left_to_the_owner)
{
    const Values values{{"a", "甲"}, {"b", "乙"}};
    EXPECT_EQ(filled("{a}和{b}。", values), "甲和乙。");
    EXPECT_EQ(filled("{a}和{c}。", values), "");
    EXPECT_EQ(filled("没有", values), "没有");
    EXPECT_EQ(filled("开口{a", values), "开口{a");
}

TEST(NoticeText, what_the_draft_says_wins_over_what_can_be_filled)
{
    const auto sections = sections_for(test::law().guidance, Kind::postponement,
                                       {{"reason", "", "场地停电"}, {"own", "其他", "补充"}},
                                       {{"reason", "别的"}, {"deadline", "x"}});
    ASSERT_EQ(sections.size(), 3U);
    EXPECT_EQ(sections[0].text, ""); // the deadline before is not known
    EXPECT_EQ(sections[1].text, "场地停电");
    EXPECT_EQ(sections[2].title, "其他");
}

TEST(NoticeText, every_kind_of_notice_is_known_to_the_files_of_procedures)
{
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Kind>>(
        [](auto kind) { EXPECT_TRUE(procedure::is_notice_kind(kind.name)) << kind.name; });
}

struct Wanted {
    const char* name;
    Text text;
    std::vector<std::string> codes;
};
std::ostream& operator<<(std::ostream& o, const Wanted& w)
{
    return o << w.name;
}

Text text_of(Kind kind)
{
    Text t;
    t.kind = kind;
    t.rounds = {"rnd_1"};
    return t;
}
Text with(Text t, auto change)
{
    change(t);
    return t;
}

class Contradictions : public testing::TestWithParam<Wanted> {};

TEST_P(Contradictions, are_found)
{
    const auto noon = test::at("2026-03-10T12:00:00");
    std::vector<std::string> codes;
    for (const auto& f : contradictions(GetParam().text, test::at("2026-03-26T09:30:00"), noon))
        codes.push_back(f.code);
    EXPECT_EQ(codes, GetParam().codes);
}

const Wanted rule_book[] = {
    {"announcement_without_terms", text_of(Kind::tender_notice), {"notice.terms_wanted"}},
    {"no_rounds",
     with(text_of(Kind::clarification),
          [](Text& t) {
              t.rounds.clear();
              t.affects_bids = true;
          }),
     {"notice.no_round"}},
    {"unclassed_clarification", text_of(Kind::clarification), {"notice.class_wanted"}},
    {"harmless_without_reason",
     with(text_of(Kind::clarification), [](Text& t) { t.affects_bids = false; }),
     {"notice.reason_wanted"}},
    {"postponement_says_neither",
     text_of(Kind::postponement),
     {"notice.reason_wanted", "notice.deadline_wanted"}},
    {"earlier_deadline",
     with(text_of(Kind::postponement),
          [](Text& t) {
              t.reason = "停电";
              t.deadline = test::at("2026-03-26T09:29:59");
          }),
     {"notice.deadline_brought_forward"}},
    {"postponement_to_the_same_deadline",
     with(text_of(Kind::postponement),
          [](Text& t) {
              t.reason = "停电";
              t.deadline = test::at("2026-03-26T09:30:00");
          }),
     {"notice.postpones_nothing"}},
    {"postponement_by_a_millisecond",
     with(text_of(Kind::postponement),
          [](Text& t) {
              t.reason = "停电";
              t.deadline = test::at("2026-03-26T09:30:00") + std::chrono::milliseconds{1};
          }),
     {}},
    {"clarification_that_keeps_the_deadline",
     with(text_of(Kind::clarification),
          [](Text& t) {
              t.affects_bids = true;
              t.deadline = test::at("2026-03-26T09:30:00");
          }),
     {}},
    {"deadline_in_the_past",
     with(text_of(Kind::tender_notice),
          [](Text& t) {
              t.terms = "x";
              t.deadline = test::at("2026-03-10T12:00:00");
          }),
     {"notice.deadline_passed"}},
    {"correction_of_nothing", text_of(Kind::correction), {"notice.corrected_wanted"}},
    {"termination_with_deadline",
     with(text_of(Kind::termination),
          [](Text& t) {
              t.reason = "不可抗力";
              t.deadline = test::at("2026-04-26T09:30:00");
          }),
     {"notice.deadline_unexpected"}},
};
INSTANTIATE_TEST_SUITE_P(RuleBook, Contradictions, testing::ValuesIn(rule_book),
                         [](const auto& p) { return p.param.name; });

TEST(NoticeText, the_same_text_has_the_same_digest_and_every_change_another)
{
    const auto t = text_of(Kind::correction);
    EXPECT_EQ(digest(t), digest(t));
    EXPECT_NE(digest(t), digest(with(t, [](Text& x) { x.title = "更正"; })));
    EXPECT_NE(digest(t), digest(with(t, [](Text& x) { x.sections.push_back({"a", "b", "c"}); })));
    EXPECT_TRUE(text_view(signed_bytes(digest(t))).starts_with(std::string_view{"tianping/notice/1\0", 18}));
}

TEST(NoticeRules, a_hold_stops_the_act_that_a_notice_is_or_what_leads_on_from_its_stage)
{
    using trade::Act;
    using trade::Stage;
    EXPECT_EQ(act_to_be_free(Kind::tender_notice, Stage::registered, false), Act::announce);
    EXPECT_EQ(act_to_be_free(Kind::termination, Stage::announced, true), Act::terminate);
    EXPECT_EQ(act_to_be_free(Kind::failed_round, Stage::opened, false), Act::fail);
    EXPECT_EQ(act_to_be_free(Kind::clarification, Stage::announced, false), Act::close);
    EXPECT_EQ(act_to_be_free(Kind::postponement, Stage::announced, true), std::nullopt);
    EXPECT_EQ(act_to_be_free(Kind::correction, Stage::opened, false), std::nullopt);
}

} // namespace
} // namespace tianping::notice
