// The law of questions by tables: words, time, when an answer is due, and the commitment to the asker.
#include "rooms/bidding/question_rules.hpp"
#include "rooms/procedure/load.hpp"
#include "support/places.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;

const procedure::Library& library()
{
    static const auto all = procedure::load({std::filesystem::path{test::source_folder()} / "law"}).value();
    return all;
}

const Instant new_deadline = from_rfc3339("2026-03-26T09:30:00+08:00").value();

procedure::Facts facts()
{
    procedure::Facts out;
    out.instants = {{"bid_deadline", new_deadline, procedure::Channel::none}};
    out.attributes = {{"region", "990102"}};
    return out;
}

Status check_at(QuestionKind kind, const Timing& timing)
{
    const auto rules = library().rulebook("works-open-tender").value();
    return check_time(kind, "一标段", timing, rules, library().calendar, facts());
}

std::string time_of(QuestionKind kind, Instant at, trade::Stage stage = trade::Stage::announced,
                    bool held_over = false)
{
    const auto status = check_at(kind, {stage, new_deadline, at, std::nullopt, held_over});
    return status ? "" : status.error().code;
}

TEST(question_words, empty_long_or_telling_words_are_refused_all_at_once)
{
    const std::vector<std::string> asker{"平州北方建设有限公司", "平州市北方建筑公司", "91350100M000100Y43"};
    EXPECT_TRUE(check_words({"图纸第12页的标高以哪一处为准？"}, asker));
    EXPECT_EQ(check_words({" \n"}, asker).error().code, "bidding.question_empty");
    std::string longest;
    for (std::size_t i = 0; i < longest_question; ++i)
        longest += "字";
    EXPECT_TRUE(check_words({longest}, asker));
    EXPECT_EQ(check_words({longest + "字"}, asker).error().code, "bidding.question_too_long");
    EXPECT_EQ(check_words({"我公司平州北方建设有限公司想问"}, asker).error().code,
              "bidding.question_names_asker");
    EXPECT_EQ(check_words({"原平州市北方建筑公司想问"}, asker).error().code, "bidding.question_names_asker");
    for (const auto* spaced : {"平州 北方建设　有限公司想问", "平\u200b州北方建设有限\n公司想问",
                               "代码 9135 0100 m000 100y43", "代码９１３５０１００Ｍ０００１００Ｙ４３"})
        EXPECT_EQ(check_words({spaced}, asker).error().code, "bidding.question_names_asker") << spaced;
    AskIn both{"工期怎样计算？"};
    both.place = "91350100M000100Y43" + longest.substr(0, 3 * (longest_place + 1));
    const auto refused = check_words(both, asker);
    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().fields.size(), 2U);
    EXPECT_EQ(refused.error().fields[0].path, "place");
}

TEST(question_time, questions_are_taken_until_the_deadline_objections_until_ten_days_before)
{
    const auto question = QuestionKind::question, objection = QuestionKind::objection;
    EXPECT_EQ(time_of(question, new_deadline - 1ms), "");
    EXPECT_EQ(time_of(question, new_deadline), "bidding.questions_closed");
    const auto last = new_deadline - 240h; // 条例22: 10 days, by dates and by hours
    EXPECT_EQ(time_of(objection, last), "");
    EXPECT_EQ(time_of(objection, last + 1ms), "bidding.objection_late");
    EXPECT_EQ(time_of(question, new_deadline - 1h, trade::Stage::closed), "bidding.questions_closed");
    EXPECT_EQ(time_of(objection, last, trade::Stage::registered), "bidding.questions_closed");
}

TEST(question_time, a_deadline_that_a_hold_overtook_ends_no_question)
{
    const auto question = QuestionKind::question;
    EXPECT_EQ(time_of(question, new_deadline, trade::Stage::announced, true), "");
    EXPECT_EQ(time_of(question, new_deadline + 72h, trade::Stage::announced, true), "");
    EXPECT_EQ(time_of(question, new_deadline, trade::Stage::terminated, true), "bidding.questions_closed");
}

TEST(question_time, ten_days_are_counted_to_no_deadline_that_a_hold_overtook)
{
    const auto objection = QuestionKind::objection;
    const auto late = "bidding.objection_late";
    EXPECT_EQ(time_of(objection, new_deadline, trade::Stage::announced, true), "");
    EXPECT_EQ(time_of(objection, new_deadline + 72h, trade::Stage::announced, true), "");
    EXPECT_EQ(time_of(objection, new_deadline - 1ms, trade::Stage::announced, true), late)
        << "until it comes it is the one in force";
    EXPECT_EQ(time_of(objection, new_deadline - 1h), late) << "a notice set this one";
    EXPECT_EQ(time_of(objection, new_deadline, trade::Stage::closed, true), "bidding.questions_closed");
}

TEST(question_time, a_late_objection_names_article_lot_and_the_last_instant)
{
    const auto late =
        check_at(QuestionKind::objection, {trade::Stage::announced, new_deadline, new_deadline - 1h});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().article, "条例22");
    EXPECT_EQ(late.error().params.at("lot"), "一标段");
    EXPECT_EQ(late.error().params.at("latest"), to_rfc3339(new_deadline - 240h));
}

TEST(answer_due, an_objection_is_due_at_the_end_of_the_third_day_and_a_question_has_no_instant)
{
    const auto rules = library().rulebook("works-open-tender").value();
    const auto asked = from_rfc3339("2026-03-10T15:00:00+08:00").value(); // a Tuesday
    const auto objection = answer_due(QuestionKind::objection, asked, rules, library().calendar, facts());
    EXPECT_EQ(objection.at, from_rfc3339("2026-03-14T00:00:00+08:00").value() - 1ms);
    EXPECT_EQ(objection.article, "条例22");
    EXPECT_NE(objection.zh.find("暂停招标投标活动"), std::string::npos) << objection.zh;
    const auto question = answer_due(QuestionKind::question, asked, rules, library().calendar, facts());
    EXPECT_EQ(question.at, std::nullopt);
    EXPECT_NE(question.article.find("条例21"), std::string::npos);
    EXPECT_NE(question.zh.find("15"), std::string::npos) << question.zh;
}

TEST(answer_due, a_year_that_the_calendar_lacks_is_named_where_the_instant_would_stand)
{
    const auto rules = library().rulebook("works-open-tender").value();
    const auto asked = from_rfc3339("2026-12-30T09:00:00+08:00").value();
    const auto due = answer_due(QuestionKind::objection, asked, rules, library().calendar, facts());
    EXPECT_EQ(due.at, std::nullopt);
    EXPECT_NE(due.zh.find("无法计算：工作日历没有2027年"), std::string::npos) << due.zh;
    EXPECT_NE(due.en.find("cannot be counted: the working-day calendar has no 2027"), std::string::npos);
}

TEST(answer_due, a_third_day_that_is_a_rest_day_moves_to_the_next_working_day)
{
    const auto rules = library().rulebook("works-open-tender").value();
    const auto asked = from_rfc3339("2026-03-12T09:00:00+08:00").value(); // a Thursday; the third is Sunday
    EXPECT_EQ(answer_due(QuestionKind::objection, asked, rules, library().calendar, facts()).at,
              from_rfc3339("2026-03-17T00:00:00+08:00").value() - 1ms);
}

TEST(commitment, it_depends_on_salt_and_organisation_and_shows_neither)
{
    const auto one = identity::OrganisationId::parse("org_" + std::string(32, 'a')).value();
    const auto two = identity::OrganisationId::parse("org_" + std::string(32, 'b')).value();
    const std::string salt(64, '1'), other(64, '2');
    EXPECT_EQ(commitment_to(salt, one), commitment_to(salt, one));
    EXPECT_NE(commitment_to(salt, one), commitment_to(salt, two));
    EXPECT_NE(commitment_to(salt, one), commitment_to(other, one));
    EXPECT_EQ(commitment_to(salt, one).find("aaaa"), std::string::npos);
}

} // namespace
} // namespace tianping::bidding
