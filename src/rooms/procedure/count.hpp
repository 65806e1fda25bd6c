#pragma once
// How one limit is counted: from one known instant to the window in which the other may lie. Pure arithmetic
// over days, working days and elapsed time; 民法典201, 202, 203 and 1259.
#include "rooms/procedure/types.hpp"

namespace tianping::procedure {

// A suspension. `until` empty: it still stands. The first moment is held, `until` no longer.
struct Hold {
    Instant from{};
    std::optional<Instant> until{};
    std::string cause{}; // objection_answer, supervisor_order, ...
};
BOOST_DESCRIBE_STRUCT(Hold, (), (from, until, cause))

struct Circumstances {
    std::vector<Hold> holds{};
    // Minutes after 00:00 at which whoever has to act by then closes (民法典203); empty: the calendar's, and
    // where it has none 24:00.
    std::optional<std::int64_t> business_close{};
};
BOOST_DESCRIBE_STRUCT(Circumstances, (), (holds, business_close))

// What one way of counting allows. Both ends are lawful themselves; an empty end is open.
struct Counted {
    Count count{};
    std::optional<Instant> earliest{};
    std::optional<Instant> latest{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (count, earliest, latest))

struct Window {
    std::optional<Instant> earliest{}; // the stricter of all counts
    std::optional<Instant> latest{};
    std::vector<Counted> counts{};
    std::vector<CivilDay> left_out{};     // days that holds left out of the count
    std::optional<CivilDay> moved_from{}; // the last day that was a rest day and moved (民法典203)
    bool held = false; // a hold that still stands keeps the end open: no end is lawful before it is lifted
    bool overtaken = false; // a hold stood at the end, which did not happen: nothing is counted to it

    bool contains(Instant at) const { return (!earliest || *earliest <= at) && (!latest || at <= *latest); }
};
BOOST_DESCRIBE_STRUCT(Window, (), (earliest, latest, counts, left_out, moved_from, held, overtaken))

// From where a limit counts to an end that gives way. Days of 24 hours, which no national text counts to the
// hour at all, begin with the minute in which the start lies: a publication that was announced for 09:00 and
// is committed within that minute takes nothing from anybody. Every other limit counts from the start itself.
inline Instant counted_start(const Limit& limit, Instant start)
{
    const bool to_the_minute =
        limit.binds == Side::end && limit.relation == Relation::at_least && limit.unit == Unit::calendar_day;
    return to_the_minute ? Instant{std::chrono::floor<std::chrono::minutes>(start)} : start;
}

// Where `ends_at` may lie when `starts_at` is known, counted from counted_start(). Refuses only with
// `procedure.calendar_missing_year`.
Result<Window> window_for_end(const Limit& limit, Instant from, const Circumstances& seen,
                              const Calendar& calendar);
// Whether a hold stood at the deadline from which this limit counts back (a limit that binds its start, with
// at_least and a figure), and was lifted at it or later: that deadline did not happen, and there is nothing
// to count back from before another is set (design.md 1). Each hold is taken for one that stops the closing.
bool overtaken(const Limit& limit, Instant end, const Circumstances& seen);
// Where `starts_at` may lie when `ends_at` is known: anywhere, where that was overtaken. While a hold still
// stands over such a deadline it is counted as if that happened, and `held` is true.
Result<Window> window_for_start(const Limit& limit, Instant end, const Circumstances& seen,
                                const Calendar& calendar);

enum class NotCounted { counted, first_day, rest_day, held };
BOOST_DESCRIBE_ENUM(NotCounted, counted, first_day, rest_day, held)

struct DayInCount {
    CivilDay day{};
    std::int64_t number = 0; // 0 when it is not counted
    NotCounted why = NotCounted::counted;
};
BOOST_DESCRIBE_STRUCT(DayInCount, (), (day, number, why))

// Every day from that of `start` to that of `end` with its number, for people to check by hand.
Result<std::vector<DayInCount>> days_counted(const Limit& limit, Instant start, Instant end,
                                             const Circumstances& seen, const Calendar& calendar);

} // namespace tianping::procedure
