#include "app/account/account.hpp"
#include "formats/login.hpp"
#include "infra/crypto/pair_request.hpp"
#include "infra/crypto/random.hpp"

namespace tianping::account {

Result<Holder> demonstration_holder(http::Client& client, const std::string& origin,
                                    const crypto::Subject& subject)
{
    const auto sign = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto encrypt = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto request = crypto::PairRequest::make(subject, origin, sign, encrypt);
    TP_TRY(pair, client.post<identity::DemonstrationPairOut>("/api/v1/demo/certificates", request,
                                                             to_hex(crypto::random_bytes(16))));
    TP_TRY(der, from_base64(pair.sign));
    TP_TRY(certificate, crypto::Certificate::from_der(der));
    return Holder{sign, certificate};
}

identity::SignatureIn sign_with(const Holder& holder, ByteView message)
{
    return {to_base64(holder.certificate.der()), to_base64(holder.key.sign(message))};
}

Account::Account(const std::string& base, std::string origin, Holder holder)
    : client_{base}, origin_{std::move(origin)}, holder_{std::move(holder)}
{
}

std::string Account::certificate_base64() const
{
    return to_base64(holder_.certificate.der());
}

identity::SignatureIn Account::sign(ByteView message) const
{
    return sign_with(holder_, message);
}

std::string Account::key(const std::string& act) const
{
    return holder_.certificate.digest_text().substr(0, 12) + "/" + act;
}

Result<identity::ChallengeOut> Account::challenge(identity::Purpose purpose)
{
    const auto act =
        key("challenge/" + std::to_string(++challenges_) + "/" + to_hex(crypto::random_bytes(8)));
    TP_TRY(out, client_.post<identity::ChallengeOut>("/api/v1/session/challenges",
                                                     identity::ChallengeIn{purpose}, act));
    if (out.origin == origin_)
        return out;
    Error e{Fault::forbidden, "account.other_origin"};
    e.params["origin"] = out.origin;
    return e;
}

Result<identity::RegistrationOut>
Account::register_organisation(const std::string& name, const std::string& region, const std::string& person)
{
    TP_TRY(asked, challenge(identity::Purpose::registration));
    const auto& code = holder_.certificate.subject().organisation_code;
    const identity::RegistrationText text{asked.challenge, code,   name,   asked.nonce,
                                          asked.origin,    person, region, asked.time};
    const auto signature = to_base64(holder_.key.sign(identity::registration_message(text)));
    return client_.post<identity::RegistrationOut>(
        "/api/v1/organisations",
        identity::RegistrationIn{
            code, name, region, person, asked.challenge, certificate_base64(), {}, {}, signature},
        key("register/" + asked.challenge));
}

Result<identity::SignInOut> Account::sign_in(const std::optional<identity::MandateId>& mandate)
{
    client_.sign_in_with({}); // an ended session would be refused at this door, too
    TP_TRY(asked, challenge(identity::Purpose::sign_in));
    const identity::ChallengeText text{asked.challenge, asked.nonce, asked.origin, asked.purpose, asked.time};
    const auto signature = to_base64(holder_.key.sign(identity::login_message(text)));
    TP_TRY(out, client_.post<identity::SignInOut>(
                    "/api/v1/session",
                    identity::SignInIn{asked.challenge, certificate_base64(), signature, mandate},
                    key("sign-in/" + asked.challenge)));
    client_.sign_in_with(out.token.value_or(""));
    return out;
}

} // namespace tianping::account
