#pragma once
// A person at the house's interface: his keys, his session, his commands. Used by the command-line tools and
// the rehearsal; it does nothing that a program of anyone else could not do.
#include "infra/crypto/certificate.hpp"
#include "infra/crypto/key.hpp"
#include "infra/http/client.hpp"
#include "rooms/identity/bodies.hpp"

namespace tianping::account {

struct Holder {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

identity::SignatureIn sign_with(const Holder& holder, ByteView message);

// Asks the installation's demonstration authority for a signing certificate; the keys are made here.
Result<Holder> demonstration_holder(http::Client& client, const std::string& origin,
                                    const crypto::Subject& subject);

class Account {
public:
    // `origin` is what the installation calls itself in sign-in texts; a text for another is never signed.
    Account(const std::string& base, std::string origin, Holder holder);

    // Registers the organisation that the certificate names, with this person as its first (20-20).
    Result<identity::RegistrationOut>
    register_organisation(const std::string& name, const std::string& region, const std::string& person);
    Result<identity::SignInOut> sign_in(const std::optional<identity::MandateId>& mandate = std::nullopt);

    identity::SignatureIn sign(ByteView message) const;
    std::string certificate_base64() const;
    const Holder& holder() const { return holder_; }
    http::Client& client() { return client_; }
    const std::string& origin() const { return origin_; }
    // A key for the next command: unique in this account, the same when `act` is.
    std::string key(const std::string& act) const;

private:
    Result<identity::ChallengeOut> challenge(identity::Purpose purpose);

    http::Client client_;
    std::string origin_;
    Holder holder_;
    std::int64_t challenges_ = 0;
};

} // namespace tianping::account
