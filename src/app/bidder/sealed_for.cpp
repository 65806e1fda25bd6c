#include "app/bidder/sealed_for.hpp"
#include "app/trustee/evidence.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::bidder {
namespace {

Result<crypto::Certificate> certificate_in(const std::string& base64)
{
    TP_TRY(der, from_base64(base64));
    return crypto::Certificate::from_der(der);
}

std::string named_in(const crypto::Certificate& certificate)
{
    const auto& subject = certificate.subject();
    return subject.organisation.empty() ? subject.common_name : subject.organisation;
}

bool is_vouched(const crypto::Certificate& certificate, const terms::Closer& closer, const Known& known)
{
    return known.anchors != nullptr && certificate.subject().organisation_code == closer.organisation_code &&
           known.anchors->verify(certificate, crypto::Usage::sign, {}, known.at);
}

Result<std::vector<ShareHolder>> share_holders(const bidding::SealingKit& kit, const terms::LotTerms& lot,
                                               const Known& known)
{
    std::vector<ShareHolder> out;
    for (const auto& closer : lot.unsealing.closers) {
        if (!closer.holds_share)
            continue;
        const auto key = std::ranges::find(kit.keys, closer.index, &bidding::TrusteeKey::index);
        if (key == kit.keys.end())
            return Error{
                Fault::conflict, "closing.key_missing", {}, {{"trustee", std::to_string(closer.index)}}};
        TP_TRY(certificate, certificate_in(key->certificate));
        out.push_back({closer.index, named_in(certificate), certificate.subject().organisation_code,
                       is_vouched(certificate, closer, known)});
    }
    return out;
}

Status check_owner(const crypto::Certificate& owner, const Known& known)
{
    const auto& code = owner.subject().organisation_code;
    if (!known.owner.empty() && code != known.owner)
        return Error{Fault::forbidden,
                     "bidder.other_owner",
                     {},
                     {{"wanted", known.owner}, {"found", code}, {"name", named_in(owner)}}};
    if (known.anchors == nullptr)
        return {};
    const auto chain = known.anchors->verify(owner, crypto::Usage::sign, {}, known.at);
    if (chain)
        return {};
    return Error{Fault::forbidden,
                 "bidder.not_vouched",
                 {},
                 {{"certificate", owner.subject_text()}, {"why", chain.error().code}}};
}

} // namespace

Result<SealedFor> sealed_for(const bidding::SealingKit& kit, const Known& known)
{
    if (!trustee::check_kit(kit, known.intake.empty() ? kit.intake : known.intake))
        return Error{Fault::invalid, "bidder.terms_of_another_lot"};
    const auto& lot = *trade::lot_terms(kit.terms, trade::RoundId::parse(kit.round).value());
    TP_TRY(owner, certificate_in(kit.terms_certificate));
    TP_CHECK(check_owner(owner, known));
    TP_TRY(trustees, share_holders(kit, lot, known));
    return SealedFor{named_in(owner),         owner.subject().organisation_code,
                     owner.issuer_text(),     to_hex(terms::digest(kit.terms)),
                     kit.terms.deadline,      lot.unsealing.manner,
                     lot.unsealing.threshold, std::move(trustees),
                     !known.owner.empty(),    known.anchors != nullptr};
}

} // namespace tianping::bidder
