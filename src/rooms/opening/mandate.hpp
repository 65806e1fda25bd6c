#pragma once
// The agent's mandate behind an act of the host, out of the log: for those who check whether the owner stands
// behind it.
#include "rooms/opening/types.hpp"

namespace tianping::opening {

// The mandate under which a cause was recorded, as its principal signed it; nothing when the owner recorded
// it himself.
std::optional<SignedMandate> mandate_behind(const ReadTx& tx, const CauseRow& cause);

} // namespace tianping::opening
