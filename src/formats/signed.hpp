#pragma once
// A message with its signature, and whose keys are trusted to have made it.
#include "formats/packing.hpp"
#include "infra/crypto/certificate.hpp"
#include <map>

namespace tianping::seal {

struct Signed {
    Digest signer{}; // SM3 of the DER of the signing certificate
    Bytes message{}; // exactly the bytes that are signed
    Bytes signature{};
};

// A signing certificate whose chain the caller has verified.
struct Signer {
    crypto::PublicKey key;
    std::string organisation{}; // 统一社会信用代码
    bool in_force = true;       // neither expired nor revoked at the instant that matters
};
using Signers = std::map<Digest, Signer>;

// Whether whoever holds this certificate can sign messages of the format: profile 1 signs with SM2, and what
// another key signed no trustee, sealing program or verifier takes. `seal.sm2_certificate_wanted` at `path`.
Status check_signs_sm2(const crypto::Certificate& certificate, const std::string& path);

enum class Signature { good, unknown_signer, not_in_force, wrong };

// Profile 1 signs with SM2 only; a key of another algorithm is an unknown signer. `not_in_force` is a
// signature that is right but for the certificate's time.
Signature check_signature(const Signed& signed_message, const Signers& signers);

} // namespace tianping::seal
