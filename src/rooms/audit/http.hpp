#pragma once
// The route table of audit.
#include "rooms/audit/service.hpp"

namespace tianping::audit {

std::vector<http::Route> routes(const Audit& room);

} // namespace tianping::audit
