#pragma once
// Whether the working-day calendar lasts: the State Council's notice for a year comes in the autumn before
// it, and without its table nothing is counted in that year.
#include "base/calendar.hpp"

namespace tianping::app {

class CalendarWatch {
public:
    // `calendar` outlives the watch.
    explicit CalendarWatch(const Calendar& calendar) : calendar_{calendar} {}

    // What operators should do something about: Calendar::year_wanted(). Empty when there is nothing.
    std::string warning(Instant now) const;
    // Tells the log when what warning() says begins or becomes another. One thread.
    void look(Instant now);

private:
    const Calendar& calendar_;
    std::string told_{};
};

} // namespace tianping::app
