#include "app/bidder/joint.hpp"
#include "app/trustee/evidence.hpp"
#include <algorithm>

namespace tianping::bidder {
namespace {

Error not_a_party(const std::string& code)
{
    Error e{Fault::forbidden, "bidder.not_a_party"};
    e.params["code"] = code;
    return e;
}

} // namespace

bool JointStanding::complete() const
{
    return std::ranges::all_of(parties, &JointParty::has_signed);
}

Result<bidding::JointBody> draft_joint(const bidding::SealingKit& kit, const account::Holder& lead,
                                       std::vector<std::string> members)
{
    std::ranges::sort(members);
    const seal::JointAgreement agreement{trustee::place_of(kit), lead.certificate.subject().organisation_code,
                                         std::move(members)};
    TP_CHECK(agreement.check());
    bidding::JointBody out{to_base64(agreement.encode()), {}};
    TP_CHECK(sign_joint(out, lead));
    return out;
}

Status sign_joint(bidding::JointBody& joint, const account::Holder& party)
{
    TP_TRY(standing, joint_standing(joint));
    const auto code = party.certificate.subject().organisation_code;
    if (std::ranges::find(standing.parties, code, &JointParty::code) == standing.parties.end())
        return not_a_party(code);
    std::erase_if(joint.signatures, [&](const identity::SignatureIn& given) {
        const auto der = from_base64(given.certificate).value();
        return crypto::Certificate::from_der(der).value().subject().organisation_code == code;
    });
    joint.signatures.push_back(account::sign_with(party, standing.agreement.encode()));
    return {};
}

Result<JointStanding> joint_standing(const bidding::JointBody& joint)
{
    TP_TRY(read, bidding::read_joint(joint));
    JointStanding out{read.agreement, {}};
    for (const auto& code : read.agreement.parties())
        out.parties.push_back({code});
    for (const auto& signer : read.signers) {
        const auto party = std::ranges::find(out.parties, signer.organisation_code, &JointParty::code);
        if (party == out.parties.end())
            return not_a_party(signer.organisation_code);
        party->has_signed = true;
        party->name = signer.certificate.subject().organisation;
    }
    return out;
}

} // namespace tianping::bidder
