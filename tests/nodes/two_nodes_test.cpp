// Two real processes on one PostgreSQL: one log, one answer to a key, followers exactly once.
#include "nodes/nodes.hpp"

namespace tianping {
namespace {

TEST_F(Nodes, one_log_one_answer_to_a_key_and_followers_exactly_once)
{
    std::vector<std::future<std::vector<std::string>>> all;
    for (std::size_t i = 0; i + 1 < bidders; ++i)
        all.push_back(std::async(std::launch::async, [this, i] { return bid(i); }));
    for (auto& one : all)
        for (const auto& wrong : one.get())
            ADD_FAILURE() << wrong;
    for (int turn = 0; turn < 5; ++turn) { // the same key at both doors at the same time
        const std::size_t last = bidders - 1;
        static bidder::Version version{sealed[last].submission, 0, {}};
        const auto one = submit_of(last, version);
        auto here = std::async(std::launch::async, [&] { return decided(*a.bidders[last], one); });
        const auto there = decided(*b.bidders[last], one);
        EXPECT_EQ(here.get(), there);
        EXPECT_TRUE(there.starts_with('{')) << there;
        version = {sealed[last].submission, version.replacement + 1, crypto::sm3(one.made.message)};
    }
    EXPECT_EQ(number("SELECT count(*) FROM submission_version"),
              static_cast<std::int64_t>((bidders - 1) * versions + 5));
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'bidding.submitted'"),
              number("SELECT count(*) FROM submission_version"));
    EXPECT_EQ(number("SELECT count(*) FROM command WHERE key LIKE 'version-%'"),
              number("SELECT count(*) FROM submission_version"));
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    EXPECT_EQ(number("SELECT count(*) FROM node WHERE retired = 0"), 0) << "who leaves holds nothing back";
    check_log();
}

} // namespace
} // namespace tianping
