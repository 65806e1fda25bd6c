#pragma once
// Authorities whose keys a test holds, so that it can make what no demonstration authority makes: a list of
// the root's that revokes what stands below it, a second certificate for the same key.
#include "infra/crypto/authority.hpp"
#include "infra/crypto/issuing.hpp"
#include <fstream>
#include <iterator>

namespace tianping::test {

struct MadeAuthority {
    crypto::PrivateKey key;
    crypto::Certificate certificate;

    crypto::Signer signer() const { return {key, &certificate}; }
    crypto::RevocationList list(Instant at, std::vector<crypto::Revocation> entries = {},
                                std::chrono::hours lasts = std::chrono::hours{24}) const
    {
        return crypto::signed_list({at, at + lasts, std::move(entries)}, signer());
    }
    crypto::RevocationList list_against(const crypto::Certificate& revoked, Instant at,
                                        std::chrono::hours lasts = std::chrono::hours{24}) const
    {
        const auto second = std::chrono::floor<std::chrono::seconds>(at);
        return list(at, {{revoked.serial(), second, crypto::RevocationReason::key_compromise}}, lasts);
    }
};

inline Bytes another_serial()
{
    static std::uint8_t last = 0;
    return {0x41, ++last};
}

inline crypto::Certificate certified(crypto::Rank rank, const std::string& name, crypto::Period period,
                                     const crypto::PublicKey& key, const crypto::Signer& signer)
{
    crypto::Subject subject;
    subject.common_name = name;
    return crypto::signed_certificate({rank, subject, "", {}, period, another_serial(), ""}, key, signer);
}

inline MadeAuthority made_root(const std::string& name, crypto::Period period,
                               crypto::Algorithm algorithm = crypto::Algorithm::sm2)
{
    auto key = crypto::PrivateKey::generate(algorithm);
    auto certificate = certified(crypto::Rank::root, name, period, key.public_key(), {key, nullptr});
    return {std::move(key), std::move(certificate)};
}

inline MadeAuthority made_below(const MadeAuthority& above, const std::string& name, crypto::Period period)
{
    auto key = crypto::PrivateKey::generate(above.key.algorithm());
    auto certificate = certified(crypto::Rank::issuing, name, period, key.public_key(), above.signer());
    return {std::move(key), std::move(certificate)};
}

// The root of a demonstration authority, from its own folder.
inline MadeAuthority root_in(const std::filesystem::path& home)
{
    const auto text = [&](const char* name) {
        std::ifstream in{home / name, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    return {crypto::PrivateKey::from_pem(text("root.key.pem")).value(),
            crypto::Certificate::from_pem(text("root.pem")).value()};
}

// A holder's pair, with keys made here.
inline crypto::KeyedPair made_pair(const MadeAuthority& issuer, const crypto::Subject& subject,
                                   crypto::Period period)
{
    const auto issue = [&](const crypto::PrivateKey& key, crypto::Usage usage) {
        return crypto::signed_certificate(
            {crypto::Rank::holder, subject, "", usage, period, another_serial(), ""}, key.public_key(),
            issuer.signer());
    };
    auto sign_key = crypto::PrivateKey::generate(issuer.key.algorithm());
    auto encrypt_key = crypto::PrivateKey::generate(issuer.key.algorithm());
    crypto::CertificatePair certificates{issue(sign_key, crypto::Usage::sign),
                                         issue(encrypt_key, crypto::Usage::encrypt)};
    return {std::move(sign_key), std::move(encrypt_key), std::move(certificates)};
}

} // namespace tianping::test
