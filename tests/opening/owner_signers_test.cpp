// An owner signs with more than one certificate: they are renewed, and he has several signers. The trustees
// take what any of them signed, as far as their own authorities vouch for it.
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include "support/next_terms.hpp"
#include "support/second_signer.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::kept_by;
using test::LyingTender;
using test::postponed_by;
using test::second_signer;
using trustee::Step;

const Instant next_hour = test::local_hour("2026-03-26 09:30");

class OwnerSigners : public testing::Test {
protected:
    explicit OwnerSigners(const test::TenderPlan& plan = {}) : lying{plan} {}
    // The third trustee with his own state, whose operator gave no authorities.
    trustee::Visit visit_without_anchors()
    {
        auto& at = tender.trustee(3);
        trustee::Trustee service{{at.account->client(),
                                  *at.clock,
                                  tender.chance(),
                                  at.account->holder().key,
                                  at.account->holder().certificate,
                                  at.state,
                                  {},
                                  at.account->origin()}};
        return service.visit(tender.intake());
    }

    LyingTender lying;
    test::Tender& tender = lying.tender;
    std::unique_ptr<account::Account> second = second_signer(tender, tender.owner());
};

TEST_F(OwnerSigners, duty_43_10_terms_that_the_second_of_them_signed_open_to_the_end)
{
    tender.bid(0, 10'000'000);
    const auto next = postponed_by(tender, *second, next_hour);
    tender.trustees_visit();
    ASSERT_EQ(kept_by(tender, 3).terms.size(), 2U);
    EXPECT_EQ(kept_by(tender, 3).terms.back().certificate, second->certificate_base64());
    EXPECT_EQ(kept_by(tender, 3).terms.front().certificate, tender.owner().certificate_base64());
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    tender.go_to(next_hour);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
    EXPECT_EQ(view.witnesses, 5);
    EXPECT_EQ(view.bids.size(), 3U);
}

TEST_F(OwnerSigners, what_another_organisation_signed_is_refused_and_never_held)
{
    const auto next = postponed_by(tender, *second, next_hour);
    const auto forged = tender.bidder(0).sign(terms::signed_bytes(next));
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE terms_version SET certificate_digest = :c, signature = :s WHERE digest = :d",
                  to_hex(tender.bidder(0).holder().certificate.digest()), forged.value,
                  to_hex(terms::digest(next)));
    });
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_signed");
    EXPECT_EQ(kept_by(tender, 3).terms.size(), 1U);
}

TEST_F(OwnerSigners, one_that_was_revoked_signs_nothing_for_the_trustees)
{
    postponed_by(tender, *second, next_hour);
    const auto now = tender.installation().clock().now();
    lying.revoke(second->holder().certificate, now);
    lying.give_lists(now);
    EXPECT_EQ(lying.visit(3).reason, "trustee.owner_not_vouched");
    EXPECT_EQ(kept_by(tender, 3).terms.size(), 1U);
}

TEST_F(OwnerSigners, one_that_is_revoked_later_leaves_what_it_signed)
{
    postponed_by(tender, *second, next_hour);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    tender.all_bid();
    tender.go_to(next_hour - 1h);
    lying.revoke(second->holder().certificate, next_hour - 1h);
    lying.give_lists(next_hour - 1h);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    tender.go_to(next_hour);
    EXPECT_EQ(lying.visit(3).step, Step::set_witnessed);
}

TEST_F(OwnerSigners, without_anchors_only_the_first_counts_until_the_operator_gives_some)
{
    EXPECT_EQ(visit_without_anchors().step, Step::nothing);
    postponed_by(tender, *second, next_hour);
    EXPECT_EQ(visit_without_anchors().reason, "trustee.owner_certificate_changed");
    EXPECT_EQ(kept_by(tender, 3).terms.size(), 1U);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    EXPECT_EQ(kept_by(tender, 3).terms.size(), 2U);
}

TEST_F(OwnerSigners, of_versions_that_an_older_service_kept_the_first_one_signed_all)
{
    auto state = kept_by(tender, 3);
    state.terms.at(0).certificate.reset();
    test::states_of(tender, 3).save(state);
    lying.close_with_bids();
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), (std::vector{seal::AnswerCode::ok, seal::AnswerCode::ok}));
}

class CausesOfOwnerSigners : public OwnerSigners {
protected:
    CausesOfOwnerSigners() : OwnerSigners{{.manner = terms::Manner::bidder}} {}
};

TEST_F(CausesOfOwnerSigners, duty_20_31_one_that_the_second_of_them_recorded_opens_the_bid)
{
    lying.close_with_bids();
    for (const std::size_t bidder : {0U, 2U})
        ASSERT_TRUE(prove(tender, bidder));
    tender.go_to(deadline + 60min);
    wait_for_unopened(tender, 1);
    const auto recorded = record(tender, *second, submission_of(tender, 1), CauseCode::platform_failed);
    ASSERT_TRUE(recorded) << recorded.error().code;
    lying.ask_for_everything();
    EXPECT_EQ(visit_without_anchors().reason, "trustee.no_ground");
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), (std::vector{seal::AnswerCode::ok, seal::AnswerCode::ok}));
}

} // namespace
} // namespace tianping::opening
