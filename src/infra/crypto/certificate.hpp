#pragma once
// X.509 certificates as the house reads them (RFC 5280; GB/T 20518 for the SM2 profile). A Certificate is a
// value that never changes: copies are cheap and may be used from several threads. Reading one proves nothing
// about it; TrustStore::verify does (infra/crypto/chain.hpp). See docs/formats/certificates.md.
#include "infra/crypto/key.hpp"
#include <boost/describe/class.hpp>

struct x509_st; // OpenSSL's X509

namespace tianping::crypto {

// What a certificate is wanted for. Chinese practice gives everyone a pair: one to sign, one to encrypt.
enum class Usage { sign, encrypt, timestamp };
BOOST_DESCRIBE_ENUM(Usage, sign, encrypt, timestamp)

// Whom a certificate names. Empty where it says nothing. The attribute serialNumber is not read: outside it
// often holds an identity number, which has no place here.
struct Subject {
    std::string common_name{};  // CN, what people read
    std::string organisation{}; // O
    std::string organisation_code{}; // 统一社会信用代码: organizationIdentifier (2.5.4.97), without "NTRCN-"
    std::string person{};            // userId (RFC 4519 2.39): the holder within the organisation, per_...
    friend bool operator==(const Subject&, const Subject&) = default;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (common_name, organisation, organisation_code, person))

// From the first instant (rounded down to a second) to the last, exclusive.
struct Period {
    Instant from{};
    Instant until{};
};

class Certificate {
public:
    // Exactly one certificate, DER to the last byte, under 64 KiB, with a positive serial, names in clean
    // UTF-8 and at most one organisation code and person. Refuses with `certificate.malformed`.
    static Result<Certificate> from_der(ByteView der);
    // One PEM block "CERTIFICATE" with nothing but white space around it.
    static Result<Certificate> from_pem(std::string_view pem);
    // Takes part in the ownership of a library certificate; the same refusals.
    static Result<Certificate> adopt(std::shared_ptr<x509_st> x509);

    const Bytes& der() const { return read_->der; }
    std::string pem() const;
    // SM3 of the DER: how the house's formats name a certificate.
    Digest digest() const;
    // The same in hex, as rows and texts have it; of a certificate that was only shown, by its DER.
    std::string digest_text() const { return digest_text(der()); }
    static std::string digest_text(ByteView der);
    const Subject& subject() const { return read_->subject; }
    const Subject& issuer() const { return read_->issuer; }
    // Whole names as RFC 2253 text, for people.
    std::string subject_text() const;
    std::string issuer_text() const;
    // Lower-case hex without leading zeros; unique for one issuer only.
    const std::string& serial() const { return read_->serial; }
    // Valid at t iff not_before() <= t < not_after(). Both are whole seconds.
    Instant not_before() const { return read_->not_before; }
    Instant not_after() const { return read_->not_after; }
    bool valid_at(Instant at) const { return not_before() <= at && at < not_after(); }
    // Whether key usage and extended key usage say so. A certificate that says nothing may nothing, and one
    // of an authority may none of these.
    bool may(Usage usage) const;
    // Basic constraints say that it may issue certificates.
    bool is_authority() const { return read_->authority; }
    // Whether that authority issued it: name, identifiers and key usage fit, and its key verifies the
    // signature. Says nothing about whether anybody trusts either.
    bool issued_by(const Certificate& authority) const;
    // The same name and the same key, also where the certificate is another one.
    bool same_holder(const Certificate& other) const;
    // Refuses keys that the house does not use (`key.unsupported_algorithm`): imported authorities may have
    // such, a leaf that TrustStore::verify accepted has none.
    Result<PublicKey> public_key() const;
    // Two certificates are the same when their DER is.
    friend bool operator==(const Certificate& a, const Certificate& b) { return a.der() == b.der(); }
    // Never changed by anyone.
    x509_st* handle() const { return x509_.get(); }

private:
    struct Read {
        Bytes der{};
        Subject subject{};
        Subject issuer{};
        std::string serial{};
        Instant not_before{};
        Instant not_after{};
        bool authority{};
    };
    Certificate(std::shared_ptr<x509_st> x509, std::shared_ptr<const Read> read)
        : x509_{std::move(x509)}, read_{std::move(read)}
    {
    }
    std::shared_ptr<x509_st> x509_;
    std::shared_ptr<const Read> read_;
};

// All certificates of a PEM file, in order; explanatory text between them is passed over. Refuses with
// `certificate.malformed` when one is damaged or there is none.
Result<std::vector<Certificate>> certificates_from_pem(std::string_view pem);

} // namespace tianping::crypto
