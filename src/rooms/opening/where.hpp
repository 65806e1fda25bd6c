#pragma once
// The closed intake that a request names, with all that its use cases look at.
#include "rooms/opening/pauses.hpp"

namespace tianping::opening {

struct Where {
    trade::RoundFacts round{};
    trade::TradeFacts trade{};
    ClosingRow closing{};       // its window's end with what holds took
    trade::SignedTerms terms{}; // in force at the closing
    terms::LotTerms lot{};
    std::vector<Pause> pauses{}; // until now or the reading out; none before the set is witnessed
};

// Refuses `opening.not_closed` with the deadline before there is a closed set; a request after the deadline
// is refused with `opening.closing_waits` while the barrier waits for a node, which it names with the remedy.
Result<Where> where_of(const ReadTx& tx, const trade::IntakeId& intake, Instant now);
// The same for {intake} of a path.
Result<Where> where_of(const ReadTx& tx, const http::Request& request);

// When giving and the remedy end, with what holds took; nothing before giving has begun.
std::optional<UnsealingRow> begun_of(const ReadTx& tx, const Where& at);
// `opening.round_ended` once the round has failed or was terminated: nothing of it is unsealed any more;
// `trade.held` while a hold stops it.
Status check_going_on(const ReadTx& tx, const Where& at);

} // namespace tianping::opening
