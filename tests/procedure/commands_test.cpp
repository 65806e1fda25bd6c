#include "explain_scene.hpp"

namespace tianping::procedure {
namespace {

TEST(CheckCommand, finds_the_repository_in_order_and_says_what_was_not_read)
{
    std::ostringstream out;
    EXPECT_EQ(check_command({law_folder()}, speech(Language::zh), out), 0);
    EXPECT_NE(out.str().find("land.contract"), std::string::npos);
    EXPECT_EQ(out.str().find("works.preparation"), std::string::npos);
}

TEST(CheckCommand, prints_file_and_line_of_a_mistake)
{
    std::ostringstream out;
    EXPECT_EQ(check_command({law_folder(), "/no/such/folder"}, speech(Language::en), out), 1);
    EXPECT_NE(out.str().find("/no/such/folder:1: procedure.no_folder"), std::string::npos);
    EXPECT_NE(out.str().find("1 mistakes"), std::string::npos);
}

TEST(ExplainCommand, answers_the_worked_example_with_both_counts_and_every_day)
{
    const auto answer = explained({"works-open-tender",
                                   {"documents_released=2026-03-03 09:30",
                                    "clarification_sent=2026-03-12 16:00", "bid_deadline=2026-03-27 09:30"},
                                   {},
                                   {},
                                   {},
                                   true});
    EXPECT_EQ(answer.code, 2);
    EXPECT_TRUE(
        has(answer,
            "✓ 编制投标文件的时间：招标文件开始发出至投标截止，不少于20日（招法24、30号令31；已读原文）"));
    EXPECT_TRUE(has(answer,
                    "✗ 招标文件澄清、修改提前通知：招标文件澄清或者修改通知发出（2026-03-12 16:00）至投标截止"
                    "（2026-03-27 09:30），应当不少于15日，以本平台的发布时间为准；"
                    "按日期差为15日，按24小时一日为14日17小时30分；"
                    "投标截止最早2026-03-27 16:00（招法23、条例21；已读原文）。"))
        << answer.text;
    EXPECT_TRUE(has(answer, "03-12(当日不计) 03-13(1) 03-14(2)"));
    EXPECT_TRUE(has(answer, "03-27(15)"));
    EXPECT_TRUE(has(answer, "违反规定 1 项"));
}

TEST(ExplainCommand, says_of_which_channel_a_publication_counts)
{
    const auto both = explained(
        {"works-open-tender",
         {"candidates_published@platform=2026-03-10 09:00",
          "candidates_published@designated_medium=2026-03-11 15:00", "clarification_sent=2026-03-12 16:00"},
         {},
         {},
         {},
         true});
    EXPECT_TRUE(has(both, "中标候选人公示开始至中标候选人公示结束，不少于3日，以最后发布的渠道为准（条例54"))
        << both.text;
    EXPECT_TRUE(has(both, "投标截止，不少于15日，以本平台的发布时间为准（招法23、条例21；已读原文）"))
        << both.text;
    const auto collection = explained(
        {"framework-agreement-closed", {"collection_notice_published=2026-03-10"}, {}, {}, {}, false},
        Language::en);
    EXPECT_TRUE(has(collection, "as published on the first designated medium (")) << collection.text;
    EXPECT_TRUE(has(collection, "as published on the last channel (")) << collection.text;
    const auto trace = explained(
        {"works-open-tender", {"notice_out_on_medium=2026-03-10"}, {}, {}, {}, false}, Language::en);
    EXPECT_TRUE(has(trace, "at least 10 years, as published on the designated medium (")) << trace.text;
}

TEST(ExplainCommand, tells_what_a_single_instant_opens)
{
    const auto answer = explained({"works-open-tender", {"award_letter_sent=2026-04-02"}, {}, {}, {}, true});
    EXPECT_EQ(answer.code, 0);
    EXPECT_TRUE(
        has(answer, "书面合同签订最晚2026-05-06 24:00，最后一日2026-05-02是休息日，顺延（民法典203）"))
        << answer.text;
    EXPECT_TRUE(has(answer, "05-01(29) 05-02(30) 05-03(顺延) 05-04(顺延) 05-05(顺延) 05-06(顺延)"))
        << answer.text;
}

TEST(ExplainCommand, says_of_what_is_kept_only_behind_a_rest_day_that_the_last_day_moved)
{
    ExplainOptions options{
        "works-open-tender",
        {"evaluation_report_received=2026-09-28 09:00", "candidates_published=2026-10-08 09:00"},
        {},
        {},
        {},
        true};
    const auto moved = explained(options);
    EXPECT_EQ(moved.code, 0);
    EXPECT_TRUE(has(moved, "按日期差为10日；最后一日2026-10-01是休息日，顺延（民法典203）\n")) << moved.text;
    EXPECT_TRUE(has(moved, "09-30(2) 10-01(3) 10-02(顺延)")) << moved.text;
    EXPECT_TRUE(has(moved, "10-08(顺延)\n")) << moved.text;
    options.at.back() = "candidates_published=2026-10-01 09:00";
    const auto in_time = explained(options, Language::en);
    EXPECT_TRUE(has(in_time, "by dates 3 days\n")) << in_time.text;
    options.at.back() = "candidates_published=2026-10-09 09:00";
    EXPECT_EQ(explained(options).code, 2);
}

TEST(ExplainCommand, calls_the_days_of_a_month_moved_only_behind_its_last_day)
{
    const auto answer = explained({"land-listing", {"land_contract_signed=2026-09-01"}, {}, {}, {}, true});
    EXPECT_TRUE(has(answer, "09-02(1) 09-03(2)")) << answer.text;
    EXPECT_TRUE(has(answer, "10-01(30) 10-02(顺延)")) << answer.text;
}

TEST(ExplainCommand, counts_working_days_with_the_names_of_holidays)
{
    const auto answer =
        explained({"framework-agreement-closed", {"agreement_signed=2026-09-24 10:00"}, {}, {}, {}, true});
    EXPECT_TRUE(has(answer, "09-24(当日不计) 09-25(中秋节) 09-26(中秋节) 09-27(中秋节) 09-28(1)"))
        << answer.text;
    EXPECT_TRUE(has(answer, "框架协议副本备案最晚2026-10-12 24:00")) << answer.text;
}

TEST(ExplainCommand, speaks_english_knows_holds_and_closing_hours)
{
    const auto answer = explained({"works-open-tender",
                                   {"cause_known=2026-03-02 09:00", "winner_decided=2026-03-02 10:00"},
                                   {"mandatory=yes"},
                                   {"objection_answer=2026-03-05 10:00/2026-03-09 16:00"},
                                   "17:30",
                                   true},
                                  Language::en);
    EXPECT_TRUE(has(answer, "complaint lodged latest 2026-03-17 17:30, a hold leaves out 5 days"))
        << answer.text;
    EXPECT_TRUE(has(answer, "03-05(held)"));
    EXPECT_TRUE(has(answer, "written report submitted latest 2026-03-17 17:30"));
}

TEST(ExplainCommand, says_that_a_deadline_which_a_hold_overtook_ends_no_objection)
{
    ExplainOptions options{"works-open-tender",
                           {"bid_deadline=2026-03-26 09:30"},
                           {},
                           {"supervisor_order=2026-03-25 10:00/2026-03-30 10:00"},
                           {},
                           true};
    const auto zh = explained(options);
    EXPECT_TRUE(has(zh, "投标截止 2026-03-26 09:30；收到对招标文件的异议不受限制：原定的截止在暂停期间到来，"
                        "没有截止，另定之后再算\n"))
        << zh.text;
    options.at.push_back("document_objection_received=2026-03-27 10:00");
    const auto en = explained(options, Language::en);
    EXPECT_TRUE(has(en, "✓ objection to tender documents")) << en.text;
    EXPECT_TRUE(has(en, "bid deadline 2026-03-26 09:30; is not limited: the deadline came during a hold and "
                        "did not happen; counted once another is set\n"))
        << en.text;
    options.holds.clear();
    EXPECT_TRUE(has(explained(options, Language::en), "✗ objection to tender documents"));
}

TEST(ExplainCommand, business_closes_when_the_centre_says_and_nobody_else_does)
{
    auto library = law();
    library.calendar = library.calendar.closing_at(16 * 60 + 45);
    ExplainOptions options{"works-open-tender", {"winner_decided=2026-03-02 10:00"}, {}, {}, {}, false};
    const auto told = [&] {
        std::ostringstream out;
        EXPECT_EQ(explain_command(library, options, speech(Language::en), out), 0);
        return out.str();
    };
    EXPECT_NE(told().find("written report submitted latest 2026-03-17 16:45"), std::string::npos);
    options.business_close = "17:30";
    EXPECT_NE(told().find("written report submitted latest 2026-03-17 17:30"), std::string::npos);
}

TEST(ExplainCommand, a_limit_beyond_the_calendar_cannot_be_counted_and_nothing_is_called_kept)
{
    const auto one = explained({"works-open-tender", {"award_letter_sent=2026-12-10"}, {}, {}, {}, true});
    EXPECT_EQ(one.code, 3);
    EXPECT_TRUE(has(one, "? 订立书面合同")) << one.text;
    EXPECT_TRUE(has(one, "无法计算：procedure.calendar_missing_year first=2024 last=2026 year=2027"))
        << one.text;
    EXPECT_TRUE(has(one, "项期限无法计算，是否违反不能断定。")) << one.text;
    EXPECT_FALSE(has(one, "没有违反规定")) << one.text;

    const auto two = explained({"works-open-tender",
                                {"award_letter_sent=2026-12-10", "contract_signed=2027-01-05"},
                                {},
                                {},
                                {},
                                true},
                               Language::en);
    EXPECT_EQ(two.code, 3);
    EXPECT_TRUE(has(two, "? contract")) << two.text;
    EXPECT_TRUE(has(two, "cannot be counted: procedure.calendar_missing_year")) << two.text;
    EXPECT_FALSE(has(two, "No limit is broken")) << two.text;
    EXPECT_FALSE(has(two, "are broken.")) << two.text;
}

TEST(ExplainCommand, what_is_broken_is_told_beside_what_cannot_be_counted)
{
    const auto answer = explained(
        {"works-open-tender",
         {"documents_released=2026-03-03", "bid_deadline=2026-03-10", "award_letter_sent=2026-12-10"},
         {},
         {},
         {},
         true});
    EXPECT_EQ(answer.code, 2);
    EXPECT_TRUE(has(answer, "违反规定 1 项。有 ")) << answer.text;
}

TEST(ExplainCommand, refuses_what_it_cannot_read)
{
    EXPECT_EQ(explained({"nothing", {}, {}, {}, {}, true}).text,
              "procedure.unknown_procedure procedure=nothing\n");
    for (const auto& [at, code] :
         std::map<std::string, std::string>{{"bid_deadline", "procedure.malformed_assignment"},
                                            {"bid_deadline=tomorrow", "procedure.malformed_instant"},
                                            {"bid_deadline@moon=2026-03-03", "procedure.malformed_channel"},
                                            {"no_instant=2026-03-03", "procedure.unknown_instant"}}) {
        const auto answer = explained({"works-open-tender", {at}, {}, {}, {}, true});
        EXPECT_EQ(answer.code, 1);
        EXPECT_TRUE(answer.text.starts_with(code)) << answer.text;
    }
    for (const auto& twice : std::vector<ExplainOptions>{
             {"works-open-tender", {"bid_deadline=2026-03-03", "bid_deadline=2026-03-04"}, {}, {}, {}, true},
             {"works-open-tender", {}, {"mandatory=yes", "mandatory=no"}, {}, {}, true}}) {
        const auto answer = explained(twice);
        EXPECT_EQ(answer.code, 1);
        EXPECT_TRUE(answer.text.starts_with("procedure.given_twice text=")) << answer.text;
    }
    for (const auto* hour : {"25:00", "17:60", "1x:30", "7:30", "17.30", ""})
        EXPECT_TRUE(explained({"works-open-tender", {}, {}, {}, hour, true})
                        .text.starts_with("procedure.malformed_hour"))
            << hour;
}

TEST(ExplainCommand, a_misspelt_attribute_is_refused_and_clears_nothing)
{
    const auto asked = [](const std::string& attribute) {
        return explained({"works-open-tender",
                          {"documents_released=2026-03-03", "bid_deadline=2026-03-10"},
                          {attribute},
                          {},
                          {},
                          false});
    };
    EXPECT_EQ(asked("mandatory=yes").code, 2);
    for (const auto& [attribute, allowed] : std::map<std::string, std::string>{
             {"mandatory=Yes", "no, yes"},
             {"mandatory=", "no, yes"},
             {"method=opne", "invited, open, quality"},
             {"region=3502", "350203 (GB/T 2260)"},
             {"mandatry=yes", "call_off, clarification, instruments, mandatory, method, notice_form, "
                              "qualification, region, state_controlled, trade_class"}}) {
        const auto answer = asked(attribute);
        EXPECT_EQ(answer.code, 1) << attribute;
        EXPECT_EQ(answer.text,
                  "procedure.no_such_attribute allowed=" + allowed + " text=" + attribute + "\n");
    }
}

TEST(ExplainCommand, a_hold_of_no_known_cause_or_without_time_is_refused)
{
    const auto asked = [](const std::string& hold) {
        return explained({"works-open-tender", {"cause_known=2026-03-02 09:00"}, {}, {hold}, {}, false});
    };
    EXPECT_EQ(asked("objection_answer=2026-03-05 10:00/2026-03-09 16:00").code, 0);
    EXPECT_EQ(asked("objection_answer=2026-03-05 10:00").code, 0);
    const auto cause = asked("objection_anwser=2026-03-05 10:00/2026-03-09 16:00");
    EXPECT_EQ(cause.code, 1);
    EXPECT_EQ(cause.text,
              "procedure.no_such_cause allowed=examination, force_majeure, objection_answer, "
              "supervisor_order, system_failure text=objection_anwser=2026-03-05 10:00/2026-03-09 16:00\n");
    for (const auto* inverted : {"objection_answer=2026-03-09 16:00/2026-03-05 10:00",
                                 "objection_answer=2026-03-09 16:00/2026-03-09 16:00"}) {
        const auto answer = asked(inverted);
        EXPECT_EQ(answer.code, 1);
        EXPECT_EQ(answer.text, std::string{"procedure.hold_without_time text="} + inverted + "\n");
    }
}

TEST(DiagramCommand, draws_every_stage_and_every_way)
{
    std::ostringstream out;
    EXPECT_EQ(diagram_command(law(), "works-open-tender", speech(Language::zh), out), 0);
    EXPECT_TRUE(out.str().starts_with("stateDiagram-v2\n"));
    for (const auto* line : {"    state \"已截止\" as closed\n", "    [*] --> draft\n",
                             "    closed --> opening : 开标\n", "    failed --> [*]\n"})
        EXPECT_NE(out.str().find(line), std::string::npos) << line;
    EXPECT_EQ(diagram_command(law(), "nothing", speech(Language::zh), out), 1);
}

TEST(Texts, the_last_moment_of_a_day_is_written_24_00)
{
    EXPECT_EQ(instant_text(at("2026-03-13 23:59:59.999")), "2026-03-13 24:00");
    EXPECT_EQ(instant_text(at("2026-03-14 00:00")), "2026-03-14 00:00");
    EXPECT_EQ(instant_text(at("2026-03-14 09:30:15.000")), "2026-03-14 09:30:15");
}

} // namespace
} // namespace tianping::procedure
