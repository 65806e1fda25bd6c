#include "app/calendar_watch.hpp"
#include "infra/spine/log.hpp"

namespace tianping::app {

std::string CalendarWatch::warning(Instant now) const
{
    const auto year = calendar_.year_wanted(CivilDay::of(now));
    return year ? "the working-day calendar has no " + std::to_string(*year) + ": add law/calendars/" +
                      std::to_string(*year) + ".toml and start anew"
                : std::string{};
}

void CalendarWatch::look(Instant now)
{
    auto warning = this->warning(now);
    if (!warning.empty() && warning != told_)
        log::warn(warning);
    told_ = std::move(warning);
}

} // namespace tianping::app
