// Two real processes on one PostgreSQL: a closing waits for what a dead node stamped and did not decide, says
// so, and goes on when the node comes again or is retired.
#include "nodes/nodes.hpp"

namespace tianping {
namespace {

std::size_t bids_in(const opening::Closing& set)
{
    return seal::Close::decode(from_base64(set.message).value()).value().submits.size();
}

TEST_F(Nodes, a_closing_waits_for_the_stamp_that_a_killed_node_left_and_happens_once)
{
    for (std::size_t i = 0; i + 1 < bidders; ++i)
        ASSERT_TRUE(decided(*a.bidders[i], submit_of(i, {sealed[i].submission, 0, {}})).starts_with('{'));
    const auto left = stamped_and_killed();
    const auto after = test::local_hour(test::deadline_hour) + 1min;
    auto moved = move_clock(a, after);
    std::this_thread::sleep_for(3s);
    EXPECT_EQ(number("SELECT count(*) FROM closing"), 0) << "b has not decided what it stamped";
    EXPECT_EQ(moved.wait_for(0s), std::future_status::timeout);
    const auto waits = closing_at_a();
    ASSERT_FALSE(waits);
    EXPECT_EQ(waits.error().code, "opening.closing_waits");
    EXPECT_NE(waits.error().detail.find("tianping node retire b"), std::string::npos) << waits.error().detail;
    EXPECT_NE(shown_at_a("/readyz").find("node b: start it again"), std::string::npos)
        << shown_at_a("/readyz");
    EXPECT_NE(shown_at_a("/metrics").find("tianping_due_work_held 1\n"), std::string::npos);
    std::ostringstream said; // its journal is at hand, so nobody may give up what it holds
    EXPECT_EQ(retire_b(said), 1);
    EXPECT_NE(said.str().find("house.node_has_stamps"), std::string::npos) << said.str();

    start(b); // decides it with its old stamp
    ASSERT_TRUE(moved.get());
    EXPECT_EQ(bids_in(closing_at_a().value()), bidders);
    EXPECT_EQ(shown_at_a("/readyz"), "ready\n");
    EXPECT_EQ(number("SELECT count(*) FROM closing"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'opening.set_closed'"), 1);
    EXPECT_EQ(
        number("SELECT count(*) FROM (SELECT submission FROM sealed_part GROUP BY submission) AS each_one"),
        static_cast<std::int64_t>(bidders));
    const auto told = decided(*a.bidders.back(), left);
    ASSERT_TRUE(told.starts_with('{')) << told;
    EXPECT_LT(wire::parse<bidding::Submitted>(told)->arrived, test::local_hour(test::deadline_hour));
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    check_log();
}

TEST_F(Nodes, a_dead_node_is_retired_on_the_command_line_and_the_closing_goes_on)
{
    for (std::size_t i = 0; i + 1 < bidders; ++i)
        ASSERT_TRUE(decided(*a.bidders[i], submit_of(i, {sealed[i].submission, 0, {}})).starts_with('{'));
    b.process->kill();
    auto moved = move_clock(a, test::local_hour(test::deadline_hour) + 1min);
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(number("SELECT count(*) FROM closing"), 0);
    std::ostringstream said;
    EXPECT_EQ(retire_b(said), 0) << said.str();
    ASSERT_TRUE(moved.get());
    EXPECT_EQ(number("SELECT count(*) FROM closing"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'house.node_retired'"), 1);
    EXPECT_EQ(a.process->stop(), 0);
    check_log();
}

TEST_F(Nodes, a_retired_node_that_comes_back_changes_no_closed_set_and_leaves_the_proof_of_what_it_stamped)
{
    for (std::size_t i = 0; i + 1 < bidders; ++i)
        ASSERT_TRUE(decided(*a.bidders[i], submit_of(i, {sealed[i].submission, 0, {}})).starts_with('{'));
    const auto left = stamped_and_killed();
    const auto journal = tender->data() / "stamps" / "b.stamps";
    const auto elsewhere = tender->data() / "b.stamps.elsewhere";
    std::filesystem::rename(journal, elsewhere); // with the machine, out of reach
    auto moved = move_clock(a, test::local_hour(test::deadline_hour) + 1min);
    std::this_thread::sleep_for(1s);
    std::ostringstream said;
    ASSERT_EQ(retire_b(said), 0) << said.str();
    ASSERT_TRUE(moved.get());
    const auto set = closing_at_a().value();
    EXPECT_EQ(bids_in(set), bidders - 1);

    std::filesystem::rename(elsewhere, journal);
    start(b);
    const auto told = decided(*a.bidders.back(), left);
    EXPECT_EQ(told, "bidding.set_closed");
    EXPECT_EQ(closing_at_a()->message, set.message);
    EXPECT_EQ(number("SELECT count(*) FROM command WHERE key = '" + left.key +
                     "' AND outcome = 'refused' AND arrived_at < " +
                     std::to_string(millis(test::local_hour(test::deadline_hour)))),
              1)
        << "when it came is on record";
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    check_log();
}

} // namespace
} // namespace tianping
