// Arrivals that decide: pending from the last byte, durable before the decision, decided exactly once.
#include "http/recording_stamper.hpp"
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace tianping {
namespace {

using test::in_time_path;
using test::NotesHouse;
using test::RecordingStamper;

TEST(Stamps, a_journaled_request_is_kept_with_all_that_decides_it_and_decided_once)
{
    RecordingStamper stamper;
    NotesHouse h{{}, {}, {}, &stamper};
    const auto answer = h.post(in_time_path, R"({"text":"bid"})", "", "bid-key-1");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(boost::json::parse(answer.body).at("written"), "2026-03-02T01:00:00.001Z");
    ASSERT_EQ(stamper.kept.size(), 1U);
    const auto& kept = stamper.kept.begin()->second;
    EXPECT_EQ(kept.target, in_time_path);
    EXPECT_EQ(kept.key, "bid-key-1");
    EXPECT_EQ(kept.body, R"({"text":"bid"})");
    EXPECT_EQ(wire::parse<Actor>(kept.actor)->person, "per_ann");
    EXPECT_EQ(stamper.open(), 0U);
    EXPECT_EQ(stamper.twice, 0);
}

TEST(Stamps, every_refusal_on_the_way_leaves_nothing_pending)
{
    RecordingStamper stamper;
    NotesHouse h{{}, {}, {}, &stamper};
    EXPECT_EQ(h.post(in_time_path, R"({"text":"x"})", "Authorization: Bearer nobody\r\n").status, 401);
    EXPECT_EQ(h.post(in_time_path, "{").status, 400);
    EXPECT_EQ(h.post(in_time_path, R"({"text":"refused"})").status, 409);
    EXPECT_EQ(h.post(in_time_path, R"({"text":"x"})", "Authorization: Bearer eve\r\n").status, 403);
    EXPECT_EQ(h.post(in_time_path, "{", "Authorization: Bearer eve\r\n").status, 403);
    stamper.refuse_journal = true;
    EXPECT_EQ(h.code_of(h.post(in_time_path, R"({"text":"x"})")), "clock.journal_failed");
    stamper.refuse_arrival = true;
    EXPECT_EQ(h.code_of(h.post(in_time_path, R"({"text":"x"})")), "clock.no_lease");
    h.house.writer.settle();
    EXPECT_EQ(stamper.open(), 0U);
    EXPECT_EQ(stamper.twice, 0);
    EXPECT_EQ(h.count(), 0);
}

TEST(Stamps, a_stamped_request_waits_for_a_full_queue_and_is_not_turned_away)
{
    RecordingStamper stamper;
    WriterLimits small;
    small.queue = 1;
    small.batch = 1;
    NotesHouse h{{}, {}, small, &stamper};
    std::vector<std::thread> callers;
    std::atomic<int> taken{0};
    for (int i = 0; i < 20; ++i)
        callers.emplace_back([&, i] {
            const auto answer = test::RawClient{h.server->port()}.ask(NotesHouse::request(
                "POST", in_time_path,
                "Authorization: Bearer ann\r\nContent-Type: application/json\r\nIdempotency-Key: queue-" +
                    std::to_string(1000 + i) + "\r\n",
                R"({"text":"bid"})"));
            taken += answer.status == 200 ? 1 : 0;
        });
    for (auto& caller : callers)
        caller.join();
    EXPECT_EQ(taken, 20);
    EXPECT_EQ(h.count(), 20);
    EXPECT_EQ(stamper.open(), 0U);
}

TEST(Stamps, what_a_killed_process_left_is_decided_with_its_old_stamp_and_once)
{
    RecordingStamper stamper;
    http::StampedRequest left;
    {
        NotesHouse h{{}, {}, {}, &stamper};
        h.post(in_time_path, R"({"text":"bid"})", "", "bid-key-1");
        left = stamper.kept.begin()->second;
    }
    NotesHouse h{{}, {}, {}, &stamper};
    std::vector<Outcome> outcomes;
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(h.door->replay(left, [&](const Outcome& outcome) { outcomes.push_back(outcome); }));
        h.house.writer.settle();
        h.house.run("", "a later command " + std::to_string(i),
                    [](WriteTx&, const Call&) { return Answer{}; });
    }
    ASSERT_EQ(outcomes.size(), 2U);
    EXPECT_EQ(outcomes[0].decided, Decided::committed);
    EXPECT_EQ(outcomes[0].answer->body.at("written"), "2026-03-02T01:00:00.001Z");
    EXPECT_TRUE(outcomes[1].repeated);
    EXPECT_EQ(h.count(), 1);
    const auto asked_again = h.post(in_time_path, R"({"text":"bid"})", "", "bid-key-1");
    EXPECT_EQ(asked_again.headers.at("idempotent-replay"), "true");
    left.target = "/api/v1/notes";
    EXPECT_EQ(h.door->replay(left, [](const Outcome&) {}).error().code, "http.no_such_route");
}

TEST(Stamps, the_signature_of_an_act_is_kept_and_it_is_decided_with_it_after_the_process_was_killed)
{
    RecordingStamper stamper;
    http::StampedRequest left;
    const auto send = [](NotesHouse& h, const std::string& header, const std::string& key) {
        return h.post("/api/v1/notes/signed-in-time", R"({"text":"hold"})", header, key);
    };
    {
        NotesHouse h{{}, {}, {}, &stamper};
        const auto answer = send(h, "Act-Signature: ann\r\n", "act-key-1");
        EXPECT_EQ(test::member(answer, "text"), "hold by ann");
        left = stamper.kept.rbegin()->second;
        send(h, "", "act-key-2");
        EXPECT_FALSE(stamper.kept.rbegin()->second.headers);
    }
    const auto line = wire::write(left);
    EXPECT_EQ(line.at("headers").at("Act-Signature"), "ann") << "nothing else of the head is kept";
    EXPECT_EQ(line.at("headers").as_object().size(), 1U);
    NotesHouse h{{}, {}, {}, &stamper};
    std::vector<Outcome> outcomes;
    ASSERT_TRUE(h.door->replay(wire::from_value<http::StampedRequest>(line).value(),
                               [&](const Outcome& outcome) { outcomes.push_back(outcome); }));
    h.house.writer.settle();
    h.house.run("", "a later command", [](WriteTx&, const Call&) { return Answer{}; });
    ASSERT_EQ(outcomes.size(), 1U);
    ASSERT_TRUE(outcomes[0].answer);
    EXPECT_EQ(outcomes[0].answer->body.at("text"), "hold by ann");
}

// Its key was sent twice and the power failed before the journal knew that one of them was given up.
TEST(Stamps, of_two_kept_requests_with_one_key_the_first_is_decided_and_the_other_holds_nothing_back)
{
    RecordingStamper stamper;
    NotesHouse h{{}, {}, {}, &stamper};
    std::latch hold{1}, entered{1};
    Command before{"test", "d", {}, [&](WriteTx&, const Call&) {
                       entered.count_down();
                       hold.wait();
                       return Answer{};
                   }};
    before.call.key = "before";
    ASSERT_TRUE(h.house.writer.submit(std::move(before), [](const Outcome&) {}));
    entered.wait();
    http::StampedRequest kept;
    kept.arrived = test::monday;
    kept.method = "POST";
    kept.target = in_time_path;
    Actor ann;
    ann.person = "per_ann";
    kept.actor = boost::json::serialize(wire::write(ann));
    kept.key = "bid-key-1";
    kept.body = R"({"text":"bid"})";
    std::vector<Decided> decided;
    const auto note = [&](const Outcome& outcome) { decided.push_back(outcome.decided); };
    ASSERT_TRUE(h.door->replay(kept, note));
    EXPECT_EQ(h.door->replay(kept, note).error().code, "command.outcome_unknown");
    hold.count_down();
    h.house.writer.stop();
    EXPECT_EQ(decided, std::vector{Decided::committed});
}

} // namespace
} // namespace tianping
