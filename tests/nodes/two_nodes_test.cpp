// Two real processes on one PostgreSQL: one log, one answer to a key, due work once, and a closing that waits
// for what the other node stamped and did not decide.
#include "app/commands.hpp"
#include "faults/server_process.hpp"
#include "followers/feed/feed.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/bidding/types.hpp"
#include "support/tender.hpp"
#include "support/whole_log.hpp"
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping {
namespace {

using namespace std::chrono_literals;
using account::Account;

constexpr std::size_t bidders = 5;
constexpr std::uint32_t versions = 6;

bool worth_asking_again(const Error& e)
{
    return e.code.starts_with("client.") || e.fault == Fault::unavailable ||
           e.fault == Fault::outcome_unknown;
}

struct Submit {
    std::string target, key;
    bidding::SubmitIn body;
    bidder::SignedSubmission made;
};

class Nodes : public testing::Test {
protected:
    struct Node {
        app::Config config;
        std::unique_ptr<faults::ServerProcess> process;
        std::unique_ptr<Account> admin;
        std::vector<std::unique_ptr<Account>> bidders;
        std::string base() const { return "http://" + config.listen; }
    };

    void SetUp() override
    {
        if (test::homes().back() != test::Home::postgres)
            GTEST_SKIP() << "there is no PostgreSQL";
        test::TenderPlan plan;
        plan.home = test::Home::postgres;
        plan.bidders = bidders;
        tender.emplace(plan);
        for (std::size_t i = 0; i < bidders; ++i)
            sealed.push_back(tender->ready(i, tender->seal(i, 10'000'000 + static_cast<std::int64_t>(i))));
        kit = tender->kit();
        tender->house().stop();
        reads.emplace(DatabaseAddress{tender->config().database}, 1);
        a = node("a");
        b = node("b");
        start(a);
        start(b);
    }
    Node node(const std::string& name)
    {
        auto config = tender->config();
        config.node = name;
        config.listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
        config.log_level = "warn";
        return {config,
                std::make_unique<faults::ServerProcess>(TIANPING_PROGRAM, config,
                                                        tender->data() / (name + ".log")),
                {},
                {}};
    }
    void start(Node& at)
    {
        at.process->start();
        at.process->await_ready();
        const auto account = [&](const account::Holder& holder) {
            auto out = std::make_unique<Account>(at.base(), at.config.origin, holder);
            out->sign_in().value();
            return out;
        };
        const auto keys = app::fetch_signing(tender->data() / "handed-out" / "system-admin").value();
        at.admin = account({keys.key, keys.certificate});
        at.bidders.clear();
        for (std::size_t i = 0; i < bidders; ++i)
            at.bidders.push_back(account(tender->bidder(i).holder()));
    }
    Submit submit_of(std::size_t i, bidder::Version version)
    {
        auto& holder = tender->bidder(i);
        Submit out{"/api/v1/submissions/" + sealed[i].submission + "/versions", "", {}, {}};
        out.made = bidder::sign_submission(kit, version, sealed[i].parts, holder);
        out.body = {to_base64(out.made.message), out.made.signature, sealed[i].body.uploads, std::nullopt};
        out.key = "version-" + std::to_string(i) + "-" + std::to_string(version.replacement);
        return out;
    }
    // The answer as text, asked until there is one.
    static std::string decided(Account& at, const Submit& what)
    {
        for (;;) {
            auto answer = at.client().post<bidding::Submitted>(what.target, what.body, what.key);
            if (answer)
                return boost::json::serialize(wire::write(*answer));
            if (!worth_asking_again(answer.error()))
                return answer.error().code;
            std::this_thread::sleep_for(5ms);
        }
    }
    // One bidder's versions, alternately through both doors; the same key is asked again at the other door.
    std::vector<std::string> bid(std::size_t i)
    {
        std::vector<std::string> wrong;
        bidder::Version version{sealed[i].submission, 0, {}};
        for (std::uint32_t n = 0; n < versions; ++n) {
            const auto one = submit_of(i, version);
            auto& first = (n + i) % 2 == 0 ? a : b;
            auto& second = (n + i) % 2 == 0 ? b : a;
            const auto told = decided(*first.bidders[i], one);
            if (!told.starts_with('{') || decided(*second.bidders[i], one) != told)
                wrong.push_back(one.key + ": " + told);
            version = {sealed[i].submission, n + 1, crypto::sm3(one.made.message)};
        }
        return wrong;
    }
    std::int64_t number(const std::string& text)
    {
        return reads->read([&](const ReadTx& tx) { return tx.number(text); });
    }
    void check_log();
    std::future<Result<app::ClockOut>> move_clock(Node& at, Instant to)
    {
        return std::async(std::launch::async, [&at, to] {
            return at.admin->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{to},
                                                          "clock/" + std::to_string(millis(to)));
        });
    }
    Submit stamped_and_killed();

    std::optional<test::Tender> tender;
    std::vector<test::Sealed> sealed;
    bidding::SealingKit kit;
    std::optional<ReadPool> reads;
    Node a, b;
};

void Nodes::check_log()
{
    reads->read([&](const ReadTx& tx) {
        const auto& kinds = feed::published_kinds();
        const auto published = std::ranges::count_if(test::whole_log(tx), [&](const auto& event) {
            return std::ranges::find(kinds, event.kind) != kinds.end();
        });
        EXPECT_EQ(tx.number("SELECT count(*) FROM feed"), published);
        EXPECT_EQ(tx.number("SELECT coalesce(max(number), 0) FROM feed"), published);
        EXPECT_EQ(
            tx.number("SELECT count(*) FROM (SELECT event_digest FROM feed GROUP BY event_digest) AS once"),
            published);
        EXPECT_EQ(tx.number("SELECT count(*) FROM follower WHERE stopped IS NOT NULL"), 0);
        return 0;
    });
}

// Sends the last bidder's SUBMIT to node b while no batch can begin, and kills b once it is in b's journal.
Submit Nodes::stamped_and_killed()
{
    const auto one = submit_of(bidders - 1, {sealed.back().submission, 0, {}});
    sql::Connection lock{{tender->config().database}, sql::Connection::Use::write};
    lock.execute("BEGIN");
    lock.execute("SELECT seq FROM log_head WHERE only_row = 1 FOR UPDATE");
    auto sent = std::async(std::launch::async, [&] {
        return b.bidders.back()->client().post<bidding::Submitted>(one.target, one.body, one.key);
    });
    const auto journal = tender->data() / "stamps" / "b.stamps";
    const auto until = std::chrono::steady_clock::now() + 20s;
    for (bool there = false; !there && std::chrono::steady_clock::now() < until;) {
        std::stringstream text;
        text << std::ifstream{journal}.rdbuf();
        there = text.str().find(one.key) != std::string::npos;
        std::this_thread::sleep_for(5ms);
    }
    std::this_thread::sleep_for(50ms);
    b.process->kill();
    lock.execute("ROLLBACK");
    const auto answer = sent.get();
    EXPECT_TRUE(!answer && answer.error().code.starts_with("client.")) << "nothing was promised";
    return one;
}

TEST_F(Nodes, one_log_one_answer_to_a_key_and_followers_exactly_once)
{
    std::vector<std::future<std::vector<std::string>>> all;
    for (std::size_t i = 0; i + 1 < bidders; ++i)
        all.push_back(std::async(std::launch::async, [this, i] { return bid(i); }));
    for (auto& one : all)
        for (const auto& wrong : one.get())
            ADD_FAILURE() << wrong;
    for (int turn = 0; turn < 5; ++turn) { // the same key at both doors at the same time
        const std::size_t last = bidders - 1;
        static bidder::Version version{sealed[last].submission, 0, {}};
        const auto one = submit_of(last, version);
        auto here = std::async(std::launch::async, [&] { return decided(*a.bidders[last], one); });
        const auto there = decided(*b.bidders[last], one);
        EXPECT_EQ(here.get(), there);
        EXPECT_TRUE(there.starts_with('{')) << there;
        version = {sealed[last].submission, version.replacement + 1, crypto::sm3(one.made.message)};
    }
    EXPECT_EQ(number("SELECT count(*) FROM submission_version"),
              static_cast<std::int64_t>((bidders - 1) * versions + 5));
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'bidding.submitted'"),
              number("SELECT count(*) FROM submission_version"));
    EXPECT_EQ(number("SELECT count(*) FROM command WHERE key LIKE 'version-%'"),
              number("SELECT count(*) FROM submission_version"));
    EXPECT_EQ(a.process->stop(), 0);
    EXPECT_EQ(b.process->stop(), 0);
    EXPECT_EQ(number("SELECT count(*) FROM node WHERE retired = 0"), 0) << "who leaves holds nothing back";
    check_log();
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

    start(b); // decides it with its old stamp
    ASSERT_TRUE(moved.get());
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
    std::ostringstream out, err;
    EXPECT_EQ(app::retire_command({tender->config(), out, err}, "b", "the machine burnt", "the operator"), 0)
        << err.str();
    ASSERT_TRUE(moved.get());
    EXPECT_EQ(number("SELECT count(*) FROM closing"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'house.node_retired'"), 1);
    EXPECT_EQ(a.process->stop(), 0);
    check_log();
}

} // namespace
} // namespace tianping
