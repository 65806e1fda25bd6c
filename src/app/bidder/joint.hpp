#pragma once
// The agreement of a joint body (条例37, docs/formats/seal.md 9), a file that goes from party to party: the
// lead drafts it, each party signs it with its own key on its own machine, the lead submits with it.
#include "app/account/account.hpp"
#include "rooms/bidding/joint.hpp"

namespace tianping::bidder {

// For the kit's intake, signed by the lead already. What seal::JointAgreement::check refuses.
Result<bidding::JointBody> draft_joint(const bidding::SealingKit& kit, const account::Holder& lead,
                                       std::vector<std::string> members);
// Adds the holder's signature; a second one of the same party takes the place of its first.
// `bidder.not_a_party`, and what joint_standing refuses.
Status sign_joint(bidding::JointBody& joint, const account::Holder& party);

struct JointParty {
    std::string code{};
    bool has_signed = false;
    std::string name{}; // as the certificate has it that it signed with
};
BOOST_DESCRIBE_STRUCT(JointParty, (), (code, has_signed, name))

struct JointStanding {
    seal::JointAgreement agreement{};
    std::vector<JointParty> parties{}; // the lead first
    bool complete() const;
};
BOOST_DESCRIBE_STRUCT(JointStanding, (), (agreement, parties))

// What bidding::read_joint refuses; `bidder.not_a_party` when somebody else signed.
Result<JointStanding> joint_standing(const bidding::JointBody& joint);

} // namespace tianping::bidder
