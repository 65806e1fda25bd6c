#pragma once
// Time stamps by RFC 3161: made by the installation's own authority or by a configured outside one, checked
// alike. See docs/formats/certificates.md.
#include "infra/crypto/authority.hpp"
#include "infra/crypto/chain.hpp"

namespace tianping::crypto {

enum class ImprintAlgorithm { sm3, sha256 };
BOOST_DESCRIBE_ENUM(ImprintAlgorithm, sm3, sha256)

// What was stamped: a digest and how it was made.
struct Imprint {
    ImprintAlgorithm algorithm{ImprintAlgorithm::sm3};
    Digest digest{};
};

// Signs that a digest existed at an instant. Copies share the key; answer() and stamp() may be called from
// several threads. The clock is the caller's.
class TimestampAuthority {
public:
    // The installation's own, in demonstration-timestamp under the folder: opened, or made with a P-256 key
    // and a certificate from `authority` that lasts as long as the authority does. Refuses as
    // Authority::open and Authority::issue do; `authority` must be a P-256 one.
    static Result<TimestampAuthority> open(const std::filesystem::path& folder, const Authority& authority,
                                           Instant now, RandomSource random = {});
    // From a key and its certificate, whose way to an anchor is put into every token that asks for it.
    // Refuses with `certificate.wrong_usage` what is not for time stamps only and `key.unsupported_algorithm`
    // SM2, which CMS in OpenSSL 3.0 cannot sign with.
    static Result<TimestampAuthority> make(PrivateKey key, Certificate signer,
                                           std::vector<Certificate> between, RandomSource random = {});

    // Answers a TimeStampReq (DER) with a TimeStampResp (DER), also a refusing one (RFC 3161 2.4.2), for SM3
    // and SHA-256 imprints. What is no request at all is `timestamp.malformed_request`. The time has
    // milliseconds, the serial is random, 128 bits long and counts nothing.
    Result<Bytes> answer(ByteView request, Instant now) const;
    // A TimeStampToken (DER) with its certificates inside.
    Bytes stamp(const Imprint& imprint, Instant now) const;
    Bytes stamp(const Digest& sm3, Instant now) const
    {
        return stamp(Imprint{ImprintAlgorithm::sm3, sm3}, now);
    }

    const Certificate& signer() const { return signer_; }

private:
    TimestampAuthority(PrivateKey key, Certificate signer, std::vector<Certificate> between,
                       RandomSource random);
    PrivateKey key_;
    Certificate signer_;
    std::vector<Certificate> between_;
    RandomSource random_;
};

// A TimeStampReq (DER) for any authority; asks for its certificates. An empty nonce is left out.
Bytes timestamp_request(const Imprint& imprint, ByteView nonce = {});
// The token of a TimeStampResp that answers exactly this request (imprint and nonce). Refuses with
// `timestamp.rejected` (status, text) when the authority said no, `timestamp.malformed` and
// `timestamp.other_request`. The signature is still to be verified.
Result<Bytes> token_from_response(ByteView response, ByteView request);

// What a token proves: when, and by whose clock.
struct ProvedStamp {
    Instant at{};
    Certificate signer;
};
// As verify_timestamp, and refused alike.
Result<ProvedStamp> prove_timestamp(ByteView token, const Imprint& imprint, const TrustStore& trust);

// The instant (rounded down to a millisecond) that a token proves for a digest, its signer verified at that
// instant. Refuses with `timestamp.malformed`, `timestamp.other_digest`, `timestamp.bad_signature` or what
// TrustStore::verify refuses about the signer. The token must carry its signer's certificate.
Result<Instant> verify_timestamp(ByteView token, const Imprint& imprint, const TrustStore& trust);
inline Result<Instant> verify_timestamp(ByteView token, const Digest& sm3, const TrustStore& trust)
{
    return verify_timestamp(token, Imprint{ImprintAlgorithm::sm3, sm3}, trust);
}

} // namespace tianping::crypto
