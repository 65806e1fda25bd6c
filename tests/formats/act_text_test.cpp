#include "formats/act_text.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/key.hpp"
#include <gtest/gtest.h>

namespace tianping::identity {
namespace {

// The vector of docs/formats/login.md, 6.
TEST(ActText, the_vector_of_the_format_is_made_and_verified)
{
    const auto body = act_body_digest(R"({ "kind": "trustee" })").value();
    EXPECT_EQ(body, "0448b5d94a3a16ba8670bffe446e53825bc4ca6f77feb3dbc3b99fa378d247ca");
    const ActText text{"PUT /api/v1/organisations/org_019cab8e3f0000112233445566778899/kind",
                       body,
                       "recognise-0001",
                       "",
                       "org_019cab8e3f00aabbccddeeff00112233",
                       "https://ggzy.pingzhou.example",
                       "per_019cab8e3f00ffeeddccbbaa99887766",
                       from_rfc3339("2026-03-02T01:00:00.000Z").value()};
    const auto message = act_message(text);
    EXPECT_EQ(to_hex(crypto::sm3(message)),
              "503ca71be5d9cd079ce8941b309a5f672179b64afdbe5d805cb272741eef994b");
    const auto key =
        crypto::PublicKey::from_pem("-----BEGIN PUBLIC KEY-----\n"
                                    "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE/RXLOWjtELFb+pt4ed5InpixIzmV\n"
                                    "Pmur3esZGWQpX6FboZB60r1vLhpNvBGSo48huEbuj37+w+oycNRL/EbEwg==\n"
                                    "-----END PUBLIC KEY-----\n")
            .value();
    const auto signature = from_base64("MEYCIQDLz5JqT98qmqO+UfZMUES3om7DRxCCGfkDnuc8uIPcQgIhANVOUJia5/"
                                       "IQJqAy9AFP9Au0A/KOmYrRSwVI93AiP8td")
                               .value();
    EXPECT_TRUE(key.verify(message, signature));
    EXPECT_EQ(act_body_digest("").value(),
              "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    for (const char* unfit : {R"({"version":9007199254740993})", R"({"version":1.5})"})
        EXPECT_EQ(act_body_digest(unfit).error().code, "wire.malformed");
}

TEST(ActText, a_header_that_is_not_three_words_of_their_kind_is_none)
{
    const std::string digest(64, 'a');
    const auto read = read_act_signature("2026-03-02T01:00:00.000Z " + digest + " MEUCIQ==");
    ASSERT_TRUE(read);
    EXPECT_EQ(header_text(*read), "2026-03-02T01:00:00.000Z " + digest + " MEUCIQ==");
    const std::string time = "2026-03-02T01:00:00.000Z ";
    const std::vector<std::string> all{"",
                                       time,
                                       time + digest,
                                       "yesterday " + digest + " MEUCIQ==",
                                       time + "a MEUCIQ==",
                                       time + digest + " MEU CIQ=="};
    for (const auto& bad : all)
        EXPECT_FALSE(read_act_signature(bad)) << bad;
}

} // namespace
} // namespace tianping::identity
