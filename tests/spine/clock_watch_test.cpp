#include "infra/spine/clock_watch.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;

struct WatchedClock : testing::Test {
    // What the log was told of this reading.
    std::string told(bool synchronised, std::chrono::nanoseconds offset)
    {
        reading = {synchronised, offset};
        testing::internal::CaptureStderr();
        watch.look();
        return testing::internal::GetCapturedStderr();
    }
    static bool holds(const std::string& text, const std::string& part)
    {
        return text.find(part) != std::string::npos;
    }
    ClockReading reading{};
    ClockWatch watch{[this] { return reading; }};
};

TEST_F(WatchedClock, that_is_kept_within_a_second_is_no_matter_for_anybody)
{
    for (const auto offset : {std::chrono::nanoseconds{0}, std::chrono::nanoseconds{1s}, -1s + 0ns}) {
        EXPECT_EQ(told(true, offset), "");
        EXPECT_EQ(watch.warning(), "");
    }
}

TEST_F(WatchedClock, that_is_not_synchronised_or_more_than_a_second_away_is_told_once_until_it_is_well)
{
    EXPECT_TRUE(holds(told(false, 0s), "this machine's clock is not synchronised"));
    EXPECT_EQ(told(false, 5ms), "");
    EXPECT_EQ(watch.warning(), "this machine's clock is not synchronised");
    const auto away = told(true, -1s - 1ms);
    EXPECT_TRUE(holds(away, "this machine's clock is more than a second away")) << away;
    EXPECT_TRUE(holds(away, R"("offset_seconds":"-1.001000")")) << away;
    EXPECT_EQ(watch.warning(), "this machine's clock is more than a second away");
    EXPECT_TRUE(holds(told(true, 2ms), "synchronised again"));
    EXPECT_EQ(watch.warning(), "");
}

TEST(KernelClock, is_read_without_being_changed)
{
    EXPECT_LT(std::chrono::abs(kernel_clock().offset), 1h) << "its unit is known";
}

} // namespace
} // namespace tianping
