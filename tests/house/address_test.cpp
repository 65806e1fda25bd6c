// Who asks: proxies and operators as the settings name them.
#include "house/fresh_house.hpp"

namespace tianping {
namespace {

struct Asked {
    std::string proxies{}, operators{}, forwarded{};
    int status{};
};

class Addresses : public testing::TestWithParam<Asked> {};

TEST_P(Addresses, the_figures_are_for_operators_and_a_proxy_that_is_named_says_who_asks)
{
    const auto& row = GetParam();
    const test::ScratchFolder folder;
    const test::ScratchDatabase database{test::Home::sqlite};
    test::FreshNode node{folder.path(), database.address(), ClockPurpose::rehearsal};
    node.config.proxies = row.proxies;
    node.config.operators = row.operators;
    node.start().establish().value();
    node.house->open_door({.any_port = true}).value();
    std::map<std::string, std::string> headers;
    if (!row.forwarded.empty())
        headers["X-Forwarded-For"] = row.forwarded;
    EXPECT_EQ(http::Client{node.base()}.send("GET", "/metrics", "", headers)->status, row.status);
}

INSTANTIATE_TEST_SUITE_P(each, Addresses,
                         testing::Values(Asked{"127.0.0.1, ::1", "127.0.0.1, ::1", "", 200},
                                         Asked{"127.0.0.1, ::1", "127.0.0.1, ::1", "192.0.2.1", 403},
                                         Asked{"127.0.0.1", "192.0.2.1", "", 403},
                                         Asked{"127.0.0.1", "192.0.2.1", "192.0.2.9, 192.0.2.1", 200},
                                         Asked{"127.0.0.1", "192.0.2.1", "192.0.2.1, 192.0.2.9", 403},
                                         Asked{"127.0.0.1", "2001:db8::1", "2001:DB8:0::1", 200},
                                         Asked{"10.0.0.1", "192.0.2.1", "192.0.2.1", 403},
                                         Asked{"", "127.0.0.1", "192.0.2.1", 200}));

} // namespace
} // namespace tianping
