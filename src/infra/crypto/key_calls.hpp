#pragma once
// What public and private keys share of OpenSSL. For the bodies of infra/crypto; no public header includes
// this.
#include "infra/crypto/key.hpp"
#include "infra/crypto/openssl_calls.hpp"

namespace tianping::crypto::openssl {

Error key_refused(std::string code);

// Nothing for a kind, curve or length that the house does not use.
std::optional<Algorithm> algorithm_of(const EVP_PKEY* key);

// The library's key from a point and, for a private key, its scalar; null when the point is no point.
std::shared_ptr<EVP_PKEY> assembled(Algorithm algorithm, std::span<const std::uint8_t, 65> point,
                                    const BIGNUM* scalar);

// One of a key's numbers, big-endian and padded to 32 bytes.
void key_number(const EVP_PKEY* key, const char* name, std::span<std::uint8_t, 32> out);

} // namespace tianping::crypto::openssl
