// The law of the bidding room by tables: when a bid is in time, and what may be done beside it.
#include "rooms/bidding/rules.hpp"
#include "support/refusal.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::code_of;
using trade::Stage;

const Instant deadline = from_rfc3339("2026-03-24T09:30:00+08:00").value();

TEST(in_time, duty_20_27_the_last_byte_of_whatever_came_last_counts_to_the_millisecond)
{
    struct Case {
        const char* what;
        std::chrono::milliseconds submit;
        std::optional<std::chrono::milliseconds> part;
        const char* code;
    };
    const Case cases[] = {
        {"a millisecond before", -1ms, std::nullopt, ""},
        {"at the deadline", 0ms, std::nullopt, "bidding.deadline_passed"},
        {"a millisecond after", 1ms, std::nullopt, "bidding.deadline_passed"},
        {"parts and submit in time", -1ms, -2ms, ""},
        {"the submit in time, the last part's byte at the deadline", -1ms, 0ms, "bidding.deadline_passed"},
        {"the submit in time, the last part's byte late", -1ms, 1ms, "bidding.deadline_passed"},
        {"all parts in time, the submit at the deadline", 0ms, -1h, "bidding.deadline_passed"},
        {"all parts in time, the submit late", 1ms, -1h, "bidding.deadline_passed"},
    };
    for (const auto& c : cases) {
        Timing timing{Stage::announced, deadline, deadline + c.submit, std::nullopt};
        if (c.part)
            timing.last_part = deadline + *c.part;
        EXPECT_EQ(code_of(in_time(timing)), c.code) << c.what;
    }
}

TEST(in_time, a_refusal_names_article_deadline_and_the_arrival_that_was_late)
{
    const auto late = in_time({Stage::announced, deadline, deadline - 1ms, deadline + 5ms});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().article, "条例36");
    EXPECT_EQ(late.error().params.at("deadline"), to_rfc3339(deadline));
    EXPECT_EQ(late.error().params.at("arrived"), to_rfc3339(deadline + 5ms));
}

TEST(in_time, clause_6_5_2b_nothing_is_taken_before_the_notice_nor_after_the_closing)
{
    const auto at = deadline - 1h;
    for (const auto stage : {Stage::draft, Stage::registered})
        EXPECT_EQ(code_of(in_time({stage, deadline, at, {}})), "bidding.not_open");
    EXPECT_EQ(code_of(in_time({Stage::announced, std::nullopt, at, {}})), "bidding.not_open");
    EXPECT_EQ(code_of(in_time({Stage::announced, deadline, at, {}})), "");
    for (const auto stage : {Stage::closed, Stage::opening, Stage::opened, Stage::failed}) {
        EXPECT_EQ(code_of(in_time({stage, deadline, at, {}})), "bidding.set_closed");
        EXPECT_EQ(code_of(in_time({stage, deadline, deadline, {}})), "bidding.deadline_passed");
    }
    EXPECT_EQ(code_of(in_time({Stage::terminated, deadline, at, {}})), "bidding.terminated");
}

TEST(in_time, a_deadline_that_a_hold_overtook_lets_no_bid_in_and_shuts_nothing_else)
{
    struct Case {
        const char* what;
        Stage stage;
        std::chrono::milliseconds came;
        bool held_over;
        const char* bid;
        const char* rest;
    };
    const Case cases[] = {
        {"before it", Stage::announced, -1ms, true, "", ""},
        {"at it", Stage::announced, 0ms, true, "bidding.deadline_overtaken", ""},
        {"long after it", Stage::announced, 72h, true, "bidding.deadline_overtaken", ""},
        {"it happened", Stage::announced, 0ms, false, "bidding.deadline_passed", "bidding.deadline_passed"},
        {"closed since", Stage::closed, 0ms, true, "bidding.deadline_passed", "bidding.deadline_passed"},
        {"ended since", Stage::terminated, 0ms, true, "bidding.terminated", "bidding.terminated"},
    };
    for (const auto& c : cases) {
        const Timing timing{c.stage, deadline, deadline + c.came, std::nullopt, c.held_over};
        EXPECT_EQ(code_of(in_time(timing)), c.bid) << c.what;
        EXPECT_EQ(code_of(still_open(timing)), c.rest) << c.what;
    }
}

} // namespace
} // namespace tianping::bidding
