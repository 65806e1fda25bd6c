// Every bad field of what bidders and trustees send sealed and signed is named in one refusal.
#include "rooms/bidding/service.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using test::bad_fields_of;
using test::Tender;

const identity::SignatureIn unreadable{"AAAA", "no base64!"};

class SignedFields : public testing::TestWithParam<test::Home> {
protected:
    Tender tender{{.home = GetParam(), .joint_bodies = true}};
};
INSTANTIATE_TEST_SUITE_P(homes, SignedFields, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(SignedFields, duty_43_17_of_a_bid_message_signature_joint_body_and_each_upload_are_named)
{
    auto bid = tender.ready(0, tender.seal(0, 10'000'000));
    bid.body.message = "no base64!";
    bid.body.signature.value = "no base64!";
    bid.body.joint = JointBody{"no base64!", {unreadable}};
    bid.body.uploads["price"] = "no upload";
    bid.body.uploads["technical"] = "upl_" + std::string(32, '0');
    EXPECT_EQ(bad_fields_of(tender.send(0, bid)),
              "message bytes.not_base64;signature.value identity.signature_wrong;"
              "joint.message bytes.not_base64;joint.signatures.0 certificate.malformed;"
              "joint.signatures.0 identity.signature_wrong;"
              "uploads.price id.malformed;uploads.technical blob.unknown_upload;");
}

TEST_P(SignedFields, duty_43_17_of_a_message_too_long_to_be_read_the_signature_is_named_too)
{
    auto bid = tender.ready(0, tender.seal(0, 10'000'000));
    bid.body.message = std::string(16 * 1024 + 4, 'A');
    bid.body.signature = unreadable;
    EXPECT_EQ(bad_fields_of(tender.send(0, bid)),
              "message bidding.message_too_long;signature.certificate certificate.malformed;"
              "signature.value identity.signature_wrong;");
}

TEST_P(SignedFields, duty_43_17_of_a_withdrawal_a_key_and_an_answer_message_and_signature_are_named)
{
    const std::string told = "message seal.malformed;signature.certificate certificate.malformed;"
                             "signature.value identity.signature_wrong;";
    const auto made = tender.bid(0, 10'000'000);
    auto& bidder = tender.bidder(0);
    EXPECT_EQ(bad_fields_of(
                  bidder.client().post<Submitted>("/api/v1/submissions/" + made.submission + "/withdrawal",
                                                  WithdrawIn{"AAAA", unreadable}, bidder.key("withdraw"))),
              told);
    auto& trustee = *tender.trustee(1).account;
    EXPECT_EQ(bad_fields_of(trustee.client().post<KeyOut>(tender.intake_path("keys"),
                                                          KeyIn{"AAAA", unreadable}, trustee.key("key"))),
              told);
    EXPECT_EQ(bad_fields_of(trustee.client().post<KeyTestedOut>(
                  tender.intake_path("keys/test"), TestAnswerIn{"AAAA", unreadable}, trustee.key("test"))),
              told);
    const auto of_wrong_kind =
        boost::json::parse(R"({"message": "AAAA", "signature": {"certificate": "AAAA", "value": 7}})");
    EXPECT_EQ(bad_fields_of(trustee.client().post<KeyOut>(tender.intake_path("keys"), of_wrong_kind,
                                                          trustee.key("kind"))),
              "signature.value wire.want_string;message seal.malformed;"
              "signature.certificate certificate.malformed;");
}

} // namespace
} // namespace tianping::bidding
