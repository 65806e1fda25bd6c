#include "formats/signed.hpp"

namespace tianping::seal {

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
