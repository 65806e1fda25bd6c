#pragma once
// From a certificate to an authority that the installation trusts, at an instant that the caller names: the
// system's clock plays no part. SM2, ECDSA and RSA chains side by side (43号令 16: certificates of several
// authorities). Revocation lists are checked by hand (infra/crypto/crl.hpp).
#include "infra/crypto/crl.hpp"
#include <filesystem>

namespace tianping::crypto {

// What is done about a certificate whose authority has given no list.
enum class CrlPolicy {
    when_known, // passed; but where a list is known it must be current
    required    // refused as certificate.crl_stale
};

struct Chain {
    std::vector<Certificate> path; // the leaf first, the trusted authority last
    const Certificate& leaf() const { return path.front(); }
    const Certificate& anchor() const { return path.back(); }
};

// Filled once, then only read: verify() may be called from several threads.
class TrustStore {
public:
    explicit TrustStore(CrlPolicy policy = CrlPolicy::when_known) : policy_{policy} {}

    // Trusts an authority, a root or one below. Refuses others with `certificate.not_authority`.
    Status trust(const Certificate& authority);
    // Takes the trust away from whatever leads through this authority: through any certificate of its name
    // and key that is not trusted itself.
    void distrust(const Certificate& authority) { distrusted_.push_back(authority); }
    // Kept as it is: whose it is shows when a chain is verified.
    void add(RevocationList list) { lists_.push_back(std::move(list)); }
    // Every *.pem and *.crt (one or more PEM certificates) and *.crl (PEM or DER) of a folder, in the order
    // of the names; other files are passed over. Every certificate becomes trusted, so nobody but the
    // operator may write there. The first bad file refuses all, its name in the parameter `file`; a folder
    // that cannot be read is `certificate.folder_unreadable`.
    Status load(const std::filesystem::path& folder);

    const std::vector<Certificate>& anchors() const { return anchors_; }
    const std::vector<RevocationList>& lists() const { return lists_; }

    // The way from `leaf` through `intermediates` (in any order, also many useless ones) to an anchor, all
    // valid at `at`, the leaf for `usage`. Refusals, each with the parameters subject and serial of the
    // certificate that it is about:
    //   certificate.not_yet_valid (not_before; also Error::earliest)   certificate.expired (not_after)
    //   certificate.revoked (at, reason)    certificate.crl_stale (next_update, empty when there is no list)
    //   certificate.wrong_usage (wanted)    certificate.untrusted (detail says why)
    //   key.unsupported_algorithm           for a leaf's key
    // A certificate revoked after `at` was good at `at`. Every certificate of the way is judged by the lists
    // of the one above it, and an anchor that another anchor issued by that one's: an authority that was
    // revoked takes everything below it along. Whether a root still stands is the operator's matter.
    Result<Chain> verify(const Certificate& leaf, Usage usage, std::span<const Certificate> intermediates,
                         Instant at) const;
    // The same for the certificate of an authority, such as one that signed a list. Refuses a holder's with
    // `certificate.not_authority`.
    Result<Chain> verify_authority(const Certificate& authority, std::span<const Certificate> intermediates,
                                   Instant at) const;

private:
    Result<Chain> way_of(const Certificate& leaf, std::span<const Certificate> intermediates,
                         Instant at) const;
    bool is_distrusted(const Certificate& authority) const;
    Status check_standing(const Chain& chain, Instant at) const;
    Status check_above(const Certificate& anchor, Instant at) const;
    Status check_revocation(const Certificate& certificate, const Certificate& authority, Instant at) const;
    CrlPolicy policy_;
    std::vector<Certificate> anchors_;
    std::vector<Certificate> distrusted_;
    std::vector<RevocationList> lists_;
};

} // namespace tianping::crypto
