#pragma once
// The routes of trade.
#include "rooms/trade/service.hpp"

namespace tianping::trade {

// `room` outlives the routes.
std::vector<http::Route> routes(const Trades& room);

} // namespace tianping::trade
