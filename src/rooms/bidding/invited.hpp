#pragma once
// Who may bid where a tender is by invitation (招法17).
#include "rooms/trade/api.hpp"

namespace tianping::bidding {

// An invited tender takes bids and deposits from the invited alone: `bidding.not_invited`.
inline Status check_invited(const ReadTx& tx, const trade::RoundFacts& round,
                            const identity::OrganisationId& bidder)
{
    if (!trade::by_invitation(tx, round.id) || trade::is_invited(tx, round.id, bidder))
        return {};
    return Error{Fault::forbidden, "bidding.not_invited", {}, {}, "招法17"};
}

} // namespace tianping::bidding
