// A bid is withdrawn before the deadline, and its bidder may begin anew.
#include "bidding/own_submission.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/bidding/service.hpp"
#include "support/holding.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::code_of;
using test::deadline;
using test::Tender;

class Withdrawal : public testing::TestWithParam<test::Home> {
protected:
    static Result<Submitted> withdraw(Tender& tender, std::size_t i, const Submitted& bid)
    {
        return bidder::withdraw(tender.bidder(i), tender.kit(),
                                {bid.submission, 0, digest_from_hex(bid.message_digest).value()});
    }
};
INSTANTIATE_TEST_SUITE_P(homes, Withdrawal, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(Withdrawal, a_withdrawal_ends_it_and_needs_the_version_in_force)
{
    Tender tender{{.home = GetParam()}};
    const auto bid = tender.bid(0, 10'000'000);
    const bidder::Version stale{bid.submission, 0, crypto::sm3(tianping::view(std::string_view{"other"}))};
    EXPECT_EQ(code_of(bidder::withdraw(tender.bidder(0), tender.kit(), stale)), "bidding.wrong_place");
    const bidder::Version in_force{bid.submission, 0, digest_from_hex(bid.message_digest).value()};
    const auto done = bidder::withdraw(tender.bidder(0), tender.kit(), in_force);
    ASSERT_TRUE(done) << done.error().code;
    EXPECT_EQ(own(tender.bidder(0), bid.submission)->state, SubmissionState::withdrawn);
    const auto receipt = bidder::fetch_receipt(tender.bidder(0), *done);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(seal::Receipt::decode(from_base64(receipt->message).value())->act, seal::ReceiptAct::withdraw);
    auto late = tender.ready(0, tender.seal(0, 11'000'000, "b"));
    late.submission = bid.submission;
    late.signed_submission = bidder::sign_submission(tender.kit(), {bid.submission, 1, in_force.previous},
                                                     late.parts, tender.bidder(0));
    late.body.message = to_base64(late.signed_submission.message);
    late.body.signature = late.signed_submission.signature;
    EXPECT_EQ(code_of(tender.send(0, late)), "bidding.withdrawn");
}

// 条例22: until the objection is answered the tendering stands still; the procedure lets nothing be submitted
// and lets a bid be withdrawn.
TEST_P(Withdrawal, a_held_round_takes_no_bid_and_loses_none_and_lets_one_be_withdrawn)
{
    Tender tender{{.home = GetParam()}};
    const auto bid = tender.bid(0, 10'000'000);
    const auto waiting = tender.ready(1, tender.seal(1, 10'000'001));
    const auto sealed = tender.seal(2, 10'000'002);
    const auto held = test::hold_round(tender).value();
    const auto refused = tender.send(1, waiting);
    ASSERT_EQ(code_of(refused), "trade.held");
    EXPECT_EQ(refused.error().article, "条例22");
    EXPECT_EQ(own(tender.bidder(1), waiting.submission)->state, SubmissionState::begun);
    EXPECT_EQ(code_of(bidder::submit(tender.bidder(2), tender.kit(), sealed)), "trade.held");
    EXPECT_EQ(own(tender.bidder(0), bid.submission)->state, SubmissionState::submitted);
    EXPECT_EQ(code_of(withdraw(tender, 0, bid)), "");
    test::lift_hold(tender, held).value();
    EXPECT_EQ(code_of(tender.send(1, waiting)), "trade.held") << "the same key is answered alike";
    const auto again =
        tender.bidder(1).client().post<Submitted>("/api/v1/submissions/" + waiting.submission + "/versions",
                                                  waiting.body, tender.bidder(1).key("again"));
    EXPECT_EQ(code_of(again), ""); // the same bytes, uploaded before
    EXPECT_EQ(code_of(bidder::submit(tender.bidder(2), tender.kit(), sealed)), "");
}

TEST_P(Withdrawal,
       duty_20_27_who_withdrew_may_submit_anew_before_the_deadline_and_only_that_is_in_the_closed_set)
{
    Tender tender{{.home = GetParam()}};
    const auto old = tender.bid(0, 10'000'000);
    const auto old_receipt = bidder::fetch_receipt(tender.bidder(0), old).value();
    const auto withdrawn = withdraw(tender, 0, old).value();
    const auto anew = tender.bid(0, 11'000'000, "b");
    EXPECT_NE(anew.submission, old.submission);
    EXPECT_EQ(anew.replacement, 0) << "it replaces nothing";
    EXPECT_EQ(bidder::begin(tender.bidder(0), tender.intake())->id.text(), anew.submission);
    tender.bid(1, 12'000'000);
    tender.bid(2, 13'000'000);

    EXPECT_EQ(own(tender.bidder(0), old.submission)->state, SubmissionState::withdrawn);
    EXPECT_EQ(bidder::fetch_receipt(tender.bidder(0), old)->message, old_receipt.message);
    const auto platform = to_hex(tender.installation().platform().certificate.digest());
    for (const auto& receipt : {old_receipt, bidder::fetch_receipt(tender.bidder(0), withdrawn).value(),
                                bidder::fetch_receipt(tender.bidder(0), anew).value()}) {
        const auto read = seal::Receipt::decode(from_base64(receipt.message).value()).value();
        EXPECT_TRUE(bidder::verify_receipt(receipt, read.message, platform));
    }
    tender.go_to(deadline);
    const auto closed = tender.house().reads().read([&](const ReadTx& tx) {
        return closed_submissions(tx, trade::IntakeId::parse(tender.intake()).value()).value();
    });
    ASSERT_EQ(closed.size(), 3U);
    for (const auto& one : closed) {
        EXPECT_NE(one.submission, old.submission);
        EXPECT_TRUE(one.chain.empty());
    }
    EXPECT_NE(std::ranges::find(closed, anew.submission, &ClosedSubmission::submission), closed.end());
}

// The deadline does not happen (design.md 1): the round is as open as before it, but for what the terms in
// force let come until it alone (招法28).
TEST_P(Withdrawal, a_deadline_that_a_hold_overtook_ends_no_beginning_and_no_withdrawal_and_lets_no_bid_in)
{
    Tender tender{{.home = GetParam()}};
    const auto first = tender.bid(0, 10'000'000);
    const auto second = tender.bid(1, 10'000'001);
    const auto sealed = tender.seal(2, 10'000'002);
    const auto held = test::hold_round(tender).value();
    tender.go_to(deadline);
    ASSERT_EQ(tender.stage(), trade::Stage::announced);
    const auto submit = [&] { return bidder::submit(tender.bidder(2), tender.kit(), sealed); };
    EXPECT_EQ(code_of(submit()), "trade.held") << "it begins, and is held";
    EXPECT_EQ(code_of(withdraw(tender, 0, first)), "");
    const auto anew = bidder::begin(tender.bidder(0), tender.intake());
    ASSERT_TRUE(anew) << anew.error().code;
    EXPECT_NE(anew->id.text(), first.submission);

    tender.go_to(deadline + 1h);
    test::lift_hold(tender, held).value();
    const auto refused = submit();
    ASSERT_EQ(code_of(refused), "bidding.deadline_overtaken");
    EXPECT_EQ(refused.error().article, "招法28");
    EXPECT_NE(refused.error().detail.find(to_rfc3339(deadline)), std::string::npos) << refused.error().detail;
    EXPECT_EQ(code_of(withdraw(tender, 1, second)), "");
}

TEST_P(Withdrawal, a_bid_is_held_by_what_stood_when_it_arrived_and_not_when_it_was_decided)
{
    Tender tender{{.home = GetParam()}};
    const auto stamped_first = tender.ready(0, tender.seal(0, 10'000'000));
    const auto within = tender.ready(1, tender.seal(1, 10'000'001));
    const auto held = test::hold_round(tender).value();
    const auto now = tender.installation().clock().now();
    // As when the door stamped the bid first and the hold was decided first.
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE trade_hold SET set_at = :s WHERE id = :i", now + 1h, held.hold.id);
    });
    EXPECT_EQ(code_of(tender.send(0, stamped_first)), "");
    // As when it stamped the bid before the lifting, which was decided first.
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE trade_hold SET set_at = :s, lifted_at = :l WHERE id = :i", now - 1h, now + 1h,
                  held.hold.id);
    });
    EXPECT_EQ(code_of(tender.send(1, within)), "trade.held");
}

} // namespace
} // namespace tianping::bidding
