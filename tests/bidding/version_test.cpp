// For which terms a version counts, when it came, and that the platform answers for it and for no other.
#include "infra/crypto/digest.hpp"
#include "rooms/bidding/service.hpp"
#include "support/lying_platform.hpp"
#include "support/refusal.hpp"
#include "support/small_bid.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::bad_fields_of;
using test::code_of;
using test::Tender;

class Version : public testing::TestWithParam<test::Home> {
protected:
    identity::SessionOut session_of_the_first()
    {
        return tender.bidder(0).client().get<identity::SessionOut>("/api/v1/session").value();
    }
    Tender tender{{.home = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(homes, Version, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

// The owner signs the next version; nothing puts it in force.
SealingKit signed_next(Tender& tender, SealingKit kit)
{
    kit.terms.previous = kit.terms_digest;
    ++kit.terms.number;
    const auto signature = tender.owner().sign(terms::signed_bytes(kit.terms));
    EXPECT_EQ(code_of(tender.owner().client().post<trade::TermsSignedOut>(
                  "/api/v1/trades/" + kit.trade + "/terms", trade::TermsIn{kit.terms, signature},
                  tender.owner().key("version-" + std::to_string(kit.terms.number)))),
              "");
    kit.terms_digest = to_hex(terms::digest(kit.terms));
    kit.terms_signature = signature.value;
    return kit;
}

// The first bidder seals and submits for these terms.
Result<Submitted> submitted_for(Tender& tender, const SealingKit& kit)
{
    test::ScratchFolder scratch;
    auto& bidder = tender.bidder(0);
    const auto parts = test::seal_small_bid(scratch.path(), kit, bidder.holder(), tender.chance()).value();
    return bidder::submit(bidder, kit, parts);
}

TEST_P(Version, for_terms_that_were_signed_and_never_published_is_refused)
{
    const auto refused = submitted_for(tender, signed_next(tender, tender.kit()));
    EXPECT_EQ(code_of(refused), "bidding.terms_not_in_force");
    EXPECT_EQ(bad_fields_of(refused), "message bidding.terms_not_in_force;");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).allowed, tender.kit().terms_digest);
    tender.bid(0, 10'000'000);
}

// No trustee of this round's intake ever held them, so the bid would be refused at the opening.
TEST_P(Version, for_terms_that_were_put_in_force_for_another_lot_alone_is_refused)
{
    const auto first = tender.kit();
    const auto of_another_lot = signed_next(tender, first);
    const auto latest = signed_next(tender, of_another_lot);
    tender.inside([&](WriteTx& tx, const Call& call) {
        tx.change("UPDATE terms_version SET in_force_from = :f WHERE digest = :d", call.arrived,
                  of_another_lot.terms_digest);
        const auto& trade = tender.trade();
        EXPECT_EQ(code_of(trade::put_in_force(tx, call, trade.id, {trade.rounds.at(0).id},
                                              latest.terms_digest, latest.terms.deadline)),
                  "");
    });
    EXPECT_EQ(code_of(submitted_for(tender, of_another_lot)), "bidding.terms_not_in_force");
    const auto taken = submitted_for(tender, first);
    ASSERT_EQ(code_of(taken), "");
    EXPECT_EQ(taken->newer_terms, latest.terms_digest);
}

// The submit was stamped a minute before its last part came.
Result<Submitted> submit_before_last_part(Tender& tender, const identity::SessionOut& session,
                                          const test::Sealed& sealed, Instant parts_came)
{
    std::optional<Result<Submitted>> out;
    tender.inside([&](WriteTx& tx, const Call& call) {
        auto before = call;
        before.arrived = parts_came - 1min;
        before.actor.system = false;
        before.actor.person = session.person.text();
        before.actor.organisation = session.organisation.id.text();
        const http::Request request{before, {{"submission", sealed.submission}}};
        const Bidding room{tender.installation().platform(), tender.house().blobs()};
        const auto version = room.read_version(request, sealed.body).value();
        out.emplace(room.submit(tx, request, sealed.body, version));
    });
    return *out;
}

TEST_P(Version, duty_20_27_its_receipt_says_when_the_last_byte_of_whatever_came_last_was_read)
{
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    const auto parts_came = tender.installation().clock().now();
    const auto taken = submit_before_last_part(tender, session_of_the_first(), sealed, parts_came).value();
    EXPECT_EQ(taken.arrived, parts_came);
    const auto receipt = bidder::fetch_receipt(tender.bidder(0), taken).value();
    const auto own = bidder::own_act(sealed.signed_submission.message, tender.kit()).value();
    const auto said = bidder::verify_receipt(receipt, own, taken, "");
    ASSERT_TRUE(said) << said.error().code;
    EXPECT_EQ(said->arrived, parts_came);
}

// A trustee asks whether the certificate was in force at the instant that the receipt says.
TEST_P(Version, under_a_certificate_that_was_revoked_before_its_last_byte_came_is_refused)
{
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    const auto parts_came = tender.installation().clock().now();
    const auto session = session_of_the_first();
    const auto certificate = to_hex(tender.bidder(0).holder().certificate.digest());
    const auto revoke = [&](Instant at) {
        tender.inside([&](WriteTx& tx, const Call&) {
            tx.change("UPDATE certificate SET revoked_at = :r WHERE digest = :d", at, certificate);
        });
    };
    revoke(parts_came);
    EXPECT_EQ(code_of(submit_before_last_part(tender, session, sealed, parts_came)), "certificate.revoked");
    revoke(parts_came + 1ms);
    EXPECT_EQ(code_of(submit_before_last_part(tender, session, sealed, parts_came)), "");
}

TEST_P(Version, an_answer_for_another_message_than_the_one_that_was_sent_is_refused_and_the_message_was_kept)
{
    const auto parts = tender.seal(0, 10'000'000);
    const auto made = tender.ready(0, parts).signed_submission.message;
    const auto lie = crypto::sm3(view(std::string_view{"another message"}));
    const test::Rewriting lies{tender.anyone().base(), to_hex(crypto::sm3(made)), to_hex(lie)};
    account::Account through{lies.base(), tender.bidder(0).origin(), tender.bidder(0).holder()};
    ASSERT_EQ(code_of(through.sign_in()), "");
    Bytes kept;
    const auto keep = [&](ByteView message) {
        kept.assign(message.begin(), message.end());
        return Status{};
    };
    const auto answered = bidder::submit(through, tender.kit(), parts, std::nullopt, keep);
    EXPECT_EQ(code_of(answered), "bidder.answer_of_another");
    EXPECT_EQ(bad_fields_of(answered), "message_digest bidder.said_otherwise;");
    EXPECT_EQ(kept, made);
}

TEST_P(Version, what_cannot_be_kept_is_not_sent)
{
    const auto refused = bidder::submit(tender.bidder(0), tender.kit(), tender.seal(0, 10'000'000),
                                        std::nullopt, [](ByteView) {
                                            return Status{Error{Fault::unavailable, "words.cannot_write"}};
                                        });
    EXPECT_EQ(code_of(refused), "words.cannot_write");
    EXPECT_EQ(bidder::begin(tender.bidder(0), tender.intake())->state, SubmissionState::begun);
}

TEST_P(Version, a_signed_receipt_that_differs_from_ones_own_message_in_anything_is_refused_and_each_is_named)
{
    const auto parts = tender.seal(0, 10'000'000);
    const auto made = tender.ready(0, parts);
    const auto answer = tender.send(0, made).value();
    const auto own = bidder::own_act(made.signed_submission.message, tender.kit()).value();
    const auto true_receipt = bidder::fetch_receipt(tender.bidder(0), answer).value();
    const auto truth = seal::Receipt::decode(from_base64(true_receipt.message).value()).value();
    const auto& platform = tender.installation().platform();
    const auto verified = [&](const std::function<void(seal::Receipt&)>& lie) {
        auto said = truth;
        lie(said);
        auto receipt = true_receipt;
        receipt.message = to_base64(said.encode());
        receipt.signature = to_base64(platform.key.sign(said.encode()));
        return bidder::verify_receipt(receipt, own, answer, to_hex(platform.certificate.digest()));
    };
    EXPECT_EQ(code_of(verified([](auto&) {})), "");
    const std::pair<const char*, std::function<void(seal::Receipt&)>> lies[] = {
        {"act", [](auto& r) { r.act = seal::ReceiptAct::withdraw; }},
        {"message", [](auto& r) { r.message[0] ^= 1; }},
        {"submission", [](auto& r) { r.submission.back() = r.submission.back() == '0' ? '1' : '0'; }},
        {"platform", [](auto& r) { r.place.platform = "other.example"; }},
        {"trade", [](auto& r) { r.place.trade = "T-2"; }},
        {"lot", [](auto& r) { r.place.lot = "L-2"; }},
        {"round", [](auto& r) { r.place.round = "R-2"; }},
        {"intake", [](auto& r) { r.place.intake = "I-2"; }},
        {"replacement", [](auto& r) { ++r.replacement; }},
    };
    for (const auto& [field, lie] : lies) {
        const auto refused = verified(lie);
        EXPECT_EQ(code_of(refused), "bidder.receipt_of_another") << field;
        EXPECT_EQ(bad_fields_of(refused), std::string{field} + " bidder.said_otherwise;");
    }
    for (const auto at : {Instant{}, truth.arrived + 1ms, truth.arrived - 1ms, test::deadline})
        EXPECT_EQ(code_of(verified([&](auto& r) { r.arrived = at; })), "bidder.receipt_time");
    EXPECT_EQ(bad_fields_of(verified([](auto& r) {
                  r.message[0] ^= 1;
                  ++r.replacement;
              })),
              "message bidder.said_otherwise;replacement bidder.said_otherwise;");
}

} // namespace
} // namespace tianping::bidding
