#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "infra/crypto/authority.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class EveryAuthority : public testing::TestWithParam<Algorithm>, protected Demonstration {
protected:
    EveryAuthority() : Demonstration{GetParam()} {}
    std::string code_of(const Certificate& leaf, Usage usage, Instant at) const
    {
        const auto chain = store.verify(leaf, usage, between, at);
        return chain ? "good" : chain.error().code;
    }
};
INSTANTIATE_TEST_SUITE_P(Authorities, EveryAuthority, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

} // namespace

TEST_P(EveryAuthority, issues_pairs_that_verify_for_their_own_usage_only)
{
    const auto pair = authority.make_pair(bidder(), period);
    ASSERT_TRUE(pair) << pair.error().code;
    const auto& [sign, encrypt] = pair->certificates;
    const auto chain = store.verify(sign, Usage::sign, between, noon);
    ASSERT_TRUE(chain) << chain.error().code << ' ' << chain.error().detail;
    ASSERT_EQ(chain->path.size(), 3u);
    EXPECT_EQ(chain->leaf(), sign);
    EXPECT_EQ(chain->anchor(), authority.root());
    EXPECT_EQ(code_of(encrypt, Usage::encrypt, noon), "good");
    EXPECT_EQ(code_of(sign, Usage::encrypt, noon), "certificate.wrong_usage");
    EXPECT_EQ(code_of(encrypt, Usage::sign, noon), "certificate.wrong_usage");
    EXPECT_EQ(code_of(sign, Usage::timestamp, noon), "certificate.wrong_usage");
    EXPECT_EQ(sign.public_key().value(), pair->sign_key.public_key());
    EXPECT_EQ(encrypt.public_key().value(), pair->encrypt_key.public_key());
}

TEST_P(EveryAuthority, writes_what_it_was_asked_and_says_demonstration_everywhere)
{
    const auto pair = authority.make_pair(bidder(), period).value();
    const auto& sign = pair.certificates.sign;
    EXPECT_EQ(sign.subject(), bidder());
    EXPECT_EQ(sign.issuer(), authority.issuing().subject());
    EXPECT_EQ(sign.not_before(), std::chrono::floor<std::chrono::seconds>(noon));
    EXPECT_EQ(sign.not_after(), std::chrono::floor<std::chrono::seconds>(noon + year));
    EXPECT_EQ(sign.serial().size(), 32u);
    EXPECT_NE(sign.serial(), pair.certificates.encrypt.serial());
    for (const auto& certificate : {sign, authority.root(), authority.issuing()}) {
        EXPECT_NE(certificate.issuer_text().find("Demonstration"), std::string::npos);
        EXPECT_NE(certificate.subject_text().find("Demonstration"), std::string::npos)
            << certificate.subject_text();
    }
    EXPECT_TRUE(authority.root().is_authority());
    EXPECT_FALSE(sign.is_authority());
}

TEST_P(EveryAuthority, is_believed_by_the_openssl_command)
{
    const auto pair = authority.make_pair(bidder(), period).value();
    folder.write("root.pem", authority.root().pem());
    folder.write("issuing.pem", authority.issuing().pem());
    folder.write("sign.pem", pair.certificates.sign.pem());
    folder.write("issuing.crl", authority.crl(noon).pem());
    const std::string id = GetParam() == Algorithm::sm2 ? " -vfyopt distid:1234567812345678" : "";
    const auto at = " -attime " + std::to_string(millis(noon) / 1000);
    // One step at a time, since the command gives SM2's id to the last certificate only.
    const auto verify = "openssl verify -x509_strict -partial_chain" + at + id;
    const auto said =
        run(folder, verify + " -CAfile issuing.pem sign.pem && " + verify +
                        " -CAfile root.pem issuing.pem && " + verify + " -CAfile root.pem root.pem");
    EXPECT_EQ(said.status, 0) << said.words;
    const auto other = run(folder, verify + " -CAfile root.pem sign.pem");
    EXPECT_NE(other.status, 0) << other.words;
    const auto text = run(folder, "openssl x509 -in sign.pem -noout -subject -nameopt utf8,sep_comma_plus");
    EXPECT_NE(text.words.find("北方建设有限公司"), std::string::npos) << text.words;
    EXPECT_NE(text.words.find("organizationIdentifier=91110000MA0000000X"), std::string::npos) << text.words;
    const auto list = run(folder, "openssl crl -in issuing.crl -noout -text");
    EXPECT_EQ(list.status, 0) << list.words;
}

TEST_P(EveryAuthority, refuses_a_certificate_outside_its_time)
{
    const auto sign = authority.make_pair(bidder(), period)->certificates.sign;
    using std::chrono::milliseconds;
    const auto early = store.verify(sign, Usage::sign, between, sign.not_before() - milliseconds{1});
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, "certificate.not_yet_valid");
    EXPECT_EQ(early.error().earliest, sign.not_before());
    EXPECT_EQ(code_of(sign, Usage::sign, sign.not_before()), "good");
    EXPECT_EQ(code_of(sign, Usage::sign, sign.not_after() - milliseconds{1}), "good");
    const auto late = store.verify(sign, Usage::sign, between, sign.not_after());
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "certificate.expired");
    EXPECT_EQ(late.error().params.at("not_after"), "2027-03-23T04:00:00.000Z");
    EXPECT_EQ(late.error().params.at("serial"), sign.serial());
}

TEST_P(EveryAuthority, refuses_a_revoked_certificate_from_the_second_of_its_revocation)
{
    const auto sign = authority.make_pair(bidder(), period)->certificates.sign;
    const auto other = authority.make_pair(bidder(), period)->certificates.sign;
    const auto revoked_at = std::chrono::floor<std::chrono::seconds>(noon) + std::chrono::hours{2};
    ASSERT_TRUE(authority.revoke(sign.serial(), RevocationReason::key_compromise, revoked_at));
    EXPECT_EQ(authority.revoke(sign.serial(), RevocationReason::hold, revoked_at).error().code,
              "certificate.already_revoked");
    EXPECT_EQ(authority.revoke("ab12", RevocationReason::hold, revoked_at).error().code,
              "certificate.not_issued_here");
    const auto list = authority.crl(revoked_at + std::chrono::hours{1});
    store.add(list);
    store.add(authority.root_crl(revoked_at));
    EXPECT_EQ(list.entries(),
              (std::vector{Revocation{sign.serial(), revoked_at, RevocationReason::key_compromise}}));
    EXPECT_TRUE(list.signed_by(authority.issuing()));
    EXPECT_FALSE(list.signed_by(authority.root()));
    EXPECT_EQ(code_of(sign, Usage::sign, revoked_at - std::chrono::milliseconds{1}), "good");
    const auto refused = store.verify(sign, Usage::sign, between, revoked_at);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "certificate.revoked");
    EXPECT_EQ(refused.error().params.at("reason"), "key_compromise");
    EXPECT_EQ(refused.error().params.at("at"), "2026-03-23T06:00:00.000Z");
    EXPECT_EQ(code_of(other, Usage::sign, revoked_at), "good");
    EXPECT_EQ(code_of(other, Usage::sign, list.next_update() - std::chrono::milliseconds{1}),
              "certificate.crl_stale")
        << "the root's list ended an hour before";
}

TEST_P(EveryAuthority, does_not_trust_an_old_list)
{
    const auto sign = authority.make_pair(bidder(), period)->certificates.sign;
    const auto list = authority.crl(noon);
    store.add(list);
    EXPECT_EQ(code_of(sign, Usage::sign, list.next_update() - std::chrono::milliseconds{1}), "good");
    EXPECT_EQ(code_of(sign, Usage::sign, list.next_update()), "certificate.crl_stale");
    store.add(authority.crl(noon + std::chrono::hours{20}));
    store.add(authority.crl(noon + std::chrono::hours{1}));
    EXPECT_EQ(code_of(sign, Usage::sign, noon + std::chrono::hours{26}), "good")
        << "the newest counts, not the last";
}

TEST_P(EveryAuthority, does_not_believe_a_list_with_a_changed_byte)
{
    const auto sign = authority.make_pair(bidder(), period)->certificates.sign;
    auto der = authority.crl(noon).der();
    der.back() ^= 1;
    auto changed = RevocationList::from_der(der);
    ASSERT_TRUE(changed) << changed.error().detail;
    EXPECT_FALSE(changed->signed_by(authority.issuing()));
    store.add(std::move(changed).value());
    EXPECT_EQ(code_of(sign, Usage::sign, noon), "certificate.crl_stale");
}

TEST_P(EveryAuthority, a_store_that_wants_lists_refuses_without_them)
{
    const Demonstration strict{GetParam(), CrlPolicy::required};
    auto wanting = strict.store;
    const auto sign = strict.authority.make_pair(bidder(), period)->certificates.sign;
    EXPECT_EQ(wanting.verify(sign, Usage::sign, strict.between, noon).error().code, "certificate.crl_stale");
    wanting.add(strict.authority.crl(noon));
    EXPECT_EQ(wanting.verify(sign, Usage::sign, strict.between, noon).error().code, "certificate.crl_stale");
    wanting.add(strict.authority.root_crl(noon));
    EXPECT_TRUE(wanting.verify(sign, Usage::sign, strict.between, noon));
}

TEST_P(EveryAuthority, issues_only_to_who_has_both_private_keys)
{
    const auto sign = PrivateKey::generate(GetParam());
    const auto encrypt = PrivateKey::generate(GetParam());
    const auto request = PairRequest::make(bidder(), "challenge", sign, encrypt);
    const auto carried = wire::parse<PairRequest>(boost::json::serialize(wire::write(request)));
    ASSERT_TRUE(carried);
    ASSERT_TRUE(authority.issue_pair(*carried, period));

    auto other_name = request;
    other_name.subject.organisation = "南方建设有限公司";
    const auto refused = authority.issue_pair(other_name, period);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "certificate.no_possession");
    EXPECT_EQ(refused.error().fields.size(), 2u);
    auto other_key = request;
    other_key.encrypt_key = PrivateKey::generate(GetParam()).public_key().pem();
    EXPECT_EQ(authority.issue_pair(other_key, period).error().code, "certificate.no_possession");
    auto replayed = request;
    replayed.challenge = "another";
    EXPECT_EQ(authority.issue_pair(replayed, period).error().code, "certificate.no_possession");
    EXPECT_EQ(authority.issue_pair(PairRequest::make(bidder(), "", sign, sign), period).error().code,
              "certificate.same_key");
    auto no_keys = request;
    no_keys.sign_key = no_keys.encrypt_key = "no key";
    EXPECT_EQ(authority.issue_pair(no_keys, period).error().fields.size(), 2u);
}

TEST(an_rsa_authority, issues_revokes_and_is_believed)
{
    Demonstration demo{Algorithm::rsa};
    const auto pair = demo.authority.make_pair(bidder(), demo.period)->certificates;
    EXPECT_TRUE(demo.store.verify(pair.sign, Usage::sign, demo.between, noon));
    EXPECT_TRUE(demo.store.verify(pair.encrypt, Usage::encrypt, demo.between, noon));
    ASSERT_TRUE(demo.authority.revoke(pair.sign.serial(), RevocationReason::cessation, noon));
    demo.store.add(demo.authority.crl(noon));
    EXPECT_EQ(demo.store.verify(pair.sign, Usage::sign, demo.between, noon).error().code,
              "certificate.revoked");
    EXPECT_TRUE(demo.store.verify(pair.encrypt, Usage::encrypt, demo.between, noon));
}

TEST(an_authority, refuses_names_periods_and_keys_that_it_may_not_write)
{
    const Demonstration demo{Algorithm::p256};
    auto long_names = bidder();
    long_names.common_name.clear();
    for (int i = 0; i < 65; ++i)
        long_names.organisation += "长";
    long_names.person = "bad \xff";
    const auto refused = demo.authority.make_pair(long_names, demo.period);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "certificate.bad_name");
    EXPECT_EQ(refused.error().fields.size(), 3u);
    auto just = bidder();
    just.organisation.clear();
    for (int i = 0; i < 64; ++i)
        just.organisation += "长";
    EXPECT_TRUE(demo.authority.make_pair(just, demo.period));
    const auto code = [&](Period period) {
        const auto made = demo.authority.make_pair(bidder(), period);
        return made ? "good" : made.error().code;
    };
    EXPECT_EQ(code({noon, noon}), "certificate.bad_period");
    EXPECT_EQ(code({noon - std::chrono::hours{1}, noon + year}), "certificate.bad_period");
    EXPECT_EQ(code({noon, noon + 11 * year}), "certificate.bad_period");
    EXPECT_EQ(
        demo.authority
            .issue(PrivateKey::generate(Algorithm::sm2).public_key(), bidder(), Usage::sign, demo.period)
            .error()
            .code,
        "key.unsupported_algorithm");
}

TEST(an_authority, takes_its_serials_from_the_randomness_it_is_given)
{
    const Folder folder;
    std::uint8_t next = 0;
    const auto counting = [&](std::span<std::uint8_t> out) {
        for (auto& byte : out)
            byte = next++;
    };
    const auto authority =
        Authority::open({folder.path("keys"), Algorithm::p256, "", std::chrono::hours{1}, counting}, noon);
    ASSERT_TRUE(authority);
    EXPECT_EQ(authority->root().serial(), "400102030405060708090a0b0c0d0e0f");
    EXPECT_EQ(authority->issuing().serial(), "501112131415161718191a1b1c1d1e1f");
}

TEST(an_authority, writes_the_address_of_its_list)
{
    const Folder folder;
    const auto authority = Authority::open(
        {folder.path("keys"), Algorithm::sm2, "http://127.0.0.1/api/v1/certificates/sm2.crl"}, noon);
    folder.write("sign.pem", authority->make_pair(bidder(), {noon, noon + year})->certificates.sign.pem());
    const auto said = run(folder, "openssl x509 -in sign.pem -noout -ext crlDistributionPoints");
    EXPECT_NE(said.words.find("URI:http://127.0.0.1/api/v1/certificates/sm2.crl"), std::string::npos)
        << said.words;
}
