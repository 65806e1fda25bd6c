#include "infra/spine/barrier.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/private_body.hpp"
#include "infra/spine/resume.hpp"
#include "infra/spine/stamp_journal.hpp"
#include "spine/stamped.hpp"
#include "support/golden.hpp"
#include "support/scratch.hpp"
#include <boost/mp11.hpp>
#include <fstream>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;

struct Journal : testing::Test {
    test::ScratchFolder folder;
    std::filesystem::path file = folder.path() / "main.stamps";
    HouseClock clock = HouseClock::rehearsal(test::monday);

    static http::StampedRequest request(Instant at, const std::string& key)
    {
        return test::stamped(at, key, R"({"sealed":"yes"})");
    }
};

TEST_F(Journal, the_low_water_mark_waits_for_every_pending_arrival)
{
    StampJournal journal{file, clock};
    const auto first = journal.arrive().value();
    ASSERT_TRUE(clock.move_to(test::monday + 1min));
    const auto second = journal.arrive().value();
    EXPECT_EQ(journal.low_water(), test::monday);
    journal.decided(first);
    EXPECT_EQ(journal.low_water(), test::monday + 1min);
    ASSERT_TRUE(clock.move_to(test::monday + 2min));
    journal.decided(second);
    EXPECT_EQ(journal.low_water(), test::monday + 2min);
}

TEST_F(Journal, what_was_durable_and_undecided_comes_back_with_its_old_stamp)
{
    {
        StampJournal journal{file, clock};
        const auto kept = journal.arrive().value();
        const auto done = journal.arrive().value();
        ASSERT_TRUE(journal.journal(kept, request(kept.at, "key-kept")));
        ASSERT_TRUE(journal.journal(done, request(done.at, "key-done")));
        journal.decided(done);
    }
    std::ofstream{file, std::ios::app} << R"({"token":99,"request":{"arri)"; // torn by the crash
    ASSERT_TRUE(clock.move_to(test::monday + 1h));
    StampJournal journal{file, clock};
    EXPECT_EQ(journal.low_water(), test::monday);
    const auto undecided = journal.take_undecided();
    ASSERT_EQ(undecided.size(), 1U);
    EXPECT_EQ(undecided[0].request.key, "key-kept");
    EXPECT_EQ(undecided[0].request.arrived, test::monday);
    EXPECT_TRUE(journal.take_undecided().empty());
    journal.decided(undecided[0].arrival);
    EXPECT_EQ(journal.low_water(), test::monday + 1h);
}

TEST_F(Journal, without_a_published_mark_the_node_stops_stamping)
{
    StampJournal journal{file, clock, 0ms};
    std::this_thread::sleep_for(2ms);
    EXPECT_EQ(journal.arrive().error().code, "clock.no_lease");
    EXPECT_FALSE(journal.has_lease());
}

TEST_F(Journal, the_lease_counts_from_a_mark_that_was_committed)
{
    test::TestHouse house{test::Home::sqlite};
    StampJournal journal{file, house.clock, 300ms};
    std::this_thread::sleep_for(400ms);
    const auto publish = [&](const std::string& key, const Result<Answer>& outcome) {
        return house
            .run("per_a", key,
                 [&](WriteTx& tx, const Call&) {
                     journal.publish(tx, "here");
                     return outcome;
                 })
            .decided;
    };
    EXPECT_EQ(publish("lost", Error{Fault::conflict, "test.no"}), Decided::refused);
    EXPECT_EQ(journal.arrive().error().code, "clock.no_lease") << "no other node saw that mark";
    EXPECT_FALSE(journal.has_lease());
    EXPECT_EQ(publish("kept", Answer{}), Decided::committed);
    journal.committed();
    EXPECT_TRUE(journal.has_lease());
    EXPECT_TRUE(journal.arrive());
}

class Barrier : public testing::TestWithParam<test::Home> {};

TEST_P(Barrier, an_intake_closes_only_when_no_node_has_an_undecided_stamp_before_it)
{
    test::TestHouse house{GetParam()};
    test::ScratchFolder folder;
    StampJournal here{folder.path() / "here", house.clock}, there{folder.path() / "there", house.clock};
    int turn = 0;
    const auto publish = [&](StampJournal& journal, const char* node) {
        house.run("per_a", std::string{"publish "} + node + std::to_string(++turn),
                  [&](WriteTx& tx, const Call&) -> Result<Answer> {
                      journal.publish(tx, node);
                      return Answer{};
                  });
    };
    const auto waits = [&] {
        return house.pool.read([](const ReadTx& tx) { return barrier::waits_for(tx, test::monday + 5min); });
    };
    const auto stamp = there.arrive().value();
    ASSERT_TRUE(house.clock.move_to(test::monday + 5min));
    publish(here, "here");
    publish(there, "there");
    EXPECT_EQ(waits(), "there");
    there.decided(stamp);
    publish(there, "there");
    EXPECT_EQ(waits(), "");
}

TEST_P(Barrier, a_dead_node_holds_closings_back_until_it_is_retired)
{
    test::TestHouse house{GetParam()};
    test::ScratchFolder folder;
    StampJournal dead{folder.path() / "dead", house.clock};
    house.run("per_a", "publish", [&](WriteTx& tx, const Call&) -> Result<Answer> {
        dead.publish(tx, "dead");
        return Answer{};
    });
    EXPECT_FALSE(house.pool.read([](const ReadTx& tx) { return barrier::passed(tx, test::monday + 1ms); }));
    const auto retired = house.run("per_a", "retire", [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(barrier::retire(tx, call, {"dead", "its disk is broken", "per_a"}));
        return Answer{};
    });
    EXPECT_TRUE(retired.answer);
    EXPECT_TRUE(house.pool.read([](const ReadTx& tx) { return barrier::passed(tx, test::monday + 1ms); }));
}

TEST_P(Barrier, a_retirement_is_in_the_log_with_who_and_why_and_none_without)
{
    test::TestHouse house{GetParam()};
    test::ScratchFolder folder;
    StampJournal dead{folder.path() / "dead", house.clock};
    house.run("per_a", "publish", [&](WriteTx& tx, const Call&) -> Result<Answer> {
        dead.publish(tx, "dead");
        return Answer{};
    });
    int asked = 0;
    const auto retire = [&](const barrier::Retirement& what) {
        const auto outcome = house.run("per_a", "retire" + std::to_string(++asked),
                                       [&](WriteTx& tx, const Call& call) -> Result<Answer> {
                                           TP_CHECK(barrier::retire(tx, call, what));
                                           return Answer{};
                                       });
        return outcome.answer ? std::string{} : outcome.answer.error().code;
    };
    EXPECT_EQ(retire({"dead", "", "per_a"}), "house.reason_missing");
    EXPECT_EQ(retire({"dead", "its disk is broken", ""}), "house.reason_missing");
    EXPECT_EQ(retire({"nobody", "its disk is broken", "root"}), "house.node_unknown");
    EXPECT_EQ(retire({"dead", "its disk is broken", "root"}), "");
    const auto log = house.pool.read([](const ReadTx& tx) { return events::of_stream(tx, "node_dead"); });
    ASSERT_EQ(log.size(), 1U);
    EXPECT_EQ(log[0].as<NodeRetired>().reason, "its disk is broken");
    EXPECT_EQ(log[0].as<NodeRetired>().by, "root");
    EXPECT_NE(log[0].actor.find("per_a"), std::string::npos);
}

TEST_P(Barrier, a_node_that_left_in_order_holds_nothing_back_but_what_it_did_not_decide)
{
    test::TestHouse house{GetParam()};
    test::ScratchFolder folder;
    StampJournal leaving{folder.path() / "leaving", house.clock};
    auto passed_after_publishing = [&, turn = 0]() mutable {
        house.run("per_a", "publish" + std::to_string(++turn),
                  [&](WriteTx& tx, const Call&) -> Result<Answer> {
                      leaving.publish(tx, "leaving");
                      return Answer{};
                  });
        return house.pool.read([](const ReadTx& tx) { return barrier::passed(tx, test::monday + 1ms); });
    };
    const auto stamp = leaving.arrive().value();
    EXPECT_FALSE(passed_after_publishing());
    leaving.leave();
    EXPECT_EQ(leaving.arrive().error().code, "clock.no_lease");
    EXPECT_FALSE(leaving.has_lease());
    EXPECT_FALSE(passed_after_publishing());
    leaving.decided(stamp);
    EXPECT_TRUE(passed_after_publishing());
    StampJournal again{folder.path() / "leaving", house.clock};
    house.run("per_a", "again", [&](WriteTx& tx, const Call&) -> Result<Answer> {
        again.publish(tx, "leaving");
        return Answer{};
    });
    EXPECT_FALSE(house.pool.read([](const ReadTx& tx) { return barrier::passed(tx, test::monday + 1ms); }));
}

TEST(SpineEvents, each_reads_its_golden_file_and_writes_it_again)
{
    test::check_golden<boost::mp11::mp_list<FollowerResumed, NodeRetired, PrivateErased>>("spine");
}

INSTANTIATE_TEST_SUITE_P(On, Barrier, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
