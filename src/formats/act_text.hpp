#pragma once
// The bytes that a person signs to do one consequential act, beside being signed in, and how the signature
// travels (docs/formats/login.md, 6). For the door, for clients, and for whoever checks the log.
#include "base/bytes.hpp"
#include "base/wire.hpp"

namespace tianping::identity {

struct ActText {
    std::string act{};          // "POST /api/v1/trades/trd_…/holds"
    std::string body{};         // act_body_digest() of what is sent
    std::string key{};          // the command's Idempotency-Key: the text serves for this one command
    std::string on_behalf_of{}; // org_…, the principal of the mandate acted under; empty without one
    std::string organisation{}; // org_…, in whose role the person is signed in
    std::string origin{};       // of the installation
    std::string person{};       // per_…
    Instant time{};             // when it was signed
};
BOOST_DESCRIBE_STRUCT(ActText, (), (act, body, key, on_behalf_of, organisation, origin, person, time))

// "tianping/act/1\0" ‖ canonical JSON.
Bytes act_message(const ActText& text);

// Hex SM3 of the body's canonical JSON, of no bytes where the act has no body. Refuses what wire::parse_json
// refuses, and a number that canonical JSON does not hold.
Result<std::string> act_body_digest(std::string_view body);

// The value of the header Act-Signature: the text's time, hex digest of the certificate's DER and base64 of
// the signature, a blank between each.
struct ActSignature {
    Instant time{};
    std::string certificate{};
    std::string value{};
};
std::string header_text(const ActSignature& signature);
std::optional<ActSignature> read_act_signature(std::string_view header);

} // namespace tianping::identity
