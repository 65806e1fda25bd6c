// The thread for follow-ups: woken, safe against a round that throws, ended with its round.
#include "infra/spine/rounds.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>

namespace tianping {
namespace {

using namespace std::chrono_literals;

bool reaches(const std::atomic<int>& count, int wanted)
{
    const auto until = std::chrono::steady_clock::now() + 5s;
    while (count < wanted && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(1ms);
    return count >= wanted;
}

TEST(Rounds, a_round_follows_each_wake_and_comes_again_after_one_that_threw)
{
    std::atomic<int> rounds{0};
    Rounds one{"a round of the test failed", [&] {
                   if (++rounds == 1)
                       throw std::runtime_error{"not this time"};
               }};
    EXPECT_EQ(rounds, 0) << "nothing runs before the start";
    one.start();
    one.wake();
    ASSERT_TRUE(reaches(rounds, 1));
    const auto woken = std::chrono::steady_clock::now();
    one.wake();
    ASSERT_TRUE(reaches(rounds, 2));
    EXPECT_LT(std::chrono::steady_clock::now() - woken, 900ms) << "it waited for the second to pass";
    ASSERT_TRUE(reaches(rounds, 3)) << "without a wake it comes by itself";
}

TEST(Rounds, the_end_waits_for_the_round_in_hand_and_none_follows)
{
    std::atomic<int> begun{0}, ended{0};
    Rounds one{"a round of the test failed", [&] {
                   ++begun;
                   std::this_thread::sleep_for(100ms);
                   ++ended;
               }};
    one.start();
    one.wake();
    ASSERT_TRUE(reaches(begun, 1));
    one.stop();
    EXPECT_EQ(begun, ended);
    one.wake();
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(begun, 1);
}

} // namespace
} // namespace tianping
