#pragma once
// How agents were named, as their owner signed it, out of the log.
#include "rooms/opening/types.hpp"

namespace tianping::opening {

// Of each `trade.agent_named` of the trade, the first first. For readers of the whole alone (api.hpp).
std::vector<SignedNaming> signed_namings(const ReadTx& tx, const trade::TradeId& trade);

} // namespace tianping::opening
