#pragma once
// Which authorities the installation trusts, as its tables say, and what a certificate must be to be
// registered: issued below one of them, valid, not revoked, naming the organisation's code (43号令 16).
#include "base/collected.hpp"
#include "infra/crypto/chain.hpp"
#include "rooms/identity/types.hpp"

namespace tianping::identity {

// Anchors that are trusted now, authorities that are trusted no more, and every list that was imported.
crypto::TrustStore trust_of(const ReadTx& tx);
// Those between, as they were met and not distrusted since.
std::vector<crypto::Certificate> intermediates_of(const ReadTx& tx);
// Differs whenever trust_of() might.
std::string trust_version(const ReadTx& tx);
// Whether what was checked under this version still is. `identity.trust_changed`
Status check_trust_stays(const ReadTx& tx, const std::string& version);

struct CheckedCertificate {
    crypto::Certificate certificate;
    crypto::Usage usage{};
    std::string anchor{};                       // hex digest
    std::string key_digest{};                   // hex
    std::vector<crypto::Certificate> between{}; // it and the anchor, the nearest first
};

// A certificate as it comes in a request body, base64 of its DER. `certificate.malformed`.
Result<crypto::Certificate> read_certificate(const std::string& base64, const std::string& path);

// Of a certificate that may sign. `certificate.wrong_usage`
Result<crypto::PublicKey> signing_key(const crypto::Certificate& certificate);

// What a request hands in between a certificate and an authority that is trusted: `identity.chain_too_long`,
// `certificate.malformed`.
std::vector<crypto::Certificate> read_chain(const std::optional<std::vector<std::string>>& chain,
                                            Collected& bad);
Status check_chain(const std::optional<std::vector<std::string>>& chain); // alone

// Refuses as crypto::TrustStore::verify does, with `identity.certificate_without_code` when it names no
// organisation, and `identity.certificate_of_another` when it names another than `code`.
Result<CheckedCertificate> check_certificate(const crypto::TrustStore& trust, const crypto::Certificate& leaf,
                                             std::span<const crypto::Certificate> between,
                                             const std::string& code, Instant at);

} // namespace tianping::identity
