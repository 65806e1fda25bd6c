// Whether a house says that it may be given work, beside the full disk of full_disk_test.cpp; both databases.
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::test {
namespace {

class Readiness : public testing::TestWithParam<Home> {
protected:
    // Of the route itself: after the door is shut nobody else can ask.
    http::Document readyz()
    {
        for (const auto& route : tender.house().routes())
            if (route.path == "/readyz")
                return route.file(http::Request{}).value();
        throw std::runtime_error("there is no /readyz");
    }
    std::string said() { return std::get<std::string>(readyz().content); }

    Tender tender{{.home = GetParam()}};
};

TEST_P(Readiness, a_node_that_may_not_stamp_arrivals_is_not_ready)
{
    EXPECT_EQ(readyz().status, 200);
    EXPECT_EQ(said(), "ready\n");
    tender.house().stop(); // gives the lease up at once
    EXPECT_EQ(readyz().status, 503);
    EXPECT_EQ(said(), "not ready: clock.no_lease\n");
    tender.restart_house();
    EXPECT_EQ(said(), "ready\n");
}

INSTANTIATE_TEST_SUITE_P(On, Readiness, testing::ValuesIn(homes()),
                         [](const auto& p) { return name_of(p.param); });

} // namespace
} // namespace tianping::test
