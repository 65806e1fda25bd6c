#pragma once
// How well this machine's clock is kept, as its kernel knows from NTP: told to operators, who have to see it
// before an opening. Nothing in the house is decided by it; stamps come from the house's clock as it goes.
#include <chrono>
#include <functional>
#include <string>

namespace tianping {

struct ClockReading {
    bool synchronised = false;
    std::chrono::nanoseconds offset{}; // what is still to be corrected
};

// adjtimex(2), which changes nothing. A kernel that tells nothing reads as not synchronised.
ClockReading kernel_clock();

class ClockWatch {
public:
    static constexpr std::chrono::seconds allowed{1};

    // `read` may be asked on any thread.
    explicit ClockWatch(std::function<ClockReading()> read = kernel_clock) : read_{std::move(read)} {}

    ClockReading reading() const { return read_(); }
    // What operators should do something about: not synchronised, or more than `allowed` away. Empty when
    // there is nothing.
    std::string warning() const;
    // Reads, and tells the log when what warning() says begins, becomes another or is over. One thread.
    void look();

private:
    std::function<ClockReading()> read_;
    std::string told_{};
};

} // namespace tianping
