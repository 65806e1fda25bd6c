#include "infra/crypto/pair_request.hpp"
#include "base/canonical.hpp"
#include "base/wire.hpp"

namespace tianping::crypto {

namespace {

bool fits(const PublicKey& key, ByteView message, const std::string& proof)
{
    const auto signature = from_hex(proof);
    return signature && key.verify(message, *signature);
}

} // namespace

Bytes PairRequest::proof_message(const Subject& subject, std::string_view challenge, const PublicKey& sign,
                                 const PublicKey& encrypt)
{
    using namespace std::string_view_literals;
    constexpr auto domain = "tianping/certificate-request/1\0"sv;
    const boost::json::object said{{"challenge", challenge},
                                   {"encrypt_key", to_hex(encrypt.der())},
                                   {"sign_key", to_hex(sign.der())},
                                   {"subject", wire::write(subject)}};
    const auto text = std::string{domain} + canonical(said);
    return {text.begin(), text.end()};
}

PairRequest PairRequest::make(const Subject& subject, std::string_view challenge, const PrivateKey& sign,
                              const PrivateKey& encrypt)
{
    const auto sign_key = sign.public_key();
    const auto encrypt_key = encrypt.public_key();
    const auto message = proof_message(subject, challenge, sign_key, encrypt_key);
    return {subject,           std::string{challenge},     sign_key.pem(),
            encrypt_key.pem(), to_hex(sign.sign(message)), to_hex(encrypt.sign(message))};
}

Result<RequestedKeys> PairRequest::proved() const
{
    static constexpr const char* one_key = "PEM of one PUBLIC KEY: SM2, P-256 or RSA";
    const auto sign = PublicKey::from_pem(sign_key);
    const auto encrypt = PublicKey::from_pem(encrypt_key);
    Error bad{Fault::invalid, "certificate.no_possession"};
    if (!sign)
        bad.fields.push_back({"sign_key", sign.error().code, one_key});
    if (!encrypt)
        bad.fields.push_back({"encrypt_key", encrypt.error().code, one_key});
    if (!sign || !encrypt) {
        bad.code = bad.fields.front().code;
        return bad;
    }
    if (*sign == *encrypt)
        return invalid_field("certificate.same_key", "encrypt_key");
    const auto message = proof_message(subject, challenge, *sign, *encrypt);
    if (!fits(*sign, message, sign_proof))
        bad.fields.push_back({"sign_proof", bad.code, ""});
    if (!fits(*encrypt, message, encrypt_proof))
        bad.fields.push_back({"encrypt_proof", bad.code, ""});
    if (!bad.fields.empty())
        return bad;
    return RequestedKeys{*sign, *encrypt};
}

} // namespace tianping::crypto
