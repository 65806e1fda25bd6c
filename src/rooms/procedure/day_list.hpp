#pragma once
// The days that a limit counts, one by one, for people to check by hand; for `procedures explain` alone.
#include "rooms/procedure/commands.hpp"
#include <ostream>

namespace tianping::procedure {

inline std::string in(const Speech& speech, const std::string& zh, const std::string& en)
{
    return speech.language == Language::zh ? zh : en;
}

// Each counted day with its number; days that are not counted say why.
class DayList {
public:
    static constexpr std::int64_t most_days = 400;

    DayList(const Speech& speech, const Calendar& calendar, std::ostream& out)
        : speech_{speech}, calendar_{calendar}, out_{out}
    {
    }

    // Counted days behind `moved_from` are those that this rest day moved the end over.
    void print(const Limit& limit, Instant start, Instant end, const Circumstances& seen,
               const std::optional<CivilDay>& moved_from)
    {
        const auto days = days_counted(limit, start, end, seen, calendar_);
        if (!days || std::ssize(*days) > most_days)
            return;
        out_ << in(speech_, "    逐日：", "    day by day:");
        for (const auto& day : *days) {
            const bool moved = day.number > 0 && moved_from && *moved_from < day.day;
            out_ << " " << day.day.text().substr(5) << "("
                 << (moved ? in(speech_, "顺延", "moved") : mark(day)) << ")";
        }
        out_ << "\n";
    }

private:
    std::string mark(const DayInCount& day) const
    {
        switch (day.why) {
        case NotCounted::first_day:
            return in(speech_, "当日不计", "first day");
        case NotCounted::held:
            return in(speech_, "暂停不计", "held");
        case NotCounted::rest_day: {
            const auto holiday = calendar_.holiday_name(day.day);
            return holiday.empty() ? in(speech_, "休息日", "rest day") : holiday;
        }
        default:
            return std::to_string(day.number);
        }
    }

    const Speech& speech_;
    const Calendar& calendar_;
    std::ostream& out_;
};

} // namespace tianping::procedure
