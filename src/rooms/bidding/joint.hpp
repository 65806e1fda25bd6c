#pragma once
// Who bids together (招法31, 条例37): read before the transaction, decided within.
#include "formats/joint.hpp"
#include "rooms/bidding/types.hpp"

namespace tianping::bidding {

struct ReadyJoint {
    seal::JointAgreement agreement{};
    std::vector<identity::ProvedSignature> signers{};
};

// `seal.*` under `joint.message`, `identity.signature_wrong` and its kind under `joint.signatures.<n>`.
Result<ReadyJoint> read_joint(const JointBody& in);

// Each party has signed it once, and nobody else: every party without a signature is named
// `bidding.joint_unsigned`, every signature of somebody else `bidding.joint_stranger`. Pure.
Status signed_by_all(const ReadyJoint& joint);

// The agreement is one for this place and this lead, signed by all with certificates that are good at `at`.
// `bidding.joint_of_another`, what signed_by_all refuses, and what identity::check_signer refuses.
Status check_joint(const ReadTx& tx, const ReadyJoint& joint, const seal::Place& place,
                   const std::string& lead, Instant at);

// Whoever is in a submission bids in no other way in the same intake: `bidding.member_bids_already` with each
// such party. Only who agreed to be named can be, so the refusal tells nobody that somebody else bids.
Status claim_parties(WriteTx& tx, const SubmissionRow& row, const std::vector<std::string>& parties);

} // namespace tianping::bidding
