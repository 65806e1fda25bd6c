#include "infra/spine/connection.hpp"
#include "support/scratch.hpp"
#include <future>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace tianping {
namespace {

class WriterTest : public testing::TestWithParam<test::Home> {
protected:
    static Result<Answer> count_up(WriteTx& tx, const Call& call)
    {
        jobs::schedule(tx, "job/" + call.key, "never", from_millis(9'000'000'000'000), boost::json::object{});
        return Answer{200, boost::json::value(call.key), 0};
    }
    Outcome run_for(const std::string& organisation, const std::string& mandate, const std::string& principal)
    {
        Command command{"test", "d", {}, count_up};
        auto& actor = command.call.actor;
        actor.person = "per_agent";
        actor.organisation = organisation;
        actor.mandate = mandate;
        actor.on_behalf_of = principal;
        command.call.key = "key-1";
        return house.writer.run(std::move(command));
    }
    std::int64_t counted()
    {
        return house.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM job"); });
    }
    test::TestHouse house{GetParam()};
};

TEST_P(WriterTest, the_same_key_gives_the_same_answer_and_acts_once)
{
    const auto first = house.run("per_a", "key-1", count_up);
    const auto again = house.run("per_a", "key-1", count_up);
    EXPECT_EQ(first.answer->body, again.answer->body);
    EXPECT_FALSE(first.repeated);
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(counted(), 1);
}

TEST_P(WriterTest, the_same_key_of_another_person_is_another_command)
{
    EXPECT_FALSE(house.run("per_a", "key-1", count_up).repeated);
    EXPECT_FALSE(house.run("per_b", "key-1", count_up).repeated);
}

TEST_P(WriterTest, the_same_key_with_another_body_is_refused)
{
    house.run("per_a", "key-1", count_up, "digest of one body");
    const auto other = house.run("per_a", "key-1", count_up, "digest of another");
    EXPECT_EQ(other.answer.error().code, "command.key_reused");
    EXPECT_FALSE(house.run("per_a", "key-1", count_up, "digest of one body").answer.has_error());
}

TEST_P(WriterTest, the_same_key_for_another_principal_is_refused_and_told_nothing_of_the_first)
{
    ASSERT_TRUE(run_for("org_agency", "mnd_1", "org_one").answer);
    for (const auto& other :
         {run_for("org_agency", "mnd_2", "org_two"), run_for("org_agency", "mnd_3", "org_one"),
          run_for("org_agency", "", ""), run_for("org_second", "mnd_1", "org_one")}) {
        ASSERT_FALSE(other.answer);
        EXPECT_EQ(other.answer.error().code, "command.key_reused");
    }
    EXPECT_TRUE(run_for("org_agency", "mnd_1", "org_one").repeated);
    EXPECT_EQ(counted(), 1);
}

TEST_P(WriterTest, a_refusal_leaves_no_trace_and_answers_alike_after_a_restart)
{
    const auto refuse = [](WriteTx& tx, const Call& call) -> Result<Answer> {
        count_up(tx, call).value();
        Error e{Fault::too_early, "test.too_early"};
        e.article = "招法34";
        e.earliest = test::monday;
        e.fields.push_back({"deadline", "test.bad", "later"});
        return e;
    };
    house.run("per_a", "key-1", refuse);
    EXPECT_EQ(counted(), 0);
    house.writer.stop();
    Writer second{house.database.address(), house.clock, house.chance, {}, {}};
    Command command{"test", "d", {}, count_up};
    command.call.actor.person = "per_a";
    command.call.key = "key-1";
    const auto again = second.run(std::move(command));
    EXPECT_EQ(again.answer.error().code, "test.too_early");
    EXPECT_EQ(again.answer.error().article, "招法34");
    EXPECT_EQ(again.answer.error().earliest, test::monday);
    EXPECT_EQ(again.answer.error().fields.at(0).allowed, "later");
}

TEST_P(WriterTest, a_fault_of_the_house_is_not_kept_as_an_answer)
{
    int tries = 0;
    const auto faulty = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        if (++tries == 1)
            throw std::runtime_error("a bug");
        return count_up(tx, call);
    };
    EXPECT_EQ(house.run("per_a", "key-1", faulty).answer.error().code, "house.fault");
    EXPECT_TRUE(house.run("per_a", "key-1", faulty).answer.has_value());
    EXPECT_EQ(counted(), 1);
}

TEST_P(WriterTest, broken_sql_in_one_command_hurts_no_other)
{
    const auto broken = [](WriteTx& tx, const Call&) -> Result<Answer> {
        tx.change("INSERT INTO no_such_table VALUES (1)");
        return Answer{};
    };
    std::vector<std::thread> people;
    std::atomic<int> good{0}, bad{0};
    for (int i = 0; i < 16; ++i)
        people.emplace_back([&, i] {
            const auto key = "key-" + std::to_string(i);
            (i % 4 == 0 ? house.run("p", key, broken) : house.run("p", key, count_up)).answer ? ++good
                                                                                              : ++bad;
        });
    for (auto& p : people)
        p.join();
    EXPECT_EQ(good, 12);
    EXPECT_EQ(bad, 4);
    EXPECT_EQ(counted(), 12);
}

TEST_P(WriterTest, overload_is_said_at_once_and_takes_nothing)
{
    test::TestHouse small{GetParam(), {}, {}, {.batch = 1, .queue = 2, .follower_turn = 1}};
    std::latch hold{1};
    std::atomic<int> delivered{0};
    const auto waiting = [&](const std::string& key) {
        Command c{"test", "d", {}, [&](WriteTx&, const Call&) -> Result<Answer> {
                      hold.wait();
                      return Answer{};
                  }};
        c.call.key = key;
        return small.writer.submit(std::move(c), [&](const Outcome&) { ++delivered; });
    };
    int taken = 0;
    for (int i = 0; i < 10; ++i)
        taken += waiting("key-" + std::to_string(i)) ? 1 : 0;
    EXPECT_LT(taken, 10);
    hold.count_down();
    small.writer.stop();
    EXPECT_EQ(delivered, taken);
}

TEST_P(WriterTest, a_transaction_that_the_database_ended_makes_its_batch_unknown_and_the_next_is_well)
{
    const auto steal = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        count_up(tx, call).value();
        tx.connection().execute("ROLLBACK"); // what SQLite does by itself on a full disk
        return Answer{};
    };
    EXPECT_EQ(house.run("per_a", "key-1", steal).decided, Decided::unknown);
    const auto again = house.run("per_a", "key-1", count_up);
    EXPECT_EQ(again.decided, Decided::committed);
    EXPECT_FALSE(again.repeated);
    EXPECT_EQ(counted(), 1);
}

TEST_P(WriterTest, a_lost_batch_is_told_until_a_turn_of_the_writers_own_commits)
{
    Command lost{"test", "d", {}, [](WriteTx& tx, const Call&) -> Result<Answer> {
                     tx.connection().execute("ROLLBACK");
                     return Answer{};
                 }};
    lost.call.key = "key-1";
    std::promise<bool> told;
    ASSERT_TRUE(house.writer.submit(std::move(lost),
                                    [&](const Outcome&) { told.set_value(house.writer.figures().lost); }));
    EXPECT_TRUE(told.get_future().get());
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (house.writer.figures().lost && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    EXPECT_FALSE(house.writer.figures().lost) << "though nobody asked for anything";
}

// SQLite sends none.
class CommitWithNotice : public WriterTest {};

// What PostgreSQL sends where a standby did not confirm a COMMIT that is done here.
void warn_at_commit_of(const test::TestHouse& house, const std::string& what)
{
    sql::Connection{house.database.address(), sql::Connection::Use::write}.execute(
        "CREATE OR REPLACE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE WARNING 'not confirmed'; RETURN NULL; END $$; "
        "CREATE CONSTRAINT TRIGGER warns AFTER " +
        what + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()");
}

void warn_no_more(const test::TestHouse& house, const std::string& table)
{
    sql::Connection{house.database.address(), sql::Connection::Use::write}.execute("DROP TRIGGER warns ON " +
                                                                                   table);
}

TEST_P(CommitWithNotice, is_unknown_until_a_later_one_comes_without)
{
    warn_at_commit_of(house, "INSERT ON command");
    warn_at_commit_of(house, "UPDATE ON log_head");
    const auto unknown = house.run("per_a", "key-1", count_up);
    EXPECT_EQ(unknown.decided, Decided::unknown);
    ASSERT_FALSE(unknown.answer);
    EXPECT_EQ(unknown.answer.error().code, "command.outcome_unknown");
    EXPECT_EQ(counted(), 1) << "it is there, and no receipt may say so";
    warn_no_more(house, "command");
    warn_no_more(house, "log_head");
    const auto again = house.run("per_a", "key-1", count_up);
    EXPECT_EQ(again.decided, Decided::committed);
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(counted(), 1);
}

TEST_P(CommitWithNotice, is_told_where_one_behind_it_came_without)
{
    warn_at_commit_of(house, "INSERT ON command");
    const auto told = house.run("per_a", "key-1", count_up);
    EXPECT_EQ(told.decided, Decided::committed);
    EXPECT_TRUE(told.repeated) << "it was found again";
    EXPECT_EQ(counted(), 1);
}

INSTANTIATE_TEST_SUITE_P(On, CommitWithNotice, testing::ValuesIn(test::server_homes()),
                         [](const auto& p) { return test::name_of(p.param); });
INSTANTIATE_TEST_SUITE_P(On, WriterTest, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
