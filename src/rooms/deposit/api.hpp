#pragma once
// What later rooms may ask deposit, and what opening tells it (条例26, 35; 20-30, 20-31).
#include "rooms/bidding/api.hpp"

namespace tianping::deposit {

// Whether the deposits of these organisations together were sufficient and in time at the deadline: of a
// joint body those of all parties or of one of them (30号令45). What a party paid before it last withdrew a
// bid is not counted; what is ordered back after the deadline, for whatever cause, changes nothing. Asked
// when the bids are read out, and not before (招法22).
bool in_time(const ReadTx& tx, const trade::RoundFacts& round, const std::vector<std::string>& codes);

// For the act that reads out, or the cause that is recorded after it, once: a bid of the closed set that did
// not open through no fault of its bidder is deemed withdrawn (20-31), and what was paid for it goes back as
// after a withdrawal (条例35).
void deem_withdrawn(WriteTx& tx, const Call& call, const trade::RoundId& round,
                    const std::string& submission);

// The same of a bid that did not open by its bidder's own cause, at the reading out or when its cause is
// recorded later: deemed revoked (20-31), and what was paid for it waits for the owner's choice (条例35).
void deem_revoked(WriteTx& tx, const Call& call, const trade::RoundId& round, const std::string& submission);

} // namespace tianping::deposit
