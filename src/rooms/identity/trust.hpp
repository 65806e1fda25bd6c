#pragma once
// Which authorities the installation trusts, as its tables say, and what a certificate must be to be
// registered: issued below one of them, valid, not revoked, naming the organisation's code (43号令 16).
#include "infra/crypto/chain.hpp"
#include "rooms/identity/types.hpp"

namespace tianping::identity {

// Anchors that are trusted now, and every list that was imported.
crypto::TrustStore trust_of(const ReadTx& tx);
// Differs whenever trust_of() might.
std::string trust_version(const ReadTx& tx);

struct CheckedCertificate {
    crypto::Certificate certificate;
    crypto::Usage usage{};
    std::string anchor{};     // hex digest
    std::string key_digest{}; // hex
};

// A certificate as it comes in a request body, base64 of its DER. `certificate.malformed`.
Result<crypto::Certificate> read_certificate(const std::string& base64, const std::string& path);

// Refuses as crypto::TrustStore::verify does, with `identity.certificate_without_code` when it names no
// organisation, and `identity.certificate_of_another` when it names another than `code`.
Result<CheckedCertificate> check_certificate(const crypto::TrustStore& trust, const crypto::Certificate& leaf,
                                             std::span<const crypto::Certificate> between,
                                             const std::string& code, Instant at);

} // namespace tianping::identity
