#pragma once
// The manner `bidder` as a trustee sees it: it answers nothing before the window's end by its own clock, and
// then only what the remedy of 20-31 is for. Pure.
#include "app/trustee/trust.hpp"

namespace tianping::trustee {

// When this trustee may answer at all: in the manner `bidder` the window of the signed terms after it first
// saw the closing quorum by its own clock, or later when the platform says so; a platform can only make it
// later. `trustee.before_window_end` with that instant.
Status manner_allows(const terms::LotTerms& lot, Instant quorum_seen, Instant window_ends, Instant now);

// What a trustee holds a ground against: nothing of it comes from the platform alone but the project. No text
// that the owner signs says to which project his trade belongs, neither terms nor mandate, so the trustee
// takes the one that the platform shows to everybody, at its first sight of the trade; what is shown later
// changes nothing.
struct GroundFacts {
    seal::Place place{};
    terms::LotTerms lot{};
    Instant deadline{};
    Digest close{};
    PinnedOwner owner{};  // pinned before the deadline
    std::string origin{}; // what the platform calls itself
    Instant now{};        // the trustee's own clock
    Trust trust{};
    std::string project{}; // prj_…; empty: not known, and no mandate for a project counts
};

// Why a header may be opened in the manner `bidder`: the terms have the remedy (`trustee.no_remedy`), and
// either the certificate that signed the bid's SUBMIT signed a PROOF for it and this CLOSE, or the host
// signed a cause that does not lie with the bidder; else `trustee.no_ground`. The host is the owner with any
// certificate that speaks for him when the cause was recorded, or an agent whose mandate he signed
// (may_act_as_host). What a trustee cannot check is the truth of the cause, and that a prover really gave
// nothing; these stand in the evidence for everyone.
Status has_ground(const GroundFacts& facts, const opening::HeaderToAnswer& listed,
                  const bidding::ClosedSubmission& submission);

// The chain owner, mandate, agent: signed by the owner's pinned certificate, or with anchors by any of the
// owner's organisation that served when it was granted; for this platform; for all trades, this one, or its
// project (GroundFacts::project); covering `at`; for the organisation that the agent's certificate names,
// which counts only where anchors vouch for it. That it was revoked since is seen by nobody but the platform.
Status may_act_as_host(const GroundFacts& facts, const opening::SignedMandate& mandate,
                       const crypto::Certificate& agent, Instant at);

// A bidder's message is signed by a certificate of the organisation that submitted.
Status signed_by_bidder(const opening::BidderMessage& message, const std::string& bidder_code);
// A PROOF is signed by the certificate that signed the bid's SUBMIT: a submission stays with the certificate
// that began it.
Status signed_as_submitted(const opening::BidderMessage& proof, const bidding::ClosedSubmission& submission);
// The signer, when the signature over the cause is good.
Result<crypto::Certificate> signer_of(const opening::RecordedCause& cause, const std::string& platform,
                                      const std::string& intake, const std::string& closing_digest);

} // namespace tianping::trustee
