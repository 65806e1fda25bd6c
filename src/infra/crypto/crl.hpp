#pragma once
// Certificate revocation lists (RFC 5280 5), read and checked by hand because the library's own check does
// not know SM2's id. Values that never change, as certificates are.
#include "infra/crypto/certificate.hpp"

struct X509_crl_st; // OpenSSL's X509_CRL

namespace tianping::crypto {

// RFC 5280 5.3.1, with its numbers.
enum class RevocationReason {
    unspecified = 0,
    key_compromise = 1,
    authority_compromise = 2,
    affiliation_changed = 3,
    superseded = 4,
    cessation = 5,
    hold = 6,
    privilege_withdrawn = 9,
    attribute_compromise = 10
};
BOOST_DESCRIBE_ENUM(RevocationReason, unspecified, key_compromise, authority_compromise, affiliation_changed,
                    superseded, cessation, hold, privilege_withdrawn, attribute_compromise)

struct Revocation {
    std::string serial{}; // as Certificate::serial()
    Instant at{};         // whole seconds
    RevocationReason reason{};
    friend bool operator==(const Revocation&, const Revocation&) = default;
};
BOOST_DESCRIBE_STRUCT(Revocation, (), (serial, at, reason))

class RevocationList {
public:
    // Exactly one complete list, with a next update. Refuses with `certificate.crl_malformed` also what a
    // reader would have to know more for: deltas, indirect lists, lists of some reasons, other critical
    // extensions.
    static Result<RevocationList> from_der(ByteView der);
    static Result<RevocationList> from_pem(std::string_view pem);

    const Bytes& der() const { return read_->der; }
    std::string pem() const;
    std::string issuer_text() const;
    Instant this_update() const { return read_->this_update; }
    // Current at t iff t < next_update(). A list newer than t still speaks for t: it says when each was
    // revoked.
    Instant next_update() const { return read_->next_update; }
    // Whether the list is by the issuer of this certificate and, when it is one of several parts (issuing
    // distribution point), the part that the certificate points to.
    bool speaks_for(const Certificate& certificate) const;
    // Whether both are of the same part, or whole: then the newer one of an authority says what the older
    // did.
    bool same_part(const RevocationList& other) const;
    // Whether this authority's key signed it and its key usage allows that.
    bool signed_by(const Certificate& authority) const;
    // The entry of a certificate that the list speaks for, revoked at whatever time.
    std::optional<Revocation> find(const Certificate& certificate) const;
    // All entries in the list's order.
    std::vector<Revocation> entries() const;

private:
    struct Read {
        Bytes der{};
        Instant this_update{};
        Instant next_update{};
        std::vector<std::string> addresses{}; // of the part that it is, empty for a whole list
        bool users{true};                     // lists certificates of users
        bool authorities{true};               // lists certificates of authorities
    };
    RevocationList(std::shared_ptr<X509_crl_st> crl, std::shared_ptr<const Read> read)
        : crl_{std::move(crl)}, read_{std::move(read)}
    {
    }
    static bool read_part(X509_crl_st* crl, Read& read);
    std::shared_ptr<X509_crl_st> crl_;
    std::shared_ptr<const Read> read_;
};

} // namespace tianping::crypto
