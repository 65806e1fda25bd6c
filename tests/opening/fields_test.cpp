// Every bad field of what is sent to an opening is named in one refusal.
#include "support/refusal.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::bad_fields_of;
using test::Tender;

class OpeningFields : public testing::TestWithParam<test::Home> {
protected:
    OpeningFields()
    {
        tender.all_bid();
        tender.go_to(deadline);
        tender.trustees_visit();
    }
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
};
INSTANTIATE_TEST_SUITE_P(homes, OpeningFields, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(OpeningFields, duty_43_17_each_proof_that_cannot_be_read_or_is_of_another_is_named)
{
    auto& bidder = tender.bidder(1);
    const auto send = [&](const ProofsIn& body, const std::string& act) {
        return bad_fields_of(
            bidder.client().post<OwnUnsealing>(tender.intake_path("proofs"), body, bidder.key(act)));
    };
    EXPECT_EQ(send({"AAAA", {{"no base64!", "AAAA"}, {"AAAA", "no base64!"}}}, "unreadable"),
              "proofs[0].message bytes.not_base64;certificate certificate.malformed;"
              "proofs[1].message seal.malformed;proofs[1].signature identity.signature_wrong;");
    const auto of_wrong_kind = boost::json::parse(
        R"({"certificate": "AAAA", "proofs": [{"message": 7, "signature": "no base64!"}]})");
    EXPECT_EQ(bad_fields_of(bidder.client().post<OwnUnsealing>(tender.intake_path("proofs"), of_wrong_kind,
                                                               bidder.key("kind"))),
              "proofs[0].message wire.want_string;certificate certificate.malformed;"
              "proofs[0].signature identity.signature_wrong;");
    const auto close = digest_from_hex(tender.view().closing_digest).value();
    ProofsIn foreign{bidder.certificate_base64(), {}};
    for (const auto& part : parts_of(tender, 0)) {
        const auto message = seal::Proof{close, digest_from_hex(part.header).value(), close}.encode();
        foreign.proofs.push_back({to_base64(message), bidder.sign(message).value});
    }
    EXPECT_EQ(send(foreign, "foreign"),
              "proofs[0] opening.proof_of_another;proofs[1] opening.proof_of_another;");
}

TEST_P(OpeningFields, duty_43_17_of_a_secret_message_header_and_certificate_are_named)
{
    auto& bidder = tender.bidder(1);
    const SecretsIn body{"AAAA", {{"AAAA", "AAAA", "no base64!"}, {"no base64!", "no base64!", "AAAA"}}};
    EXPECT_EQ(bad_fields_of(bidder.client().post<OwnUnsealing>(tender.intake_path("secrets"), body,
                                                               bidder.key("secrets"))),
              "secrets[0].message seal.malformed;certificate certificate.malformed;"
              "secrets[0].header bytes.not_base64;secrets[1].message bytes.not_base64;"
              "secrets[1].signature identity.signature_wrong;secrets[1].header seal.malformed;");
}

TEST_P(OpeningFields, duty_43_17_of_a_longer_window_reason_end_and_signature_are_named)
{
    auto& host = tender.agency();
    const WindowIn body{deadline, "", {"AAAA", "AAAA"}};
    const auto refused =
        host.client().post<WindowOut>(tender.intake_path("window"), body, host.key("shorter"));
    EXPECT_EQ(bad_fields_of(refused), "reason opening.window_reason;until opening.window_shorter;"
                                      "signature.certificate certificate.malformed;");
    EXPECT_EQ(refused.error().earliest, deadline + 60min);
}

TEST_P(OpeningFields, duty_43_17_each_answer_that_cannot_be_read_is_named)
{
    auto& trustee = *tender.trustee(1).account;
    const AnswersIn body{"AAAA", {{"no base64!", "AAAA"}, {"AAAA", "no base64!"}}};
    EXPECT_EQ(bad_fields_of(trustee.client().post<AnsweredOut>(tender.intake_path("answers"), body,
                                                               trustee.key("answers"))),
              "answers[0].message bytes.not_base64;certificate certificate.malformed;"
              "answers[1].message seal.malformed;answers[1].signature identity.signature_wrong;");
}

} // namespace
} // namespace tianping::opening
