// A database that gives up a whole transaction by itself in the middle of a batch: all of the batch is
// unknown, nothing half-done is stored, and each key has one outcome afterwards (design.md 2,
// reliability.md 2.2).
#include "infra/spine/connection.hpp"
#include "infra/spine/event_log.hpp"
#include "support/full_disk.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace tianping {

struct NoteTaken {
    static constexpr std::string_view kind = "test.note_taken";
    static constexpr int version = 1;
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(NoteTaken, (), (text))

namespace {

constexpr int commands = 40;

Follower counter()
{
    Follower out{"counter", FollowerKind::view, {}, {}, {}};
    out.any = [](WriteTx& tx, const events::Event&) {
        tx.change(
            "INSERT INTO job (id, kind, due, body, attempts, state, reason) VALUES ('seen', 'k', 0, '', "
            "1, 'counted', '') ON CONFLICT (id) DO UPDATE SET attempts = job.attempts + 1");
    };
    return out;
}

// A writer over a database of the test's choice.
struct Desk {
    explicit Desk(const std::string& file) : address{file}
    {
        migrate(address, test::source_folder() + "/migrations").value();
        writer.emplace(address, clock, chance, jobs::Handlers{}, std::vector<Follower>{counter()});
        pool.emplace(address, 1);
    }
    static Command command(const std::string& key,
                           std::function<Result<Answer>(WriteTx&, const Call&)> decide)
    {
        Command out{"test", "d", {}, std::move(decide)};
        out.call.actor.person = "per_a";
        out.call.key = key;
        out.call.arrived = test::monday;
        return out;
    }
    // An event of several pages: a few of them are more than a small disk takes.
    Command note(int number)
    {
        auto out =
            command("note-" + std::to_string(number), [](WriteTx& tx, const Call& call) -> Result<Answer> {
                events::append(tx, call, "nte_" + call.key, {}, NoteTaken{std::string(20'000, 'n')});
                return Answer{200, boost::json::value(call.key), 0};
            });
        out.call.chance = &chance;
        return out;
    }
    // `first` and then all the notes, in one batch: they gather while a command before them holds the writer.
    std::vector<Outcome> batch(std::function<void(WriteTx&)> first)
    {
        std::latch hold{1}, entered{1}, delivered{commands + 2};
        std::vector<Outcome> out(commands);
        const auto submit = [&](Command c, Outcome* where) {
            EXPECT_TRUE(writer->submit(std::move(c), [&delivered, where](Outcome outcome) {
                if (where != nullptr)
                    *where = std::move(outcome);
                delivered.count_down();
            }));
        };
        const auto turn = std::to_string(++turns);
        submit(command("hold" + turn,
                       [&](WriteTx&, const Call&) {
                           entered.count_down();
                           hold.wait();
                           return Answer{};
                       }),
               nullptr);
        entered.wait();
        submit(command("first" + turn,
                       [first](WriteTx& tx, const Call&) {
                           first(tx);
                           return Answer{};
                       }),
               nullptr);
        for (int i = 0; i < commands; ++i)
            submit(note(i), &out[static_cast<std::size_t>(i)]);
        hold.count_down();
        delivered.wait();
        return out;
    }
    std::int64_t number(const std::string& text)
    {
        return pool->read([&](const ReadTx& tx) { return tx.number(text); });
    }
    void check_log_whole(std::int64_t expected);

    DatabaseAddress address;
    HouseClock clock = HouseClock::rehearsal(test::monday);
    SeededChance chance{7};
    std::optional<Writer> writer;
    std::optional<ReadPool> pool;
    int turns = 0;
};

void Desk::check_log_whole(std::int64_t expected)
{
    writer->settle();
    pool->read([&](const ReadTx& tx) {
        std::int64_t seq = 0;
        for (const auto& event : tx.list<events::Event>("ORDER BY seq")) {
            EXPECT_EQ(event.seq, ++seq);
            EXPECT_EQ(event.version, 1);
            EXPECT_EQ(event.digest, events::digest_of(event, std::string(64, '0')));
        }
        EXPECT_EQ(seq, expected);
        EXPECT_EQ(tx.number("SELECT seq FROM log_head"), expected);
        EXPECT_EQ(tx.number("SELECT count(*) FROM command WHERE key LIKE 'note-%'"), expected);
        EXPECT_EQ(tx.number("SELECT coalesce(max(attempts), 0) FROM job WHERE id = 'seen'"), expected);
        EXPECT_EQ(tx.number("SELECT coalesce(max(seen), 0) FROM follower WHERE name = 'counter'"), expected);
        return 0;
    });
    EXPECT_TRUE(writer->figures().stopped_followers.empty());
}

void expect_unknown(const std::vector<Outcome>& outcomes)
{
    for (const auto& outcome : outcomes) {
        EXPECT_EQ(outcome.decided, Decided::unknown);
        ASSERT_FALSE(outcome.answer);
        EXPECT_EQ(outcome.answer.error().code, "command.outcome_unknown");
        EXPECT_EQ(outcome.answer.error().fault, Fault::outcome_unknown); // 503 at the door
    }
}

void expect_decided_once(Desk& desk)
{
    for (int i = 0; i < commands; ++i) {
        const auto decided = desk.writer->run(desk.note(i));
        EXPECT_EQ(decided.decided, Decided::committed);
        EXPECT_FALSE(decided.repeated) << "nothing of the lost batch is there";
        const auto again = desk.writer->run(desk.note(i));
        EXPECT_TRUE(again.repeated);
        EXPECT_EQ(again.answer->body, decided.answer->body);
    }
}

TEST(FullBatch, sqlite_full_in_the_middle_makes_the_batch_unknown_and_each_key_is_decided_once_after)
{
    test::ScratchFolder folder;
    Desk desk{folder.path() / "house.db"};
    const auto lost = desk.batch([](WriteTx& tx) {
        const auto pages = tx.number("SELECT page_count FROM pragma_page_count") + 60;
        tx.connection().execute("PRAGMA max_page_count = " + std::to_string(pages)); // of this connection
    });
    expect_unknown(lost);
    EXPECT_EQ(desk.number("SELECT count(*) FROM event"), 0);
    EXPECT_EQ(desk.number("SELECT count(*) FROM command WHERE key LIKE 'note-%' OR key LIKE 'first%'"), 0);
    EXPECT_EQ(desk.writer->figures().unknown, commands + 1);
    expect_decided_once(desk);
    desk.check_log_whole(commands);
}

class FullDisk : public testing::TestWithParam<int> {};

// The cache is what decides whether the disk is met in the middle of the batch or at its COMMIT.
TEST_P(FullDisk, a_real_full_disk_makes_every_batch_unknown_until_there_is_room)
{
    test::ScratchFolder folder;
    const test::SmallDisk disk{folder.path(), "size=24m"};
    if (!disk.is_mounted())
        GTEST_SKIP() << "a small disk can only be mounted by root";
    {
        Desk desk{folder.path() / "house.db"};
        const auto cache = "PRAGMA cache_size = " + std::to_string(GetParam());
        const auto small_cache = [&](WriteTx& tx) { tx.connection().execute(cache); };
        disk.fill(200'000);
        for (int turn = 0; turn < 3; ++turn)
            expect_unknown(desk.batch(small_cache));
        EXPECT_EQ(desk.number("SELECT count(*) FROM event"), 0) << "reads go on";
        disk.make_room();
        expect_decided_once(desk);
        desk.check_log_whole(commands);
    }
    const auto check = [&](const ReadTx& tx) { return tx.number("SELECT count(*) FROM event"); };
    EXPECT_EQ((ReadPool{{folder.path() / "house.db"}, 1}.read(check)), commands);
}

INSTANTIATE_TEST_SUITE_P(With, FullDisk, testing::Values(10, 5000),
                         [](const auto& p) { return p.param == 10 ? "spill" : "commit"; });

} // namespace
} // namespace tianping
