#include "infra/spine/connection.hpp"
#include "infra/spine/rebuild.hpp"
#include "infra/spine/resume.hpp"
#include "support/scratch.hpp"
#include <atomic>
#include <gtest/gtest.h>

namespace tianping {

struct Counted {
    static constexpr std::string_view kind = "test.counted";
    static constexpr int version = 1;
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (amount))

namespace {

// A view without a table of its own: it sums into the job table, which no other part uses here.
Follower sums(const std::string& name)
{
    Follower f{name, FollowerKind::view, {"job"}, {}, {}};
    f.by_kind["test.counted"] = [](WriteTx& tx, const events::Event& e) {
        const auto amount = e.as<Counted>().amount;
        if (amount < 0)
            throw std::runtime_error("poison");
        tx.change("INSERT INTO job (id, kind, due, body, attempts, state, reason) VALUES ('sum', 'k', 0, '', "
                  ":a, 'sum', '') "
                  "ON CONFLICT (id) DO UPDATE SET attempts = job.attempts + excluded.attempts",
                  amount);
    };
    return f;
}

class FollowerTest : public testing::TestWithParam<test::Home> {
protected:
    void count(const std::string& key, std::int64_t amount)
    {
        house.run("per_a", key, [=](WriteTx& tx, const Call& call) -> Result<Answer> {
            events::append(tx, call, "cnt_1", {}, Counted{amount});
            return Answer{};
        });
    }
    std::int64_t sum()
    {
        return house.pool.read([](const ReadTx& tx) {
            return tx.number("SELECT coalesce(sum(attempts), 0) FROM job WHERE id = 'sum'");
        });
    }
    test::TestHouse house{GetParam(), {}, {sums("sums")}, {.batch = 256, .queue = 100, .follower_turn = 2}};
};

TEST_P(FollowerTest, each_event_takes_effect_once)
{
    for (int i = 1; i <= 7; ++i)
        count("key-" + std::to_string(i), i);
    house.writer.settle();
    EXPECT_EQ(sum(), 28);
}

TEST_P(FollowerTest, one_that_comes_later_reads_from_the_beginning_while_the_others_go_on)
{
    for (int i = 1; i <= 5; ++i)
        count("key-" + std::to_string(i), i);
    house.writer.settle();
    house.writer.stop();
    Follower deaf{"deaf", FollowerKind::view, {}, {}, {}};
    deaf.by_kind["test.never"] = [](WriteTx&, const events::Event&) { throw std::logic_error("heard"); };
    Writer next{house.database.address(),
                house.clock,
                house.chance,
                {},
                {sums("sums"), sums("late"), deaf},
                {.batch = 256, .queue = 100, .follower_turn = 2}};
    next.settle();
    EXPECT_EQ(sum(), 30) << "15 for each of the two";
    EXPECT_EQ(house.pool.read([](const ReadTx& tx) {
        return tx.number("SELECT count(*) FROM follower WHERE seen = (SELECT max(seq) FROM event)");
    }),
              3);
}

TEST_P(FollowerTest, a_poisonous_event_stops_its_follower_with_the_reason_and_nothing_else)
{
    count("key-1", 5);
    count("key-2", -1);
    count("key-3", 5);
    house.writer.settle();
    EXPECT_EQ(sum(), 5);
    EXPECT_EQ(house.writer.figures().stopped_followers.at("sums"), "poison");
    house.writer.stop();
    Writer next{house.database.address(), house.clock, house.chance, {}, {sums("sums")}};
    next.settle();
    EXPECT_EQ(next.figures().stopped_followers.at("sums"), "poison") << "the next process says so too";
}

TEST_P(FollowerTest, a_connection_that_is_cut_in_a_batch_stops_no_follower)
{
    const auto cut = [&](WriteTx& tx, const Call&) -> Result<Answer> {
        if (!tx.connection().is_postgres()) {
            tx.connection().execute("ROLLBACK");
            return Answer{};
        }
        const auto pid = tx.number("SELECT pg_backend_pid()");
        sql::Connection other{house.database.address(), sql::Connection::Use::write};
        other.execute("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 5000)");
        return Answer{};
    };
    EXPECT_EQ(house.run("per_a", "cut", cut).decided, Decided::unknown);
    count("key-1", 5);
    house.writer.settle();
    EXPECT_EQ(sum(), 5);
    EXPECT_TRUE(house.writer.figures().stopped_followers.empty());
}

TEST_P(FollowerTest, a_rebuilt_view_is_the_same)
{
    for (int i = 1; i <= 5; ++i)
        count("key-" + std::to_string(i), i);
    house.writer.stop();
    const auto before = sum();
    EXPECT_EQ(rebuild(house.database.address(), sums("sums"), test::monday).value(), 5);
    EXPECT_EQ(sum(), before);
}

TEST_P(FollowerTest, an_outbox_is_never_replayed)
{
    auto outbox = sums("post");
    outbox.kind = FollowerKind::outbox;
    EXPECT_EQ(rebuild(house.database.address(), outbox, test::monday).error().code,
              "house.outbox_never_replayed");
}

// An outbox that takes nothing while its cause to fail is there.
Follower poisoned_while(const std::atomic<bool>& cause)
{
    auto out = sums("post");
    out.kind = FollowerKind::outbox;
    out.by_kind["test.counted"] = [&cause, take = out.by_kind["test.counted"]](WriteTx& tx,
                                                                               const events::Event& e) {
        if (cause)
            throw std::runtime_error("the cause");
        take(tx, e);
    };
    return out;
}

class StoppedOutbox : public testing::TestWithParam<test::Home> {
protected:
    StoppedOutbox()
    {
        count(1);
        cause = true;
        count(10);
        count(100);
    }
    void count(std::int64_t amount)
    {
        house.run("per_a", "count " + std::to_string(amount), [=](WriteTx& tx, const Call& call) {
            events::append(tx, call, "cnt_1", {}, Counted{amount});
            return Result<Answer>{Answer{}};
        });
    }
    // The code of the refusal, or what it had stopped for.
    std::string resumed(const FollowerResumed& what)
    {
        std::string said;
        house.run("per_a", "resume " + std::to_string(++asked), [&](WriteTx& tx, const Call& call) {
            const auto stopped = resume(tx, call, what);
            said = stopped ? *stopped : stopped.error().code;
            return stopped ? Result<Answer>{Answer{}} : Result<Answer>{stopped.error()};
        });
        return said;
    }
    std::int64_t sum()
    {
        return house.pool.read([](const ReadTx& tx) {
            return tx.number("SELECT coalesce(sum(attempts), 0) FROM job WHERE id = 'sum'");
        });
    }
    std::map<std::string, std::string> stopped() { return house.writer.figures().stopped_followers; }

    std::atomic<bool> cause{false};
    int asked = 0;
    test::TestHouse house{GetParam(), {}, {poisoned_while(cause)}};
};

TEST_P(StoppedOutbox, goes_on_where_it_stopped_and_does_nothing_twice)
{
    EXPECT_EQ(stopped().at("post"), "the cause");
    cause = false;
    EXPECT_EQ(resumed({"post", "the cause is mended", "root"}), "the cause");
    house.writer.settle();
    EXPECT_TRUE(stopped().empty());
    EXPECT_EQ(sum(), 111);
    count(1000);
    house.writer.settle();
    EXPECT_EQ(sum(), 1111);
}

TEST_P(StoppedOutbox, stops_again_with_its_reason_when_the_cause_remains)
{
    EXPECT_EQ(resumed({"post", "perhaps it works now", "root"}), "the cause");
    house.writer.settle();
    EXPECT_EQ(stopped().at("post"), "the cause");
    EXPECT_EQ(sum(), 1);
}

TEST_P(StoppedOutbox, goes_on_by_an_act_on_record_alone)
{
    EXPECT_EQ(resumed({"post", "", "root"}), "house.reason_missing");
    EXPECT_EQ(resumed({"post", "the cause is mended", ""}), "house.reason_missing");
    EXPECT_EQ(resumed({"sums", "the cause is mended", "root"}), "house.follower_not_stopped");
    EXPECT_EQ(stopped().at("post"), "the cause");
    cause = false;
    resumed({"post", "the cause is mended", "root"});
    const auto log = house.pool.read([](const ReadTx& tx) { return events::of_stream(tx, "follower_post"); });
    ASSERT_EQ(log.size(), 1U);
    EXPECT_EQ(log[0].as<FollowerResumed>().reason, "the cause is mended");
    EXPECT_EQ(log[0].as<FollowerResumed>().by, "root");
    EXPECT_EQ(resumed({"post", "once more", "root"}), "house.follower_not_stopped");
}

INSTANTIATE_TEST_SUITE_P(On, StoppedOutbox, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });
INSTANTIATE_TEST_SUITE_P(On, FollowerTest, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
