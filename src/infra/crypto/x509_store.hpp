#pragma once
// OpenSSL's own view of trusted certificates, with the house's strictness. For the bodies of infra/crypto; no
// public header includes this.
#include "infra/crypto/certificate.hpp"
#include "infra/crypto/x509_calls.hpp"
#include <openssl/x509_vfy.h>

namespace tianping::crypto::openssl {

using OwnedStore = Owned<X509_STORE, X509_STORE_free>;
using OwnedStoreContext = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
// Borrows its members.
using BorrowedStack = std::unique_ptr<STACK_OF(X509), FreeStack>;

// Checks at `at`; trusts each of the certificates by itself, so that an imported issuing authority needs no
// root; 112 bits of security at least, so no SHA-1 and no RSA below 2048.
OwnedStore store_of(std::span<const Certificate> anchors, Instant at);
BorrowedStack stack_of(std::span<const Certificate> certificates);

} // namespace tianping::crypto::openssl
