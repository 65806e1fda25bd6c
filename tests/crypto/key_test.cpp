#include "base/wire.hpp"
#include "crypto/command_line.hpp"
#include "infra/crypto/key.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using tianping::test::Folder;
using tianping::test::run;

namespace {

class EveryKey : public testing::TestWithParam<Algorithm> {
protected:
    PrivateKey key = PrivateKey::generate(GetParam());
    Folder folder;
};
INSTANTIATE_TEST_SUITE_P(Keys, EveryKey, testing::Values(Algorithm::sm2, Algorithm::p256, Algorithm::rsa),
                         [](const auto& made) { return wire::name_of(made.param); });

// Those whose signatures are two numbers in DER.
class CurveKey : public EveryKey {
protected:
    // With one byte more before `at`, which the lengths at these places count.
    static Bytes longer(Bytes der, std::size_t at, std::uint8_t byte,
                        std::initializer_list<std::size_t> counted_at)
    {
        for (const auto length : counted_at)
            ++der.at(length);
        der.insert(der.begin() + static_cast<std::ptrdiff_t>(at), byte);
        return der;
    }
};
INSTANTIATE_TEST_SUITE_P(Keys, CurveKey, testing::Values(Algorithm::sm2, Algorithm::p256),
                         [](const auto& made) { return wire::name_of(made.param); });

} // namespace

TEST_P(EveryKey, verifies_what_it_signed_and_nothing_else)
{
    const auto message = view("投标文件 sealed");
    auto signature = key.sign(message);
    const auto pub = key.public_key();
    EXPECT_EQ(pub.algorithm(), GetParam());
    EXPECT_TRUE(pub.verify(message, signature));
    EXPECT_FALSE(pub.verify(view("投标文件 Sealed"), signature));
    EXPECT_FALSE(PrivateKey::generate(GetParam()).public_key().verify(message, signature));
    auto longer = signature;
    longer.push_back(0);
    EXPECT_FALSE(pub.verify(message, longer));
    EXPECT_FALSE(pub.verify(message, {}));
    signature[signature.size() / 2] ^= 1;
    EXPECT_FALSE(pub.verify(message, signature));
}

TEST_P(CurveKey, takes_a_signature_in_its_shortest_der_and_in_no_other_writing)
{
    const auto message = view("投标文件 sealed");
    for (int i = 0; i < 20; ++i) { // numbers with and without the zero that keeps them positive
        const auto good = key.sign(message);
        ASSERT_TRUE(key.public_key().verify(message, good));
        const std::size_t r = 3, s = r + good.at(r) + 2; // where their lengths stand
        const std::pair<const char*, Bytes> bad[] = {
            {"a zero before the first number", longer(good, r + 1, 0, {1, r})},
            {"a zero before the second number", longer(good, s + 1, 0, {1, s})},
            {"a byte behind both, counted", longer(good, good.size(), 0, {1})},
            {"the length of the whole in two bytes", longer(good, 1, 0x81, {})},
            {"the length of the first number in two bytes", longer(good, r, 0x81, {1})},
            {"the length of the second number in two bytes", longer(good, s, 0x81, {1})},
            {"the length of the whole in three bytes", longer(longer(good, 1, 0, {}), 1, 0x82, {})},
        };
        for (const auto& [how, der] : bad)
            EXPECT_FALSE(key.public_key().verify(message, der)) << how;
    }
}

TEST_P(EveryKey, signs_the_empty_message)
{
    EXPECT_TRUE(key.public_key().verify({}, key.sign({})));
}

TEST_P(EveryKey, comes_back_from_its_pem)
{
    const auto again = PrivateKey::from_pem(key.pem());
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->algorithm(), GetParam());
    EXPECT_EQ(again->public_key(), key.public_key());
    EXPECT_TRUE(key.public_key().verify(view("m"), again->sign(view("m"))));
    const auto pub = PublicKey::from_pem(key.public_key().pem());
    ASSERT_TRUE(pub) << pub.error().code;
    EXPECT_EQ(*pub, key.public_key());
}

TEST_P(EveryKey, opens_with_its_passphrase_only)
{
    const auto pem = key.encrypted_pem("口令 and more");
    ASSERT_NE(pem.find("ENCRYPTED PRIVATE KEY"), std::string::npos);
    ASSERT_TRUE(PrivateKey::from_pem(pem, "口令 and more"));
    EXPECT_EQ(PrivateKey::from_pem(pem, "other").error().code, "key.wrong_passphrase");
    EXPECT_EQ(PrivateKey::from_pem(pem, "").error().code, "key.wrong_passphrase");
    EXPECT_EQ(PrivateKey::from_pem(pem).error().code, "key.passphrase_needed");
    EXPECT_THROW(key.encrypted_pem(""), std::logic_error);
}

TEST_P(EveryKey, is_understood_by_the_openssl_command_both_ways)
{
    folder.write("key.pem", key.pem());
    folder.write("pub.pem", key.public_key().pem());
    folder.write("message", "一个消息");
    folder.write("ours.sig", key.sign(view("一个消息")));
    const std::string sm2 =
        GetParam() == Algorithm::sm2 ? " -digest sm3 -pkeyopt distid:1234567812345678" : " -digest sha256";
    const auto ours = run(
        folder, "openssl pkeyutl -verify -rawin -in message -sigfile ours.sig -pubin -inkey pub.pem" + sm2);
    EXPECT_EQ(ours.status, 0) << ours.words;
    const auto theirs =
        run(folder, "openssl pkeyutl -sign -rawin -in message -out theirs.sig -inkey key.pem" + sm2);
    ASSERT_EQ(theirs.status, 0) << theirs.words;
    EXPECT_TRUE(key.public_key().verify(view("一个消息"), view(folder.read("theirs.sig"))));
}

TEST(a_key, refuses_text_that_is_no_key)
{
    for (const std::string_view text :
         {"", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        EXPECT_EQ(PrivateKey::from_pem(text).error().code, "key.malformed");
        EXPECT_EQ(PublicKey::from_pem(text).error().code, "key.malformed");
    }
    const auto pem = PrivateKey::generate(Algorithm::sm2).public_key().pem();
    EXPECT_EQ(PublicKey::from_pem(pem + "x").error().code, "key.malformed");
    EXPECT_EQ(PublicKey::from_pem("x" + pem).error().code, "key.malformed");
    EXPECT_EQ(PublicKey::from_pem(pem + pem).error().code, "key.malformed");
    EXPECT_TRUE(PublicKey::from_pem("\n " + pem + "\r\n"));
}

TEST(a_key, of_another_curve_or_too_short_is_refused)
{
    const Folder folder;
    ASSERT_EQ(run(folder,
                  "openssl ecparam -name secp384r1 -genkey -noout -out p384.pem;"
                  "openssl genrsa -out short.pem 1024; openssl genpkey -algorithm ed25519 -out ed.pem")
                  .status,
              0);
    for (const auto* name : {"p384.pem", "short.pem", "ed.pem"})
        EXPECT_EQ(PrivateKey::from_pem(folder.read(name)).error().code, "key.unsupported_algorithm") << name;
}

TEST(a_key, made_by_the_openssl_command_is_read)
{
    const Folder folder;
    const auto made = run(folder, "openssl ecparam -name SM2 -genkey -noout -out ec.pem; openssl pkcs8 "
                                  "-topk8 -nocrypt -in ec.pem -out p8.pem");
    ASSERT_EQ(made.status, 0) << made.words;
    for (const auto* name : {"ec.pem", "p8.pem"}) {
        const auto key = PrivateKey::from_pem(folder.read(name));
        ASSERT_TRUE(key) << name << ' ' << key.error().code;
        EXPECT_EQ(key->algorithm(), Algorithm::sm2);
        EXPECT_TRUE(key->public_key().verify(view("m"), key->sign(view("m"))));
    }
}

TEST(a_point, leads_back_to_the_same_key)
{
    for (const auto algorithm : {Algorithm::sm2, Algorithm::p256}) {
        const auto key = PrivateKey::generate(algorithm);
        const auto point = key.public_key().point();
        EXPECT_EQ(point[0], 4);
        const auto pub = PublicKey::from_point(algorithm, point);
        ASSERT_TRUE(pub);
        EXPECT_EQ(*pub, key.public_key());
        EXPECT_TRUE(pub->verify(view("m"), key.sign(view("m"))));
    }
}

TEST(a_point, beside_the_curve_is_refused)
{
    for (const auto algorithm : {Algorithm::sm2, Algorithm::p256}) {
        auto point = PrivateKey::generate(algorithm).public_key().point();
        auto hybrid = point;
        hybrid[0] = 6;
        EXPECT_EQ(PublicKey::from_point(algorithm, hybrid).error().code, "key.point_not_on_curve");
        point[64] ^= 1;
        EXPECT_EQ(PublicKey::from_point(algorithm, point).error().code, "key.point_not_on_curve");
        const std::array<std::uint8_t, 65> zero{4};
        EXPECT_EQ(PublicKey::from_point(algorithm, zero).error().code, "key.point_not_on_curve");
    }
    EXPECT_EQ(PublicKey::from_point(Algorithm::rsa, std::array<std::uint8_t, 65>{4}).error().code,
              "key.unsupported_algorithm");
}

TEST(a_scalar, makes_the_key_of_the_standards_example)
{
    // GB/T 32918.5 (also draft-shen-sm2-ecdsa, recommended curve): d and its public point.
    const auto d = *digest_from_hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    const auto key = PrivateKey::from_scalar(Algorithm::sm2, d);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key().point()),
              "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    EXPECT_EQ(key->sm2_scalar(), d);
    EXPECT_TRUE(key->public_key().verify(view("m"), key->sign(view("m"))));
    // The same standard's signature over "message digest" with the same id.
    const auto signature =
        *from_hex("3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                  "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    EXPECT_TRUE(key->public_key().verify(view("message digest"), signature));
}

TEST(a_scalar, out_of_range_is_refused)
{
    Digest zero{}, all{};
    all.fill(0xff);
    const auto top =
        *digest_from_hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122"); // n - 1
    const auto last = *digest_from_hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121");
    for (const auto& d : {zero, all, top})
        EXPECT_EQ(PrivateKey::from_scalar(Algorithm::sm2, d).error().code, "key.malformed");
    EXPECT_TRUE(PrivateKey::from_scalar(Algorithm::sm2, last));
    Digest one{};
    one[31] = 1;
    EXPECT_TRUE(PrivateKey::from_scalar(Algorithm::p256, one));
    EXPECT_EQ(PrivateKey::from_scalar(Algorithm::sm2, one)->sm2_scalar(), one);
}

TEST(a_bug, asking_for_what_the_algorithm_does_not_have_throws)
{
    EXPECT_THROW(PrivateKey::generate(Algorithm::rsa).public_key().point(), std::logic_error);
    EXPECT_THROW(PrivateKey::generate(Algorithm::p256).sm2_scalar(), std::logic_error);
}
