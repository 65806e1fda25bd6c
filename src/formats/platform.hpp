#pragma once
// The installation as a party of its own: its name in sealed prefixes, and the key with which it signs
// receipts and closed sets. The key opens nothing: it signs only.
#include "infra/crypto/certificate.hpp"
#include "infra/crypto/key.hpp"
#include "infra/crypto/timestamp.hpp"

namespace tianping {

struct Platform {
    std::string name{}; // "demo.example"; [0-9A-Za-z._-]{1,64}
    crypto::PrivateKey key;
    crypto::Certificate certificate;
    crypto::TimestampAuthority timestamps;
};

} // namespace tianping
