#pragma once
// The route table of identity.
#include "rooms/identity/service.hpp"

namespace tianping::identity {

std::vector<http::Route> routes(const Identity& room);

} // namespace tianping::identity
