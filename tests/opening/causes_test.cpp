// Bids that do not open in the manner `trustees`, the host's causes, the bidder's own secret, a longer
// window.
#include "infra/crypto/digest.hpp"
#include "support/unsealing.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::Tender;
using trustee::Step;

class Causes : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Causes, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });
class Window : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Window, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

Bytes bytes_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

// A bidder's client that deals a wrong box to the last trustee: one byte of its ciphertext is another.
std::vector<bidder::SealedPartFile> with_a_wrong_box(std::vector<bidder::SealedPartFile> parts)
{
    for (auto& part : parts) {
        auto bytes = bytes_of(part.envelope);
        const auto length = seal::Header::at_front(bytes)->bytes().size();
        bytes.at(length - 1) ^= 1;
        std::ofstream{part.envelope, std::ios::binary | std::ios::trunc}.write(
            reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        part.header = seal::Header::at_front(bytes)->digest();
        part.digest = crypto::sm3(bytes);
    }
    return parts;
}

TEST_P(Causes, duty_20_31_a_dealer_of_a_wrong_box_is_void_for_every_quorum_and_the_host_says_why)
{
    Tender tender{{.home = GetParam(), .bidders = 4}};
    for (const std::size_t i : {0U, 1U, 2U})
        tender.bid(i, 10'000'000);
    const auto sent = tender.send(3, tender.ready(3, with_a_wrong_box(tender.seal(3, 9'000'000))));
    ASSERT_TRUE(sent) << sent.error().code;
    tender.go_to(deadline);
    tender.trustees_visit();
    const auto found = wait_for_unopened(tender, 1);
    ASSERT_EQ(found.bids.size(), 1U);
    EXPECT_EQ(found.bids[0].submission, submission_of(tender, 3));
    EXPECT_EQ(found.bids[0].finding.parts.at(0).reason, "seal.header_not_rebuilt");
    EXPECT_EQ(found.bids[0].proposed.at(0), CauseCode::bidder_file_defective);
    EXPECT_FALSE(give(tender, 3)) << "his own secret does not rebuild that header either";
    EXPECT_EQ(
        code_of(record(tender, tender.bidder(0), submission_of(tender, 3), CauseCode::bidder_file_defective)),
        "identity.not_allowed");
    EXPECT_EQ(
        code_of(record(tender, tender.owner(), submission_of(tender, 0), CauseCode::bidder_file_defective)),
        "opening.not_unopened");
    ASSERT_EQ(
        code_of(record(tender, tender.owner(), submission_of(tender, 3), CauseCode::bidder_file_defective)),
        "");
    EXPECT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 3), CauseCode::platform_failed)),
              "opening.cause_recorded_already");
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(tender.view().bids.empty()) << "the window is open, a bidder's own secret may still come";
    tender.go_to(deadline + 60min);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    const auto& line = line_of(view, submission_of(tender, 3));
    EXPECT_EQ(line.state, BidState::void_);
    EXPECT_EQ(line.outcome, "revoked");
    EXPECT_EQ(line_of(view, submission_of(tender, 0)).state, BidState::opened);
    for (const auto& opened : evidence_of(tender).opened)
        EXPECT_TRUE(opened.wrong.empty()) << "no trustee is named for a dealer's fault";
}

TEST_P(Causes, without_the_hosts_cause_the_publication_waits_one_window_and_says_so)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        ASSERT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::set_witnessed);
    for (const std::size_t number : {1U, 2U})
        ASSERT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::answered);
    tender.go_to(deadline + 60min);
    EXPECT_EQ(wait_for_unopened(tender, 3).bids.at(0).finding.parts.at(0).reason, "opening.too_few_answers");
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(tender.view().bids.empty());
    tender.go_to(deadline + 120min);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    for (const auto& bid : view.bids) {
        EXPECT_EQ(bid.state, BidState::void_);
        EXPECT_EQ(bid.cause, "opening.cause_not_recorded");
        EXPECT_FALSE(bid.outcome);
    }
}

TEST_P(Causes, duty_20_31_a_bidders_own_secret_opens_what_too_few_trustees_opened)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        ASSERT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::set_witnessed);
    for (const std::size_t i : {0U, 1U, 2U})
        EXPECT_EQ(code_of(give(tender, i)), "") << i;
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
}

TEST_P(Window, the_host_makes_it_longer_for_all_with_reason_and_never_shorter)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(code_of(prove(tender, 0)), "");
    EXPECT_EQ(code_of(extend(tender, tender.bidder(0), deadline + 90min)), "identity.not_allowed");
    EXPECT_EQ(code_of(extend(tender, tender.agency(), deadline + 59min)), "opening.window_shorter");
    const auto longer = extend(tender, tender.agency(), deadline + 90min);
    ASSERT_TRUE(longer) << longer.error().code;
    EXPECT_EQ(longer->window_ends, deadline + 90min);
    EXPECT_EQ(tender.view().window_ends, deadline + 90min);
    tender.go_to(deadline + 75min);
    EXPECT_EQ(tender.trustee(1).service->visit(tender.intake()).reason, "trustee.before_window_end");
    EXPECT_EQ(code_of(give(tender, 0)), "opening.giving_not_begun");
    for (const std::size_t i : {1U, 2U})
        EXPECT_EQ(code_of(prove(tender, i)), "");
    EXPECT_EQ(code_of(extend(tender, tender.agency(), deadline + 120min)), "opening.window_over")
        << "all have proved, giving has begun";
    for (const std::size_t i : {0U, 1U, 2U})
        EXPECT_EQ(code_of(give(tender, i)), "");
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    EXPECT_EQ(evidence_of(tender).unsealing.extensions.size(), 1U);
}

TEST_P(Window, an_opening_that_is_cut_off_by_a_restart_ends_the_same)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    two_trustees_answer(tender);
    tender.restart_house();
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    tender.trustee(3).service->visit(tender.intake());
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
}

} // namespace
} // namespace tianping::opening
