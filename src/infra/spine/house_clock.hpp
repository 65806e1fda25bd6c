#pragma once
// The installation's clock. Its purpose is fixed when the installation is created: `real`, or `rehearsal`,
// where it stands still until someone moves it, forward only. Time-outs use steady time instead.
#include "base/clock.hpp"
#include "base/result.hpp"
#include <atomic>

namespace tianping {

enum class ClockPurpose { real, rehearsal };
BOOST_DESCRIBE_ENUM(ClockPurpose, real, rehearsal)

class HouseClock final : public Clock {
public:
    static HouseClock real() { return HouseClock{ClockPurpose::real, Instant{}}; }
    static HouseClock rehearsal(Instant start) { return HouseClock{ClockPurpose::rehearsal, start}; }
    HouseClock(const HouseClock& other) : purpose_{other.purpose_}, hand_{other.hand_.load()} {}

    Instant now() const override;
    ClockPurpose purpose() const { return purpose_; }
    // Refuses with `clock.is_real` or `clock.only_forward`.
    Status move_to(Instant at);

private:
    HouseClock(ClockPurpose purpose, Instant hand) : purpose_{purpose}, hand_{millis(hand)} {}
    ClockPurpose purpose_;
    std::atomic<std::int64_t> hand_;
};

} // namespace tianping
