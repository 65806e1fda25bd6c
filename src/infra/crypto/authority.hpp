#pragma once
// The demonstration authority: a small CA of the installation's own, so that a fresh one has certificates to
// try everything with. It is no licensed authority (电子签名法 18) and says "Demonstration" in every name and
// certificate. Its keys lie in files of mode 0600 under the installation's folder. Every act touches the
// disk: call it before or after a writer's transaction, never inside.
#include "infra/crypto/crl.hpp"
#include "infra/crypto/pair_request.hpp"
#include "infra/crypto/serial.hpp"
#include <filesystem>

namespace tianping::crypto {

struct CertificatePair {
    Certificate sign;
    Certificate encrypt;
};

struct KeyedPair {
    PrivateKey sign_key;
    PrivateKey encrypt_key;
    CertificatePair certificates;
};

class Authority {
public:
    struct Settings {
        std::filesystem::path folder; // gets demonstration-sm2, demonstration-p256 or demonstration-rsa
        Algorithm algorithm{Algorithm::sm2};
        std::string crl_address{};             // written into certificates when not empty
        std::chrono::hours list_lasts{7 * 24}; // from this update to next update
        RandomSource random{};                 // for serials; keys are always the system's chance
    };
    // Opens what is there, or makes a root (20 years from `now`) and an issuing authority below it (10
    // years). Processes that open at once end with the same one. Refuses with `authority.damaged` (file) when
    // files do not fit each other, `authority.key_exposed` (file) when others than the owner may read a key.
    static Result<Authority> open(Settings settings, Instant now);

    Algorithm algorithm() const { return settings_.algorithm; }
    const Certificate& root() const { return root_; }
    const Certificate& issuing() const { return issuing_; }

    // One certificate. The key must be of the authority's algorithm (`key.unsupported_algorithm`), names
    // within X.520's lengths and not empty (`certificate.bad_name`, every bad field named), the period not
    // empty and within the issuing authority's own (`certificate.bad_period`). Who may get one is the
    // caller's decision.
    Result<Certificate> issue(const PublicKey& key, const Subject& subject, Usage usage, Period period) const;
    // Both certificates of a holder; also refuses as PairRequest::proved() does.
    Result<CertificatePair> issue_pair(const PairRequest& request, Period period) const;
    // As issue_pair, with keys made here: for demonstrations, where one program plays all parts.
    Result<KeyedPair> make_pair(const Subject& subject, Period period) const;

    // Refuses with `certificate.not_issued_here` or `certificate.already_revoked`.
    Status revoke(std::string_view serial, RevocationReason reason, Instant now) const;
    // The issuing authority's list and the root's, both as of `now`. Verifying wants both.
    RevocationList crl(Instant now) const;
    RevocationList root_crl(Instant now) const;

private:
    Authority(Settings settings, PrivateKey root_key, PrivateKey issuing_key, Certificate root,
              Certificate issuing);
    static Result<Authority> load(Settings settings);
    static void create(const Settings& settings, Instant now);
    std::filesystem::path register_file() const;
    Settings settings_;
    PrivateKey root_key_;
    PrivateKey issuing_key_;
    Certificate root_;
    Certificate issuing_;
};

} // namespace tianping::crypto
