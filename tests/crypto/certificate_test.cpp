#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/crypto/digest.hpp"
#include "support/refusal.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class EveryCertificate : public testing::TestWithParam<Algorithm>, protected Demonstration {
protected:
    EveryCertificate() : Demonstration{GetParam()} {}
    Certificate leaf = authority.make_pair(bidder(), period)->certificates.sign;
};
INSTANTIATE_TEST_SUITE_P(Certificates, EveryCertificate, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

} // namespace

TEST_P(EveryCertificate, comes_back_from_der_and_pem)
{
    const auto der = Certificate::from_der(leaf.der());
    ASSERT_TRUE(der);
    EXPECT_EQ(*der, leaf);
    EXPECT_EQ(der->subject(), bidder());
    EXPECT_EQ(der->digest(), sm3(leaf.der()));
    EXPECT_EQ(der->digest_text(), to_hex(sm3(leaf.der())));
    EXPECT_EQ(Certificate::digest_text(leaf.der()), der->digest_text());
    const auto pem = Certificate::from_pem("\n" + leaf.pem() + "\n");
    ASSERT_TRUE(pem);
    EXPECT_EQ(*pem, leaf);
}

TEST_P(EveryCertificate, is_refused_with_a_byte_too_many_or_too_few)
{
    auto longer = leaf.der();
    longer.push_back(0);
    EXPECT_EQ(Certificate::from_der(longer).error().code, "certificate.malformed");
    for (std::size_t keep = 0; keep < leaf.der().size(); ++keep)
        EXPECT_EQ(Certificate::from_der(ByteView{leaf.der()}.first(keep)).error().code,
                  "certificate.malformed");
    for (const auto& text : {leaf.pem() + leaf.pem(), leaf.pem() + "x", "x\n" + leaf.pem(), std::string{},
                             std::string{"-----BEGIN CERTIFICATE-----\n"}})
        EXPECT_EQ(Certificate::from_pem(text).error().code, "certificate.malformed");
    EXPECT_EQ(Certificate::from_der(Bytes(100'000, 0x30)).error().code, "certificate.malformed");
}

TEST_P(EveryCertificate, with_any_byte_changed_is_refused_or_not_trusted)
{
    for (std::size_t i = 0; i < leaf.der().size(); ++i) {
        auto changed = leaf.der();
        changed[i] ^= 0x01;
        const auto read = Certificate::from_der(changed);
        if (read) {
            EXPECT_NE(code_of(store.verify(*read, Usage::sign, between, noon)), "") << "byte " << i;
        }
    }
}

TEST(a_certificate, that_says_nothing_of_usage_or_has_a_foreign_key_is_for_nothing)
{
    const Folder folder;
    const auto made = run(
        folder,
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout k1 -subj /CN=a -addext basicConstraints=CA:FALSE "
        "-out silent.pem &&"
        "openssl req -x509 -newkey ed25519 -nodes -keyout k2 -subj /CN=b -addext basicConstraints=CA:FALSE"
        " -addext keyUsage=digitalSignature -out ed.pem");
    ASSERT_EQ(made.status, 0) << made.words;
    const auto silent = Certificate::from_pem(folder.read("silent.pem")).value();
    for (const auto usage : {Usage::sign, Usage::encrypt, Usage::timestamp})
        EXPECT_FALSE(silent.may(usage));
    const auto ed = Certificate::from_pem(folder.read("ed.pem")).value();
    EXPECT_EQ(ed.public_key().error().code, "key.unsupported_algorithm");
    EXPECT_EQ(code_of(TrustStore{}.verify(ed, Usage::sign, {}, ed.not_before())),
              "key.unsupported_algorithm");
}

TEST(a_certificate, names_one_organisation_code_or_is_refused)
{
    const Folder folder;
    const auto made = run(folder, "openssl req -x509 -newkey rsa:2048 -nodes -keyout k -subj "
                                  "/CN=a/organizationIdentifier=NTRCN-91110000MA0000000X -out etsi.pem &&"
                                  "openssl req -x509 -key k -subj "
                                  "/CN=a/organizationIdentifier=1/organizationIdentifier=2 -out two.pem");
    ASSERT_EQ(made.status, 0) << made.words;
    EXPECT_EQ(Certificate::from_pem(folder.read("etsi.pem"))->subject().organisation_code,
              "91110000MA0000000X");
    EXPECT_EQ(Certificate::from_pem(folder.read("two.pem")).error().code, "certificate.malformed");
}
