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

TEST_P(PublicationLive, a_file_that_the_house_damaged_holds_the_publication_until_it_is_restored)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    const auto parts = tender.house().reads().read([&](const ReadTx& tx) {
        return store::sealed_parts(tx, trade::IntakeId::parse(tender.intake()).value());
    });
    const std::filesystem::path file{tender.house().blobs().path(parts.at(0).envelope).value()};
    test::flip_last_byte(file);
    tender.trustees_visit();
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_TRUE(tender.view().bids.empty());
    test::flip_last_byte(file);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, BidState::opened);
}

} // namespace
} // namespace tianping::opening
