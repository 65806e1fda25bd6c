// What belongs to a sealed bid is signed by SM2. Whoever has another certificate hears it at the door, and no
// lot of others stays shut for what he sent.
#include "app/bidder/joint.hpp"
#include "rooms/bidding/service.hpp"
#include "support/refusal.hpp"
#include "support/small_bid.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using test::bad_fields_of;
using test::code_of;
using test::Tender;

constexpr const char* sm2_wanted = "seal.sm2_certificate_wanted";

class OtherAlgorithm : public testing::TestWithParam<test::Home> {
protected:
    OtherAlgorithm()
    {
        other.register_organisation("平州他算法建设有限公司", "990100", "经办人").value();
        other.sign_in().value();
    }
    account::Holder p256_holder()
    {
        const auto now = tender.installation().clock().now();
        const auto pair = tender.installation()
                              .p256_authority()
                              .make_pair({"经办人", "平州他算法建设有限公司",
                                          rehearsal::organisation_code("91990100MA0BRF002"), "01"},
                                         {now, now + std::chrono::hours{24 * 365}})
                              .value();
        return {pair.sign_key, pair.certificates.sign};
    }
    std::vector<bidder::SealedPartFile> sealed()
    {
        return test::seal_small_bid(scratch.path(), tender.kit(), other.holder(), tender.chance()).value();
    }
    // What the door says to this body of a trustee.
    template <class Out, class In>
    std::string told(const std::string& path, const In& body)
    {
        auto& trustee = *tender.trustee(1).account;
        return code_of(trustee.client().post<Out>(tender.intake_path(path), body, trustee.key(path)));
    }

    test::ScratchFolder scratch;
    Tender tender{{.home = GetParam()}};
    account::Account other{tender.anyone().base(), tender.bidder(0).origin(), p256_holder()};
};
INSTANTIATE_TEST_SUITE_P(homes, OtherAlgorithm, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(OtherAlgorithm, a_bid_signed_by_p256_is_refused_at_the_door_and_the_others_are_opened)
{
    const auto refused = bidder::submit(other, tender.kit(), sealed());
    EXPECT_EQ(code_of(refused), sm2_wanted);
    EXPECT_EQ(bad_fields_of(refused), "signature.certificate seal.sm2_certificate_wanted;");
    tender.all_bid();
    tender.go_to(test::deadline);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
    EXPECT_EQ(view.bids.size(), 3U);
}

TEST_P(OtherAlgorithm, keys_answers_withdrawals_agreements_and_closings_are_signed_by_sm2_alone)
{
    const auto kit = tender.kit();
    const auto by_other = [&](const Bytes& message) { return account::sign_with(other.holder(), message); };
    const seal::Place place{kit.platform, kit.trade, kit.lot, kit.round, kit.intake};
    const auto digest = other.holder().certificate.digest();
    const auto key = seal::KeyMessage{place, 1, digest, crypto::sm2_public_point({1})}.encode();
    EXPECT_EQ(told<KeyOut>("keys", KeyIn{to_base64(key), by_other(key)}), sm2_wanted);
    const auto answer = seal::Answer{{}, digest, 1, seal::AnswerCode::refused, {}}.encode();
    EXPECT_EQ(told<KeyTestedOut>("keys/test", TestAnswerIn{to_base64(answer), by_other(answer)}), sm2_wanted);

    const auto bid = tender.bid(0, 10'000'000);
    const auto last = digest_from_hex(bid.message_digest).value();
    const auto withdrawal = seal::Withdraw{place, bid.submission, last}.encode();
    EXPECT_EQ(code_of(tender.bidder(0).client().post<Submitted>(
                  "/api/v1/submissions/" + bid.submission + "/withdrawal",
                  WithdrawIn{to_base64(withdrawal), by_other(withdrawal)}, tender.bidder(0).key("withdraw"))),
              sm2_wanted);

    const auto member = tender.bidder(1).holder().certificate.subject().organisation_code;
    const auto joint = bidder::draft_joint(kit, other.holder(), {member}).value();
    EXPECT_EQ(bad_fields_of(read_joint(joint)), "joint.signatures.0 seal.sm2_certificate_wanted;");

    for (const std::size_t i : {1U, 2U})
        tender.bid(i, 10'000'000);
    tender.go_to(test::deadline);
    const auto closing =
        tender.trustee(1).account->client().get<opening::Closing>(tender.intake_path("closing")).value();
    const auto set = from_base64(closing.message).value();
    EXPECT_EQ(told<opening::WitnessedOut>("closing/signatures", opening::CloserSignature{1, by_other(set)}),
              sm2_wanted);
}

TEST_P(OtherAlgorithm, terms_that_pin_a_closer_who_cannot_sign_are_refused_by_name)
{
    auto terms = tender.kit().terms;
    terms.previous = tender.kit().terms_digest;
    ++terms.number;
    terms.lots.at(0).unsealing.closers.at(4).certificate_digest = to_hex(other.holder().certificate.digest());
    const auto refused = tender.owner().client().post<trade::TermsSignedOut>(
        "/api/v1/trades/" + tender.trade().id.text() + "/terms",
        trade::TermsIn{terms, tender.owner().sign(terms::signed_bytes(terms))}, tender.owner().key("p256"));
    EXPECT_EQ(bad_fields_of(refused),
              "terms.lots[0].unsealing.closers[4].certificate_digest seal.sm2_certificate_wanted;");
}

} // namespace
} // namespace tianping::bidding
