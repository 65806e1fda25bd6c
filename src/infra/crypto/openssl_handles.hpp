#pragma once
// OpenSSL's objects, each owned once. For the bodies of infra/crypto; no public header includes this.
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdexcept>
#include <string>

namespace tianping::crypto {

template <auto release>
struct Releases {
    template <class T>
    void operator()(T* object) const
    {
        release(object);
    }
};

using BigNumber = std::unique_ptr<BIGNUM, Releases<BN_clear_free>>;
using BigNumberSpace = std::unique_ptr<BN_CTX, Releases<BN_CTX_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, Releases<EC_POINT_clear_free>>;
using DigestState = std::unique_ptr<EVP_MD_CTX, Releases<EVP_MD_CTX_free>>;
using CipherState = std::unique_ptr<EVP_CIPHER_CTX, Releases<EVP_CIPHER_CTX_free>>;
using KeyState = std::unique_ptr<EVP_PKEY_CTX, Releases<EVP_PKEY_CTX_free>>;

// The library itself failed (no memory, an algorithm missing): a broken machine, so it throws.
inline void must(bool worked, const char* what)
{
    if (!worked)
        throw std::runtime_error(std::string{"OpenSSL: "} + what);
}

} // namespace tianping::crypto
