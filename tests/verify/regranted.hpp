#pragma once
// The mandate of an export, with another text that somebody signed.
#include "formats/login.hpp"
#include "rooms/identity/events.hpp"
#include "verify/exported.hpp"

namespace tianping::verify {

inline void regrant(Evidence& evidence, account::Account& principal,
                    const std::function<void(identity::MandateGranted&)>& change)
{
    change_event<identity::MandateGranted>(evidence, [&](auto& body) {
        change(body);
        const auto text = identity::mandate_message({body.agent.text(), body.agent_code, body.ends_at,
                                                     evidence.mandates.at(0).origin, body.principal.text(),
                                                     body.scope, body.starts_at});
        body.certificate = to_hex(principal.holder().certificate.digest());
        body.signature = principal.sign(text).value;
    });
    evidence.certificates.push_back(principal.certificate_base64());
}

} // namespace tianping::verify
