#pragma once
// How keys, certificates and time stamps call OpenSSL. For the bodies of infra/crypto; no public header
// includes this.
#include "base/bytes.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace tianping::crypto::openssl {

template <class T, auto release>
using Owned = std::unique_ptr<T, Releases<release>>;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

// The machine or the library is broken, or the caller made a mistake that no user can make.
[[noreturn]] inline void broken(const char* doing)
{
    char text[256] = "no reason given";
    if (const auto code = ERR_get_error())
        ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    throw std::runtime_error(std::string{"OpenSSL: "} + doing + ": " + text);
}

template <class T>
T* must(T* object, const char* doing)
{
    if (!object)
        broken(doing);
    return object;
}
inline void must_succeed(int outcome, const char* doing)
{
    if (outcome <= 0)
        broken(doing);
}

inline OwnedBio reader(std::string_view text)
{
    return OwnedBio{must(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "read memory")};
}
inline OwnedBio writer()
{
    return OwnedBio{must(BIO_new(BIO_s_mem()), "write memory")};
}
inline std::string text_of(BIO* bio)
{
    const char* data{};
    const auto length = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(length)};
}

template <class T>
Bytes der_of(T* object, int (*encode)(T*, unsigned char**))
{
    const int length = encode(object, nullptr);
    must_succeed(length, "encode DER");
    Bytes out(static_cast<std::size_t>(length));
    auto* at = out.data();
    encode(object, &at);
    return out;
}

inline std::shared_ptr<EVP_PKEY> shared(EVP_PKEY* key)
{
    return {key, [](EVP_PKEY* owned) { EVP_PKEY_free(owned); }};
}

// A context whose SM2 signatures carry the house's id. Signs when `signing`, verifies otherwise.
// Null when the library does not want the key for this.
OwnedContext signature_context(EVP_PKEY* key, bool signing);

} // namespace tianping::crypto::openssl
