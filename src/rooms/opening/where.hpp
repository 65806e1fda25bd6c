#pragma once
// The closed intake that a request names, with all that its use cases look at.
#include "rooms/opening/types.hpp"

namespace tianping::opening {

struct Where {
    trade::RoundFacts round{};
    trade::TradeFacts trade{};
    ClosingRow closing{};
    trade::SignedTerms terms{}; // in force at the closing
    terms::LotTerms lot{};
};

// Refuses `opening.not_closed` with the deadline before there is a closed set; a request after the deadline
// is refused with `opening.closing_waits` while the barrier waits for a node, which it names with the remedy.
Result<Where> where_of(const ReadTx& tx, const trade::IntakeId& intake);
// The same for {intake} of a path.
Result<Where> where_of(const ReadTx& tx, const http::Request& request);

// `opening.round_ended` once the round has failed or was terminated: nothing of it is unsealed any more.
Status check_not_ended(const Where& at);

} // namespace tianping::opening
