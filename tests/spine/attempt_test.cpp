// An act within an act: what it refuses leaves nothing behind, and the command around it is kept.
#include "infra/spine/attempt.hpp"
#include "infra/spine/event_log.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

struct StepTaken {
    static constexpr std::string_view kind = "step.taken";
    static constexpr int version = 1;
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(StepTaken, (), (name))

class Attempt : public testing::TestWithParam<test::Home> {
protected:
    static void step(WriteTx& tx, const Call& call, const std::string& name)
    {
        events::append(tx, call, "sub_a", {}, StepTaken{name});
        jobs::schedule(tx, name, "note", call.arrived + std::chrono::hours{1}, boost::json::object{});
    }
    std::vector<std::string> steps()
    {
        std::vector<std::string> out;
        for (const auto& event :
             house.pool.read([](const ReadTx& tx) { return tx.list<events::Event>("ORDER BY seq"); }))
            out.push_back(std::to_string(event.seq) + "/" + std::to_string(event.version) + " " +
                          event.as<StepTaken>().name);
        return out;
    }
    std::int64_t jobs_of(const std::string& name)
    {
        return house.pool.read(
            [&](const ReadTx& tx) { return tx.number("SELECT count(*) FROM job WHERE id = :i", name); });
    }
    test::TestHouse house{GetParam()};
};

TEST_P(Attempt, what_it_refuses_leaves_neither_rows_nor_events_nor_a_gap_and_the_command_goes_on)
{
    house.run("per_a", "k1", [](WriteTx& tx, const Call& call) -> Result<Answer> {
        step(tx, call, "before");
        const auto refused = attempt(tx, [&]() -> Status {
            step(tx, call, "refused");
            step(tx, call, "refused too");
            return Error{Fault::conflict, "test.no"};
        });
        EXPECT_EQ(refused.error().code, "test.no");
        const auto done = attempt(tx, [&]() -> Status {
            step(tx, call, "after");
            return {};
        });
        EXPECT_TRUE(done.has_value());
        return Answer{};
    });
    EXPECT_EQ(steps(), (std::vector<std::string>{"1/1 before", "2/2 after"}));
    EXPECT_EQ(jobs_of("refused"), 0);
    EXPECT_EQ(jobs_of("after"), 1);
}

TEST_P(Attempt, a_command_that_is_refused_afterwards_keeps_nothing_of_it_either)
{
    house.run("per_a", "k1", [](WriteTx& tx, const Call& call) -> Result<Answer> {
        const auto done = attempt(tx, [&]() -> Status {
            step(tx, call, "inner");
            return {};
        });
        EXPECT_TRUE(done.has_value());
        return Error{Fault::conflict, "test.changed_mind"};
    });
    house.run("per_a", "k2", [](WriteTx& tx, const Call& call) -> Result<Answer> {
        step(tx, call, "next");
        return Answer{};
    });
    EXPECT_EQ(steps(), std::vector<std::string>{"1/1 next"});
    EXPECT_EQ(jobs_of("inner"), 0);
}

INSTANTIATE_TEST_SUITE_P(On, Attempt, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
