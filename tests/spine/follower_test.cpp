#include "infra/spine/connection.hpp"
#include "infra/spine/rebuild.hpp"
#include "support/scratch.hpp"
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

INSTANTIATE_TEST_SUITE_P(On, FollowerTest, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
