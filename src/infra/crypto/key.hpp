#pragma once
// Keys of the three kinds that Chinese trading meets: SM2 (GB/T 32918), ECDSA P-256 and RSA. A PrivateKey
// exists only where it was made or loaded; nothing here logs one. Copies share the same key, which is never
// changed, so both types may be used from several threads. Without a word to the contrary a function throws
// std::runtime_error when the library itself fails, which is a broken machine and no refusal.
#include "base/bytes.hpp"
#include <boost/describe/enum.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_pkey_st; // OpenSSL's EVP_PKEY, so that this header needs none of OpenSSL's

namespace tianping::crypto {

enum class Algorithm { sm2, p256, rsa };
BOOST_DESCRIBE_ENUM(Algorithm, sm2, p256, rsa)

// The distinguishing id of every SM2 signature in the house (GB/T 35276 default).
inline constexpr std::string_view sm2_id = "1234567812345678";

class PublicKey {
public:
    // From an uncompressed point 04 ‖ X ‖ Y. Refuses with `key.point_not_on_curve` what is no such point and
    // with `key.unsupported_algorithm` RSA.
    static Result<PublicKey> from_point(Algorithm algorithm, std::span<const std::uint8_t, 65> point);
    // PEM "PUBLIC KEY" or its DER (SubjectPublicKeyInfo); nothing may follow. Refuses with `key.malformed` or
    // `key.unsupported_algorithm` (another curve or kind, RSA under 2048 bits).
    static Result<PublicKey> from_pem(std::string_view pem);
    static Result<PublicKey> from_der(ByteView der);
    // Takes part in the ownership of a library key; the same refusals.
    static Result<PublicKey> adopt(std::shared_ptr<evp_pkey_st> key);

    Algorithm algorithm() const { return algorithm_; }
    std::string pem() const;
    Bytes der() const;
    // SM2: SM3 with sm2_id, DER (r, s). P-256: SHA-256, DER (r, s). RSA: SHA-256, PKCS #1 v1.5.
    // False for every signature that does not fit, also for a malformed one. Never throws for bad input.
    bool verify(ByteView message, ByteView signature) const;
    // 04 ‖ X ‖ Y. SM2 and P-256 only; asking an RSA key is a bug and throws.
    std::array<std::uint8_t, 65> point() const;
    evp_pkey_st* handle() const { return key_.get(); }
    friend bool operator==(const PublicKey& a, const PublicKey& b);

private:
    PublicKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm);
    std::shared_ptr<evp_pkey_st> key_;
    Algorithm algorithm_{};
};

class PrivateKey {
public:
    // Fresh from the system's randomness; RSA has 3072 bits. For the edge (the user's own machine, the
    // authority, a trustee), never for a rule.
    static PrivateKey generate(Algorithm algorithm);
    // SM2 or P-256 from its scalar, 32 bytes big-endian, 1 <= d <= n - 2 (GB/T 32918.1; one less than P-256
    // itself would allow). Refuses others with `key.malformed`.
    static Result<PrivateKey> from_scalar(Algorithm algorithm, std::span<const std::uint8_t, 32> scalar);
    // PKCS #8 PEM, plain or encrypted; also the traditional "EC/RSA PRIVATE KEY". Refuses with
    // `key.malformed`, `key.passphrase_needed`, `key.wrong_passphrase` or `key.unsupported_algorithm`. Never
    // asks a terminal.
    static Result<PrivateKey> from_pem(std::string_view pem, std::optional<std::string> passphrase = {});

    Algorithm algorithm() const { return algorithm_; }
    // PKCS #8, unencrypted: whoever writes it to a file sets mode 0600.
    std::string pem() const;
    // PKCS #8 encrypted by AES-256-CBC under the passphrase (PBES2). An empty passphrase is a bug and throws.
    std::string encrypted_pem(std::string_view passphrase) const;
    // As PublicKey::verify reads it. Not deterministic for SM2 and P-256.
    Bytes sign(ByteView message) const;
    PublicKey public_key() const;
    // The SM2 scalar d, big-endian, left-padded. Another algorithm is a bug and throws.
    std::array<std::uint8_t, 32> sm2_scalar() const;
    evp_pkey_st* handle() const { return key_.get(); }

private:
    PrivateKey(std::shared_ptr<evp_pkey_st> key, Algorithm algorithm);
    std::shared_ptr<evp_pkey_st> key_;
    Algorithm algorithm_{};
};

} // namespace tianping::crypto
