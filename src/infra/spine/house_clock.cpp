#include "infra/spine/house_clock.hpp"

namespace tianping {

Instant HouseClock::now() const
{
    if (purpose_ == ClockPurpose::real)
        return SystemClock{}.now();
    return from_millis(hand_.load());
}

Status HouseClock::move_to(Instant at)
{
    if (purpose_ == ClockPurpose::real)
        return Error{Fault::conflict, "clock.is_real"};
    auto seen = hand_.load();
    do {
        if (millis(at) < seen)
            return Error{Fault::conflict, "clock.only_forward"};
    } while (!hand_.compare_exchange_weak(seen, millis(at)));
    return {};
}

} // namespace tianping
