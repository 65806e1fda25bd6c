#include "rooms/procedure/count.hpp"
#include "rooms/procedure/held_time.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds one_ms{1};

// Counts one limit; each question answers with the last day or instant that one way of counting gives.
class Counter {
public:
    Counter(const Limit& limit, const Circumstances& seen, const Calendar& calendar)
        : limit_{limit}, seen_{seen}, calendar_{calendar}, held_{limit, seen.holds}
    {
    }

    const HeldTime& held() const { return held_; }
    bool is_least() const { return limit_.relation == Relation::at_least; }
    bool is_exact() const { return limit_.relation == Relation::exactly; }

    // The figure in days once 1259 and an included first day are settled.
    std::int64_t day_figure() const
    {
        auto n = limit_.figure - (limit_.first_day == FirstDay::included ? 1 : 0);
        if (limit_.boundary == Boundary::exclusive)
            n += is_least() ? 1 : -1;
        return n;
    }

    milliseconds time_figure() const
    {
        const auto unit = limit_.unit == Unit::minute ? milliseconds{60'000}
                          : limit_.unit == Unit::hour ? milliseconds{3'600'000}
                                                      : milliseconds{86'400'000};
        const auto edge = limit_.boundary == Boundary::inclusive ? milliseconds{0}
                          : is_least()                           ? one_ms
                                                                 : -one_ms;
        return unit * limit_.figure + edge;
    }

    // The n-th counted day after `first`, before any rest day moves it.
    Result<CivilDay> plain_last_day(CivilDay first) const
    {
        const auto n = day_figure();
        std::int64_t left_out = 0;
        for (;;) {
            TP_TRY(last, shifted(first, n, left_out));
            const auto now_left_out = left_out_between(first, last);
            if (now_left_out == left_out)
                return last;
            left_out = now_left_out;
        }
    }

    Result<CivilDay> last_day(CivilDay first) const
    {
        TP_TRY(last, plain_last_day(first));
        return limit_.rest_day == RestDay::moves ? calendar_.working_day_from(last) : Result<CivilDay>{last};
    }

    // What `count` allows the end to be when the start is known.
    Result<Counted> end_by(Count count, Instant start) const
    {
        Counted out{count, {}, {}};
        if (count == Count::hours) {
            const auto bound = held_.forward(start, time_figure());
            (is_least() ? out.earliest : out.latest) = bound;
            return out;
        }
        TP_TRY(last, last_day(CivilDay::of(start)));
        if (is_least() || is_exact())
            out.earliest = count == Count::whole_days ? last.end() : last.start();
        if (!is_least())
            out.latest = closing(last);
        return out;
    }

    // What `count` allows the start to be when the end is known: the same rule, turned round.
    Result<Counted> start_by(Count count, Instant end) const
    {
        Counted out{count, {}, {}};
        if (count == Count::hours) {
            if (is_least())
                out.latest = held_.last_start(end, time_figure());
            else
                out.earliest = held_.first_start(end, time_figure());
            return out;
        }
        TP_TRY(near, near_start(CivilDay::of(end)));
        const auto lawful = [&](CivilDay day) { return allows(count, day, end); };
        if (is_least() || is_exact()) {
            TP_TRY(latest, last_lawful(near, lawful));
            out.latest = latest.end() - one_ms;
        }
        if (!is_least()) {
            TP_TRY(earliest, first_lawful(near, lawful));
            out.earliest = earliest.start();
        }
        return out;
    }

private:
    Result<CivilDay> shifted(CivilDay first, std::int64_t n, std::int64_t left_out) const
    {
        switch (limit_.unit) {
        case Unit::working_day:
            return calendar_.add_working_days(first, n + left_out);
        case Unit::month:
            return first.months_later(n) + left_out;
        case Unit::year:
            return first.months_later(12 * n) + left_out;
        default:
            return first + n + left_out;
        }
    }

    // Days in (first, last] that a hold took out and that would have counted otherwise.
    std::int64_t left_out_between(CivilDay first, CivilDay last) const
    {
        const auto counts = [&](CivilDay day) {
            if (day <= first || last < day)
                return false;
            const auto worked = calendar_.is_working_day(day);
            return limit_.unit != Unit::working_day || (worked && *worked);
        };
        return std::ranges::count_if(held_.days(), counts);
    }

    Instant closing(CivilDay last) const
    {
        const auto close = seen_.business_close ? seen_.business_close : calendar_.business_close();
        if (limit_.day_ends == DayEnd::business_close && close)
            return last.start() + std::chrono::minutes{*close};
        return last.end() - one_ms;
    }

    // A start day from which the search for the exact one takes few steps.
    Result<CivilDay> near_start(CivilDay end) const
    {
        const auto n = day_figure();
        switch (limit_.unit) {
        case Unit::working_day:
            return calendar_.add_working_days(end, -n);
        case Unit::month:
            return end.months_later(-n);
        case Unit::year:
            return end.months_later(-12 * n);
        default:
            return end - n;
        }
    }

    // 0 when a start on `day` allows `end`, -1 when the start lies too early, 1 when it lies too late.
    Result<int> allows(Count count, CivilDay day, Instant end) const
    {
        const auto window = end_by(count, day.start());
        if (!window) { // the count runs past the calendar's last year, and so past `end`
            if (calendar_.covers(CivilDay::of(end).year()) && calendar_.covers(day.year()))
                return limit_.relation == Relation::at_most ? 0 : 1;
            return window.error();
        }
        if (window->earliest && end < *window->earliest)
            return 1;
        return window->latest && *window->latest < end ? -1 : 0;
    }

    template <class Lawful>
    static Result<CivilDay> last_lawful(CivilDay day, const Lawful& lawful)
    {
        for (;; day = day + 1) {
            TP_TRY(next, lawful(day + 1));
            if (next > 0)
                break;
        }
        for (;; day = day - 1) {
            TP_TRY(here, lawful(day));
            if (here <= 0)
                return day;
        }
    }

    template <class Lawful>
    static Result<CivilDay> first_lawful(CivilDay day, const Lawful& lawful)
    {
        for (;; day = day - 1) {
            TP_TRY(before, lawful(day - 1));
            if (before < 0)
                break;
        }
        for (;; day = day + 1) {
            TP_TRY(here, lawful(day));
            if (here >= 0)
                return day;
        }
    }

    const Limit& limit_;
    const Circumstances& seen_;
    const Calendar& calendar_;
    HeldTime held_;
};

void tighten(Window& window, const Counted& counted)
{
    if (counted.earliest && (!window.earliest || *window.earliest < *counted.earliest))
        window.earliest = counted.earliest;
    if (counted.latest && (!window.latest || *counted.latest < *window.latest))
        window.latest = counted.latest;
    window.counts.push_back(counted);
}

Window same(Instant at)
{
    Window out;
    out.earliest = out.latest = at;
    return out;
}

void note_days_left_out(Window& window, const Counter& counter, CivilDay from, CivilDay to)
{
    for (const auto day : counter.held().days())
        if (from < day && day <= to)
            window.left_out.push_back(day);
}

// It counts back from a deadline, and not to the end of a term.
bool is_to_come(const Limit& limit)
{
    return limit.binds == Side::start && limit.relation == Relation::at_least && limit.figure > 0;
}

} // namespace

bool overtaken(const Limit& limit, Instant end, const Circumstances& seen)
{
    return is_to_come(limit) && std::ranges::any_of(seen.holds, [&](const Hold& hold) {
               return hold.from < end && hold.until && *hold.until >= end;
           });
}

Result<Window> window_for_end(const Limit& limit, Instant from, const Circumstances& seen,
                              const Calendar& calendar)
{
    const auto start = counted_start(limit, from);
    if (limit.relation == Relation::same_instant)
        return same(start);
    const Counter counter{limit, seen, calendar};
    Window out;
    if (limit.relation == Relation::at_most)
        out.earliest = start;
    for (const auto count : limit.counts) {
        TP_TRY(counted, counter.end_by(count, start));
        tighten(out, counted);
        if (count == Count::hours)
            continue;
        TP_TRY(plain, counter.plain_last_day(CivilDay::of(start)));
        TP_TRY(last, counter.last_day(CivilDay::of(start)));
        if (plain != last)
            out.moved_from = plain;
    }
    const auto bound = limit.relation == Relation::at_least ? out.earliest : out.latest;
    note_days_left_out(out, counter, CivilDay::of(start), CivilDay::of(bound.value_or(start)));
    if (const auto stands = counter.held().stands_from())
        out.held = !bound || *stands < *bound;
    return out;
}

Result<Window> window_for_start(const Limit& limit, Instant end, const Circumstances& seen,
                                const Calendar& calendar)
{
    if (limit.relation == Relation::same_instant)
        return same(end);
    Window out;
    out.overtaken = overtaken(limit, end, seen);
    if (out.overtaken)
        return out;
    const Counter counter{limit, seen, calendar};
    if (limit.relation == Relation::at_most)
        out.latest = end;
    for (const auto count : limit.counts) {
        TP_TRY(counted, counter.start_by(count, end));
        tighten(out, counted);
    }
    const auto bound = limit.relation == Relation::at_most ? out.earliest : out.latest;
    note_days_left_out(out, counter, CivilDay::of(bound.value_or(end)), CivilDay::of(end));
    out.held = is_to_come(limit) && std::ranges::any_of(seen.holds, [&](const Hold& hold) {
                   return !hold.until && hold.from < end;
               });
    return out;
}

} // namespace tianping::procedure
