#include "formats/signed.hpp"

namespace tianping::seal {

Status check_signs_sm2(const crypto::Certificate& certificate, const std::string& path)
{
    const auto key = certificate.public_key();
    if (key && key->algorithm() == crypto::Algorithm::sm2)
        return {};
    return invalid_field("seal.sm2_certificate_wanted", path, "SM2");
}

Signature check_signature(const Signed& signed_message, const Signers& signers)
{
    const auto found = signers.find(signed_message.signer);
    if (found == signers.end() || found->second.key.algorithm() != crypto::Algorithm::sm2)
        return Signature::unknown_signer;
    if (!found->second.key.verify(signed_message.message, signed_message.signature))
        return Signature::wrong;
    return found->second.in_force ? Signature::good : Signature::not_in_force;
}

} // namespace tianping::seal
