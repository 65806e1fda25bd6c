// Many arrivals at once: each is durable before any other work is done, and none is turned away afterwards.
#include "http/recording_stamper.hpp"
#include <future>
#include <gtest/gtest.h>
#include <set>

namespace tianping {
namespace {

using test::in_time_path;
using test::NotesHouse;
using test::RecordingStamper;

// A disk whose sync takes as long as it takes for `many` to wait for it.
class SharingStamper final : public RecordingStamper {
public:
    explicit SharingStamper(int many) : left_{many} {}
    Status journal(const http::Arrival& arrival, const http::StampedRequest& request) override
    {
        {
            std::unique_lock lock{mutex};
            --left_;
            changed.notify_all();
            changed.wait_for(lock, std::chrono::seconds{10}, [this] { return left_ <= 0; });
            lonely += left_ > 0 ? 1 : 0;
        }
        return RecordingStamper::journal(arrival, request);
    }
    std::atomic<int> lonely{0};

private:
    int left_;
};

constexpr const char* thought_path = "/api/v1/notes/thought-in-time";

// `many` people hand in at once, each under a key of his own.
std::vector<std::future<test::RawAnswer>> hand_in(NotesHouse& h, const char* path, const char* body, int many)
{
    std::vector<std::future<test::RawAnswer>> out;
    for (int i = 0; i < many; ++i)
        out.push_back(std::async(std::launch::async, [&h, path, body, i] {
            return h.post(path, body, "", "handed-in-" + std::to_string(i));
        }));
    return out;
}

TEST(Stamps, are_durable_while_what_came_before_is_prepared_and_none_is_turned_away)
{
    RecordingStamper stamper;
    http::DoorLimits small;
    small.workers = 2;
    small.worker_queue = 1;
    NotesHouse h{{}, small, {}, &stamper};
    std::promise<void> go;
    h.room.held = [gone = go.get_future().share()] {
        gone.wait();
        return Status{};
    };
    constexpr int people = 12;
    auto answers = hand_in(h, thought_path, R"({"text":"held"})", people);
    EXPECT_TRUE(stamper.keeps(people)) << "prepares stood before the journal";
    EXPECT_EQ(stamper.open(), static_cast<std::size_t>(people));
    EXPECT_EQ(h.count(), 0);
    go.set_value();
    std::set<std::string> written, stamped;
    for (auto& coming : answers) {
        const auto answer = coming.get();
        EXPECT_EQ(answer.status, 200) << answer.body;
        written.insert(test::member(answer, "written"));
    }
    for (const auto& [token, request] : stamper.kept)
        stamped.insert(to_rfc3339(request.arrived));
    EXPECT_EQ(written.size(), static_cast<std::size_t>(people));
    EXPECT_EQ(written, stamped);
    EXPECT_EQ(stamper.open(), 0U);
    EXPECT_EQ(stamper.twice, 0);
}

TEST(Stamps, of_many_wait_for_one_sync_of_the_disk)
{
    constexpr int people = 24;
    SharingStamper stamper{people};
    NotesHouse h{{}, {}, {}, &stamper};
    for (auto& coming : hand_in(h, in_time_path, R"({"text":"bid"})", people))
        EXPECT_EQ(coming.get().status, 200);
    EXPECT_EQ(stamper.lonely, 0);
}

TEST(Stamps, of_strangers_never_reach_the_journal)
{
    RecordingStamper stamper;
    NotesHouse h{{}, {}, {}, &stamper};
    EXPECT_EQ(h.post(in_time_path, R"({"text":"x"})", "Authorization: Bearer nobody\r\n").status, 401);
    const auto nameless = test::RawClient{h.server->port()}.ask(NotesHouse::request(
        "POST", in_time_path, "Content-Type: application/json\r\nIdempotency-Key: nameless-1\r\n",
        R"({"text":"x"})"));
    EXPECT_EQ(nameless.status, 401) << nameless.body;
    EXPECT_TRUE(stamper.kept.empty());
    EXPECT_EQ(stamper.open(), 0U);
    EXPECT_EQ(stamper.twice, 0);
}

// A full disk under the blobs, where a bid's parts are looked at.
// What waited under "bid-key-1" is decided by its first stamp.
void expect_decided_once(NotesHouse& h, RecordingStamper& stamper)
{
    EXPECT_TRUE(stamper.all_decided());
    const auto again = h.post(thought_path, R"({"text":"held"})", "", "bid-key-1");
    ASSERT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(test::member(again, "written"), "2026-03-02T01:00:00.001Z");
    EXPECT_EQ(h.count(), 1);
    EXPECT_EQ(stamper.twice, 0);
}

TEST(Stamps, are_kept_while_what_the_preparation_needs_is_away)
{
    RecordingStamper stamper;
    std::atomic<bool> is_away{true};
    NotesHouse h{{}, {}, {}, &stamper};
    h.room.held = [&]() -> Status {
        return is_away ? Status{Error{Fault::unavailable, "blob.no_space"}} : Status{};
    };
    const auto told = h.post(thought_path, R"({"text":"held"})", "", "bid-key-1");
    EXPECT_EQ(told.status, 503);
    EXPECT_EQ(h.code_of(told), "command.outcome_unknown");
    EXPECT_EQ(h.code_of(h.post(thought_path, R"({"text":"held"})", "", "bid-key-1")),
              "command.outcome_unknown");
    EXPECT_EQ(stamper.open(), 1U) << "closings wait for it";
    EXPECT_EQ(stamper.kept.size(), 1U) << "the same key again is on its way";
    is_away = false;
    expect_decided_once(h, stamper);
}

// A preparation that reads in a database which lets nobody in until its folder is there.
struct DatabaseComesLater : testing::Test {
    RecordingStamper stamper;
    test::ScratchFolder folder;
    ReadPool away{{(folder.path() / "later" / "house.db").string()}, 1};
    std::atomic<int> tried{0};
    NotesHouse h{{}, {}, {}, &stamper};

    DatabaseComesLater()
    {
        h.room.held = [this]() -> Status {
            ++tried;
            away.read([](const ReadTx& tx) { return tx.number("SELECT 1"); });
            return {};
        };
    }
    void comes() const { std::filesystem::create_directory(folder.path() / "later"); }
};

TEST_F(DatabaseComesLater, a_stamp_waits_for_it_however_often_it_is_tried_and_is_decided_then)
{
    const auto told = h.post(thought_path, R"({"text":"held"})", "", "bid-key-1");
    EXPECT_EQ(told.status, 503) << told.body;
    EXPECT_EQ(h.code_of(told), "command.outcome_unknown");
    EXPECT_TRUE(told.headers.contains("retry-after"));
    EXPECT_TRUE(test::soon([this] { return tried >= 4; }));
    EXPECT_EQ(stamper.open(), 1U) << "closings wait for it";
    EXPECT_EQ(h.door->figures().faults, 0) << "nothing is wrong with the house";
    comes();
    expect_decided_once(h, stamper);
}

TEST_F(DatabaseComesLater, what_is_not_stamped_is_told_to_come_again)
{
    const auto ask = [this] {
        return h.post("/api/v1/notes/thought", R"({"text":"held"})", "", "note-key-1");
    };
    const auto told = ask();
    EXPECT_EQ(told.status, 503) << told.body;
    EXPECT_EQ(h.code_of(told), "house.database_away");
    EXPECT_TRUE(told.headers.contains("retry-after"));
    comes();
    EXPECT_EQ(ask().status, 200);
}

} // namespace
} // namespace tianping
