// What the house waits for before it publishes, and what it does not wait for.
#include "opening/answers_scene.hpp"
#include "rooms/opening/opener.hpp"
#include "support/flip.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;

// Past the last instant at which a publication waits for a cause. Asked once at a look and once more before
// what it found is published: in between something is done.
class BetweenLookAndPublication final : public Clock {
public:
    BetweenLookAndPublication(Instant at, std::function<void()> act) : at_{at}, act_{std::move(act)} {}
    Instant now() const override
    {
        if (++asked_ == 2)
            act_();
        return at_;
    }

private:
    Instant at_;
    std::function<void()> act_;
    mutable int asked_ = 0;
};

class PublicationLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(publication_homes, PublicationLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(PublicationLive, duty_20_30_nothing_is_published_before_all_are_done)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    // The third opens all headers but the last: every bid but one could be opened.
    auto& third = *tender.trustee(3).account;
    const auto headers = listed_for(tender, 3);
    ASSERT_EQ(headers.size(), 6U);
    const auto most = right_answers(tender, 3, headers,
                                    [&](const auto& one) { return one.header != headers.back().header; });
    ASSERT_TRUE(third.client().post<AnsweredOut>(tender.intake_path("answers"), most, "answers-most"));
    std::this_thread::sleep_for(500ms);
    const auto waiting = tender.view();
    EXPECT_EQ(waiting.state, ClosingState::witnessed);
    EXPECT_TRUE(waiting.bids.empty());
    EXPECT_FALSE(waiting.published_at);
    ASSERT_EQ(tender.trustee(4).service->visit(tender.intake()).step, trustee::Step::answered);
    const auto view = tender.opened();
    EXPECT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(view.bids.size(), 3U);
}

TEST_P(PublicationLive,
       an_answer_that_comes_between_look_and_publication_is_looked_at_before_anything_is_published)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    const auto window_ends = tender.view().window_ends;
    tender.go_to(window_ends);
    ASSERT_EQ(test::unsealing::wait_for_unopened(tender, 3).bids.size(), 3U);
    // The house waits for causes; the opener beside it has waited long enough.
    auto& third = *tender.trustee(3).account;
    const auto asked = listed_for(tender, 3);
    const auto first = test::unsealing::submission_of(tender, 0);
    int taken = 0;
    const auto answer = [&] {
        const auto of_first = [&](const auto& one) { return one.submission == first; };
        const auto done = third.client().post<AnsweredOut>(
            tender.intake_path("answers"), right_answers(tender, 3, asked, of_first), "answers-between");
        taken += done ? static_cast<int>(done->taken) : 0;
    };
    const BetweenLookAndPublication clock{window_ends + 24h, answer};
    blob::BlobStore blobs{tender.data() / "blobs"};
    Opener opener{{tender.house().reads(), tender.house().writer(), blobs, clock, tender.chance()}};

    EXPECT_FALSE(opener.pass());
    ASSERT_EQ(taken, 6);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_FALSE(test::unsealing::anything_opened(tender)) << "nor is anything of it kept";
    EXPECT_TRUE(opener.pass()) << "the refusal is not remembered";
    const auto view = tender.view();
    ASSERT_EQ(view.state, ClosingState::read_out);
    ASSERT_EQ(view.bids.size(), 3U);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, bid.submission == first ? BidState::opened : BidState::void_);
}

std::filesystem::path file_of(Tender& tender, const std::string& envelope)
{
    return tender.house().blobs().path(envelope).value();
}

TEST_P(PublicationLive, a_file_that_the_house_damaged_is_waited_for_until_the_window_ends)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    const auto file = file_of(tender, test::unsealing::parts_of(tender, 0).at(0).envelope);
    test::flip_last_byte(file);
    tender.trustees_visit();
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_TRUE(tender.view().bids.empty());
    test::flip_last_byte(file);
    const auto view = tender.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
}

TEST_P(PublicationLive, duty_20_31_a_file_that_the_house_lost_before_the_closing_hinders_no_other_bid)
{
    Tender tender{{.home = GetParam()}};
    const auto sealed = tender.seal(0, 10'000'000);
    ASSERT_TRUE(tender.send(0, tender.ready(0, sealed)));
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    std::filesystem::remove(file_of(tender, to_hex(sealed.at(0).digest)));
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(answers_kept(tender), 5U * 6) << "the trustees answer for all the same";
    tender.go_to(deadline + 60min);
    const auto found = test::unsealing::wait_for_unopened(tender, 1);
    ASSERT_EQ(found.bids.size(), 1U);
    const auto lost = test::unsealing::submission_of(tender, 0);
    EXPECT_EQ(found.bids[0].submission, lost);
    ASSERT_EQ(found.bids[0].finding.parts.size(), 1U);
    EXPECT_EQ(found.bids[0].finding.parts[0].reason, file_lost);
    EXPECT_EQ(found.bids[0].proposed, std::vector{CauseCode::platform_failed});
    EXPECT_TRUE(tender.view().bids.empty()) << "the cause is not recorded";
    const auto recorded = test::unsealing::record(tender, tender.agency(), lost, CauseCode::platform_failed);
    ASSERT_TRUE(recorded) << recorded.error().code;
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, bid.submission == lost ? BidState::void_ : BidState::opened);
    EXPECT_EQ(test::unsealing::line_of(view, lost).cause, "opening.cause_platform_failed");
    EXPECT_EQ(test::unsealing::line_of(view, lost).outcome, "withdrawn");
}

TEST_P(PublicationLive, a_lost_file_that_is_restored_before_the_publication_is_opened_still)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    const auto file = file_of(tender, test::unsealing::parts_of(tender, 0).at(0).envelope);
    test::flip_last_byte(file);
    tender.trustees_visit();
    tender.go_to(deadline + 60min);
    ASSERT_EQ(test::unsealing::wait_for_unopened(tender, 1).bids.size(), 1U);
    test::flip_last_byte(file);
    const auto view = tender.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
}

TEST_P(PublicationLive, bids_from_before_headers_were_kept_are_answered_for_from_their_files)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.inside([](WriteTx& tx, const Call&) { EXPECT_EQ(tx.change("DELETE FROM sealed_header"), 6); });
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(tender.opened().state, ClosingState::read_out);
}

} // namespace
} // namespace tianping::opening
