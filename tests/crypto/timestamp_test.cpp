#include "base/wire.hpp"
#include "crypto/demonstration.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/timestamp.hpp"
#include <gtest/gtest.h>
#include <set>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

namespace {

class TimeStamps : public testing::Test, protected Demonstration {
protected:
    TimeStamps() : Demonstration{Algorithm::p256} {}
    TimestampAuthority stamps = TimestampAuthority::open(folder.path("keys"), authority, noon).value();
    Digest digest = sm3(view("投标文件"));
    Instant later = noon + std::chrono::hours{30};

    std::string code_of(ByteView token) const
    {
        const auto at = verify_timestamp(token, digest, store);
        return at ? "good" : at.error().code;
    }
    std::string chain_file()
    {
        folder.write("issuing.pem", authority.issuing().pem());
        folder.write("root.pem", authority.root().pem());
        return " -CAfile root.pem -untrusted issuing.pem -attime " + std::to_string(millis(later) / 1000);
    }
};

// What a token says after a label in the openssl command's print.
std::string said_after(const std::string& text, const std::string& label)
{
    const auto at = text.find(label);
    return at == text.npos ? "" : text.substr(at + label.size(), text.find('\n', at) - at - label.size());
}

} // namespace

TEST_F(TimeStamps, prove_the_instant_to_the_millisecond)
{
    for (const int more : {0, 1, 120, 250, 999}) {
        const auto at = std::chrono::floor<std::chrono::seconds>(later) + std::chrono::milliseconds{more};
        const auto proved = verify_timestamp(stamps.stamp(digest, at), digest, store);
        ASSERT_TRUE(proved) << proved.error().code << ' ' << proved.error().detail;
        EXPECT_EQ(*proved, at);
    }
    const Imprint sha{ImprintAlgorithm::sha256, digest};
    EXPECT_EQ(verify_timestamp(stamps.stamp(sha, later), sha, store).value(), later);
}

TEST_F(TimeStamps, of_another_digest_or_algorithm_are_refused)
{
    const auto token = stamps.stamp(digest, later);
    EXPECT_EQ(verify_timestamp(token, sm3(view("other")), store).error().code, "timestamp.other_digest");
    EXPECT_EQ(verify_timestamp(token, {ImprintAlgorithm::sha256, digest}, store).error().code,
              "timestamp.other_digest");
}

TEST_F(TimeStamps, with_any_byte_changed_are_refused)
{
    const auto token = stamps.stamp(digest, later);
    std::set<std::string> codes;
    int harmless = 0;
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] ^= 0x01;
        const auto at = verify_timestamp(changed, digest, store);
        if (at) {
            EXPECT_EQ(*at, later) << "byte " << i;
            ++harmless;
        } else {
            codes.insert(at.error().code);
        }
    }
    // Only bytes that state nothing may change: outside of what is signed, CMS repeats versions and
    // parameters of algorithms.
    EXPECT_LT(harmless, 16);
    EXPECT_TRUE(codes.contains("timestamp.bad_signature"));
    EXPECT_TRUE(codes.contains("timestamp.malformed"));
    auto longer = token;
    longer.push_back(0);
    EXPECT_EQ(code_of(longer), "timestamp.malformed");
    EXPECT_EQ(code_of({}), "timestamp.malformed");
    EXPECT_EQ(code_of(view("hello")), "timestamp.malformed");
    for (std::size_t keep = 0; keep < token.size(); keep += 7)
        EXPECT_EQ(code_of(ByteView{token}.first(keep)), "timestamp.malformed");
}

TEST_F(TimeStamps, by_an_unknown_expired_or_revoked_signer_are_refused)
{
    const Demonstration other{Algorithm::p256};
    const auto strange = TimestampAuthority::open(other.folder.path("keys"), other.authority, noon).value();
    EXPECT_EQ(code_of(strange.stamp(digest, later)), "certificate.untrusted");
    EXPECT_EQ(code_of(stamps.stamp(digest, noon + 11 * year)), "certificate.expired");
    EXPECT_EQ(code_of(stamps.stamp(digest, noon - year)), "certificate.not_yet_valid");
    const auto before = stamps.stamp(digest, later - std::chrono::seconds{2});
    ASSERT_TRUE(authority.revoke(stamps.signer().serial(), RevocationReason::key_compromise, later));
    store.add(authority.crl(later));
    EXPECT_EQ(code_of(stamps.stamp(digest, later)), "certificate.revoked");
    EXPECT_EQ(code_of(before), "good");
}

TEST_F(TimeStamps, are_made_only_with_a_certificate_for_them)
{
    const auto pair = authority.make_pair(bidder(), period).value();
    EXPECT_EQ(TimestampAuthority::make(pair.sign_key, pair.certificates.sign, between).error().code,
              "certificate.wrong_usage");
    EXPECT_EQ(TimestampAuthority::make(pair.sign_key, stamps.signer(), between).error().code,
              "certificate.wrong_usage");
    EXPECT_EQ(
        TimestampAuthority::make(PrivateKey::generate(Algorithm::sm2), stamps.signer(), between).error().code,
        "key.unsupported_algorithm");
    EXPECT_FALSE(stamps.signer().may(Usage::sign));
}

TEST_F(TimeStamps, are_believed_by_the_openssl_command)
{
    folder.write("file", "投标文件");
    folder.write("token.der", stamps.stamp(digest, later));
    const auto said = run(folder, "openssl ts -verify -data file -in token.der -token_in" + chain_file());
    EXPECT_EQ(said.status, 0) << said.words;
    EXPECT_NE(said.words.find("Verification: OK"), std::string::npos) << said.words;
    folder.write("file", "另一文件");
    EXPECT_NE(run(folder, "openssl ts -verify -data file -in token.der -token_in" + chain_file()).status, 0);
}

TEST_F(TimeStamps, answer_the_openssl_commands_requests)
{
    folder.write("file", "投标文件");
    for (const std::string algorithm : {"sm3", "sha256"}) {
        ASSERT_EQ(run(folder, "openssl ts -query -data file -" + algorithm + " -cert -out request").status,
                  0);
        const auto request = folder.read("request");
        const auto response = stamps.answer(view(request), later);
        ASSERT_TRUE(response);
        folder.write("response", *response);
        const auto said = run(folder, "openssl ts -verify -queryfile request -in response" + chain_file());
        EXPECT_EQ(said.status, 0) << said.words;
        ASSERT_TRUE(token_from_response(*response, view(request)));
    }
    ASSERT_EQ(run(folder, "openssl ts -query -data file -sha512 -out request").status, 0);
    const auto refused = stamps.answer(view(folder.read("request")), later);
    ASSERT_TRUE(refused) << "a refusal is an answer too";
    const auto token = token_from_response(*refused, view(folder.read("request")));
    ASSERT_FALSE(token);
    EXPECT_EQ(token.error().code, "timestamp.rejected");
    EXPECT_EQ(token.error().params.at("status"), "2");
    EXPECT_EQ(stamps.answer(view("hello"), later).error().code, "timestamp.malformed_request");
    EXPECT_EQ(stamps.answer({}, later).error().code, "timestamp.malformed_request");
}

TEST_F(TimeStamps, answer_one_request_and_no_other)
{
    const auto nonce = random_bytes(16);
    const auto request = timestamp_request({ImprintAlgorithm::sm3, digest}, nonce);
    const auto response = stamps.answer(request, later).value();
    const auto token = token_from_response(response, request);
    ASSERT_TRUE(token) << token.error().code;
    EXPECT_EQ(verify_timestamp(*token, digest, store).value(), later);
    const auto code = [&](const Bytes& other) { return token_from_response(response, other).error().code; };
    EXPECT_EQ(code(timestamp_request({ImprintAlgorithm::sm3, digest}, random_bytes(16))),
              "timestamp.other_request");
    EXPECT_EQ(code(timestamp_request({ImprintAlgorithm::sha256, digest}, nonce)), "timestamp.other_request");
    EXPECT_EQ(code(timestamp_request({ImprintAlgorithm::sm3, sm3(view("x"))}, nonce)),
              "timestamp.other_request");
    EXPECT_EQ(code({}), "timestamp.malformed_request");
    EXPECT_EQ(token_from_response({}, request).error().code, "timestamp.malformed");
}

TEST_F(TimeStamps, show_no_count)
{
    std::vector<std::string> serials;
    for (int i = 0; i < 20; ++i) {
        folder.write("token.der", stamps.stamp(digest, later));
        const auto said = run(folder, "openssl ts -reply -in token.der -token_in -text");
        serials.push_back(said_after(said.words, "Serial number: "));
        EXPECT_EQ(serials.back().size(), 34u) << said.words; // 0x and 32 digits
    }
    EXPECT_EQ(std::set<std::string>(serials.begin(), serials.end()).size(), serials.size());
    EXPECT_FALSE(std::ranges::is_sorted(serials));
}

TEST_F(TimeStamps, come_from_the_same_signer_after_a_restart)
{
    const auto again = TimestampAuthority::open(folder.path("keys"), authority, later);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->signer(), stamps.signer());
}

TEST_F(TimeStamps, of_an_outside_authority_with_rsa_are_verified)
{
    const Demonstration rsa{Algorithm::rsa};
    const auto key = PrivateKey::generate(Algorithm::rsa);
    const auto signer = rsa.authority.issue(key.public_key(), bidder(), Usage::timestamp, rsa.period);
    ASSERT_TRUE(signer);
    const auto outside = TimestampAuthority::make(key, *signer, rsa.between).value();
    EXPECT_EQ(verify_timestamp(outside.stamp(digest, later), digest, rsa.store).value(), later);
}

TEST(time_stamps_of_others, made_by_the_openssl_command_are_verified)
{
    const Folder folder;
    const auto today = SystemClock{}.now() - std::chrono::hours{1};
    const auto authority = Authority::open({folder.path("keys"), Algorithm::p256}, today).value();
    TrustStore store;
    ASSERT_TRUE(store.trust(authority.root()));
    const auto digest = sm3(view("投标文件"));
    const auto key = PrivateKey::generate(Algorithm::p256);
    const auto signer = authority.issue(key.public_key(), bidder(), Usage::timestamp, {today, today + year});
    ASSERT_TRUE(signer);
    folder.write("signer.key", key.pem());
    folder.write("signer.pem", signer->pem());
    folder.write("chain.pem", authority.issuing().pem());
    folder.write("serial", "01");
    folder.write("conf", "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\nsigner_digest = sha256\n"
                         "default_policy = 1.2.3.4\ndigests = sm3, sha256\nordering = yes\n");
    folder.write("request", timestamp_request({ImprintAlgorithm::sm3, digest}, random_bytes(8)));
    const auto said =
        run(folder, "openssl ts -reply -config conf -section t -queryfile request -inkey signer.key "
                    "-signer signer.pem -chain chain.pem -out response");
    ASSERT_EQ(said.status, 0) << said.words;
    const auto token = token_from_response(view(folder.read("response")), view(folder.read("request")));
    ASSERT_TRUE(token) << token.error().code;
    const auto at = verify_timestamp(*token, digest, store);
    ASSERT_TRUE(at) << at.error().code << ' ' << at.error().detail;
    EXPECT_EQ(millis(*at) % 1000, 0);
}
