#include "support/scratch.hpp"
#include <atomic>
#include <future>
#include <gtest/gtest.h>
#include <limits>
#include <thread>

namespace tianping {
namespace {

using namespace std::chrono_literals;

struct JobTest : testing::TestWithParam<test::Home> {
    std::vector<std::string> ran; // only the writer's thread touches it until settle() or advance() returned
    int barrier = 0, broken = 0;
    std::atomic<int> patience = 3;
    test::TestHouse house{
        GetParam(),
        {{"note",
          [this](WriteTx&, const Call& call, const Job& job) -> Result<jobs::Outcome> {
              ran.push_back(job.id + "@" + std::to_string((call.arrived - test::monday) / 1min));
              return jobs::Outcome{jobs::Done{}};
          }},
         {"wait",
          [this](WriteTx&, const Call& call, const Job&) -> Result<jobs::Outcome> {
              if (++barrier < patience)
                  return jobs::Outcome{jobs::NotYet{call.arrived, "a stamp is undecided"}};
              if (broken-- > 0)
                  throw std::runtime_error("a bug");
              ran.push_back("closed");
              return jobs::Outcome{jobs::Done{}};
          }},
         {"refuse", [this](WriteTx& tx, const Call& call, const Job&) -> Result<jobs::Outcome> {
              jobs::schedule(tx, "child", "note", call.arrived, boost::json::object{});
              ran.push_back("refused");
              return Error{Fault::conflict, "test.no"};
          }}}};

    void schedule(const std::string& id, const char* kind, std::chrono::minutes in)
    {
        house.run("per_a", "schedule " + id + std::to_string(in.count()),
                  [=](WriteTx& tx, const Call&) -> Result<Answer> {
                      jobs::schedule(tx, id, kind, test::monday + in, boost::json::object{});
                      return Answer{};
                  });
    }
    std::string text() const
    {
        std::string out;
        for (const auto& r : ran)
            out += r + " ";
        return out;
    }
};

TEST_P(JobTest, due_instants_on_the_way_are_executed_in_order)
{
    schedule("c", "note", 30min);
    schedule("a", "note", 10min);
    schedule("b", "note", 10min);
    schedule("far", "note", 1000min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 60min));
    EXPECT_EQ(text(), "a@10 b@10 c@30 ");
    EXPECT_EQ(house.clock.now(), test::monday + 60min);
}

TEST_P(JobTest, the_clock_only_moves_forward)
{
    EXPECT_EQ(house.writer.advance(house.clock, test::monday - 1ms).error().code, "clock.only_forward");
}

TEST_P(JobTest, scheduling_again_moves_and_never_doubles)
{
    schedule("a", "note", 10min);
    schedule("a", "note", 20min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 60min));
    schedule("a", "note", 90min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 100min));
    EXPECT_EQ(text(), "a@20 ");
}

TEST_P(JobTest, not_yet_is_asked_again)
{
    schedule("close", "wait", 5min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 6min));
    EXPECT_EQ(text(), "closed ");
    EXPECT_EQ(barrier, 3);
}

TEST_P(JobTest, what_waited_long_survives_a_fault_of_the_house)
{
    patience = 60;
    broken = 1;
    schedule("close", "wait", 5min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 20min));
    EXPECT_EQ(text(), "closed ");
}

TEST_P(JobTest, what_keeps_failing_is_counted_and_never_given_up)
{
    broken = 40;
    schedule("close", "wait", 5min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 6min));
    const auto failing = [this] {
        return house.pool.read([](const ReadTx& tx) { return jobs::failing(tx); });
    };
    EXPECT_EQ(failing(), 1);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 5h));
    EXPECT_EQ(text(), "closed ");
    EXPECT_EQ(failing(), 0);
}

TEST_P(JobTest, what_waits_is_told_with_its_reason_until_it_is_done)
{
    patience = std::numeric_limits<int>::max();
    schedule("close", "wait", 5min);
    auto moved = std::async(std::launch::async,
                            [&] { return house.writer.advance(house.clock, test::monday + 6min); });
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (house.writer.figures().held == 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ(house.writer.figures().held, 1);
    EXPECT_EQ(house.writer.figures().held_by, "a stamp is undecided");
    patience = 0;
    ASSERT_TRUE(moved.get());
    EXPECT_EQ(house.writer.figures().held, 0);
    EXPECT_EQ(house.writer.figures().held_by, "");
}

TEST_P(JobTest, a_refused_job_writes_nothing_and_is_not_tried_again)
{
    schedule("no", "refuse", 1min);
    ASSERT_TRUE(house.writer.advance(house.clock, test::monday + 10min));
    EXPECT_EQ(text(), "refused ");
}

INSTANTIATE_TEST_SUITE_P(On, JobTest, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
