#pragma once
// Who is to close and open: what the terms may not say of it beside their format.
#include "rooms/trade/rules.hpp"

namespace tianping::trade {

// Whoever is to open bids stays the same from the first terms in force on: their keys are published for them.
// `trade.closers_changed`, each lot of which it is true.
Status check_closers_stay(const ReadTx& tx, const terms::Terms& terms, const std::vector<RoundFacts>& rounds);

} // namespace tianping::trade
