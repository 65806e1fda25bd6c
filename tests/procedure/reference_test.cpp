// The engine against a slow reference that is written another way: it never computes a bound, it walks day by
// day (or minute by minute) from one instant to the other and says whether the pair is lawful.
#include "law.hpp"
#include <algorithm>
#include <random>
#include <set>

namespace tianping::procedure {
namespace {

using std::chrono::minutes;

bool begins_month(CivilDay d)
{
    return d.text().ends_with("-01");
}

// 民法典202: in the month in which it ends the day of the same number, and where there is none the month's
// last. The first days of months are counted on the way.
CivilDay months_on(CivilDay first, std::int64_t months)
{
    const auto number = first.text().substr(8);
    auto d = first;
    while (months > 0) {
        d = d + 1;
        months -= begins_month(d) ? 1 : 0;
    }
    while (!d.text().ends_with("-" + number) && !begins_month(d + 1))
        d = d + 1;
    return d;
}

struct Walker {
    const Limit& limit;
    const std::vector<Hold>& holds;
    std::set<CivilDay> free, worked;
    mutable std::map<CivilDay, bool> left_out;

    Walker(const Limit& l, const std::vector<Hold>& h) : limit{l}, holds{h}
    {
        for (const auto& year : law().years) {
            for (const auto& [d, name] : year.days.holidays)
                free.insert(d);
            worked.insert(year.days.make_up_days.begin(), year.days.make_up_days.end());
        }
    }
    bool is_rest(CivilDay d) const { return !worked.contains(d) && (free.contains(d) || d.weekday() >= 6); }

    bool minute_is_held(Instant m) const
    {
        return std::ranges::any_of(holds, [&](const Hold& h) { return h.from <= m && m < *h.until; });
    }
    bool is_left_out(CivilDay d) const
    {
        if (limit.on_hold == OnHold::runs)
            return false;
        if (const auto known = left_out.find(d); known != left_out.end())
            return known->second;
        std::size_t held = 0, all = 0;
        for (auto m = d.start(); m < d.end(); m += minutes{1}, ++all)
            held += minute_is_held(m) ? 1 : 0;
        return left_out[d] = limit.on_hold == OnHold::excluded ? held > 0 : held == all;
    }
    bool is_counted(CivilDay d) const
    {
        return !is_left_out(d) && (limit.unit != Unit::working_day || !is_rest(d));
    }

    std::int64_t wanted() const
    {
        auto n = limit.figure;
        if (limit.boundary == Boundary::exclusive)
            n = limit.relation == Relation::at_least ? n + 1 : n - 1;
        return n;
    }

    CivilDay last_day(CivilDay first) const
    {
        auto d = first;
        std::int64_t n = limit.first_day == FirstDay::included ? 1 : 0;
        if (limit.unit == Unit::month || limit.unit == Unit::year) {
            auto last = months_on(first, wanted() * (limit.unit == Unit::year ? 12 : 1));
            for (d = d + 1; d <= last; d = d + 1)
                if (is_left_out(d))
                    last = last + 1;
            d = last;
        } else {
            while (n < wanted()) {
                d = d + 1;
                n += is_counted(d) ? 1 : 0;
            }
        }
        while (limit.rest_day == RestDay::moves && is_rest(d))
            d = d + 1;
        return d;
    }

    bool lawful_by_days(Count count, Instant start, Instant end) const
    {
        const auto last = last_day(CivilDay::of(start));
        const auto on = CivilDay::of(end);
        switch (limit.relation) {
        case Relation::at_least:
            return count == Count::whole_days ? on > last : on >= last;
        case Relation::at_most:
            return on <= last;
        default:
            return on == last;
        }
    }

    bool lawful_by_time(Instant start, Instant end) const
    {
        const std::int64_t unit = limit.unit == Unit::minute ? 1 : limit.unit == Unit::hour ? 60 : 1440;
        std::int64_t counted = 0, before_last = -1;
        for (auto m = start; m < end; m += minutes{1}) {
            const bool held = limit.on_hold == OnHold::excluded ? is_left_out(CivilDay::of(m))
                              : limit.on_hold == OnHold::stops  ? minute_is_held(m)
                                                                : false;
            before_last = counted;
            counted += held ? 0 : 1;
        }
        const auto full = limit.figure * unit;
        const bool strict = limit.boundary == Boundary::exclusive;
        if (limit.relation == Relation::at_least)
            return strict ? counted > full : counted >= full;
        // Once full, the time is over, even while the clock stands.
        const bool over = before_last >= full;
        return strict ? counted < full : counted <= full && !over;
    }

    bool lawful(Instant start, Instant end) const
    {
        if (limit.relation == Relation::at_most && end < start)
            return false;
        return std::ranges::all_of(limit.counts, [&](Count c) {
            return c == Count::hours ? lawful_by_time(start, end) : lawful_by_days(c, start, end);
        });
    }
};

class Maker {
public:
    explicit Maker(std::uint32_t seed) : chance_{seed} {}

    std::int64_t below(std::int64_t n)
    {
        return static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(n));
    }
    bool coin() { return below(2) == 0; }

    Limit limit()
    {
        Limit out;
        out.unit = static_cast<Unit>(below(6));
        out.relation = static_cast<Relation>(below(3));
        const bool timed = out.unit == Unit::minute || out.unit == Unit::hour;
        if (timed && out.relation == Relation::exactly)
            out.relation = Relation::at_least;
        out.figure = 2 + below(timed ? 90 : out.unit == Unit::month ? 3 : out.unit == Unit::year ? 1 : 25);
        if (out.unit == Unit::year)
            out.figure = 1;
        if (timed)
            out.counts = {Count::hours};
        else if (out.relation == Relation::exactly)
            out.counts = {Count::dates};
        else
            out.counts = {coin() ? Count::dates : Count::whole_days};
        if (out.unit == Unit::calendar_day && out.relation != Relation::exactly && coin())
            out.counts.push_back(Count::hours);
        if (out.unit == Unit::calendar_day && below(4) == 0)
            out.first_day = FirstDay::included;
        if (out.unit != Unit::year && out.relation != Relation::exactly && below(4) == 0)
            out.boundary = Boundary::exclusive;
        if (!timed && coin())
            out.rest_day = RestDay::moves;
        out.on_hold = static_cast<OnHold>(below(3));
        return out;
    }

    // Within 2025, so that a year's count either way stays in the calendar.
    Instant instant() { return day("2025-01-20").start() + minutes{below(330 * 1440)}; }

    std::vector<Hold> holds(Instant around)
    {
        std::vector<Hold> out;
        for (auto n = below(3); n > 0; --n) {
            const auto from = around + minutes{below(20 * 1440) - 5 * 1440};
            const auto length = coin() ? below(3 * 1440) : below(5) * 1440;
            const auto start = coin() ? from : CivilDay::of(from).start();
            out.push_back({start, start + minutes{length}, "any"});
        }
        return out;
    }

private:
    std::mt19937 chance_;
};

std::string case_in_words(const Limit& l, Instant start, Instant end)
{
    std::string counts;
    for (const auto c : l.counts)
        counts += " " + std::to_string(static_cast<int>(c));
    return "figure " + std::to_string(l.figure) + " unit " + std::to_string(static_cast<int>(l.unit)) +
           " relation " + std::to_string(static_cast<int>(l.relation)) + " hold " +
           std::to_string(static_cast<int>(l.on_hold)) + " rest " +
           std::to_string(static_cast<int>(l.rest_day)) + " counts" + counts + " first " +
           std::to_string(static_cast<int>(l.first_day)) + " boundary " +
           std::to_string(static_cast<int>(l.boundary)) + " from " + to_local_text(start) + " to " +
           to_local_text(end);
}

// Both directions must agree with the walk near every bound and at random places.
void compare(Maker& maker, const Limit& limit, Instant start, const std::vector<Hold>& holds)
{
    const Circumstances seen{holds, {}};
    const Walker walker{limit, holds};
    const auto window = window_for_end(limit, start, seen, law().calendar).value();
    const auto& side = limit.relation == Relation::at_most ? window.latest : window.earliest;
    const auto whole = std::chrono::floor<minutes>(side.value());
    std::vector<Instant> ends{start + minutes{maker.below(20 * 1440)}};
    for (const auto shift : {-1441, -1, 0, 1, 2, 1440})
        ends.push_back(whole + minutes{shift});
    for (const auto end : ends) {
        if (end < start || end - start > minutes{400 * 1440})
            continue;
        const bool lawful = walker.lawful(start, end);
        EXPECT_EQ(window.contains(end), lawful) << case_in_words(limit, start, end);
        const auto back = window_for_start(limit, end, seen, law().calendar).value();
        EXPECT_EQ(back.contains(start), lawful) << "backward: " << case_in_words(limit, start, end);
    }
}

TEST(Reference, engine_and_walk_agree_on_random_limits_in_both_directions)
{
    Maker maker{20260323};
    for (int round = 0; round < 400 && !testing::Test::HasFailure(); ++round) {
        const auto limit = maker.limit();
        const auto start = maker.instant();
        compare(maker, limit, start, maker.holds(start));
    }
}

// Where the months that follow are shorter or longer, and February has 28 days or 29.
TEST(Reference, engine_and_walk_agree_on_months_that_begin_at_the_end_of_one)
{
    Maker maker{20260131};
    Limit limit;
    limit.unit = Unit::month;
    limit.counts = {Count::dates};
    for (auto d = day("2024-01-28"); d <= day("2025-12-31"); d = d + 1) {
        if (!begins_month(d + 1) && !begins_month(d + 2) && !begins_month(d + 3) && !begins_month(d + 4))
            continue;
        for (limit.figure = 1; limit.figure <= 4; ++limit.figure)
            for (const auto relation : {Relation::at_least, Relation::at_most, Relation::exactly}) {
                limit.relation = relation;
                compare(maker, limit, d.start() + minutes{12 * 60}, {});
            }
    }
    EXPECT_EQ(months_on(day("2024-01-31"), 1), day("2024-02-29"));
    EXPECT_EQ(months_on(day("2026-01-31"), 1), day("2026-02-28"));
    EXPECT_EQ(months_on(day("2026-02-28"), 1), day("2026-03-28"));
    EXPECT_EQ(months_on(day("2024-02-29"), 12), day("2025-02-28"));
}

TEST(Reference, engine_and_walk_agree_on_working_days_for_every_day_of_three_years)
{
    const Limit none{};
    const std::vector<Hold> no_holds;
    const Walker walker{none, no_holds};
    const auto& calendar = law().calendar;
    std::int64_t worked = 0;
    for (auto d = day("2024-01-01"); d <= day("2026-12-31"); d = d + 1) {
        EXPECT_EQ(calendar.is_working_day(d).value(), !walker.is_rest(d)) << d.text();
        worked += walker.is_rest(d) ? 0 : 1;
        EXPECT_EQ(calendar.working_days_between(day("2024-01-01"), d).value(), worked) << d.text();
    }
}

} // namespace
} // namespace tianping::procedure
