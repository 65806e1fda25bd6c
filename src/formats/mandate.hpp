#pragma once
// An agent's mandate: the text that its principal signs, and whether something was done under it. Document:
// docs/formats/login.md, 4.
#include "base/wire.hpp"
#include "infra/crypto/certificate.hpp"

namespace tianping::identity {

// What an owner's signer signs to let an agent act.
struct MandateText {
    std::string agent{};
    std::string agent_code{}; // 统一社会信用代码: whoever checks needs no register of the installation
    Instant ends_at{};
    std::string origin{};
    std::string principal{};
    std::string scope{}; // empty: all trades
    Instant starts_at{};
};
BOOST_DESCRIBE_STRUCT(MandateText, (), (agent, agent_code, ends_at, origin, principal, scope, starts_at))

// "tianping/mandate/1\0" ‖ canonical JSON.
Bytes mandate_message(const MandateText& text);

} // namespace tianping::identity

namespace tianping::opening {

// A mandate as its principal signed it, with what is not in the text: the signer and when it was granted.
// Whoever checks it puts the platform's origin into the text himself.
struct SignedMandate {
    std::string principal{}; // org_…
    std::string agent{};     // org_…
    std::string agent_code{};
    std::string scope{};
    Instant starts_at{};
    Instant ends_at{};
    Instant granted_at{};
    std::string certificate{}; // base64 DER of the principal's signing certificate
    std::string signature{};   // base64
};
BOOST_DESCRIBE_STRUCT(SignedMandate, (),
                      (principal, agent, agent_code, scope, starts_at, ends_at, granted_at, certificate,
                       signature))

// Something that an agent did in his principal's name.
struct AgentsAct {
    std::string origin{};     // what the platform calls itself
    std::string trade{};      // trd_…
    std::string project{};    // prj_… of the trade; empty: not known, and no mandate for a project counts
    std::string agent_code{}; // of the agent's certificate
    Instant at{};
};

// The certificate of the principal, if it signed this mandate for this platform and the mandate covers the
// act: its trade, its instant (the start included, the end not), its agent. Whose certificate that is,
// whether it served, and whether the mandate was revoked before, is the caller's to ask. Refused:
// `mandate.not_signed`, `mandate.does_not_cover`, `mandate.of_another_agent`.
Result<crypto::Certificate> principal_behind(const SignedMandate& mandate, const AgentsAct& act);

} // namespace tianping::opening
