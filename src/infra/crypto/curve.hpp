#pragma once
// Plain SM2 encryption (GB/T 32918.4) with a given ephemeral, which OpenSSL cannot do, and its opening, which
// OpenSSL does. The raw form is C1 ‖ C3 ‖ C2 (65 + 32 + the message's length); DER exists only inside
// sm2_decrypt, made from the raw form, so nobody else's DER is ever read.
#include "infra/crypto/number.hpp"

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace tianping::crypto {

using Point = std::array<std::uint8_t, 65>; // 04 ‖ x ‖ y

// The order of the SM2 curve's group.
extern const Scalar sm2_order;

// True for exactly 65 bytes 04 ‖ x ‖ y with x and y below the field's prime and the point on the SM2 curve.
// Infinity and the compressed and hybrid forms are refused.
bool is_sm2_point(ByteView bytes);

// The public point of a private scalar, 1 <= d <= q − 2; anything else is a bug and throws std::logic_error.
Point sm2_public_point(const Scalar& d);

// Encrypts with the ephemeral k, 1 <= k < q, which must never serve twice. The point was checked before;
// a wrong point, a wrong k or an empty message is a bug and throws std::logic_error.
Bytes sm2_encrypt(const Point& to, ByteView message, const Scalar& k);

// Opens the raw form with an SM2 private key. Every failure is the same `crypto.not_opened`, so the answer
// tells nothing about the plaintext.
Result<Bytes> sm2_decrypt(ByteView raw, evp_pkey_st* key);
// The same with the key's scalar.
Result<Bytes> sm2_decrypt(ByteView raw, const Scalar& d);

} // namespace tianping::crypto
