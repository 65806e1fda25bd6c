#pragma once
// Who runs a trade for its owner, and who did before.
#include "rooms/trade/types.hpp"

namespace tianping::trade {

TradeFacts facts_of_row(const ReadTx& tx, const TradeRow& row);
// The organisations (org_…) whose uploads are the owner's side's: his, and those of every agent that he had.
std::vector<std::string> sides_of(const ReadTx& tx, const TradeRow& row);
// Whether some mandate of the owner covers the trade or its project; refuses as identity::check_mandate does.
Status check_mandate_for(const ReadTx& tx, const TradeRow& row, const identity::OrganisationId& agent,
                         const ProjectId& project, Instant at);

} // namespace tianping::trade
