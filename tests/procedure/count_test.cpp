#include "law.hpp"

namespace tianping::procedure {
namespace {

Window forward(const Limit& limit, Instant start, const Circumstances& seen = {})
{
    return window_for_end(limit, start, seen, law().calendar).value();
}
Window backward(const Limit& limit, Instant end, const Circumstances& seen = {})
{
    return window_for_start(limit, end, seen, law().calendar).value();
}

TEST(Counting, twenty_days_before_the_deadline_release_is_on_2026_03_03_and_not_later_than_the_hour)
{
    const auto& limit = procedure::limit("works.preparation");
    const auto window = backward(limit, at("2026-03-23 09:30"));
    EXPECT_EQ(*window.latest, at("2026-03-03 09:30"));
    ASSERT_EQ(window.counts.size(), 2u); // both are shown
    EXPECT_EQ(window.counts[0].count, Count::dates);
    EXPECT_EQ(*window.counts[0].latest, at("2026-03-03 23:59:59.999"));
    EXPECT_EQ(window.counts[1].count, Count::hours);
    EXPECT_EQ(*window.counts[1].latest, at("2026-03-03 09:30"));
    EXPECT_EQ(*forward(limit, at("2026-03-03 09:30")).earliest, at("2026-03-23 09:30"));
}

TEST(Counting, a_change_eleven_days_before_the_deadline_moves_it_to_2026_03_27_or_later)
{
    const auto& limit = procedure::limit("works.clarification");
    EXPECT_EQ(*forward(limit, at("2026-03-12 09:30")).earliest, at("2026-03-27 09:30"));
    const auto later = forward(limit, at("2026-03-12 16:00"));
    EXPECT_EQ(*later.counts[0].earliest, at("2026-03-27 00:00")); // by dates the old hour would do
    EXPECT_EQ(*later.earliest, at("2026-03-27 16:00"));           // by hours it does not: the stricter binds
}

struct Case {
    const char* limit;
    const char* start;
    const char* bound; // the earliest or latest lawful end
};

TEST(Counting, limits_end_where_the_calendar_of_2026_puts_them)
{
    const Case cases[] = {
        {"works.document_objection_answer", "2026-03-10 08:00", "2026-03-13 23:59:59.999"},
        {"works.document_objection_answer", "2026-03-11 08:00", "2026-03-16 23:59:59.999"}, // Saturday moves
        {"works.document_objection_answer", "2026-02-11 08:00",
         "2026-02-14 23:59:59.999"}, // a worked Saturday
        {"works.document_objection_answer", "2026-02-12 08:00", "2026-02-24 23:59:59.999"}, // Spring Festival
        {"works.prequalification_objection_answer", "2026-03-11 08:00", "2026-03-16 23:59:59.999"},
        {"works.contract", "2026-04-02 10:00", "2026-05-06 23:59:59.999"},    // 05-02 is Labour Day
        {"works.bond_refund", "2026-09-30 10:00", "2026-10-08 23:59:59.999"}, // National Day
        {"works.complaint_acceptance", "2026-02-13 17:00", "2026-02-25 23:59:59.999"},
        {"works.complaint_decision", "2026-03-02 00:00", "2026-04-14 23:59:59.999"},
        {"works.candidates_publicity", "2026-03-10 23:59", "2026-03-14 00:00"}, // 3 whole days, ends 24:00
        {"works.medium_electronic", "2026-03-10 21:15", "2026-03-11 09:15"},
        {"works.violation_record_period", "2026-08-31 09:00", "2027-03-01 00:00"},
        {"works.notice_trace", "2024-02-29 09:00", "2034-03-01 00:00"},
        {"land.notice", "2026-03-03 18:00", "2026-03-23 18:00"},
        {"land.listing", "2026-03-23 09:00", "2026-04-02 09:00"},
        {"framework.filing", "2026-09-24 09:00", "2026-10-12 23:59:59.999"},
    };
    for (const auto& c : cases) {
        const auto window = forward(limit(c.limit), at(c.start));
        const bool least = limit(c.limit).relation == Relation::at_least;
        EXPECT_EQ(least ? *window.earliest : *window.latest, at(c.bound)) << c.limit << " " << c.start;
    }
}

TEST(Counting, the_boundary_itself_is_lawful_and_one_millisecond_beyond_is_not)
{
    const auto answer = forward(limit("works.document_objection_answer"), at("2026-03-10 08:00"));
    EXPECT_TRUE(answer.contains(at("2026-03-13 23:59:59.999")));
    EXPECT_FALSE(answer.contains(at("2026-03-14 00:00")));
    EXPECT_FALSE(answer.contains(at("2026-03-10 07:59:59.999"))); // an answer before its objection
    const auto deadline = forward(limit("works.preparation"), at("2026-03-03 09:30"));
    EXPECT_TRUE(deadline.contains(at("2026-03-23 09:30")));
    EXPECT_FALSE(deadline.contains(at("2026-03-23 09:29:59.999")));
}

TEST(Counting, opening_is_at_the_very_instant_of_the_deadline)
{
    const auto window = forward(limit("works.opening"), at("2026-03-23 09:30"));
    EXPECT_TRUE(window.contains(at("2026-03-23 09:30")));
    EXPECT_FALSE(window.contains(at("2026-03-23 09:30:00.001")));
    EXPECT_FALSE(window.contains(at("2026-03-23 09:29:59.999")));
}

// The law says nowhere whether "at least N days" is counted to the hour.
TEST(Counting, every_span_of_days_that_has_to_pass_is_counted_both_ways)
{
    std::size_t both = 0;
    for (const auto& limit : law().all.limits) {
        if (limit.relation != Relation::at_least || limit.unit != Unit::calendar_day)
            continue;
        const bool whole = limit.counts == std::vector{Count::whole_days};
        EXPECT_TRUE(whole || limit.counts == (std::vector{Count::dates, Count::hours})) << limit.id;
        both += whole ? 0 : 1;
    }
    EXPECT_GE(both, 12U);
}

TEST(Counting, a_listing_notice_shows_both_counts_and_the_stricter_binds)
{
    const auto window = forward(limit("land.notice"), at("2026-03-03 18:00"));
    ASSERT_EQ(window.counts.size(), 2U);
    EXPECT_EQ(window.counts[0].earliest, at("2026-03-23 00:00"));
    EXPECT_EQ(window.counts[1].earliest, at("2026-03-23 18:00"));
    EXPECT_EQ(window.earliest, at("2026-03-23 18:00"));
    const auto notice = backward(limit("land.notice"), at("2026-03-23 09:00"));
    EXPECT_EQ(*notice.latest, at("2026-03-03 09:00"));
}

TEST(Counting, applications_for_a_listing_end_exactly_two_days_before_it)
{
    const auto window = backward(limit("land.application"), at("2026-04-02 15:00"));
    EXPECT_EQ(*window.earliest, at("2026-03-31 00:00"));
    EXPECT_EQ(*window.latest, at("2026-03-31 23:59:59.999"));
}

TEST(Counting, a_day_ends_with_business_where_someone_keeps_hours)
{
    Circumstances seen;
    seen.business_close = 17 * 60 + 30;
    EXPECT_EQ(*forward(limit("works.written_report"), at("2026-03-02 10:00"), seen).latest,
              at("2026-03-17 17:30"));
    EXPECT_EQ(*forward(limit("works.written_report"), at("2026-03-02 10:00")).latest,
              at("2026-03-17 23:59:59.999"));
    EXPECT_EQ(*forward(limit("works.bond_refund"), at("2026-03-02 10:00"), seen).latest,
              at("2026-03-09 23:59:59.999")); // 03-07 is a Saturday; a transfer knows no closing hour
}

TEST(Counting, a_rest_day_that_moved_is_named)
{
    const auto window = forward(limit("works.document_objection_answer"), at("2026-03-11 08:00"));
    EXPECT_EQ(*window.moved_from, day("2026-03-14"));
    EXPECT_FALSE(forward(limit("works.document_objection_answer"), at("2026-03-10 08:00")).moved_from);
}

TEST(Counting, beyond_the_calendar_there_is_an_error_and_never_a_guess)
{
    const auto refused = window_for_end(limit("works.contract"), at("2026-12-10 10:00"), {}, law().calendar);
    EXPECT_EQ(refused.error().code, "procedure.calendar_missing_year");
    EXPECT_EQ(refused.error().params.at("year"), "2027");
    // Days that nothing moves need no calendar.
    EXPECT_EQ(*forward(limit("works.preparation"), at("2026-12-20 10:00")).earliest, at("2027-01-09 10:00"));
}

// The answer to an objection takes the days from 2026-03-05 to 03-09 out of the ten for a complaint.
TEST(Holds, days_of_answering_an_objection_do_not_count_towards_a_complaint)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-05 10:00"), at("2026-03-09 16:00"), "objection_answer"});
    const auto window = forward(limit("works.complaint"), at("2026-03-02 09:00"), seen);
    EXPECT_EQ(*window.latest, at("2026-03-17 23:59:59.999"));
    EXPECT_EQ(window.left_out.size(), 5u);
    seen.holds[0].cause = "supervisor_order"; // any other hold lets them run
    EXPECT_EQ(*forward(limit("works.complaint"), at("2026-03-02 09:00"), seen).latest,
              at("2026-03-12 23:59:59.999"));
}

TEST(Holds, a_stopped_clock_goes_on_where_it_stood)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-25 14:00"), at("2026-03-28 11:30"), "supervisor_order"});
    const auto window = forward(limit("land.listing"), at("2026-03-23 09:00"), seen);
    EXPECT_EQ(*window.counts[0].earliest, at("2026-04-04 00:00")); // two whole days stood
    EXPECT_EQ(*window.counts[1].earliest, at("2026-04-05 06:30")); // 69 h 30 min stood
    EXPECT_EQ(*window.earliest, at("2026-04-05 06:30"));
}

TEST(Holds, two_holds_at_once_are_not_counted_twice)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-25 00:00"), at("2026-03-27 00:00"), "supervisor_order"});
    seen.holds.push_back({at("2026-03-26 00:00"), at("2026-03-28 00:00"), "force_majeure"});
    EXPECT_EQ(*forward(limit("land.listing"), at("2026-03-23 09:00"), seen).earliest, at("2026-04-05 09:00"));
}

TEST(Holds, two_holds_that_meet_take_out_the_day_that_neither_fills)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-25 00:00"), at("2026-03-25 12:00"), "supervisor_order"});
    seen.holds.push_back({at("2026-03-25 11:00"), at("2026-03-26 00:00"), "force_majeure"});
    EXPECT_EQ(*forward(limit("land.listing"), at("2026-03-23 09:00"), seen).counts[0].earliest,
              at("2026-04-03 00:00"));
}

TEST(Holds, validity_and_refunds_run_on)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-01 00:00"), at("2026-04-01 00:00"), "supervisor_order"});
    EXPECT_EQ(*forward(limit("works.bond_refund"), at("2026-03-03 10:00"), seen).latest,
              at("2026-03-09 23:59:59.999"));
}

TEST(Holds, while_one_stands_no_end_is_lawful)
{
    Circumstances seen;
    seen.holds.push_back({at("2026-03-25 14:00"), std::nullopt, "supervisor_order"});
    EXPECT_TRUE(forward(limit("land.listing"), at("2026-03-23 09:00"), seen).held);
    EXPECT_FALSE(forward(limit("works.bond_refund"), at("2026-03-23 09:00"), seen).held);
    seen.holds[0].from = at("2026-04-20 00:00"); // set after the period was over
    EXPECT_FALSE(forward(limit("land.listing"), at("2026-03-23 09:00"), seen).held);
}

TEST(Holds, nothing_is_counted_back_from_a_deadline_that_one_overtook)
{
    const auto deadline = at("2026-03-26 09:30");
    for (const auto* id : {"works.document_objection", "works.prequalification_objection"}) {
        const auto back = [&](Instant from, std::optional<Instant> until) {
            Circumstances seen;
            seen.holds.push_back({from, until, "supervisor_order"});
            return backward(limit(id), deadline, seen);
        };
        const auto latest = backward(limit(id), deadline).latest;
        const auto set = at("2026-03-25 10:00");
        const auto overtaken = back(set, at("2026-03-30 10:00"));
        EXPECT_TRUE(overtaken.overtaken) << id;
        EXPECT_TRUE(overtaken.contains(at("2026-03-27 10:00"))) << id;
        EXPECT_TRUE(back(set, deadline).overtaken) << "the closing is taken before a lifting at its instant";
        EXPECT_EQ(back(set, deadline - std::chrono::milliseconds{1}).latest, latest) << "lifted before it";
        EXPECT_EQ(back(deadline, at("2026-03-30 10:00")).latest, latest) << "set behind it";
        const auto standing = back(set, std::nullopt);
        EXPECT_EQ(standing.latest, latest) << "whether it overtakes it is not known yet";
        EXPECT_TRUE(standing.held);
    }
    Circumstances seen;
    seen.holds.push_back({at("2026-03-25 10:00"), at("2026-03-30 10:00"), "supervisor_order"});
    EXPECT_FALSE(backward(limit("works.result_objection"), deadline, seen).overtaken) << "a term runs on";
}

TEST(Holds, what_they_take_out_is_in_neither_count_of_an_explanation)
{
    const auto told = [](const char* from, const char* until, Language language) {
        Facts facts;
        facts.instants = {{"documents_released", at("2026-03-03 09:30"), Channel::none},
                          {"bid_deadline", at("2026-03-23 09:30"), Channel::none}};
        facts.seen.holds = {{at(from), at(until), "supervisor_order"}};
        const auto verdict = check_limits(works(), law().calendar, facts);
        return explain(verdict.breaches.at(0), works(), law().calendar, facts.seen, language);
    };
    const auto holds = [](const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    };
    const auto zh = told("2026-03-10 00:00", "2026-03-12 00:00", Language::zh);
    EXPECT_TRUE(holds(zh, "应当不少于20日；按日期差为18日，按24小时一日为18日0小时0分；"
                          "投标截止最早2026-03-25 09:30，暂停不计入2日"))
        << zh;
    const auto en = told("2026-03-10 00:00", "2026-03-12 00:00", Language::en);
    EXPECT_TRUE(holds(en, "must be at least 20 days; by dates 18 days, by days of 24 hours 18 d 0 h 0 min; "
                          "bid deadline earliest 2026-03-25 09:30, a hold leaves out 2 days"))
        << en;
    const auto half = told("2026-03-10 20:00", "2026-03-11 08:00", Language::zh);
    EXPECT_TRUE(holds(half, "按日期差为20日，按24小时一日为19日12小时0分；投标截止最早2026-03-23 21:30"))
        << half;
    const auto begun = told("2026-03-02 00:00", "2026-03-03 10:00", Language::zh);
    EXPECT_TRUE(holds(begun, "按日期差为20日，按24小时一日为19日23小时30分")) << begun;
}

TEST(Counting, every_counted_day_can_be_listed)
{
    const auto days = days_counted(limit("works.complaint_acceptance"), at("2026-02-13 17:00"),
                                   at("2026-02-25 12:00"), {}, law().calendar)
                          .value();
    ASSERT_EQ(days.size(), 13u);
    EXPECT_EQ(days[0].why, NotCounted::first_day);
    EXPECT_EQ(days[1].number, 1); // 02-14
    EXPECT_EQ(days[2].why, NotCounted::rest_day);
    EXPECT_EQ(days[11].number, 2); // 02-24
    EXPECT_EQ(days[12].number, 3);
}

} // namespace
} // namespace tianping::procedure
