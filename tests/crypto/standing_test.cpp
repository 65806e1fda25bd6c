// Whether the authorities between a certificate and its anchor still stand: their own lists, the lists of
// those above them, and what the installation trusts no more.
#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "crypto/made_authority.hpp"
#include "support/refusal.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class EveryStanding : public testing::TestWithParam<Algorithm> {
protected:
    EveryStanding() { trust.trust(root.certificate).value(); }
    Result<Chain> verify(Instant at = noon) const { return trust.verify(leaf, Usage::sign, between, at); }

    Period long_time{noon - year, noon + year};
    MadeAuthority root = made_root("Root", long_time, GetParam());
    MadeAuthority middle = made_below(root, "Middle", long_time);
    Certificate leaf = made_pair(middle, bidder(), long_time).certificates.sign;
    std::vector<Certificate> between{middle.certificate};
    TrustStore trust;
};
INSTANTIATE_TEST_SUITE_P(Standings, EveryStanding, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

} // namespace

TEST_P(EveryStanding, the_list_of_an_intermediate_is_read_beside_that_of_its_root)
{
    trust.add(root.list(noon));
    trust.add(middle.list_against(leaf, noon));
    EXPECT_EQ(code_of(verify(noon - std::chrono::hours{1})), "");
    const auto refused = verify();
    ASSERT_EQ(code_of(refused), "certificate.revoked");
    EXPECT_EQ(refused.error().params.at("serial"), leaf.serial());
}

TEST_P(EveryStanding, an_intermediate_that_its_root_revoked_takes_along_what_it_issued)
{
    trust.add(middle.list(noon));
    trust.add(root.list_against(middle.certificate, noon));
    EXPECT_EQ(code_of(verify(noon - std::chrono::hours{1})), "");
    const auto refused = verify();
    ASSERT_EQ(code_of(refused), "certificate.revoked");
    EXPECT_EQ(refused.error().params.at("serial"), middle.certificate.serial());
}

TEST_P(EveryStanding, an_intermediate_that_is_trusted_itself_is_judged_by_its_roots_list_too)
{
    ASSERT_TRUE(trust.trust(middle.certificate));
    EXPECT_EQ(code_of(verify()), "");
    trust.add(root.list_against(middle.certificate, noon));
    EXPECT_EQ(code_of(verify()), "certificate.revoked");
    TrustStore without_root;
    ASSERT_TRUE(without_root.trust(middle.certificate));
    without_root.add(root.list_against(middle.certificate, noon));
    EXPECT_EQ(code_of(without_root.verify(leaf, Usage::sign, {}, noon)), "")
        << "whose list it is nobody trusted says";
}

TEST_P(EveryStanding, a_list_above_an_anchor_that_has_run_out_leaves_open_whether_the_anchor_stands)
{
    ASSERT_TRUE(trust.trust(middle.certificate));
    trust.add(root.list(noon - std::chrono::hours{48}));
    const auto refused = verify();
    ASSERT_EQ(code_of(refused), "certificate.crl_stale");
    EXPECT_EQ(refused.error().params.at("serial"), middle.certificate.serial());
}

TEST_P(EveryStanding, what_leads_through_a_distrusted_intermediate_is_not_trusted)
{
    trust.distrust(middle.certificate);
    EXPECT_EQ(code_of(verify()), "certificate.untrusted");
    EXPECT_EQ(code_of(trust.verify_authority(middle.certificate, {}, noon)), "certificate.untrusted");
    const auto beside = made_below(root, "Beside", long_time);
    const auto other = made_pair(beside, bidder(), long_time).certificates.sign;
    EXPECT_EQ(code_of(trust.verify(other, Usage::sign, std::vector{beside.certificate}, noon)), "");
}

TEST_P(EveryStanding, a_distrusted_intermediate_does_not_come_back_under_another_certificate_of_its_key)
{
    trust.distrust(middle.certificate);
    const auto again = certified(Rank::issuing, "Middle", long_time, middle.key.public_key(), root.signer());
    between = {again};
    EXPECT_EQ(code_of(verify()), "certificate.untrusted");
    ASSERT_TRUE(trust.trust(again));
    EXPECT_EQ(code_of(verify()), "") << "the operator trusts this one";
}

TEST_P(EveryStanding, the_issuer_of_a_list_is_verified_as_an_authority)
{
    const auto chain = trust.verify_authority(middle.certificate, {}, noon);
    ASSERT_TRUE(chain) << chain.error().code;
    EXPECT_EQ(chain->anchor(), root.certificate);
    EXPECT_EQ(code_of(trust.verify_authority(leaf, between, noon)), "certificate.not_authority");
    EXPECT_EQ(code_of(trust.verify_authority(middle.certificate, {}, noon + 2 * year)),
              "certificate.expired");
    const auto stranger = made_root("Stranger", long_time, GetParam());
    EXPECT_EQ(code_of(trust.verify_authority(stranger.certificate, {}, noon)), "certificate.untrusted");
}

TEST_P(EveryStanding, those_between_are_found_among_many_others)
{
    const auto key = PrivateKey::generate(GetParam());
    for (int i = 0; i < 20; ++i)
        between.insert(between.begin(), certified(Rank::issuing, "Other " + std::to_string(i), long_time,
                                                  key.public_key(), root.signer()));
    EXPECT_EQ(code_of(verify()), "");
    for (int i = 0; i < 20; ++i)
        between.push_back(certified(Rank::issuing, "Middle", long_time, key.public_key(), root.signer()));
    EXPECT_EQ(code_of(verify()), "certificate.untrusted") << "too many of the same name";
}

TEST_P(EveryStanding, who_issued_a_certificate_shows_by_name_and_key)
{
    EXPECT_TRUE(leaf.issued_by(middle.certificate));
    EXPECT_FALSE(leaf.issued_by(root.certificate));
    EXPECT_TRUE(middle.certificate.issued_by(root.certificate));
    EXPECT_FALSE(leaf.issued_by(made_below(root, "Middle", long_time).certificate)) << "another key";
}
