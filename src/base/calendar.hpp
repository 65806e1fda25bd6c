#pragma once
// Days as the law counts them: civil days of +08:00, and which of them are working days. Working days are
// data (law/calendars), so every question about them may be answered with `procedure.calendar_missing_year`.
#include "base/result.hpp"
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tianping {

// One day of the wall calendar of +08:00; it knows no hour. Text: "2026-03-23".
class CivilDay {
public:
    CivilDay() = default; // 1970-01-01, only as an empty seat that wire::read fills
    constexpr explicit CivilDay(std::int64_t days_since_1970) : days_{days_since_1970} {}

    // The day on which an instant falls in +08:00.
    static CivilDay of(Instant at);
    // Refuses dates that do not exist with `calendar.malformed_day`.
    static Result<CivilDay> from_date(int year, unsigned month, unsigned day);
    static Result<CivilDay> parse(std::string_view text);

    std::string text() const;
    constexpr std::int64_t count() const { return days_; }
    int year() const;
    // 1 is Monday, 7 is Sunday.
    int weekday() const;
    bool is_weekend() const { return weekday() > 5; }
    // 00:00 and 24:00 of this day; the end belongs to the next day.
    Instant start() const;
    Instant end() const { return CivilDay{days_ + 1}.start(); }
    // The day with the same number so many months on, or that month's last day (民法典202).
    CivilDay months_later(std::int64_t months) const;

    friend constexpr auto operator<=>(CivilDay, CivilDay) = default;
    friend constexpr CivilDay operator+(CivilDay day, std::int64_t n) { return CivilDay{day.days_ + n}; }
    friend constexpr CivilDay operator-(CivilDay day, std::int64_t n) { return CivilDay{day.days_ - n}; }
    friend constexpr std::int64_t operator-(CivilDay a, CivilDay b) { return a.days_ - b.days_; }

private:
    std::int64_t days_ = 0;
};

// What the yearly notice of the State Council changes against plain weeks.
struct CalendarYear {
    int year = 0;
    std::map<CivilDay, std::string> holidays{}; // day and name
    std::vector<CivilDay> make_up_days{};       // weekend days that are worked
};

// The working days of a run of years without a gap. Immutable once made.
class Calendar {
public:
    Calendar() = default; // covers no year: every question about working days is refused

    // Refuses a gap between the years, or a year twice, with `procedure.calendar_gap`.
    static Result<Calendar> make(std::vector<CalendarYear> years);

    bool covers(int year) const { return first_year_ <= year && year <= last_year_; }
    int first_year() const { return first_year_; }
    int last_year() const { return last_year_; }
    // The year whose table should be added now: that of `today`, and from 1 November on the next one too.
    // Empty while there is none to add.
    std::optional<int> year_wanted(CivilDay today) const;

    // Each of these refuses to leave its years with `procedure.calendar_missing_year` {year, first, last}.
    Result<bool> is_working_day(CivilDay day) const;
    // `day` itself when it is worked, otherwise the first working day after it (民法典203).
    Result<CivilDay> working_day_from(CivilDay day) const;
    // The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself is not counted (民法典201).
    // For n = 0 it is `day`, worked or not.
    Result<CivilDay> add_working_days(CivilDay day, std::int64_t n) const;
    // How many working days lie after `from` up to and including `to`; needs from <= to.
    Result<std::int64_t> working_days_between(CivilDay from, CivilDay to) const;
    // The name of the holiday, or an empty text.
    std::string holiday_name(CivilDay day) const;

    // The same days where business closes so many minutes after 00:00 (民法典203).
    Calendar closing_at(std::int64_t minute) const;
    // Empty: nobody said, the day ends at 24:00.
    std::optional<std::int64_t> business_close() const { return business_close_; }

private:
    Status must_cover(CivilDay day) const;
    Error missing(int year) const;

    int first_year_ = 0;
    int last_year_ = -1;
    std::vector<CivilDay> working_{}; // ascending
    std::map<CivilDay, std::string> holidays_{};
    std::optional<std::int64_t> business_close_{};
};

} // namespace tianping
