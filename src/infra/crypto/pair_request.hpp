#pragma once
// How a holder asks for his certificates without giving away a private key.
#include "infra/crypto/certificate.hpp"

namespace tianping::crypto {

struct RequestedKeys {
    PublicKey sign;
    PublicKey encrypt;
};

// What a holder sends: his two public keys, each proved by a signature over proof_message(), so that both
// private keys are made and stay on his side. A body of the HTTP interface as it stands.
struct PairRequest {
    Subject subject{};
    std::string challenge{};   // what the asker was given to sign against replay; the caller compares it
    std::string sign_key{};    // PEM
    std::string encrypt_key{}; // PEM
    std::string sign_proof{};  // hex
    std::string encrypt_proof{};

    // "tianping/certificate-request/1\0" ‖ canonical JSON of subject, challenge and both keys' DER in hex.
    static Bytes proof_message(const Subject& subject, std::string_view challenge, const PublicKey& sign,
                               const PublicKey& encrypt);
    static PairRequest make(const Subject& subject, std::string_view challenge, const PrivateKey& sign,
                            const PrivateKey& encrypt);
    // The two keys, when each has signed. Refuses with `key.malformed`, `key.unsupported_algorithm` or
    // `certificate.no_possession`, all bad fields named, and with `certificate.same_key` when one key is to
    // do both.
    Result<RequestedKeys> proved() const;
};
BOOST_DESCRIBE_STRUCT(PairRequest, (), (subject, challenge, sign_key, encrypt_key, sign_proof, encrypt_proof))

} // namespace tianping::crypto
