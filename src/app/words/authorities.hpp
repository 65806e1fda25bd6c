#pragma once
// Authorities and their revocation lists as a person hands them to a word, in files of his own.
#include "infra/crypto/chain.hpp"

namespace tianping::words {

struct Authorities {
    std::string pem{}; // as it was read
    std::vector<crypto::Certificate> certificates{};
};
// `words.cannot_read`, `certificate.malformed`. None where no file is named.
Result<Authorities> authorities_in(const std::string& file);
// The same of PEM that was kept.
Result<Authorities> authorities_of(std::string pem);

// Trusts them, with the lists (PEM or DER) of these files as they are now. A time-stamp authority's own
// certificate is passed over; another that is no authority's is refused (`certificate.not_authority`), and so
// are lists without any authority (`words.crl_without_anchors`).
Result<crypto::TrustStore> trust_in(const std::vector<crypto::Certificate>& authorities,
                                    const std::vector<std::string>& crls = {});

} // namespace tianping::words
