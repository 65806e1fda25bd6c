#pragma once
// Making a round; everything else about rounds stands in api.hpp.
#include "rooms/trade/types.hpp"

namespace tianping::trade {

struct NewRound {
    LotId lot{};
    std::int64_t number{1};
    Stage stage{};
    std::optional<RoundId> follows{};
};

// Mints round and intake, writes the row and tells the log. The lot's row stands already.
RoundRow make_round(WriteTx& tx, const Call& call, const TradeFacts& trade, const NewRound& wanted);

} // namespace tianping::trade
