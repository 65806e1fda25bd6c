#pragma once
// What making and checking time stamps share. For the bodies of infra/crypto.
#include "infra/crypto/timestamp.hpp"
#include "infra/crypto/x509_store.hpp"
#include <openssl/pkcs7.h>
#include <openssl/ts.h>

namespace tianping::crypto::openssl {

using OwnedRequest = Owned<TS_REQ, TS_REQ_free>;
using OwnedResponse = Owned<TS_RESP, TS_RESP_free>;
using OwnedToken = Owned<PKCS7, PKCS7_free>;
using OwnedStatement = Owned<TS_TST_INFO, TS_TST_INFO_free>;

Error timestamp_refused(const char* code, const char* why = "");

// Null when the bytes are not exactly one.
OwnedRequest request_from(ByteView der);
// Nothing for another algorithm or length.
std::optional<Imprint> imprint_of(TS_MSG_IMPRINT* imprint);

} // namespace tianping::crypto::openssl
