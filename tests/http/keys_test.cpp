// What a key answers where its request is refused before it is decided.
#include "http/notes_house.hpp"
#include <gtest/gtest.h>
#include <latch>

namespace tianping {
namespace {

using test::NotesHouse;
using test::RawClient;
using test::soon;

TEST(Keys, a_body_that_was_refused_before_it_was_decided_is_not_kept_and_never_stands_in_for_an_answer)
{
    NotesHouse h;
    const auto send = [&](const std::string& body) {
        return h.post("/api/v1/notes", body, "", "one-key-for-all");
    };
    EXPECT_EQ(send(R"({"text":7})").status, 422);
    EXPECT_EQ(send("{").status, 400);
    EXPECT_EQ(send(R"({"text":"right"})").status, 200);
    EXPECT_EQ(h.code_of(send(R"({"text":7})")), "command.key_reused");
    EXPECT_EQ(send(R"({"text":"right"})").headers.at("idempotent-replay"), "true");
    EXPECT_EQ(h.count(), 1);
}

// As a challenge that a first try has used up.
TEST(Keys, the_same_key_is_answered_alike_though_what_it_was_prepared_with_is_used_up)
{
    NotesHouse h;
    std::atomic<std::int64_t> used{0};
    h.room.held = [&]() -> Status {
        if (h.count() > used)
            return Error{Fault::unauthenticated, "notes.used_up"};
        return {};
    };
    for (const auto* path : {"/api/v1/notes/thought", "/api/v1/notes/thought-in-time"}) {
        const auto send = [&](const std::string& key) { return h.post(path, R"({"text":"held"})", "", key); };
        const auto key = "key-" + std::to_string(used + 1) + "-used-up";
        const auto first = send(key);
        ASSERT_EQ(first.status, 200) << first.body;
        const auto again = send(key);
        EXPECT_EQ(again.body, first.body) << path;
        EXPECT_EQ(again.headers.at("idempotent-replay"), "true");
        EXPECT_EQ(send("another-" + key).status, 401);
        ++used;
    }
    EXPECT_EQ(h.count(), 2);
}

TEST(Keys, a_retry_that_meets_its_first_try_in_the_queue_waits_for_its_answer)
{
    NotesHouse h;
    std::atomic<int> prepared{0};
    h.room.held = [&]() -> Status {
        return ++prepared == 1 ? Status{} : Status{Error{Fault::unauthenticated, "notes.used_up"}};
    };
    std::latch hold{1};
    Command before{"test", "d", {}, [&](WriteTx&, const Call&) {
                       hold.wait();
                       return Answer{};
                   }};
    before.call.key = "before";
    ASSERT_TRUE(h.house.writer.submit(std::move(before), [](const Outcome&) {}));
    std::vector<std::unique_ptr<RawClient>> tries;
    for (int i = 1; i <= 2; ++i) {
        tries.push_back(std::make_unique<RawClient>(h.server->port()));
        tries.back()->send(
            NotesHouse::request("POST", "/api/v1/notes/thought",
                                "Authorization: Bearer ann\r\nContent-Type: application/json\r\n"
                                "Idempotency-Key: sent-twice\r\n",
                                R"({"text":"held"})"));
        EXPECT_TRUE(soon([&] { return prepared >= i; }));
    }
    hold.count_down();
    for (const auto& one : tries)
        EXPECT_EQ(one->read().status, 200);
    EXPECT_EQ(h.count(), 1);
}

} // namespace
} // namespace tianping
