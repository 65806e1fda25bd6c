// The state of `tianping trustee` as its operator meets it: one service alone works with it, and no key lies
// in it for ever.
#include "base/calendar.hpp"
#include "support/kept_state.hpp"
#include "words/service_scene.hpp"

namespace tianping::test {
namespace {

class StateOfTrustee : public ServiceWords {
protected:
    StateOfTrustee() { clock(local_hour(bidding_hour)); }
    Ran once(const std::string& language)
    {
        return visit(3, {"--once", "--intake", scene.intake(), "--language", language});
    }
};

TEST_F(StateOfTrustee, is_worked_with_by_one_service_and_a_second_one_does_not_start)
{
    {
        const auto first = trustee::StateLock::take(scene.trustee(3).state);
        ASSERT_TRUE(first);
        const auto second = once("en");
        EXPECT_EQ(second.code, 1);
        EXPECT_NE(second.err.find("trustee.state_in_use"), std::string::npos) << second.err;
        EXPECT_NE(second.err.find("stop the other one"), std::string::npos) << second.err;
        EXPECT_NE(once("zh").err.find("请先停止另一个"), std::string::npos);
    }
    const auto after = once("en");
    EXPECT_EQ(after.code, 0) << after.err;
}

TEST_F(StateOfTrustee, holds_no_key_beyond_the_validity_of_the_bids_also_while_the_platform_is_away)
{
    const auto days = scene.kit().terms.lots.at(0).validity_days;
    const auto held = [&] { return kept_by(scene, 3).key.has_value(); };
    auto words = trustee_words(3);
    words.at(2) = "http://127.0.0.1:1";
    words.insert(words.end(), {"--once", "--all"});
    const auto over = (CivilDay::of(deadline) + days).end();
    clock(over - std::chrono::milliseconds{1});
    EXPECT_EQ(run(home, words).code, 1);
    EXPECT_TRUE(held());
    clock(over);
    EXPECT_EQ(run(home, words).code, 1);
    EXPECT_FALSE(held());
}

} // namespace
} // namespace tianping::test
