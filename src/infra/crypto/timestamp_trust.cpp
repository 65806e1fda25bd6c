#include "infra/crypto/timestamp_trust.hpp"
#include <algorithm>

namespace tianping::crypto {

Result<TimestampTrust> timestamp_trust(std::string_view pem)
{
    TP_TRY(all, certificates_from_pem(pem));
    const auto signer = std::ranges::find_if(all, [](const auto& one) { return one.may(Usage::timestamp); });
    if (signer == all.end())
        return Error{Fault::invalid, "timestamp.no_signer"};
    TimestampTrust out{*signer};
    for (const auto& one : all)
        if (one.is_authority()) {
            out.authorities.push_back(one);
            TP_CHECK(out.store.trust(one));
        }
    TP_TRY(key, out.signer.public_key());
    if (key.algorithm() == Algorithm::sm2)
        return Error{Fault::invalid, "timestamp.signer_with_sm2"};
    const auto chain = out.store.verify(out.signer, Usage::timestamp, {}, out.signer.not_before());
    if (chain)
        return out;
    Error e{Fault::invalid, "timestamp.no_authority"};
    e.detail = chain.error().code;
    return e;
}

} // namespace tianping::crypto
