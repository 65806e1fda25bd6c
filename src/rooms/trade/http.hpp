#pragma once
// The routes of trade, and its due work.
#include "rooms/trade/service.hpp"

namespace tianping::trade {

// `room` outlives both.
std::vector<http::Route> routes(const Trades& room);
jobs::Handlers handlers(const Trades& room);

} // namespace tianping::trade
