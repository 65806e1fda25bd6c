// When a measurement fails: `./dev bench spine` ends with it.
#include "aim.hpp"
#include <gtest/gtest.h>
#include <limits>

namespace tianping::bench {
namespace {

TEST(Aims, a_ratio_that_misses_its_aim_by_more_than_the_noise_is_missed_by_name)
{
    const Finding good{"durable commands", 0.5, 0.5}, close{"durable commands", 0.46, 0.5},
        poor{"durable commands", 0.44, 0.5};
    EXPECT_EQ(verdict_of(good, 0.1), Verdict::met);
    EXPECT_EQ(verdict_of(close, 0.1), Verdict::met_within_noise);
    EXPECT_EQ(verdict_of(close, 0), Verdict::missed);
    EXPECT_EQ(verdict_of(poor, 0.1), Verdict::missed);
    EXPECT_EQ(line_of(good, 0.1), "durable commands: ratio 0.5, aim at least 0.5: met");
    EXPECT_EQ(line_of(close, 0.1),
              "durable commands: ratio 0.46, aim at least 0.5: met within the noise of 10 %");
    EXPECT_EQ(line_of(poor, 0.1), "durable commands: ratio 0.44, aim at least 0.5: MISSED");
}

TEST(Aims, a_cost_is_missed_when_it_is_larger)
{
    const auto upload = [](double ratio) { return verdict_of({"upload", ratio, 1.1, true}, 0.1); };
    EXPECT_EQ(upload(0.9), Verdict::met);
    EXPECT_EQ(upload(1.17), Verdict::met_within_noise);
    EXPECT_EQ(upload(1.22), Verdict::missed);
    EXPECT_EQ(upload(std::numeric_limits<double>::quiet_NaN()), Verdict::missed);
    EXPECT_EQ(line_of({"upload", 1.22, 1.1, true}, 0.1), "upload: ratio 1.22, aim at most 1.1: MISSED");
}

} // namespace
} // namespace tianping::bench
