#pragma once
// The manner `bidder` as a trustee sees it: it answers nothing before the window's end by its own clock, and
// then only what the remedy of 20-31 is for. Pure.
#include "rooms/opening/api.hpp"

namespace tianping::trustee {

// When this trustee may answer at all: in the manner `bidder` the window of the signed terms after the
// deadline, or later when the platform says so; a platform can only make it later.
// `trustee.before_window_end` with that instant.
Status manner_allows(const terms::LotTerms& lot, Instant deadline, Instant window_ends, Instant now);

// Why a header may be opened in the manner `bidder`: the terms have the remedy (`trustee.no_remedy`), and
// either its bidder signed a PROOF for it and this CLOSE, or the owner or his agent signed a cause that does
// not lie with the bidder; else `trustee.no_ground`. What a trustee cannot check is the agent's mandate, the
// truth of the cause, and that a prover really gave nothing; these stand in the evidence for everyone.
Status has_ground(const seal::Place& place, const terms::LotTerms& lot, const Digest& close,
                  const opening::HeaderToAnswer& listed, const bidding::ClosedSubmission& submission);

// A bidder's PROOF or ANSWER is signed by a certificate of the organisation that submitted.
Status signed_by_bidder(const opening::BidderMessage& message, const std::string& bidder_code);
// The certificate's organisation, when the signature over the cause is good.
Result<std::string> signer_of(const opening::RecordedCause& cause, const std::string& platform,
                              const std::string& intake, const std::string& closing_digest);

} // namespace tianping::trustee
