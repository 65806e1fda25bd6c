#pragma once
// The writing of certificates and revocation lists. For the demonstration authority's body; what may be
// issued to whom is decided there.
#include "infra/crypto/crl.hpp"

namespace tianping::crypto {

enum class Rank { root, issuing, holder };

// What a certificate will say.
struct CertificateDraft {
    Rank rank{};
    Subject subject{};
    std::string unit{}; // OU
    Usage usage{};      // of a holder
    Period period{};
    Bytes serial{}; // big-endian, positive
    std::string crl_address{};
};

struct Signer {
    const PrivateKey& key;
    const Certificate* certificate; // null for a root, which signs itself
};

// Names longer than X.520 allows are a bug here and throw.
Certificate signed_certificate(const CertificateDraft& draft, const PublicKey& key, const Signer& signer);

struct ListDraft {
    Instant this_update{};
    Instant next_update{};
    std::vector<Revocation> entries{};
};
RevocationList signed_list(const ListDraft& draft, const Signer& signer);

} // namespace tianping::crypto
