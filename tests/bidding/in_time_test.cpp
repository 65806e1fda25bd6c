// The last byte decides, to the millisecond, through the real door: what the bidder sends slowly is late,
// what the house itself holds up is not.
#include "http/raw_client.hpp"
#include "rooms/bidding/service.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::RawClient;
using test::Tender;

class InTime : public testing::TestWithParam<test::Home> {
protected:
    // The whole request of the submit as it goes over the wire.
    std::string request_of(std::size_t i, const test::Sealed& sealed)
    {
        const auto token = tender.bidder(i).sign_in().value().token.value();
        const auto body = boost::json::serialize(wire::write(sealed.body));
        return "POST /api/v1/submissions/" + sealed.submission +
               "/versions HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token +
               "\r\nContent-Type: application/json\r\nIdempotency-Key: last-byte-" + std::to_string(i) +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    test::Sealed sealed(std::size_t i)
    {
        return tender.ready(i, tender.seal(i, 10'000'000 + static_cast<std::int64_t>(i)));
    }
    SubmissionState state_of(std::size_t i, const std::string& submission)
    {
        return tender.bidder(i)
            .client()
            .get<SubmissionView>("/api/v1/submissions/" + submission)
            .value()
            .state;
    }
    // When a command came, as the record of commands has it.
    Instant arrived(const std::string& key)
    {
        return from_millis(tender.house().reads().read([&](const ReadTx& tx) {
            return tx.number("SELECT arrived_at FROM command WHERE key = :k", key);
        }));
    }
    std::uintmax_t stamps() { return std::filesystem::file_size(tender.data() / "stamps" / "main.stamps"); }
    // Waits until a request is stamped, for at most five seconds.
    void wait_for_stamp(std::uintmax_t before)
    {
        for (const auto until = std::chrono::steady_clock::now() + 5s;
             stamps() == before && std::chrono::steady_clock::now() < until;)
            std::this_thread::sleep_for(5ms);
        EXPECT_GT(stamps(), before) << "its stamp is kept before any queue";
    }
    bool in_closed_set(const std::string& submission)
    {
        const auto set = tender.house().reads().read([&](const ReadTx& tx) {
            return closed_submissions(tx, trade::IntakeId::parse(tender.intake()).value()).value();
        });
        return std::ranges::any_of(set,
                                   [&](const ClosedSubmission& one) { return one.submission == submission; });
    }

    Tender tender{{.home = GetParam(), .bidders = 4}};
};
INSTANTIATE_TEST_SUITE_P(homes, InTime, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(InTime,
       duty_20_27_all_parts_lie_there_and_the_last_byte_of_the_submit_comes_1_ms_before_at_and_1_ms_after)
{
    tender.bid(3, 10'000'003);
    std::vector<test::Sealed> all;
    std::vector<std::unique_ptr<RawClient>> lines;
    std::vector<std::string> last;
    for (std::size_t i = 0; i < 3; ++i) {
        all.push_back(sealed(i));
        const auto request = request_of(i, all[i]);
        lines.push_back(std::make_unique<RawClient>(tender.house().port()));
        ASSERT_TRUE(lines[i]->send(std::string_view{request}.substr(0, request.size() - 1)));
        last.push_back(request.substr(request.size() - 1));
    }
    const std::array offsets{-1ms, 0ms, 1ms};
    const std::array<int, 3> expected{200, 410, 410};
    for (std::size_t i = 0; i < 3; ++i) {
        tender.go_to(deadline + offsets[i]);
        ASSERT_TRUE(lines[i]->send(last[i]));
        const auto answer = lines[i]->read();
        EXPECT_EQ(answer.status, expected[i]) << answer.body;
        EXPECT_EQ(answer.body.find("bidding.deadline_passed") != std::string::npos, i > 0) << answer.body;
        EXPECT_EQ(state_of(i, all[i].submission),
                  i == 0 ? SubmissionState::submitted : SubmissionState::begun);
        EXPECT_EQ(arrived("last-byte-" + std::to_string(i)), deadline + offsets[i]);
        EXPECT_NE(answer.body.find(to_rfc3339(deadline + offsets[i])), std::string::npos)
            << "and its bidder is told: " << answer.body;
    }
}

TEST_P(InTime, a_bid_sent_whole_whose_line_is_cut_before_the_answer_stands_and_its_key_gives_the_same_answer)
{
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    const auto cut = sealed(0);
    const auto request = request_of(0, cut);
    tender.go_to(deadline - 1ms);
    const auto before = stamps();
    RawClient line{tender.house().port()};
    ASSERT_TRUE(line.send(request));
    wait_for_stamp(before);
    line.reset();
    tender.go_to(deadline + 1ms);
    EXPECT_EQ(state_of(0, cut.submission), SubmissionState::submitted);
    EXPECT_TRUE(in_closed_set(cut.submission));
    const auto again = RawClient{tender.house().port()}.ask(request);
    ASSERT_EQ(again.status, 200) << again.body;
    const auto told = wire::parse<Submitted>(again.body);
    ASSERT_TRUE(told) << again.body;
    EXPECT_EQ(told->submission, cut.submission);
    EXPECT_EQ(told->replacement, 0) << "it was made once";
    EXPECT_EQ(told->arrived, deadline - 1ms);
    EXPECT_EQ(RawClient{tender.house().port()}.ask(request).body, again.body);
    EXPECT_EQ(arrived("last-byte-0"), deadline - 1ms);
}

TEST_P(InTime, a_bid_that_came_in_time_and_waits_in_our_own_queue_beyond_the_deadline_is_in_the_closed_set)
{
    tender.bid(0, 10'000'000);
    tender.bid(1, 10'000'001);
    const auto slow = sealed(2);
    tender.go_to(deadline - 1ms);
    // Another command holds the writer.
    std::promise<void> release;
    auto free = release.get_future().share();
    Call call{{}, tender.installation().clock().now(), "holds-the-writer", &tender.chance()};
    ASSERT_TRUE(tender.house().writer().submit({"test", "digest", call,
                                                [free](WriteTx&, const Call&) -> Result<Answer> {
                                                    free.wait();
                                                    return Answer{};
                                                }},
                                               [](const Outcome&) {}));
    const auto before = stamps();
    auto answer = std::async(std::launch::async, [&] { return tender.send(2, slow); });
    wait_for_stamp(before);
    ASSERT_TRUE(tender.installation().clock().move_to(deadline + 5ms));
    EXPECT_EQ(answer.wait_for(100ms), std::future_status::timeout) << "it waits";
    release.set_value();
    const auto taken = answer.get();
    ASSERT_TRUE(taken) << taken.error().code;
    EXPECT_EQ(taken->arrived, deadline - 1ms);
    tender.go_to(deadline + 6ms);
    EXPECT_EQ(tender.stage(), trade::Stage::closed) << "three bids, so the set is not returned";
    EXPECT_TRUE(in_closed_set(slow.submission));
}

} // namespace
} // namespace tianping::bidding
