#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "infra/crypto/chain.hpp"
#include "infra/crypto/issuing.hpp"
#include "support/refusal.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class EveryChain : public testing::TestWithParam<Algorithm>, protected Demonstration {
protected:
    EveryChain() : Demonstration{GetParam()} {}
    Certificate leaf = authority.make_pair(bidder(), period)->certificates.sign;
};
INSTANTIATE_TEST_SUITE_P(Chains, EveryChain, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

// A way of certificates that no honest authority makes.
class Crooked {
public:
    explicit Crooked(Algorithm algorithm) : algorithm_{algorithm} {}
    Certificate add(Rank role, Usage usage = Usage::sign)
    {
        auto key = PrivateKey::generate(algorithm_);
        Subject subject;
        subject.common_name = "No " + std::to_string(made_.size());
        const CertificateDraft draft{role,
                                     subject,
                                     "",
                                     usage,
                                     {noon - year, noon + year},
                                     {0x40, static_cast<std::uint8_t>(made_.size())},
                                     ""};
        const auto certificate =
            made_.empty() ? signed_certificate(draft, key.public_key(), {key, nullptr})
                          : signed_certificate(draft, key.public_key(), {keys_.back(), &made_.back()});
        keys_.push_back(std::move(key));
        made_.push_back(certificate);
        return certificate;
    }
    // From the first, trusted, to the last.
    Result<Chain> verify() const
    {
        TrustStore store;
        store.trust(made_.front()).value();
        return store.verify(made_.back(), Usage::sign, made_, noon);
    }

private:
    Algorithm algorithm_;
    std::vector<PrivateKey> keys_;
    std::vector<Certificate> made_;
};

} // namespace

TEST_P(EveryChain, is_not_trusted_without_its_way_to_an_anchor)
{
    EXPECT_EQ(code_of(store.verify(leaf, Usage::sign, {}, noon)), "certificate.untrusted");
    EXPECT_EQ(code_of(TrustStore{}.verify(leaf, Usage::sign, between, noon)), "certificate.untrusted");
    const Demonstration other{GetParam()};
    EXPECT_EQ(code_of(other.store.verify(leaf, Usage::sign, between, noon)), "certificate.untrusted");
    const auto all = std::vector{other.authority.issuing(), leaf, authority.issuing(), authority.root()};
    EXPECT_EQ(code_of(store.verify(leaf, Usage::sign, all, noon)), "") << "useless ones do no harm";
    EXPECT_EQ(code_of(store.verify(leaf, Usage::sign, std::vector<Certificate>(17, leaf), noon)),
              "certificate.untrusted");
}

TEST_P(EveryChain, of_an_imported_issuing_authority_needs_no_root)
{
    TrustStore imported;
    ASSERT_TRUE(imported.trust(authority.issuing()));
    const auto chain = imported.verify(leaf, Usage::sign, {}, noon);
    ASSERT_TRUE(chain) << chain.error().detail;
    EXPECT_EQ(chain->path.size(), 2u);
}

TEST_P(EveryChain, of_a_holder_is_no_anchor_and_of_an_authority_no_leaf)
{
    EXPECT_EQ(store.trust(leaf).error().code, "certificate.not_authority");
    EXPECT_EQ(code_of(store.verify(authority.issuing(), Usage::sign, {}, noon)), "certificate.wrong_usage");
}

TEST_P(EveryChain, of_an_expired_authority_is_refused_with_the_authoritys_name)
{
    Crooked way{GetParam()};
    way.add(Rank::root);
    way.add(Rank::issuing);
    way.add(Rank::holder);
    EXPECT_EQ(code_of(way.verify()), "");

    const auto key = PrivateKey::generate(GetParam());
    Subject old_authority;
    old_authority.common_name = "Old";
    const auto root =
        signed_certificate({Rank::root, old_authority, "", {}, {noon - 2 * year, noon - year}, {1}, ""},
                           key.public_key(), {key, nullptr});
    const auto last =
        signed_certificate({Rank::holder, bidder(), "", Usage::sign, {noon - year, noon + year}, {2}, ""},
                           key.public_key(), {key, &root});
    TrustStore old;
    ASSERT_TRUE(old.trust(root));
    const auto refused = old.verify(last, Usage::sign, {}, noon);
    ASSERT_EQ(code_of(refused), "certificate.expired");
    EXPECT_EQ(refused.error().params.at("serial"), "1");
}

TEST_P(EveryChain, is_verified_at_the_callers_instant_and_not_at_the_machines)
{
    for (const auto* long_ago_or_ahead : {"2001-02-03T00:00:00Z", "2080-02-03T00:00:00Z"}) {
        const auto at = from_rfc3339(long_ago_or_ahead).value();
        const Folder other;
        const auto then = Authority::open({other.path("keys"), GetParam()}, at).value();
        TrustStore trust;
        ASSERT_TRUE(trust.trust(then.root()));
        trust.add(then.crl(at));
        const auto sign = then.make_pair(bidder(), {at, at + year})->certificates.sign;
        const std::vector way{then.issuing()};
        EXPECT_EQ(sign.not_before(), at);
        EXPECT_EQ(code_of(trust.verify(sign, Usage::sign, way, at)), "");
        EXPECT_EQ(code_of(trust.verify(sign, Usage::sign, way, SystemClock{}.now())),
                  at < SystemClock{}.now() ? "certificate.expired" : "certificate.not_yet_valid");
    }
}

TEST_P(EveryChain, that_leads_nowhere_says_first_that_its_leaf_has_ended)
{
    EXPECT_EQ(code_of(TrustStore{}.verify(leaf, Usage::sign, {}, leaf.not_after())), "certificate.expired");
}

TEST_P(EveryChain, issued_by_a_holder_is_refused)
{
    Crooked way{GetParam()};
    way.add(Rank::root);
    way.add(Rank::holder);
    way.add(Rank::holder);
    const auto refused = way.verify();
    ASSERT_EQ(code_of(refused), "certificate.wrong_usage");
    EXPECT_EQ(refused.error().params.at("wanted"), "issue");
}

TEST_P(EveryChain, beyond_its_authoritys_path_length_is_refused)
{
    Crooked way{GetParam()};
    way.add(Rank::root);
    way.add(Rank::issuing);
    way.add(Rank::issuing);
    way.add(Rank::holder);
    EXPECT_EQ(code_of(way.verify()), "certificate.wrong_usage");
}

// What openssl needs to sign with SM2 as the house does.
std::string own_id(Algorithm algorithm)
{
    return algorithm == Algorithm::sm2 ? " -sigopt distid:1234567812345678 " : "";
}

// An outside authority that publishes its list in parts, and a user whose certificate is on the first: the
// openssl command makes them.
auto outside_authority(const Folder& folder, Algorithm algorithm)
{
    const bool is_sm2 = algorithm == Algorithm::sm2;
    folder.write("ca.key", PrivateKey::generate(algorithm).pem());
    folder.write("user.key", PrivateKey::generate(algorithm).pem());
    const std::string digest = is_sm2 ? " -sm3 " : " -sha256 ";
    const auto id = own_id(algorithm);
    folder.write(
        "conf",
        "[req]\ndistinguished_name=d\nprompt=no\nx509_extensions=v\n[d]\nCN=Outside\n"
        "[v]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
        "[u]\nkeyUsage=critical,digitalSignature\ncrlDistributionPoints=URI:http://o/1.crl\n"
        "[ca]\ndefault_ca=c\n[c]\ndatabase=index\ncrlnumber=number\ndefault_crl_days=3650\n"
        "default_md=" +
            std::string{is_sm2 ? "sm3" : "sha256"} +
            "\n"
            "[one]\nissuingDistributionPoint=critical,@p1\n[p1]\nfullname=URI:http://o/1.crl\n"
            "[two]\nissuingDistributionPoint=critical,@p2\n[p2]\nfullname=URI:http://o/2.crl\n"
            "[delta]\n2.5.29.27=critical,DER:020101\n[indirect]\nissuingDistributionPoint=critical,@p3\n"
            "[p3]\nfullname=URI:http://o/1.crl\nindirectCRL=TRUE\n");
    folder.write("index", "R\t361231000000Z\t260101000000Z,keyCompromise\t05\tunknown\t/CN=User\n");
    folder.write("number", "01");
    return run(folder,
               "openssl req -x509 -new -config conf -key ca.key -days 3650 -out ca.pem" + digest + id +
                   " && openssl req -new -config conf -key user.key -out user.csr" + digest + id +
                   " && openssl x509 -req -in user.csr -CA ca.pem -CAkey ca.key -set_serial 5 -days 3650 "
                   "-extfile conf -extensions u -out user.pem" +
                   digest + id + (is_sm2 ? " -vfyopt distid:1234567812345678" : ""));
}

TEST_P(EveryChain, is_revoked_only_by_the_list_of_its_part)
{
    const auto made = outside_authority(folder, GetParam());
    ASSERT_EQ(made.status, 0) << made.words;
    TrustStore outside;
    ASSERT_TRUE(outside.trust(Certificate::from_pem(folder.read("ca.pem")).value()));
    const auto user = Certificate::from_pem(folder.read("user.pem")).value();
    const auto today = user.not_before() + std::chrono::hours{1};
    ASSERT_EQ(code_of(outside.verify(user, Usage::sign, {}, today)), "");
    const auto list = [&](const std::string& part) {
        const auto said =
            run(folder, "openssl ca -gencrl -config conf -keyfile ca.key -cert ca.pem -crlexts " + part +
                            own_id(GetParam()) + " -out " + part + ".crl");
        EXPECT_EQ(said.status, 0) << said.words;
        return RevocationList::from_pem(folder.read(part + ".crl"));
    };
    for (const auto* strange : {"delta", "indirect"})
        EXPECT_EQ(list(strange).error().code, "certificate.crl_malformed") << strange;
    const auto two = list("two").value(), one = list("one").value();
    EXPECT_FALSE(one.same_part(two)) << "a newer one of the other part replaces it not";
    EXPECT_TRUE(one.same_part(list("one").value()));
    outside.add(two);
    EXPECT_EQ(code_of(outside.verify(user, Usage::sign, {}, today)), "");
    outside.add(one);
    const auto refused = outside.verify(user, Usage::sign, {}, today);
    ASSERT_EQ(code_of(refused), "certificate.revoked");
    EXPECT_EQ(refused.error().params.at("at"), "2026-01-01T00:00:00.000Z");
    EXPECT_EQ(refused.error().params.at("reason"), "key_compromise");
}

TEST(a_certificate, signed_with_sha1_is_not_trusted)
{
    const Folder folder;
    folder.write("key", PrivateKey::generate(Algorithm::p256).pem());
    const auto made =
        run(folder, "openssl req -x509 -new -key key -subj /CN=Old -sha256 -days 3650 -out ca.pem &&"
                    "openssl req -new -key key -subj /CN=User -out csr &&"
                    "printf 'keyUsage=digitalSignature' > ext &&"
                    "openssl x509 -req -in csr -CA ca.pem -CAkey key -set_serial 5 -days 3650 -sha1 -extfile "
                    "ext -out weak.pem &&"
                    "openssl x509 -req -in csr -CA ca.pem -CAkey key -set_serial 6 -days 3650 -sha256 "
                    "-extfile ext -out good.pem");
    ASSERT_EQ(made.status, 0) << made.words;
    TrustStore store;
    ASSERT_TRUE(store.trust(Certificate::from_pem(folder.read("ca.pem")).value()));
    for (const auto& [file, code] : {std::pair{"good.pem", ""}, {"weak.pem", "certificate.untrusted"}}) {
        const auto leaf = Certificate::from_pem(folder.read(file)).value();
        EXPECT_EQ(code_of(store.verify(leaf, Usage::sign, {}, leaf.not_before() + std::chrono::hours{1})),
                  code);
    }
}

TEST(duty_43_16, certificates_of_several_authorities_stand_side_by_side)
{
    const Demonstration sm2{Algorithm::sm2}, p256{Algorithm::p256}, again{Algorithm::sm2};
    TrustStore store;
    std::vector<Certificate> between;
    for (const auto* demo : {&sm2, &p256, &again}) {
        ASSERT_TRUE(store.trust(demo->authority.root()));
        ASSERT_TRUE(store.trust(demo->authority.root()));
        between.push_back(demo->authority.issuing());
        store.add(demo->authority.crl(noon));
    }
    EXPECT_EQ(store.anchors().size(), 3u);
    for (const auto* demo : {&sm2, &p256}) {
        const auto leaf = demo->authority.make_pair(bidder(), demo->period)->certificates.sign;
        const auto chain = store.verify(leaf, Usage::sign, demo->between, noon);
        ASSERT_TRUE(chain) << chain.error().code << chain.error().detail;
        EXPECT_EQ(chain->anchor(), demo->authority.root());
    }
}

TEST(duty_43_16, authorities_of_the_same_name_are_told_apart_by_their_keys)
{
    const Demonstration one{Algorithm::sm2}, other{Algorithm::sm2};
    TrustStore store;
    ASSERT_TRUE(store.trust(one.authority.root()));
    ASSERT_TRUE(store.trust(other.authority.root()));
    const std::vector between{other.authority.issuing(), one.authority.issuing()};
    for (const auto* demo : {&one, &other}) {
        const auto leaf = demo->authority.make_pair(bidder(), demo->period)->certificates.sign;
        const auto chain = store.verify(leaf, Usage::sign, between, noon);
        ASSERT_TRUE(chain) << chain.error().code << ' ' << chain.error().detail;
        EXPECT_EQ(chain->anchor(), demo->authority.root());
        auto with_lists = store;
        with_lists.add(one.authority.crl(noon));
        with_lists.add(other.authority.crl(noon));
        EXPECT_EQ(code_of(with_lists.verify(leaf, Usage::sign, between, noon)), "");
    }
}
