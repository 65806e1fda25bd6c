#pragma once
// The bytes that people sign towards identity (docs/formats/login.md). Each begins with a label of its own,
// so that a signature made for one of them can never serve for another, nor for a bid. The client puts the
// label before the text itself and never signs bytes that a server hands it.
#include "formats/mandate.hpp"

namespace tianping::identity {

// What a challenge is good for; it serves for nothing else.
enum class Purpose { sign_in, registration };
BOOST_DESCRIBE_ENUM(Purpose, sign_in, registration)

// What a challenge says; its canonical JSON is what a client shows and signs.
struct ChallengeText {
    std::string challenge{}; // chl_…
    std::string nonce{};     // 64 hex digits
    std::string origin{};    // "https://ggzy.example.cn": of the installation that asked
    Purpose purpose{};
    Instant time{};
};
BOOST_DESCRIBE_STRUCT(ChallengeText, (), (challenge, nonce, origin, purpose, time))

// The first person of an organisation registers both.
struct RegistrationText {
    std::string challenge{};
    std::string code{};
    std::string name{};
    std::string nonce{};
    std::string origin{};
    std::string person{};
    std::string region{};
    Instant time{};
};
BOOST_DESCRIBE_STRUCT(RegistrationText, (), (challenge, code, name, nonce, origin, person, region, time))

// "tianping/login/1\0" ‖ canonical JSON. A text for another purpose than signing in is a bug and throws.
Bytes login_message(const ChallengeText& text);
// "tianping/registration/1\0" ‖ canonical JSON.
Bytes registration_message(const RegistrationText& text);

} // namespace tianping::identity
