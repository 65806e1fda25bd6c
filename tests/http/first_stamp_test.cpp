// Two doors to one database, each with a writer of its own: the same request reaches both, and its first
// stamp counts, whichever door decides first.
#include "infra/http/insist.hpp"
#include "infra/spine/command_table.hpp"
#include "support/scratch.hpp"
#include <future>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;

constexpr auto deadline = test::monday + 1h;

struct FirstStamp : testing::TestWithParam<test::Home> {
    test::TestHouse house{GetParam()};
    Writer other_writer{house.database.address(), house.clock, house.chance, {}, {}};
    http::Insist here{house.writer}, there{other_writer};
    std::atomic<int> decisions{0};

    // A bid that is in time strictly before the deadline, as it was stamped at one of the doors.
    Command bid(Instant stamp, const std::string& digest = "d")
    {
        Command out{"POST /bids", digest, {}, [this](WriteTx&, const Call& call) -> Result<Answer> {
                        ++decisions;
                        if (call.arrived >= deadline)
                            return Error{Fault::too_late, "bidding.too_late"};
                        Answer answer;
                        answer.body = millis(call.arrived);
                        return answer;
                    }};
        out.call.actor.person = "per_a";
        out.call.key = "the-bid";
        out.call.arrived = stamp;
        out.call.chance = &house.chance;
        return out;
    }
    static Outcome ask(http::Insist& door, const Command& command)
    {
        std::promise<Outcome> told, decided;
        EXPECT_TRUE(door.reserve(command.call));
        door.submit(
            command.call, [&] { return command; },
            [&](Outcome outcome) { told.set_value(std::move(outcome)); },
            [&](const Outcome& outcome) { decided.set_value(outcome); });
        auto out = told.get_future().get();
        EXPECT_EQ(decided.get_future().get().decided, out.decided); // once, and the same
        return out;
    }
    std::int64_t rows()
    {
        return house.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM command"); });
    }
};

TEST_P(FirstStamp, counts_though_the_other_door_refused_a_later_one_first)
{
    const auto late = ask(there, bid(deadline));
    ASSERT_EQ(late.decided, Decided::refused);
    const auto in_time = ask(here, bid(deadline - 1ms));
    ASSERT_EQ(in_time.decided, Decided::committed);
    EXPECT_EQ(in_time.answer->body, millis(deadline - 1ms));
    for (auto* door : {&here, &there}) { // from now on the key has one answer, at both doors
        const auto again = ask(*door, bid(deadline + 1min));
        EXPECT_EQ(again.decided, Decided::committed);
        EXPECT_TRUE(again.repeated);
        EXPECT_EQ(again.answer->body, millis(deadline - 1ms));
    }
    EXPECT_EQ(rows(), 2); // the late try is on record beside the first
}

TEST_P(FirstStamp, a_refusal_stays_for_later_stamps_and_is_not_decided_again)
{
    ASSERT_EQ(ask(here, bid(deadline)).decided, Decided::refused);
    const auto before = rows();
    for (int i = 0; i < 3; ++i) {
        const auto again = ask(there, bid(deadline + std::chrono::seconds{i}));
        EXPECT_EQ(again.decided, Decided::refused);
        EXPECT_EQ(again.answer.error().code, "bidding.too_late");
        EXPECT_TRUE(again.repeated);
    }
    EXPECT_EQ(decisions, 1);
    EXPECT_EQ(rows(), before);
}

TEST_P(FirstStamp, counts_at_one_door_too_where_a_later_one_was_known_first)
{
    const auto late = bid(deadline), in_time = bid(deadline - 1ms);
    ASSERT_TRUE(here.reserve(late.call));
    EXPECT_FALSE(here.reserve(bid(deadline + 1ms).call)) << "its answer is the earlier one's";
    ASSERT_TRUE(here.reserve(in_time.call));
    for (const auto& call : {late.call, in_time.call})
        here.release(call);
    ASSERT_EQ(ask(here, late).decided, Decided::refused);
    const auto taken = ask(here, in_time);
    ASSERT_EQ(taken.decided, Decided::committed);
    EXPECT_EQ(taken.answer->body, millis(deadline - 1ms));
    EXPECT_EQ(here.undecided(), 0U);
}

TEST_P(FirstStamp, an_acceptance_is_never_changed_by_an_earlier_stamp)
{
    ASSERT_EQ(ask(there, bid(deadline - 1min)).decided, Decided::committed);
    const auto earlier = ask(here, bid(deadline - 2min));
    EXPECT_TRUE(earlier.repeated);
    EXPECT_EQ(earlier.answer->body, millis(deadline - 1min));
    EXPECT_EQ(decisions, 1);
}

TEST_P(FirstStamp, does_not_let_another_body_in_under_the_key)
{
    ASSERT_EQ(ask(there, bid(deadline)).decided, Decided::refused);
    const auto other = ask(here, bid(deadline - 1ms, "another"));
    EXPECT_EQ(other.answer.error().code, "command.key_reused");
}

// A bid whose decision meets something so many times: a bug, where nothing else is said.
struct Faulty : FirstStamp {
    std::promise<Outcome> told, decided;
    std::atomic<int> tried{0};
    http::Insist door{house.writer, 3};

    static void a_bug(WriteTx&) { throw std::logic_error("a bug"); }
    static void a_database_that_goes_away(WriteTx& tx)
    {
        tx.number("SELECT CASE WHEN pg_terminate_backend(pg_backend_pid()) THEN 1 ELSE 0 END");
    }
    void hand_in(int times, const std::function<void(WriteTx&)>& met = a_bug)
    {
        auto command = bid(deadline - 1ms);
        command.decide = [this, times, met, decide = command.decide](WriteTx& tx, const Call& call) {
            if (++tried <= times)
                met(tx);
            return decide(tx, call);
        };
        ASSERT_TRUE(door.reserve(command.call));
        door.submit(
            command.call, [command] { return command; },
            [&](Outcome outcome) { told.set_value(std::move(outcome)); },
            [&](const Outcome& outcome) { decided.set_value(outcome); });
        EXPECT_EQ(told.get_future().get().decided, Decided::unknown) << "it may be decided yet";
    }
};

TEST_P(Faulty, a_bid_is_decided_with_its_stamp_once_the_fault_is_over)
{
    hand_in(2);
    const auto end = decided.get_future().get();
    ASSERT_EQ(end.decided, Decided::committed);
    EXPECT_EQ(end.answer->body, millis(deadline - 1ms));
}

TEST_P(Faulty, a_bid_is_refused_on_record_after_some_tries_and_holds_no_closing_back_for_ever)
{
    hand_in(1000);
    const auto end = decided.get_future().get();
    ASSERT_EQ(end.decided, Decided::refused);
    EXPECT_EQ(end.answer.error().code, "house.given_up");
    EXPECT_EQ(end.answer.error().params.at("incident").size(), 16U);
    EXPECT_EQ(tried, 3);
    EXPECT_EQ(door.undecided(), 0U);
    EXPECT_EQ(house.pool.read([](const ReadTx& tx) {
        return tx.number("SELECT count(*) FROM command WHERE key = 'the-bid' AND outcome = 'refused' AND "
                         "arrived_at = :t",
                         deadline - 1ms);
    }),
              1);
    const auto again = ask(there, bid(deadline - 1ms));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.answer.error().params, end.answer.error().params);
}

struct FaultyServer : Faulty {};

TEST_P(FaultyServer, that_goes_away_more_often_than_a_bug_is_tried_gives_no_bid_up)
{
    hand_in(5, a_database_that_goes_away);
    const auto end = decided.get_future().get();
    ASSERT_EQ(end.decided, Decided::committed);
    EXPECT_EQ(end.answer->body, millis(deadline - 1ms));
    EXPECT_EQ(tried, 6);
}

INSTANTIATE_TEST_SUITE_P(On, FaultyServer, testing::ValuesIn(test::server_homes()),
                         [](const auto& p) { return test::name_of(p.param); });
INSTANTIATE_TEST_SUITE_P(On, Faulty, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });
INSTANTIATE_TEST_SUITE_P(On, FirstStamp, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
