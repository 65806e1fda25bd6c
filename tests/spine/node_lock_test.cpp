// A node's name is one process's in its folder, and one folder's in the database.
#include "infra/spine/barrier.hpp"
#include "infra/spine/node_lock.hpp"
#include "infra/spine/stamp_journal.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;

TEST(LockOfNode, is_held_by_one_alone_until_it_gives_it_back)
{
    const test::ScratchFolder folder;
    auto first = NodeLock::take(folder.path(), "main").value();
    const auto second = NodeLock::take(folder.path(), "main");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "house.node_taken");
    EXPECT_EQ(second.error().params.at("node"), "main");
    EXPECT_EQ(second.error().params.at("folder"), folder.path().string());
    EXPECT_TRUE(NodeLock::take(folder.path(), "b")) << "another name of the same folder is free";
    const auto moved = std::move(first);
    EXPECT_FALSE(NodeLock::take(folder.path(), "main"));
    first = NodeLock::take(folder.path(), "b").value();
    first.release();
    EXPECT_TRUE(NodeLock::take(folder.path(), "b"));
}

TEST(LockOfNode, names_the_folder_once_and_for_good)
{
    const test::ScratchFolder here, there;
    const auto name = NodeLock::take(here.path(), "main")->folder();
    EXPECT_EQ(name.size(), 32U);
    EXPECT_EQ(NodeLock::take(here.path(), "main")->folder(), name);
    EXPECT_NE(NodeLock::take(there.path(), "main")->folder(), name);
}

class NameOfNode : public testing::TestWithParam<test::Home> {
protected:
    void publish(StampJournal& journal, const std::string& place)
    {
        house.run("per_a", "publish " + std::to_string(++turn),
                  [&](WriteTx& tx, const Call&) -> Result<Answer> {
                      journal.publish(tx, "main", place);
                      return Answer{};
                  });
        journal.committed();
    }
    std::string waits_for()
    {
        return house.pool.read([](const ReadTx& tx) { return barrier::waits_for(tx, test::monday + 1min); });
    }
    StampJournal journal(const std::string& place) { return {folder.path() / place, house.clock}; }

    test::TestHouse house{GetParam()};
    test::ScratchFolder folder;
    int turn = 0;
};

TEST_P(NameOfNode, of_another_folder_is_not_taken_over_and_what_that_one_stamped_holds_closings_back)
{
    auto here = journal("here"), there = journal("there");
    const auto stamp = here.arrive().value();
    publish(here, "here");
    ASSERT_TRUE(house.clock.move_to(test::monday + 5min));
    publish(there, "there");
    EXPECT_TRUE(there.is_anothers());
    EXPECT_EQ(there.arrive().error().code, "clock.no_lease");
    EXPECT_FALSE(there.has_lease());
    EXPECT_EQ(waits_for(), "main");
    EXPECT_FALSE(here.is_anothers());
    here.decided(stamp);
    publish(here, "here");
    EXPECT_EQ(waits_for(), "");
    publish(there, "there");
    EXPECT_TRUE(there.is_anothers()) << "it is at work";
    here.leave();
    publish(here, "here");
    publish(there, "there");
    EXPECT_FALSE(there.is_anothers());
    EXPECT_TRUE(there.arrive());
}

TEST_P(NameOfNode, of_a_retired_node_is_free)
{
    auto dead = journal("dead"), fresh = journal("fresh");
    publish(dead, "dead");
    publish(fresh, "fresh");
    EXPECT_TRUE(fresh.is_anothers());
    house.run("per_a", "retire", [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(barrier::retire(tx, call, {"main", "its folder is lost", "per_a"}));
        return Answer{};
    });
    publish(fresh, "fresh");
    EXPECT_FALSE(fresh.is_anothers());
    publish(dead, "dead");
    EXPECT_TRUE(dead.is_anothers()) << "it came again, under a name that is another's now";
}

INSTANTIATE_TEST_SUITE_P(On, NameOfNode, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
