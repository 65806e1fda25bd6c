#pragma once
// Who bids together (招法31, 条例37): read before the transaction, decided within.
#include "formats/joint.hpp"
#include "rooms/bidding/types.hpp"

namespace tianping::bidding {

struct ReadyJoint {
    seal::JointAgreement agreement{};
    std::vector<identity::ProvedSignature> signers{};
};

// `seal.*` under `joint.message`.
Result<seal::JointAgreement> read_agreement(const std::string& base64);
// The same, and what identity::prove_sm2_signature refuses under `joint.signatures.<n>`.
Result<ReadyJoint> read_joint(const JointBody& in);

// Each party has signed it once, and nobody else: every party without a signature is named
// `bidding.joint_unsigned`, every signature of somebody else `bidding.joint_stranger`. Pure.
Status signed_by_all(const ReadyJoint& joint);

// The agreement is one for this place and this lead, signed by all with certificates that are good at `at`.
// `bidding.joint_of_another`, what signed_by_all refuses, and what identity::check_signer refuses.
Status check_joint(const ReadTx& tx, const ReadyJoint& joint, const seal::Place& place,
                   const std::string& lead, Instant at);

// What keeps an organisation from bidding alone keeps it from bidding with others: every party of the joint
// body that owns, runs or houses the trade, or supervises, is named `bidding.member_is_party` with its
// article (identity::bar_to_bidding; 20-50).
Status check_no_party_to_the_trade(const ReadTx& tx, const ReadyJoint& joint, const trade::TradeFacts& trade);

// Whoever is in a submission bids in no other way in the same intake: `bidding.member_bids_already` with each
// such party. Only who agreed to be named can be, so the refusal tells nobody that somebody else bids.
Status claim_parties(WriteTx& tx, const SubmissionRow& row, const std::vector<std::string>& parties);

} // namespace tianping::bidding
