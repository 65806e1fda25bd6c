#include "infra/spine/clock_watch.hpp"
#include "infra/spine/log.hpp"
#include <sys/timex.h>

namespace tianping {
namespace {

std::string warning_of(const ClockReading& reading)
{
    if (!reading.synchronised)
        return "this machine's clock is not synchronised";
    if (std::chrono::abs(reading.offset) > ClockWatch::allowed)
        return "this machine's clock is more than a second away";
    return {};
}

} // namespace

ClockReading kernel_clock()
{
    timex kernel{};
    const int state = ::adjtimex(&kernel);
    if (state < 0)
        return {};
    const bool nanoseconds = (kernel.status & STA_NANO) != 0;
    return {state != TIME_ERROR && (kernel.status & STA_UNSYNC) == 0,
            nanoseconds ? std::chrono::nanoseconds{kernel.offset} : std::chrono::microseconds{kernel.offset}};
}

std::string ClockWatch::warning() const
{
    return warning_of(read_());
}

void ClockWatch::look()
{
    const auto reading = read_();
    auto warning = warning_of(reading);
    if (warning == told_)
        return;
    const std::chrono::duration<double> offset = reading.offset;
    if (warning.empty())
        log::info("this machine's clock is synchronised again",
                  {{"offset_seconds", std::to_string(offset.count())}});
    else
        log::warn(warning, {{"offset_seconds", std::to_string(offset.count())}});
    told_ = std::move(warning);
}

} // namespace tianping
