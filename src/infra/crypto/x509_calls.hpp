#pragma once
// What certificates, revocation lists and time stamps share of OpenSSL's X.509. For the bodies of
// infra/crypto; no public header includes this.
#include "infra/crypto/openssl_calls.hpp"
#include <openssl/x509.h>
#include <optional>

namespace tianping::crypto::openssl {

inline std::shared_ptr<X509> shared(X509* x509)
{
    return {x509, [](X509* owned) { X509_free(owned); }};
}
inline std::shared_ptr<X509_CRL> shared(X509_CRL* list)
{
    return {list, [](X509_CRL* owned) { X509_CRL_free(owned); }};
}

// Nothing when the library cannot read it as a date from 1950 to 9999.
std::optional<Instant> instant_of(const ASN1_TIME* time);
// Lower-case hex without leading zeros; nothing for zero, negative or longer than 20 bytes (RFC
// 5280 4.1.2.2).
std::optional<std::string> serial_hex(const ASN1_INTEGER* serial);

using OwnedInteger = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
// The bytes as a positive number.
OwnedInteger integer_of(ByteView big_endian);

} // namespace tianping::crypto::openssl
