#include "formats/login.hpp"
#include <gtest/gtest.h>
#include <set>

namespace tianping::identity {
namespace {

const Instant challenged = from_rfc3339("2026-03-02T12:00:00+08:00").value();

TEST(LoginText, the_signed_bytes_are_as_documented)
{
    const ChallengeText text{"chl_" + std::string(32, '0'), std::string(64, 'a'), "https://a.example",
                             Purpose::sign_in, challenged};
    const std::string expected = std::string{"tianping/login/1"} + '\0' + R"({"challenge":"chl_)" +
                                 std::string(32, '0') + R"(","nonce":")" + std::string(64, 'a') +
                                 R"(","origin":"https://a.example","purpose":"sign_in",)" +
                                 R"("time":"2026-03-02T04:00:00.000Z"})";
    const auto bytes = login_message(text);
    EXPECT_EQ(std::string(text_view(bytes)), expected);
}

TEST(LoginText, a_registration_challenge_makes_no_login_message)
{
    EXPECT_THROW(login_message({"", "", "", Purpose::registration, challenged}), std::logic_error);
}

TEST(LoginText, no_message_is_the_beginning_of_another)
{
    const auto login = login_message({"c", "n", "o", Purpose::sign_in, challenged});
    const auto registration = registration_message({"c", "1", "n", "n", "o", "p", "r", challenged});
    const auto mandate = mandate_message({"a", "1", challenged, "o", "p", "", challenged});
    const auto label = [](const Bytes& bytes) {
        const std::string text{text_view(bytes)};
        return text.substr(0, text.find('\0') + 1);
    };
    const std::set<std::string> labels{label(login), label(registration), label(mandate)};
    EXPECT_EQ(labels.size(), 3u);
}

} // namespace
} // namespace tianping::identity
