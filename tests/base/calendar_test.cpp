#include "base/calendar.hpp"
#include "base/time_text.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

CivilDay day(std::string_view text)
{
    return CivilDay::parse(text).value();
}
Instant at(std::string_view text)
{
    return from_rfc3339(text).value();
}

// 2026 around the Spring Festival, as 国办发明电〔2025〕7号 has it.
Calendar spring_2026()
{
    CalendarYear year{2026, {}, {day("2026-02-14"), day("2026-02-28")}};
    for (auto d = day("2026-02-15"); d <= day("2026-02-23"); d = d + 1)
        year.holidays.emplace(d, "春节");
    return Calendar::make({year}).value();
}

TEST(CivilDay, begins_and_ends_by_the_wall_clock_of_china)
{
    EXPECT_EQ(CivilDay::of(at("2026-03-22T16:00:00Z")), day("2026-03-23"));
    EXPECT_EQ(CivilDay::of(at("2026-03-22T15:59:59.999Z")), day("2026-03-22"));
    EXPECT_EQ(day("2026-03-23").start(), at("2026-03-23T00:00:00+08:00"));
    EXPECT_EQ(day("2026-03-23").end(), at("2026-03-24T00:00:00+08:00"));
    EXPECT_EQ(CivilDay::of(at("1969-12-31T15:59:59.999Z")).text(), "1969-12-31");
}

TEST(CivilDay, is_read_and_written_as_one_text)
{
    EXPECT_EQ(day("2024-02-29").text(), "2024-02-29");
    for (const auto* bad :
         {"2026-02-29", "2026-2-01", "20260201", "2026-13-01", "2026-01-00", "", "2026-01-011", "2026-01-1x"})
        EXPECT_EQ(CivilDay::parse(bad).error().code, "calendar.malformed_day") << bad;
}

TEST(CivilDay, knows_its_weekday)
{
    EXPECT_EQ(day("2026-03-23").weekday(), 1);
    EXPECT_TRUE(day("2026-03-22").is_weekend());
    EXPECT_FALSE(day("2026-03-20").is_weekend());
}

TEST(CivilDay, months_end_on_the_same_number_or_the_last_day_by_civil_code_202)
{
    EXPECT_EQ(day("2026-01-31").months_later(1), day("2026-02-28"));
    EXPECT_EQ(day("2024-01-31").months_later(1), day("2024-02-29"));
    EXPECT_EQ(day("2026-03-15").months_later(6), day("2026-09-15"));
    EXPECT_EQ(day("2024-02-29").months_later(120), day("2034-02-28"));
    EXPECT_EQ(day("2026-03-31").months_later(-1), day("2026-02-28"));
}

TEST(Calendar, takes_holidays_and_make_up_days_into_account)
{
    const auto calendar = spring_2026();
    EXPECT_TRUE(calendar.is_working_day(day("2026-02-14")).value()); // a worked Saturday
    EXPECT_FALSE(calendar.is_working_day(day("2026-02-16")).value());
    EXPECT_TRUE(calendar.is_working_day(day("2026-02-24")).value());
    EXPECT_EQ(calendar.holiday_name(day("2026-02-23")), "春节");
    EXPECT_EQ(calendar.holiday_name(day("2026-02-24")), "");
}

TEST(Calendar, counts_working_days_in_both_directions_without_the_first_day)
{
    const auto calendar = spring_2026();
    EXPECT_EQ(calendar.add_working_days(day("2026-02-13"), 1).value(), day("2026-02-14"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-13"), 2).value(), day("2026-02-24"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-24"), -1).value(), day("2026-02-14"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-18"), -1).value(), day("2026-02-14"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-18"), 1).value(), day("2026-02-24"));
    EXPECT_EQ(calendar.add_working_days(day("2026-02-18"), 0).value(), day("2026-02-18"));
    EXPECT_EQ(calendar.working_days_between(day("2026-02-13"), day("2026-02-28")).value(), 6);
}

TEST(Calendar, a_last_day_of_rest_moves_to_the_next_working_day_by_civil_code_203)
{
    const auto calendar = spring_2026();
    EXPECT_EQ(calendar.working_day_from(day("2026-02-15")).value(), day("2026-02-24"));
    EXPECT_EQ(calendar.working_day_from(day("2026-02-14")).value(), day("2026-02-14"));
}

TEST(Calendar, never_guesses_beyond_its_years)
{
    const auto calendar = spring_2026();
    const auto refused = calendar.is_working_day(day("2027-01-04"));
    EXPECT_EQ(refused.error().code, "procedure.calendar_missing_year");
    EXPECT_EQ(refused.error().params.at("year"), "2027");
    EXPECT_EQ(refused.error().params.at("last"), "2026");
    EXPECT_EQ(calendar.add_working_days(day("2026-12-31"), 1).error().params.at("year"), "2027");
    EXPECT_EQ(calendar.add_working_days(day("2026-01-05"), -5).error().params.at("year"), "2025");
    EXPECT_EQ(calendar.working_days_between(day("2026-12-31"), day("2027-01-01")).error().code,
              "procedure.calendar_missing_year");
    EXPECT_EQ(Calendar{}.is_working_day(day("2026-01-01")).error().params.at("first"), "-");
}

TEST(Calendar, wants_the_next_years_table_from_november_on_and_todays_at_once)
{
    const auto calendar = spring_2026();
    EXPECT_EQ(calendar.year_wanted(day("2026-10-31")), std::nullopt);
    EXPECT_EQ(calendar.year_wanted(day("2026-11-01")), 2027);
    EXPECT_EQ(calendar.year_wanted(day("2027-03-01")), 2027);
    EXPECT_EQ(calendar.year_wanted(day("2025-06-01")), 2025);
    EXPECT_EQ(Calendar{}.year_wanted(day("2026-01-01")), 2026);
}

TEST(Calendar, knows_the_hour_at_which_business_closes_once_it_is_told)
{
    const auto plain = spring_2026();
    EXPECT_FALSE(plain.business_close());
    const auto closing = plain.closing_at(17 * 60 + 30);
    EXPECT_EQ(closing.business_close(), 1050);
    EXPECT_EQ(closing.is_working_day(day("2026-02-14")).value(),
              plain.is_working_day(day("2026-02-14")).value());
}

TEST(Calendar, refuses_a_gap_between_its_years)
{
    const auto made = Calendar::make({{2024, {}, {}}, {2026, {}, {}}});
    EXPECT_EQ(made.error().code, "procedure.calendar_gap");
    EXPECT_EQ(Calendar::make({{2026, {}, {}}, {2026, {}, {}}}).error().code, "procedure.calendar_gap");
}

} // namespace
} // namespace tianping
