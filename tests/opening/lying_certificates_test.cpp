// Certificates that a platform takes and a trustee does not: its own authorities and lists say whose count.
#include "crypto/made_authority.hpp"
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using seal::AnswerCode;
using test::LyingTender;
using trustee::Step;

const std::vector<AnswerCode> both_opened{AnswerCode::ok, AnswerCode::ok};
const std::vector<AnswerCode> both_refused{AnswerCode::refused, AnswerCode::refused};

TEST(lying_certificates, closers_whose_certificates_were_revoked_make_no_quorum)
{
    LyingTender lying{{}, test::closed_with_bids};
    for (const std::size_t number : {4U, 5U})
        lying.revoke(lying.tender.trustee(number).account->holder().certificate, deadline);
    lying.give_lists(deadline);
    EXPECT_EQ(lying.visit(3).reason, "closing.no_quorum");
    EXPECT_TRUE(lying.said(0, 3).empty());
}

const Instant before_bidding = test::local_hour(test::bidding_hour) - 1h;

// The platform does not know of the revocation, the trustees do.
void close_with_a_revoked_bid(LyingTender& lying, Instant revoked_at)
{
    lying.revoke(lying.tender.bidder(0).holder().certificate, revoked_at);
    lying.close_with_bids();
    lying.give_lists(deadline);
}

TEST(lying_certificates, a_bid_under_a_revoked_certificate_is_refused_alone_and_one_revoked_afterwards_stands)
{
    const auto said = [](Instant revoked_at) {
        LyingTender lying{{.bidders = 4}};
        close_with_a_revoked_bid(lying, revoked_at);
        EXPECT_EQ(lying.visit(3).step, Step::answered);
        for (const std::size_t other : {1U, 2U, 3U})
            EXPECT_EQ(lying.said(other, 3), both_opened);
        return lying.said(0, 3);
    };
    EXPECT_EQ(said(before_bidding), both_refused);
    EXPECT_EQ(said(test::local_hour(test::bidding_hour) + 1min), both_opened);
}

TEST(lying_certificates, a_bid_under_a_revoked_certificate_is_none_of_the_three_that_the_law_wants)
{
    LyingTender lying;
    close_with_a_revoked_bid(lying, before_bidding);
    EXPECT_EQ(lying.visit(3).reason, "closing.too_few_bidders");
    EXPECT_TRUE(lying.said(1, 3).empty());
}

TEST(lying_certificates,
     duty_20_31_a_bid_that_every_trustee_refuses_is_put_before_the_host_and_the_others_are_opened)
{
    LyingTender lying{{.bidders = 4}};
    auto& tender = lying.tender;
    close_with_a_revoked_bid(lying, before_bidding);
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_EQ(lying.visit(number).step, Step::answered);
    const auto unopened = wait_for_unopened(tender, 1);
    ASSERT_EQ(unopened.bids.size(), 1U);
    const auto revoked = submission_of(tender, 0);
    EXPECT_EQ(unopened.bids[0].submission, revoked);
    EXPECT_EQ(unopened.bids[0].finding.parts.at(0).reason, "opening.too_few_answers");
    EXPECT_EQ(unopened.bids[0].proposed.at(0), CauseCode::bidder_file_defective);
    ASSERT_EQ(test::code_of(record(tender, tender.owner(), revoked, CauseCode::bidder_file_defective)), "");
    tender.go_to(deadline + 60min);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(line_of(view, revoked).state, BidState::void_);
    for (const std::size_t other : {1U, 2U, 3U})
        EXPECT_EQ(line_of(view, submission_of(tender, other)).state, BidState::opened);
}

TEST(lying_certificates, a_bid_that_is_said_to_have_come_before_its_certificate_is_opened)
{
    LyingTender lying{{}, test::closed_with_bids};
    lying.tender.inside([](WriteTx& tx, const Call&) {
        tx.change("UPDATE submission_version SET arrived_at = :a", test::local_hour("2020-01-06 09:00"));
    });
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), both_opened);
}

TEST(lying_certificates, terms_under_a_revoked_certificate_are_not_the_owners)
{
    LyingTender lying;
    lying.revoke(lying.tender.owner().holder().certificate, test::local_hour("2026-03-02 10:00"));
    lying.give_lists(deadline);
    lying.close_with_bids();
    EXPECT_EQ(lying.visit(3).reason, "closing.terms_not_held");
    EXPECT_EQ(lying.tender.view().witnesses, 0);
}

TEST(lying_certificates, certificates_of_an_authority_that_the_trustee_does_not_trust_open_nothing)
{
    LyingTender lying{{}, test::closed_with_bids};
    test::ScratchFolder folder;
    const auto other = crypto::Authority::open({folder.path() / "keys"}, test::monday).value();
    lying.tender.anchors() = crypto::TrustStore{};
    ASSERT_TRUE(lying.tender.anchors().trust(other.issuing()));
    EXPECT_EQ(lying.visit(3).reason, "closing.terms_not_held");
}

TEST(lying_certificates, an_authority_that_its_root_revoked_vouches_for_nobody)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& installation = lying.tender.installation();
    const auto root = test::root_in(installation.data() / "authority" / "demonstration-sm2");
    lying.tender.anchors().add(root.list_against(installation.sm2_authority().issuing(),
                                                 test::local_hour("2026-03-02 09:00"), 365 * 24h));
    EXPECT_EQ(lying.visit(3).reason, "closing.terms_not_held");
    EXPECT_TRUE(lying.said(0, 3).empty());
}

TEST(lying_certificates, a_revocation_list_that_has_run_out_decides_nothing_and_the_key_is_kept)
{
    LyingTender lying{{}, test::closed_with_bids};
    lying.give_lists(test::local_hour("2026-03-10 09:00"));
    EXPECT_EQ(lying.visit(3).reason, "certificate.crl_stale");
    EXPECT_TRUE(lying.said(0, 3).empty());
    lying.give_lists(deadline);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), both_opened);
}

} // namespace
} // namespace tianping::opening
