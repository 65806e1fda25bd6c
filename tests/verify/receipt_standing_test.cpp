// Whether a bidder finds himself in an export, by the receipt that he has.
#include "app/verify/receipt_standing.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "verify/failed_scene.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

using bidding::SignedReceipt;

seal::Receipt text_in(const SignedReceipt& receipt)
{
    return seal::Receipt::decode(from_base64(receipt.message).value()).value();
}

// With another text, as if the platform had signed that: whose signature it is, is asked before.
SignedReceipt saying(SignedReceipt receipt, const std::function<void(seal::Receipt&)>& change)
{
    auto said = text_in(receipt);
    change(said);
    receipt.message = to_base64(said.encode());
    return receipt;
}

SignedReceipt receipt_for(const Evidence& evidence, const std::string& submit)
{
    const auto digest = crypto::sm3(from_base64(submit).value());
    return *std::ranges::find_if(evidence.receipts,
                                 [&](const auto& one) { return text_in(one).message == digest; });
}

const bidding::ClosedSubmission& replaced_bid(const Evidence& evidence)
{
    return *std::ranges::find_if(evidence.closing.submissions,
                                 [](const auto& of) { return !of.chain.empty(); });
}

SignedReceipt in_force()
{
    const auto& evidence = exported().evidence();
    return receipt_for(evidence, replaced_bid(evidence).message);
}

std::string outcome_of(const Result<Standing>& standing)
{
    return standing ? wire::name_of(*standing) : standing.error().code;
}

std::string told_of(const SignedReceipt& receipt, const std::function<void(Evidence&)>& change,
                    const std::optional<seal::Receipt>& withdrawal = {})
{
    auto evidence = exported().evidence();
    change(evidence);
    exported().put(evidence);
    const auto out = outcome_of(standing_of(exported().folder(), receipt, withdrawal));
    exported().put(exported().evidence());
    return out;
}

const auto nothing_changed = [](Evidence&) {};

TEST(receipt_standing, a_submission_in_force_and_one_that_was_replaced_are_found_with_their_receipts)
{
    const auto& bid = replaced_bid(exported().evidence());
    EXPECT_EQ(told_of(in_force(), nothing_changed), "in_force");
    EXPECT_EQ(told_of(receipt_for(exported().evidence(), bid.chain.at(0).message), nothing_changed),
              "replaced");
    const char* differs_here = "receipt.differs_in_export";
    EXPECT_EQ(told_of(in_force(), [](Evidence& e) { e.receipts.clear(); }), differs_here);
    EXPECT_EQ(told_of(in_force(), [](Evidence& e) { e.closing.submissions.clear(); }), differs_here);
    EXPECT_EQ(told_of(in_force(),
                      [](Evidence& e) {
                          for (auto& of : e.closing.submissions)
                              of.arrived += 1ms;
                      }),
              differs_here);
    EXPECT_EQ(told_of(saying(in_force(), [](auto& said) { said.number[0] ^= 1; }), nothing_changed),
              differs_here)
        << "another receipt for the same submission";
}

TEST(receipt_standing, a_submission_that_the_closed_set_does_not_hold_is_left_out_or_withdrawn)
{
    const auto another = saying(in_force(), [](auto& said) {
        said.message[0] ^= 1;
        said.submission = "sub_of_nobody_here";
    });
    auto withdrawal = text_in(another);
    withdrawal.act = seal::ReceiptAct::withdraw;
    EXPECT_EQ(told_of(another, nothing_changed), "receipt.left_out");
    EXPECT_EQ(told_of(another, nothing_changed, withdrawal), "withdrawn");
    const auto of_withdrawal = saying(another, [](auto& said) { said.act = seal::ReceiptAct::withdraw; });
    EXPECT_EQ(told_of(of_withdrawal, nothing_changed), "withdrawn");
    EXPECT_EQ(told_of(in_force(), nothing_changed, withdrawal), "receipt.closed_though_withdrawn");
    EXPECT_EQ(told_of(saying(in_force(),
                             [](auto& said) {
                                 said.message[0] ^= 1;
                                 said.act = seal::ReceiptAct::withdraw;
                             }),
                      nothing_changed),
              "receipt.closed_though_withdrawn")
        << "another version of it is in the set";
}

TEST(receipt_standing, a_set_that_log_or_platform_do_not_know_proves_nothing)
{
    const char* unknown = "receipt.set_not_logged";
    EXPECT_EQ(told_of(in_force(), [](Evidence& e) { flip_bytes(e.closing.signature, 20); }), unknown);
    EXPECT_EQ(told_of(in_force(),
                      [](Evidence& e) {
                          change_event<opening::SetClosed>(e,
                                                           [](auto& body) { flip(body.closing_digest, 9); });
                      }),
              unknown);
    auto of_another = in_force();
    of_another.certificate = to_base64(scene().tender.owner().holder().certificate.der());
    EXPECT_EQ(told_of(of_another, nothing_changed), unknown);
}

TEST(receipt_standing, an_export_of_another_trade_or_without_the_intake_is_told_apart)
{
    const auto of_another = saying(in_force(), [](auto& said) { said.place.trade += "x"; });
    EXPECT_EQ(told_of(of_another, nothing_changed), "receipt.export_of_another");
    const auto elsewhere = saying(in_force(), [](auto& said) { said.place.round += "x"; });
    EXPECT_EQ(told_of(elsewhere, nothing_changed), "receipt.export_of_another");
    const auto not_yet = saying(in_force(), [](auto& said) { said.place.intake += "x"; });
    EXPECT_EQ(told_of(not_yet, nothing_changed), "receipt.intake_not_exported");
}

TEST(receipt_standing, a_bid_that_went_back_unopened_is_found_by_its_digest_alone)
{
    Failed failed;
    const ExportFolder once{failed.tender, failed.tender.intake()};
    const auto close = seal::Close::decode(from_base64(once.evidence().closing.message).value()).value();
    const auto receipt = failed.tender.house().reads().read(
        [&](const ReadTx& tx) { return bidding::signed_receipt(tx, to_hex(close.submits.at(0))).value(); });
    EXPECT_EQ(outcome_of(standing_of(once.folder(), receipt, std::nullopt)), "returned");
    const auto earlier = saying(receipt, [](auto& said) { said.message[0] ^= 1; });
    EXPECT_EQ(outcome_of(standing_of(once.folder(), earlier, std::nullopt)), "receipt.not_told");
    EXPECT_EQ(outcome_of(standing_of(once.folder(), receipt, text_in(receipt))),
              "receipt.closed_though_withdrawn");
    EXPECT_EQ(outcome_of(standing_of(once.folder(), earlier, text_in(receipt))), "withdrawn");
}

} // namespace
} // namespace tianping::verify
