#pragma once
// The routes of notice.
#include "rooms/notice/service.hpp"

namespace tianping::notice {

// `room` outlives the routes.
std::vector<http::Route> routes(const Notices& room);

} // namespace tianping::notice
