#pragma once
// Who is to close and open: what the terms may not say of it beside their format.
#include "rooms/trade/types.hpp"

namespace tianping::trade {

// Whoever is to open bids stays the same from the first terms in force on: their keys are published for them.
// `trade.closers_changed`, each lot of which it is true.
Status check_closers_stay(const ReadTx& tx, const terms::Terms& terms, const std::vector<RoundFacts>& rounds);
// Among those with a share no organisation that is known here as a supervisor
// (`trade.supervisor_holds_share`, 20号令50; it may witness the closing), and owner and agent together at
// most once
// (`trade.one_share_for_owner_and_agent`). Each such closer is a field.
Status check_shares(const ReadTx& tx, const terms::Terms& terms, const TradeRow& trade);
// Closers and trustees sign what SM2 alone signs (docs/formats/seal.md 9): each whose certificate is
// registered here and of another algorithm is a field, `seal.sm2_certificate_wanted`. One that is not
// registered yet is refused at the door when it signs.
Status check_closers_sign(const ReadTx& tx, const terms::Terms& terms);

} // namespace tianping::trade
