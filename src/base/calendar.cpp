#include "base/calendar.hpp"
#include "base/digit.hpp"
#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace tianping {
namespace {

constexpr std::chrono::hours east_of_utc{8};

std::chrono::year_month_day date_of(CivilDay day)
{
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day.count()}}};
}

CivilDay day_of(const std::chrono::year_month_day& date)
{
    return CivilDay{std::chrono::sys_days{date}.time_since_epoch().count()};
}

int number(std::string_view digits)
{
    int out = 0;
    for (const char c : digits)
        out = out * 10 + (c - '0');
    return out;
}

} // namespace

CivilDay CivilDay::of(Instant at)
{
    return CivilDay{std::chrono::floor<std::chrono::days>(at + east_of_utc).time_since_epoch().count()};
}

Result<CivilDay> CivilDay::from_date(int year, unsigned month, unsigned day)
{
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok())
        return Error{Fault::invalid, "calendar.malformed_day"};
    return day_of(date);
}

Result<CivilDay> CivilDay::parse(std::string_view text)
{
    bool ok = text.size() == 10;
    for (std::size_t i = 0; ok && i < text.size(); ++i)
        ok = i == 4 || i == 7 ? text[i] == '-' : is_digit(text[i]);
    if (!ok) {
        Error e{Fault::invalid, "calendar.malformed_day"};
        e.params["expected"] = "2026-03-23";
        return e;
    }
    return from_date(number(text.substr(0, 4)), static_cast<unsigned>(number(text.substr(5, 2))),
                     static_cast<unsigned>(number(text.substr(8, 2))));
}

std::string CivilDay::text() const
{
    const auto date = date_of(*this);
    std::array<char, 40> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return out.data();
}

int CivilDay::year() const
{
    return static_cast<int>(date_of(*this).year());
}

int CivilDay::weekday() const
{
    return static_cast<int>(
        std::chrono::weekday{std::chrono::sys_days{std::chrono::days{days_}}}.iso_encoding());
}

Instant CivilDay::start() const
{
    return Instant{std::chrono::sys_days{std::chrono::days{days_}}} - east_of_utc;
}

CivilDay CivilDay::months_later(std::int64_t months) const
{
    const auto date = date_of(*this);
    const auto moved = date.year() / date.month() + std::chrono::months{months};
    const auto last = moved / std::chrono::last;
    return day_of(moved / std::min(date.day(), last.day()));
}

Result<Calendar> Calendar::make(std::vector<CalendarYear> years)
{
    std::ranges::sort(years, {}, &CalendarYear::year);
    Calendar out;
    std::set<CivilDay> made_up;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (i > 0 && years[i].year != years[i - 1].year + 1) {
            Error e{Fault::invalid, "procedure.calendar_gap"};
            e.params = {{"before", std::to_string(years[i - 1].year)},
                        {"after", std::to_string(years[i].year)}};
            return e;
        }
        out.holidays_.insert(years[i].holidays.begin(), years[i].holidays.end());
        made_up.insert(years[i].make_up_days.begin(), years[i].make_up_days.end());
    }
    if (years.empty())
        return out;
    out.first_year_ = years.front().year;
    out.last_year_ = years.back().year;
    const auto end = day_of(std::chrono::year{out.last_year_ + 1} / 1 / 1);
    for (auto day = day_of(std::chrono::year{out.first_year_} / 1 / 1); day < end; day = day + 1)
        if (made_up.contains(day) || (!day.is_weekend() && !out.holidays_.contains(day)))
            out.working_.push_back(day);
    return out;
}

Error Calendar::missing(int year) const
{
    Error e{Fault::unavailable, "procedure.calendar_missing_year"};
    e.params["year"] = std::to_string(year);
    e.params["first"] = first_year_ == 0 ? "-" : std::to_string(first_year_);
    e.params["last"] = first_year_ == 0 ? "-" : std::to_string(last_year_);
    return e;
}

std::optional<int> Calendar::year_wanted(CivilDay today) const
{
    const auto year = today.year();
    if (!covers(year))
        return year;
    const bool autumn = CivilDay::from_date(year, 11, 1).value() <= today;
    return autumn && !covers(year + 1) ? std::optional{year + 1} : std::nullopt;
}

Status Calendar::must_cover(CivilDay day) const
{
    if (!covers(day.year()))
        return missing(day.year());
    return {};
}

Result<bool> Calendar::is_working_day(CivilDay day) const
{
    TP_CHECK(must_cover(day));
    return std::ranges::binary_search(working_, day);
}

Result<CivilDay> Calendar::working_day_from(CivilDay day) const
{
    TP_CHECK(must_cover(day));
    const auto found = std::ranges::lower_bound(working_, day);
    if (found == working_.end())
        return missing(last_year_ + 1);
    return *found;
}

Result<CivilDay> Calendar::add_working_days(CivilDay day, std::int64_t n) const
{
    if (n == 0)
        return day;
    TP_CHECK(must_cover(day));
    const auto after = std::ranges::upper_bound(working_, day) - working_.begin();
    const auto before = std::ranges::lower_bound(working_, day) - working_.begin();
    const auto index = n > 0 ? after + n - 1 : before + n;
    if (index < 0)
        return missing(first_year_ - 1);
    if (index >= static_cast<std::int64_t>(working_.size()))
        return missing(last_year_ + 1);
    return working_[static_cast<std::size_t>(index)];
}

Result<std::int64_t> Calendar::working_days_between(CivilDay from, CivilDay to) const
{
    TP_CHECK(must_cover(from));
    TP_CHECK(must_cover(to));
    return std::ranges::upper_bound(working_, to) - std::ranges::upper_bound(working_, from);
}

Calendar Calendar::closing_at(std::int64_t minute) const
{
    auto out = *this;
    out.business_close_ = minute;
    return out;
}

std::string Calendar::holiday_name(CivilDay day) const
{
    const auto found = holidays_.find(day);
    return found == holidays_.end() ? std::string{} : found->second;
}

} // namespace tianping
