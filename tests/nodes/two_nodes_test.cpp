// Two real processes on one PostgreSQL: one log, one answer to a key, followers exactly once, and no third of
// another installation.
#include "nodes/nodes.hpp"
#include "support/places.hpp"
#include <fstream>

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

TEST_F(Nodes, a_process_of_another_installation_is_refused_and_both_nodes_go_on)
{
    auto strange = tender->config();
    strange.data = (tender->data() / "of-another").string();
    strange.node = "c";
    strange.listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
    app::Installation::open(strange.data, "demo.example", ClockPurpose::rehearsal,
                            test::local_hour("2026-03-02 09:00"))
        .value();
    const auto log = tender->data() / "c.log";
    faults::ServerProcess process{test::program(), strange, log};
    process.start();
    EXPECT_THROW(process.await_ready(), std::exception);
    std::stringstream said;
    said << std::ifstream{log}.rdbuf();
    EXPECT_NE(said.str().find("[installation.of_another]"), std::string::npos) << said.str();
    EXPECT_EQ(number("SELECT count(*) FROM installation"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM node WHERE name = 'c'"), 0) << "it wrote nothing";
    EXPECT_FALSE(std::filesystem::exists(strange.data + "/handed-out"));
    std::ostringstream out, err;
    EXPECT_EQ(app::retire_command({strange, out, err}, "b", "not its own", "a stranger"), 1);
    EXPECT_NE(err.str().find("[installation.of_another]"), std::string::npos) << err.str();
    EXPECT_EQ(number("SELECT count(*) FROM node WHERE retired = 0"), 2);
    for (auto* at : {&a, &b}) {
        const std::size_t bidder = at == &a ? 0 : 1;
        const auto told =
            decided(*at->bidders[bidder], submit_of(bidder, {sealed[bidder].submission, 0, {}}));
        EXPECT_TRUE(told.starts_with('{')) << told;
    }
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    check_log();
}

TEST_F(Nodes, a_second_process_under_one_name_is_refused_and_the_first_goes_on)
{
    auto same = a.config;
    same.listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
    const auto log = tender->data() / "second-a.log";
    faults::ServerProcess second{test::program(), same, log};
    second.start();
    EXPECT_THROW(second.await_ready(), std::exception);
    std::stringstream said;
    said << std::ifstream{log}.rdbuf();
    EXPECT_NE(said.str().find("[house.node_taken]"), std::string::npos) << said.str();
    const auto told = decided(*a.bidders[0], submit_of(0, {sealed[0].submission, 0, {}}));
    EXPECT_TRUE(told.starts_with('{')) << told;
    a.process->kill();
    start(a); // whoever was killed holds no name
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    check_log();
}

} // namespace
} // namespace tianping
