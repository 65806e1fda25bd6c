#pragma once
// Whom the house believes about the time stamps of one outside authority. See docs/formats/certificates.md 5.
#include "infra/crypto/chain.hpp"

namespace tianping::crypto {

struct TimestampTrust {
    Certificate signer;                     // the authority's own, for time stamps alone
    std::vector<Certificate> authorities{}; // that it leads to, as the file names them
    TrustStore store{};                     // of these authorities
};

// From what an operator was given: PEM of the authority's own certificate and of at least one authority that
// it leads to, in any order. Refuses with `certificate.malformed`, `timestamp.no_signer` (none is for time
// stamps alone), `timestamp.no_authority` (it leads to none of the file; detail says why) and
// `timestamp.signer_with_sm2`, whose tokens OpenSSL 3.0 does not verify. Whether a certificate has expired
// shows with each token.
Result<TimestampTrust> timestamp_trust(std::string_view pem);

} // namespace tianping::crypto
