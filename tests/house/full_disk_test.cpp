// The disk under the whole database is full: what was asked has no outcome, the house stays up and says so,
// is given no more work, and goes on by itself once there is room. Nothing that was promised is lost.
#include "support/full_disk.hpp"
#include "support/tender.hpp"
#include "support/whole_log.hpp"
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace tianping {
namespace {

class FullDisk : public testing::Test {
protected:
    FullDisk()
    {
        for (std::size_t i = 0; i < 3; ++i)
            sealed.push_back(tender.ready(i, tender.seal(i, 10'000'000 + static_cast<std::int64_t>(i))));
        first = tender.send(0, sealed[0]).value();
    }
    std::int64_t number(const std::string& text)
    {
        return tender.house().reads().read([&](const ReadTx& tx) { return tx.number(text); });
    }
    std::uintmax_t journal_size() const
    {
        return std::filesystem::file_size(tender.data() / "stamps" / "main.stamps");
    }
    // Everybody at once; each answer's status and code.
    std::vector<std::string> answers_of_all()
    {
        std::vector<std::future<std::string>> asked;
        for (std::size_t i = 0; i < sealed.size(); ++i)
            asked.push_back(std::async(std::launch::async, [this, i] {
                const auto& one = sealed[i];
                const auto answer = tender.bidder(i).client().send(
                    "POST", "/api/v1/submissions/" + one.submission + "/versions",
                    boost::json::serialize(wire::write(one.body)),
                    {{"Content-Type", "application/json"},
                     {"Idempotency-Key", "one-of-a-burst-" + std::to_string(i)}});
                return std::to_string(answer->status) + " " + answer->problem().code;
            }));
        std::vector<std::string> out;
        for (auto& one : asked)
            out.push_back(one.get());
        return out;
    }
    int health() { return tender.anyone().send("GET", "/healthz").value().status; }
    // Whether /readyz says so within ten seconds, with nothing else asked of the house meanwhile.
    bool comes_to_say(const std::string& word)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        while (std::chrono::steady_clock::now() < until) {
            if (tender.anyone().send("GET", "/readyz").value().body.starts_with(word))
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        return false;
    }
    // Asked by the same key until there is an outcome, for at most ten seconds.
    Result<bidding::Submitted> decided(std::size_t i)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        auto answer = tender.send(i, sealed[i]);
        const auto open = [&] {
            return !answer && (answer.error().fault == Fault::outcome_unknown ||
                               answer.error().fault == Fault::unavailable);
        };
        while (open() && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
            answer = tender.send(i, sealed[i]);
        }
        return answer;
    }
    void check_all_there()
    {
        for (std::size_t i = 0; i < 3; ++i) {
            const auto answer = decided(i);
            ASSERT_TRUE(answer) << i << " " << answer.error().code;
        }
        EXPECT_EQ(tender.send(0, sealed[0])->message_digest, first.message_digest);
        EXPECT_EQ(number("SELECT count(*) FROM submission_version"), 3);
        EXPECT_EQ(number("SELECT count(*) FROM event WHERE kind = 'bidding.submitted'"), 3);
        EXPECT_EQ(number("SELECT count(*) FROM event"), number("SELECT max(seq) FROM event"));
        EXPECT_EQ(number("SELECT count(*) FROM event"), number("SELECT seq FROM log_head"));
        EXPECT_EQ(health(), 200);
    }

    std::int64_t stamped_in_time()
    {
        return number("SELECT count(*) FROM submission_version WHERE arrived_at < " +
                      std::to_string(millis(test::local_hour(test::deadline_hour))));
    }

    test::Tender tender;
    std::vector<test::Sealed> sealed;
    bidding::Submitted first;
};

TEST_F(FullDisk, while_nothing_can_be_written_each_command_is_told_so_and_later_decided_once)
{
    {
        // Room for the stamps of some requests, but not for the pages of a batch, wherever its log stands.
        EXPECT_TRUE(comes_to_say("ready\n"));
        const test::NoRoom none{journal_size() + 24 * 1024};
        for (int turn = 0; turn < 3; ++turn)
            for (std::size_t i = 1; i < 3; ++i) {
                const auto answer = tender.send(i, sealed[i]);
                ASSERT_FALSE(answer);
                const auto& code = answer.error().code; // the second: not even its stamp could be kept
                EXPECT_TRUE(code == "command.outcome_unknown" || (turn > 0 && code == "clock.journal_failed"))
                    << code;
                EXPECT_TRUE(turn > 0 || comes_to_say("not ready: house.batch_lost\n"));
            }
        EXPECT_EQ(health(), 200);
        EXPECT_EQ(number("SELECT count(*) FROM submission_version"), 1) << "reads go on";
    }
    EXPECT_TRUE(comes_to_say("ready\n")) << "a node that is not ready is asked nothing that would mend it";
    check_all_there();
}

// The deadline passes while the disk is full, and the program ends: who was told "unknown" had been stamped.
TEST_F(FullDisk, bids_of_one_burst_are_unknown_and_in_time_though_the_disk_has_room_only_after_the_deadline)
{
    {
        const test::NoRoom none{journal_size() + 24 * 1024};
        for (const auto& answer : answers_of_all())
            EXPECT_EQ(answer, "503 command.outcome_unknown");
        EXPECT_EQ(number("SELECT count(*) FROM submission_version"), 1);
        tender.house().stop();
    }
    tender.restart_house({}, [this] { // an hour later
        std::ofstream{tender.data() / "clock", std::ios::trunc}
            << to_rfc3339(test::local_hour(test::deadline_hour) + std::chrono::hours{1});
    });
    tender.house().writer().settle();
    EXPECT_EQ(tender.stage(), trade::Stage::closed);
    EXPECT_EQ(number("SELECT count(DISTINCT submission) FROM sealed_part"), 3) << "all are in the set";
    EXPECT_EQ(stamped_in_time(), 3);
    EXPECT_EQ(number("SELECT count(*) FROM event"), number("SELECT max(seq) FROM event"));
    tender.house().reads().read([](const ReadTx& tx) { return test::whole_log(tx).size(); });
}

} // namespace
} // namespace tianping
