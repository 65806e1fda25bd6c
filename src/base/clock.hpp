#pragma once
// Time enters the house through one door. Rules never ask the time; they are told it.
#include <chrono>

namespace tianping {

// UTC, to the millisecond. The law's days are counted in +08:00 (base/calendar.hpp).
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

constexpr std::int64_t millis(Instant at)
{
    return at.time_since_epoch().count();
}
constexpr Instant from_millis(std::int64_t ms)
{
    return Instant{std::chrono::milliseconds{ms}};
}

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace tianping
