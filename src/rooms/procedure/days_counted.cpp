#include "rooms/procedure/count.hpp"
#include "rooms/procedure/held_time.hpp"

namespace tianping::procedure {

Result<std::vector<DayInCount>> days_counted(const Limit& limit, Instant start, Instant end,
                                             const Circumstances& seen, const Calendar& calendar)
{
    const HeldTime held{limit, seen.holds};
    const auto first = CivilDay::of(start);
    std::vector<DayInCount> out;
    std::int64_t number = 0;
    for (auto day = first; day <= CivilDay::of(end); day = day + 1) {
        DayInCount entry{day, 0, NotCounted::counted};
        if (limit.unit == Unit::working_day) {
            TP_TRY(worked, calendar.is_working_day(day));
            if (!worked)
                entry.why = NotCounted::rest_day;
        }
        if (held.leaves_out(day))
            entry.why = NotCounted::held;
        if (day == first && limit.first_day == FirstDay::excluded)
            entry.why = NotCounted::first_day;
        if (entry.why == NotCounted::counted)
            entry.number = ++number;
        out.push_back(entry);
    }
    return out;
}

} // namespace tianping::procedure
