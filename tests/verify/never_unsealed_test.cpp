// Bids that nobody had to open, or too few did: what of them is kept, refused or lost verifies, and the lie
// beside each is found.
#include "rooms/opening/events.hpp"
#include "support/lying_platform.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;

class NeverUnsealed : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, NeverUnsealed, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

void lose_a_file(test::Tender& tender, std::size_t i)
{
    std::filesystem::remove(tender.house().blobs().path(parts_of(tender, i).at(0).envelope).value());
}

// Bidder 1 does not prove, and one of his files is lost.
void open_without_the_second(test::Tender& tender)
{
    tender.all_bid();
    tender.go_to(deadline);
    lose_a_file(tender, 1);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    tender.go_to(deadline + 60min);
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    ASSERT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 1),
                             opening::CauseCode::bidder_did_not_act)),
              "");
    tender.go_to(deadline + 120min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
}

// The part whose file is not in the export.
opening::OpenedEvidence& without_file(Evidence& e, const ExportFolder& once)
{
    return *std::ranges::find_if(e.opened, [&](const auto& part) {
        return !std::filesystem::exists(once.folder() / envelope_file(part.envelope));
    });
}

TEST_P(NeverUnsealed, duty_20_31_a_lost_file_of_one_who_did_not_prove_ends_no_export_and_differs_in_nothing)
{
    test::Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    open_without_the_second(tender);
    ASSERT_FALSE(HasFatalFailure());
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(once.exported().envelopes, 5U);
    EXPECT_EQ(ExportFolder(tender, tender.intake(), &tender.bidder(1).client()).said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    for (const auto* reason : {"opening.not_given", "opening.too_few_answers", "seal.wrong_code"}) {
        const auto said = once.said_of([&](Evidence& e) { without_file(e, once).reason = reason; });
        EXPECT_NE(said.find("verify.part verify.file_missing"), std::string::npos) << reason << ": " << said;
    }
}

TEST_P(NeverUnsealed, duty_20_31_a_lost_file_for_which_too_few_answered_ends_no_export_and_differs_in_nothing)
{
    test::Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    lose_a_file(tender, 1);
    two_trustees_answer(tender);
    tender.go_to(deadline + 60min);
    ASSERT_EQ(wait_for_unopened(tender, 3).bids.size(), 3U);
    tender.go_to(deadline + 120min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(once.exported().envelopes, 5U);
    EXPECT_EQ(said_in_public(tender), "");
}

TEST_P(NeverUnsealed, duty_20_56_the_log_refutes_a_false_reason_of_what_is_kept_from_the_public)
{
    test::Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    open_without_the_second(tender);
    ASSERT_FALSE(HasFatalFailure());
    const ExportFolder once{tender, tender.intake(), nullptr};
    const auto said_for = [&](opening::BidState was, const std::string& reason) {
        return once.said_of([&](Evidence& e) {
            auto& part = *std::ranges::find_if(e.opened,
                                               [&](const auto& one) { return one.kept && one.state == was; });
            part.state = opening::BidState::void_;
            part.reason = reason;
        });
    };
    struct Lie {
        const char* what;
        opening::BidState of;
        const char* reason;
        const char* found_by;
    };
    const Lie lies[] = {
        {"that he proved", opening::BidState::void_, "opening.not_given", "verify.reason_differs"},
        {"that trustees were asked", opening::BidState::void_, "opening.too_few_answers",
         "verify.reason_differs"},
        {"that he gave what opens nothing", opening::BidState::void_, "seal.wrong_code",
         "verify.opened_without_ground"},
        {"that it was lost", opening::BidState::void_, opening::file_lost, "verify.opened_without_ground"},
        {"that nothing was given", opening::BidState::opened, "opening.not_given", "verify.reason_differs"},
        {"that nothing was proved", opening::BidState::opened, "opening.not_proved", "verify.reason_differs"},
    };
    for (const auto& lie : lies) {
        const auto said = said_for(lie.of, lie.reason);
        EXPECT_NE(said.find(std::string{"verify.part_kept "} + lie.found_by), std::string::npos)
            << lie.what << ": " << said;
    }
}

// The platform does not know of the revocation, the trustees do.
TEST(never_unsealed, duty_20_31_a_bid_that_every_trustee_refused_verifies)
{
    test::LyingTender lying{{.bidders = 4}};
    auto& tender = lying.tender;
    lying.revoke(tender.bidder(0).holder().certificate, test::local_hour(test::bidding_hour) - 1h);
    lying.close_with_bids();
    lying.give_lists(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        ASSERT_EQ(lying.visit(number).step, trustee::Step::answered);
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    ASSERT_EQ(code_of(record(tender, tender.owner(), submission_of(tender, 0),
                             opening::CauseCode::bidder_file_defective)),
              "");
    tender.go_to(deadline + 60min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(std::ranges::count(once.evidence().opened, std::string{"opening.too_few_answers"},
                                 &opening::OpenedEvidence::reason),
              2);
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
}

} // namespace
} // namespace tianping::verify
