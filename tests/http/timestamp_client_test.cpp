// What an outside time-stamp authority may answer, and what of it is believed.
#include "infra/crypto/digest.hpp"
#include "infra/http/timestamp_client.hpp"
#include "support/scratch.hpp"
#include "support/stamp_stand_in.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using namespace std::chrono_literals;
using test::Manners;

struct OutsideStamps : testing::Test {
    crypto::TimestampTrust trust() const { return crypto::timestamp_trust(authority.chain()).value(); }
    Result<http::Stamped> ask() const
    {
        return http::TimestampClient{authority.url(), trust().store, 500ms}.stamp(digest, clock);
    }
    std::string said_to(Manners manners)
    {
        authority.behave(manners);
        const auto got = ask();
        return got ? "" : got.error().code;
    }
    const Digest digest = crypto::sm3(view("回执"));
    HouseClock clock = HouseClock::rehearsal(test::monday + 1ms);
    test::StampStandIn authority{clock, test::monday};
};

TEST_F(OutsideStamps, that_are_good_prove_the_instant_to_whoever_trusts_the_authority)
{
    const auto got = ask();
    ASSERT_TRUE(got) << got.error().code;
    EXPECT_EQ(got->at, clock.now());
    EXPECT_EQ(crypto::verify_timestamp(got->token, digest, trust().store).value(), clock.now());
    EXPECT_EQ(said_to(Manners::whole_seconds), "");
}

TEST_F(OutsideStamps, of_another_question_are_refused)
{
    EXPECT_EQ(said_to(Manners::wrong_imprint), "timestamp.other_request");
    EXPECT_EQ(said_to(Manners::wrong_nonce), "timestamp.other_request");
}

TEST_F(OutsideStamps, that_prove_nothing_are_refused)
{
    EXPECT_EQ(said_to(Manners::untrusted), "certificate.untrusted");
    EXPECT_NE(said_to(Manners::damaged), "");
    EXPECT_EQ(said_to(Manners::other_clock), "timestamp.clocks_differ");
}

TEST_F(OutsideStamps, that_are_none_are_refused_however_long)
{
    EXPECT_EQ(said_to(Manners::refusing), "timestamp.rejected");
    EXPECT_EQ(said_to(Manners::busy), "timestamp.answered");
    EXPECT_EQ(said_to(Manners::garbage), "timestamp.malformed");
    EXPECT_EQ(said_to(Manners::oversized), "client.broken");
}

TEST_F(OutsideStamps, that_do_not_come_keep_nobody_waiting_for_long)
{
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(said_to(Manners::silent), "client.broken");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_EQ(said_to(Manners::hanging_up), "client.broken");
    EXPECT_EQ(said_to(Manners::good), "");
    EXPECT_EQ(
        http::TimestampClient("http://127.0.0.1:9", trust().store, 500ms).stamp(digest, clock).error().code,
        "client.unreachable");
}

std::string code_of_trust(const std::string& pem)
{
    const auto trust = crypto::timestamp_trust(pem);
    return trust ? "" : trust.error().code;
}

TEST_F(OutsideStamps, need_a_certificate_for_them_and_an_authority_above_it)
{
    const auto signer = trust().signer.pem();
    EXPECT_EQ(code_of_trust(authority.chain()), "");
    EXPECT_EQ(code_of_trust(trust().authorities.at(0).pem() + signer), "") << "an issuing one will do";
    EXPECT_EQ(code_of_trust(signer), "timestamp.no_authority");
    EXPECT_EQ(code_of_trust(signer + authority.root().pem()), "timestamp.no_authority")
        << "the one between is missing";
    EXPECT_EQ(code_of_trust(authority.root().pem()), "timestamp.no_signer");
    EXPECT_EQ(code_of_trust("no certificate"), "certificate.malformed");
    test::ScratchFolder folder;
    const auto sm2 = crypto::Authority::open({folder.path(), crypto::Algorithm::sm2}, test::monday).value();
    const auto key = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto of_sm2 = sm2.issue(key.public_key(), {"SM2", "SM2", "", ""}, crypto::Usage::timestamp,
                                  {test::monday, test::monday + 24h});
    ASSERT_TRUE(of_sm2) << of_sm2.error().code;
    EXPECT_EQ(code_of_trust(of_sm2->pem() + sm2.issuing().pem()), "timestamp.signer_with_sm2");
}

} // namespace
} // namespace tianping
