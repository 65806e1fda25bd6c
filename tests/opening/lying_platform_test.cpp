// A platform that makes grounds up, hides holds or lets certificates count that do not: the trustees open
// nothing for it.
#include "app/rehearsal/scene.hpp"
#include "rooms/trade/types.hpp"
#include "support/holding.hpp"
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include "support/second_signer.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using seal::AnswerCode;
using test::LyingTender;
using trustee::Step;

const std::vector<AnswerCode> opened{AnswerCode::ok, AnswerCode::ok};

std::string code_of(account::Account& who)
{
    return who.holder().certificate.subject().organisation_code;
}

// What is shown for this bidder: no ground at all.
void show_nothing(LyingTender& lying, std::size_t bidder)
{
    const auto submission = submission_of(lying.tender, bidder);
    lying.tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("DELETE FROM bidder_message WHERE submission = :s", submission);
        tx.change("DELETE FROM unopened_cause WHERE submission = :s", submission);
    });
}

// Nothing is signed, for no bid, and the key is kept: a ground that is shown later still counts.
void expect_nothing_answered(LyingTender& lying)
{
    const auto visit = lying.visit(3);
    EXPECT_EQ(visit.step, Step::refused);
    EXPECT_EQ(visit.reason, "trustee.no_ground");
    for (const std::size_t bidder : {0U, 1U, 2U})
        EXPECT_TRUE(lying.said(bidder, 3).empty());
    const auto kept = test::kept_by(lying.tender, 3);
    EXPECT_TRUE(kept.key);
    EXPECT_FALSE(kept.answers);
}

TEST(lying_platform, duty_20_31_a_proof_by_another_certificate_that_states_the_bidders_code_opens_nothing)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    ASSERT_TRUE(prove(tender, 0));
    lying.show_proof(1, lying.made_up(code_of(tender.bidder(1))));
    lying.show_cause(2, tender.owner().holder());
    lying.ask_for_everything();
    expect_nothing_answered(lying);
    show_nothing(lying, 1);
    lying.show_cause(1, tender.owner().holder());
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    for (const std::size_t bidder : {0U, 1U, 2U})
        EXPECT_EQ(lying.said(bidder, 3), opened);
}

TEST(lying_platform, duty_20_31_a_cause_that_neither_the_owner_nor_his_agent_signed_opens_nothing)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    ASSERT_TRUE(prove(tender, 0));
    ASSERT_TRUE(prove(tender, 2));
    test::ScratchFolder elsewhere; // of an authority that the trustees do not trust
    const auto other = crypto::Authority::open({elsewhere.path() / "keys"}, test::monday).value();
    const auto made_up = other
                             .make_pair({"made up", "made up", code_of(tender.owner()), "m"},
                                        {test::monday, test::monday + 24h * 365})
                             .value();
    lying.show_cause(1, {made_up.sign_key, made_up.certificates.sign});
    lying.ask_for_everything();
    expect_nothing_answered(lying);
    show_nothing(lying, 1);
    lying.show_cause(1, tender.agency().holder()); // signed, but recorded by nobody under a mandate
    expect_nothing_answered(lying);
    show_nothing(lying, 1);
    lying.show_cause(1, tender.owner().holder());
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), opened) << "the owner's own";
}

TEST(lying_platform, duty_20_31_a_bid_whose_proof_is_not_shown_is_not_taken_out_by_that)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    for (const std::size_t bidder : {0U, 1U})
        ASSERT_TRUE(prove(tender, bidder));
    lying.show_cause(2, tender.owner().holder());
    lying.ask_for_everything();
    std::vector<BidderMessageRow> hidden;
    const auto of_one = submission_of(tender, 1);
    tender.inside([&](WriteTx& tx, const Call&) {
        hidden = tx.list<BidderMessageRow>("WHERE submission = :s", of_one);
    });
    ASSERT_EQ(hidden.size(), 2U);
    show_nothing(lying, 1);
    expect_nothing_answered(lying);
    tender.inside([&](WriteTx& tx, const Call&) {
        for (const auto& row : hidden)
            ASSERT_TRUE(tx.insert(row));
    });
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), opened);
}

TEST(lying_platform, duty_20_31_the_agents_cause_counts_by_the_mandate_that_the_owner_signed)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    for (const std::size_t bidder : {0U, 2U})
        ASSERT_TRUE(prove(tender, bidder));
    tender.go_to(deadline + 60min);
    wait_for_unopened(tender, 1);
    ASSERT_TRUE(record(tender, tender.agency(), submission_of(tender, 1), CauseCode::platform_failed));
    lying.ask_for_everything();
    const auto shown =
        tender.trustee(3).account->client().get<HeadersToAnswer>(tender.intake_path("headers")).value();
    EXPECT_EQ(std::ranges::count_if(shown.headers, [](const auto& h) { return h.mandate.has_value(); }), 2);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), opened);
}

// Trustee 3 is shown a cause of the agency under a mandate for this project.
void show_cause_under(LyingTender& lying, const std::string& project)
{
    auto& tender = lying.tender;
    account::Account agency{tender.anyone().base(), tender.config().origin, tender.agency().holder()};
    EXPECT_TRUE(agency.sign_in());
    const auto now = tender.installation().clock().now();
    EXPECT_TRUE(rehearsal::grant_mandate(tender.owner(), agency, now, project));
    const auto recorded = record(tender, agency, submission_of(tender, 1), CauseCode::platform_failed);
    EXPECT_TRUE(recorded) << recorded.error().code;
    lying.ask_for_everything();
}

void await_causes(LyingTender& lying)
{
    lying.close_with_bids();
    for (const std::size_t bidder : {0U, 2U})
        ASSERT_TRUE(prove(lying.tender, bidder));
    lying.tender.go_to(deadline + 60min);
    wait_for_unopened(lying.tender, 1);
}

TEST(lying_platform, duty_20_31_a_mandate_for_the_trades_project_counts)
{
    LyingTender lying{{.manner = terms::Manner::bidder}};
    await_causes(lying);
    show_cause_under(lying, lying.tender.trade().project.text());
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), opened);
}

TEST(lying_platform, duty_20_31_a_mandate_for_a_project_to_which_the_trade_is_put_later_opens_nothing)
{
    LyingTender lying{{.manner = terms::Manner::bidder}};
    await_causes(lying);
    const auto& trade = lying.tender.trade();
    std::string other;
    lying.tender.inside([&](WriteTx& tx, const Call& call) {
        const trade::ProjectRow row{call.mint<trade::ProjectId>(), "2026-990100-48-01-000999", trade.owner.id,
                                    "另一项目", "990100"};
        ASSERT_TRUE(tx.insert(row));
        tx.change("UPDATE trade SET project = :p WHERE id = :t", row.id, trade.id);
        other = row.id.text();
    });
    show_cause_under(lying, other);
    expect_nothing_answered(lying);
}

TEST(lying_platform, a_bidder_proves_with_the_certificate_that_signed_his_bid)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto other = test::second_signer(tender, tender.bidder(0));
    const auto proved = prove(tender, 0, *other);
    ASSERT_FALSE(proved);
    EXPECT_EQ(proved.error().code, "opening.proof_other_certificate");
    EXPECT_TRUE(prove(tender, 0));
}

TEST(lying_platform, a_hold_that_was_shown_once_stands_until_it_is_shown_as_lifted)
{
    LyingTender lying;
    auto& tender = lying.tender;
    const auto held = test::hold_round(tender);
    ASSERT_TRUE(held) << held.error().code;
    tender.trustees_visit();
    const auto id = held->hold.id;
    std::optional<trade::HoldRow> row;
    tender.inside([&](WriteTx& tx, const Call&) {
        row = tx.find<trade::HoldRow>("WHERE id = :i", id);
        tx.change("DELETE FROM trade_hold_round WHERE hold = :h", id);
        tx.change("DELETE FROM trade_hold WHERE id = :h", id);
    });
    lying.close_with_bids();
    EXPECT_EQ(lying.visit(3).reason, "closing.held");
    EXPECT_EQ(tender.view().witnesses, 0) << "who knows of it does not witness either";
    tender.inside([&](WriteTx& tx, const Call& call) {
        row->lifted_at = call.arrived;
        ASSERT_TRUE(tx.insert(*row));
    });
    EXPECT_EQ(lying.visit(3).step, Step::set_witnessed);
}

TEST(lying_platform, a_hold_on_the_end_of_the_opening_alone_stops_the_trustees_too)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto held = test::hold_round(tender, {trade::Act::finish_opening});
    ASSERT_TRUE(held) << held.error().code;
    EXPECT_EQ(lying.visit(3).reason, "closing.held");
    const auto lifted = test::lift_hold(tender, *held);
    ASSERT_TRUE(lifted) << lifted.error().code;
    EXPECT_NE(lying.visit(3).reason, "closing.held");
}

} // namespace
} // namespace tianping::opening
