// A bid that is signed with a revoked certificate, through whichever session it comes.
#include "app/account/act.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"
#include "support/refusal.hpp"
#include "support/second_signer.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::Tender;

class RevokedCertificate : public testing::TestWithParam<test::Home> {
protected:
    std::string certificates_path()
    {
        const auto session = bidder.client().get<identity::SessionOut>("/api/v1/session").value();
        return "/api/v1/organisations/" + session.organisation.id.text() + "/certificates";
    }
    // The authority lists the bidder's certificate, and the security administrator imports the list.
    std::int64_t revoked_by_list()
    {
        const auto& authority = tender.installation().sm2_authority();
        const auto at = tender.installation().clock().now();
        authority.revoke(bidder.holder().certificate.serial(), crypto::RevocationReason::key_compromise, at)
            .value();
        auto& security = tender.staff("security-admin");
        return account::act<identity::RevocationListOut>(
                   security, "POST", "/api/v1/revocation-lists",
                   identity::RevocationListIn{to_base64(authority.crl(at).der())}, security.key("list"))
            .value()
            .revoked;
    }
    void expect_nothing_stored(const std::string& submission)
    {
        const auto id = SubmissionId::parse(submission).value();
        tender.house().reads().read([&](const ReadTx& tx) {
            EXPECT_EQ(store::submission(tx, id)->state, SubmissionState::begun);
            EXPECT_FALSE(store::version(tx, id, 0));
        });
    }

    Tender tender{{.home = GetParam()}};
    account::Account& bidder = tender.bidder(0);
};
INSTANTIATE_TEST_SUITE_P(homes, RevokedCertificate, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(RevokedCertificate, that_its_holder_gave_up_ends_his_session_and_submits_nothing)
{
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    const auto revoked = account::act<identity::CertificateOut>(
        bidder, "POST",
        certificates_path() + "/" + to_hex(bidder.holder().certificate.digest()) + "/revocation",
        identity::ReasonIn{"lost"}, "revoke-own");
    ASSERT_TRUE(revoked) << revoked.error().code;
    const auto refused = tender.send(0, sealed);
    ASSERT_EQ(test::code_of(refused), "identity.session_unknown");
    EXPECT_EQ(refused.error().fault, Fault::unauthenticated);
    EXPECT_EQ(test::code_of(bidder.sign_in()), "certificate.revoked");
    expect_nothing_stored(sealed.submission);
}

TEST_P(RevokedCertificate, on_an_imported_list_is_refused_by_its_code_also_in_a_session_of_a_later_one)
{
    const auto sealed = tender.ready(0, tender.seal(0, 10'000'000));
    const auto later = test::second_signer(tender, bidder);
    ASSERT_EQ(revoked_by_list(), 1);
    EXPECT_EQ(test::code_of(tender.send(0, sealed)), "identity.session_unknown");
    EXPECT_EQ(test::code_of(bidder.sign_in()), "certificate.revoked");
    const auto refused =
        later->client().post<Submitted>("/api/v1/submissions/" + sealed.submission + "/versions", sealed.body,
                                        later->key("signed-with-the-revoked"));
    ASSERT_EQ(test::code_of(refused), "certificate.revoked");
    EXPECT_EQ(refused.error().fault, Fault::forbidden);
    expect_nothing_stored(sealed.submission);
}

} // namespace
} // namespace tianping::bidding
