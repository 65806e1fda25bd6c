#include "app/trustee/trustee_state.hpp"
#include "support/scratch.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace tianping::opening {
namespace {

TEST(trustee_state, of_closed_sets_that_are_kept_at_once_one_is_the_first)
{
    test::ScratchFolder folder;
    const seal::Place place{"demo.example", "T-1", "L-1", "R-1", "I-1"};
    std::atomic<int> kept{0};
    std::vector<std::thread> all;
    for (const char digit : {'a', 'b', 'c', 'd', 'e', 'f'})
        all.emplace_back([&, digit] {
            try {
                trustee::StateFolder{folder.path()}.keep_first_close(place, std::string(64, digit));
                ++kept;
            } catch (const std::logic_error&) {
                // another was first
            }
        });
    for (auto& one : all)
        one.join();
    EXPECT_EQ(kept, 1);
    EXPECT_TRUE(trustee::StateFolder{folder.path()}.first_close(place));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1) << "the pin alone";
}

TEST(trustee_state, is_locked_once_and_free_again_with_its_holder)
{
    test::ScratchFolder folder;
    {
        const auto first = trustee::StateLock::take(folder.path() / "state");
        ASSERT_TRUE(first);
        const auto second = trustee::StateLock::take(folder.path() / "state");
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, "trustee.state_in_use");
    }
    EXPECT_TRUE(trustee::StateLock::take(folder.path() / "state"));
}

} // namespace
} // namespace tianping::opening
