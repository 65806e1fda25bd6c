#include "app/trustee/trust.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>

namespace tianping::trustee {
namespace {

Status narrow(seal::Signers& signers, const crypto::Certificate& certificate, Instant at, const Trust& trust)
{
    TP_TRY(serves, trust.serves(certificate, at));
    if (!serves)
        signers.at(certificate.digest()).in_force = false;
    return {};
}

} // namespace

Result<crypto::Certificate> certificate_from(const std::string& base64)
{
    TP_TRY(der, from_base64(base64));
    return crypto::Certificate::from_der(der);
}

Result<crypto::Certificate> certificate_that_signed(const std::string& certificate, ByteView message,
                                                    const std::string& signature, const Error& otherwise)
{
    TP_TRY(signer, certificate_from(certificate));
    TP_TRY(key, signer.public_key());
    TP_TRY(value, from_base64(signature));
    if (!key.verify(message, value))
        return otherwise;
    return signer;
}

Result<bool> Trust::serves(const crypto::Certificate& certificate, Instant at) const
{
    if (!anchored())
        return true;
    const auto chain = anchors_->verify(certificate, crypto::Usage::sign, {}, at);
    if (chain)
        return true;
    const auto& why = chain.error();
    if (why.code == "certificate.crl_stale")
        return why;
    log::warn("a certificate does not count",
              {{"code", why.code}, {"certificate", certificate.digest_text()}, {"at", to_rfc3339(at)}});
    return false;
}

Result<bool> Trust::serves(const std::string& certificate, Instant at) const
{
    TP_TRY(parsed, certificate_from(certificate));
    return serves(parsed, at);
}

Result<PinnedOwner> owner_of(const IntakeState& state)
{
    TP_TRY(pinned, certificate_from(state.owner_der));
    return PinnedOwner{state.owner_certificate, pinned.subject().organisation_code};
}

Result<bool> speaks_for(const PinnedOwner& owner, const crypto::Certificate& signer, Instant at,
                        const Trust& trust)
{
    const bool pinned = signer.digest_text() == owner.certificate;
    const bool of_owner = trust.anchored() && signer.subject().organisation_code == owner.code;
    if (!pinned && !of_owner)
        return false;
    return trust.serves(signer, at);
}

Status judge(seal::Signers& signers, const opening::Closing& closing, Instant deadline, Instant now,
             const Trust& trust)
{
    for (const auto& witness : closing.witnesses) {
        TP_TRY(certificate, certificate_from(witness.certificate));
        TP_CHECK(narrow(signers, certificate, now, trust));
    }
    for (const auto& submission : closing.submissions) {
        TP_TRY(certificate, certificate_from(submission.certificate));
        const auto arrived = std::max(submission.arrived, certificate.not_before());
        TP_CHECK(narrow(signers, certificate, std::min(arrived, deadline), trust));
    }
    return {};
}

} // namespace tianping::trustee
