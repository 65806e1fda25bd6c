#pragma once
// Of acts that were signed for themselves (docs/formats/login.md, 6): whose signature it is, and whether the
// event is the one that it stands for.
#include "app/verify/logged.hpp"
#include "formats/act_text.hpp"
#include "infra/crypto/certificate.hpp"

namespace tianping::verify {

// "trd_…/3"
std::string where_of(const opening::LoggedEvent& event);
// By its person, for the same organisation and principal, and signed as long before or after the arrival as a
// signature serves.
bool is_act_of(const identity::ActText& text, const opening::LoggedEvent& event);
// The certificate (base64 DER) that signed the act; `verify.act_signature`.
Result<crypto::Certificate> signer_of(const identity::ActText& text, const std::string& certificate,
                                      const std::string& signature);

} // namespace tianping::verify
