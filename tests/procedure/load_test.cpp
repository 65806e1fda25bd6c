#include "law.hpp"

namespace tianping::procedure {
namespace {

TEST(Law, the_files_of_the_repository_hold_no_mistake)
{
    EXPECT_FALSE(law().all.limits.empty());
    EXPECT_EQ(law().calendar.first_year(), 2024);
    EXPECT_EQ(law().calendar.last_year(), 2026);
}

TEST(Law, the_years_have_the_working_days_that_the_notices_of_the_state_council_leave)
{
    const auto& calendar = law().calendar;
    const auto in_year = [&](const std::string& year) {
        const auto first =
            day(year + "-01-01"); // New Year's Day is never worked, so it may be the day not counted
        return calendar.working_days_between(first, day(year + "-12-31")).value();
    };
    EXPECT_EQ(in_year("2024"), 251);
    EXPECT_EQ(in_year("2025"), 248);
    EXPECT_EQ(in_year("2026"), 248);
    EXPECT_TRUE(
        calendar.is_working_day(day("2024-02-09")).value()); // rest on New Year's Eve was only encouraged
    EXPECT_TRUE(calendar.is_working_day(day("2026-09-20")).value());
    EXPECT_FALSE(calendar.is_working_day(day("2026-09-25")).value());
}

} // namespace
} // namespace tianping::procedure
