// A version of the terms that came into force and was replaced while three of five trustees were away, and a
// bid that was sealed for it.
#include "rooms/trade/types.hpp"
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include "support/next_terms.hpp"
#include "support/second_signer.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using seal::AnswerCode;
using test::held_by;
using test::kept_by;
using test::LyingTender;
using test::postponed_by;
using trustee::Step;

const Instant second_hour = test::local_hour("2026-03-26 09:30");
const Instant third_hour = test::local_hour("2026-03-28 09:30");

class MissedTerms : public testing::Test {
protected:
    MissedTerms()
    {
        for (const std::size_t number : {1U, 2U})
            EXPECT_EQ(lying.visit(number).step, Step::nothing);
        tender.bid(0, 10'000'000);
        third = to_hex(terms::digest(postponed_by(tender, tender.owner(), third_hour)));
        tender.trustees_visit();
        tender.bid(1, 10'000'001);
        tender.bid(2, 10'000'002);
    }
    void close()
    {
        tender.go_to(third_hour);
        for (std::size_t number = 1; number <= 5; ++number)
            EXPECT_EQ(lying.visit(number).step, Step::set_witnessed);
    }
    trade::TermsRow row_of_missed()
    {
        return tender.house().reads().read(
            [&](const ReadTx& tx) { return *tx.find<trade::TermsRow>("WHERE digest = :d", missed); });
    }
    // As the platform shows the missed version from now on.
    void show(const trade::TermsRow& row)
    {
        tender.inside([&](WriteTx& tx, const Call&) {
            tx.change("UPDATE terms_version SET body = :b, certificate_digest = :c, signature = :s, "
                      "in_force_from = :f WHERE digest = :d",
                      row.body, row.certificate_digest, row.signature, row.in_force_from, missed);
        });
    }
    void expect_stopped(const std::string& reason)
    {
        const auto visit = lying.visit(3);
        EXPECT_EQ(visit.step, Step::refused);
        EXPECT_EQ(visit.reason, reason);
        for (const std::size_t bidder : {0U, 1U, 2U})
            EXPECT_TRUE(lying.said(bidder, 3).empty());
        EXPECT_TRUE(kept_by(tender, 3).key);
        EXPECT_EQ(held_by(tender, 3), (std::vector{first, third}));
    }

    LyingTender lying;
    test::Tender& tender = lying.tender;
    std::unique_ptr<account::Account> second_of_owner = test::second_signer(tender, tender.owner());
    const std::string first = tender.kit().terms_digest;
    const std::string missed = to_hex(terms::digest(postponed_by(tender, *second_of_owner, second_hour)));
    std::string third;
    const std::vector<AnswerCode> both_open{AnswerCode::ok, AnswerCode::ok};
};

TEST_F(MissedTerms, duty_43_10_a_bid_for_them_is_opened_by_those_who_were_away)
{
    EXPECT_EQ(held_by(tender, 3), (std::vector{first, third}));
    tender.go_to(third_hour);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
    EXPECT_EQ(view.bids.size(), 3U);
    EXPECT_EQ(lying.said(0, 3), both_open);
    EXPECT_EQ(held_by(tender, 3), (std::vector{first, missed, third}))
        << "the last that a kit showed stays the last";
}

TEST_F(MissedTerms, that_were_signed_by_a_certificate_which_was_revoked_since_are_the_owners)
{
    lying.revoke(second_of_owner->holder().certificate, third_hour - 1h);
    close();
    lying.give_lists(third_hour);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), both_open);
}

TEST_F(MissedTerms, that_the_platform_does_not_give_stop_the_visit_and_the_key_is_kept)
{
    close();
    const auto shown = row_of_missed();
    auto hidden = shown;
    hidden.in_force_from.reset();
    show(hidden);
    expect_stopped("trustee.terms_withheld");
    auto of_others = shown;
    of_others.body = boost::json::serialize(wire::write(tender.kit().terms));
    show(of_others);
    expect_stopped("trustee.terms_withheld");
    show(shown);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), both_open);
}

TEST_F(MissedTerms, under_a_spoiled_signature_or_anothers_stop_the_visit_and_take_no_bid_out)
{
    close();
    const auto shown = row_of_missed();
    auto spoiled = shown;
    spoiled.signature = tender.kit().terms_signature;
    show(spoiled);
    expect_stopped("trustee.terms_not_signed");
    auto forged = shown;
    forged.certificate_digest = to_hex(tender.bidder(0).holder().certificate.digest());
    forged.signature =
        tender.bidder(0).sign(terms::signed_bytes(wire::parse<terms::Terms>(shown.body).value())).value;
    show(forged);
    expect_stopped("trustee.terms_not_signed");
    show(shown);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), both_open);
}

TEST_F(MissedTerms, for_which_the_owners_numbers_leave_no_room_are_not_his_and_a_bid_for_them_is_refused)
{
    close();
    auto state = kept_by(tender, 3);
    state.terms.back().terms.previous = first; // he signed the third after another second
    test::states_of(tender, 3).save(state);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(0, 3), (std::vector{AnswerCode::refused, AnswerCode::refused}));
    EXPECT_EQ(lying.said(1, 3), both_open);
}

} // namespace
} // namespace tianping::opening
