#include "rooms/procedure/held_time.hpp"
#include <algorithm>
#include <ranges>
#include <set>

namespace tianping::procedure {
namespace {

OnHold behaviour(const Limit& limit, const std::string& cause)
{
    const auto own = limit.on_hold_for.find(cause);
    return own == limit.on_hold_for.end() ? limit.on_hold : own->second;
}

std::vector<Span> joined(std::vector<Span> spans)
{
    std::ranges::sort(spans, {}, &Span::from);
    std::vector<Span> out;
    for (const auto& span : spans) {
        if (!out.empty() && span.from <= out.back().until)
            out.back().until = std::max(out.back().until, span.until);
        else
            out.push_back(span);
    }
    return out;
}

void add_touched_days(const Span& span, std::set<CivilDay>& days)
{
    const auto last = CivilDay::of(span.until - std::chrono::milliseconds{1});
    for (auto day = CivilDay::of(span.from); day <= last; day = day + 1)
        days.insert(day);
}

void add_covered_days(const Span& span, std::set<CivilDay>& days)
{
    auto day = CivilDay::of(span.from);
    if (day.start() < span.from)
        day = day + 1;
    for (; day.end() <= span.until; day = day + 1)
        days.insert(day);
}

} // namespace

HeldTime::HeldTime(const Limit& limit, const std::vector<Hold>& holds)
{
    std::vector<Span> stopped;
    std::vector<Span> taken;
    std::set<CivilDay> days;
    for (const auto& hold : holds) {
        const auto how = behaviour(limit, hold.cause);
        if (how == OnHold::runs)
            continue;
        if (!hold.until) {
            stands_from_ = stands_from_ ? std::min(*stands_from_, hold.from) : hold.from;
            continue;
        }
        if (*hold.until <= hold.from)
            continue;
        const Span span{hold.from, *hold.until};
        if (how == OnHold::stops) {
            stopped.push_back(span);
            taken.push_back(span);
        } else {
            add_touched_days(span, days);
            taken.push_back({CivilDay::of(span.from).start(),
                             CivilDay::of(span.until - std::chrono::milliseconds{1}).end()});
        }
    }
    for (const auto& span : joined(std::move(stopped)))
        add_covered_days(span, days);
    days_.assign(days.begin(), days.end());
    spans_ = joined(std::move(taken));
}

bool HeldTime::leaves_out(CivilDay day) const
{
    return std::ranges::binary_search(days_, day);
}

std::chrono::milliseconds HeldTime::counted_between(Instant start, Instant end) const
{
    auto out = end - start;
    for (const auto& span : spans_)
        out -= std::max(std::min(span.until, end) - std::max(span.from, start), std::chrono::milliseconds{0});
    return out;
}

Instant HeldTime::forward(Instant start, std::chrono::milliseconds length) const
{
    for (const auto& span : spans_) {
        if (span.until <= start)
            continue;
        const auto free = std::max(span.from - start, std::chrono::milliseconds{0});
        if (length <= free)
            return start + length;
        length -= free;
        start = span.until;
    }
    return start + length;
}

Instant HeldTime::last_start(Instant end, std::chrono::milliseconds length) const
{
    for (const auto& span : spans_ | std::views::reverse) {
        if (span.from >= end)
            continue;
        const auto free = std::max(end - span.until, std::chrono::milliseconds{0});
        if (length <= free)
            return end - length;
        length -= free;
        end = span.from;
    }
    return end - length;
}

Instant HeldTime::first_start(Instant end, std::chrono::milliseconds length) const
{
    auto start = last_start(end, length);
    for (const auto& span : spans_)
        if (span.until == start && forward(span.from, length) >= end)
            start = span.from; // a start within the hold counts like one at its end
    while (forward(start, length) < end)
        start += std::chrono::milliseconds{1};
    return start;
}

} // namespace tianping::procedure
