#pragma once
// The terms as the bytes that their digest is of: what the owner signed, as a file for anyone.
#include "rooms/trade/service.hpp"

namespace tianping::app {

// Of GET /api/v1/trades/{trade}/terms/{digest}/canonical.json.
std::string terms_data_path(const std::string& trade, const std::string& digest);
// Seen by whoever sees the terms at …/terms/{digest}, and recorded as a taking as they are. `trades` outlives
// it. `trade.terms_unknown`
http::Route terms_data_route(const trade::Trades& trades);

} // namespace tianping::app
