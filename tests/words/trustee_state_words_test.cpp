// The state of `tianping trustee` as its operator meets it: one service alone works with it.
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

} // namespace
} // namespace tianping::test
