#pragma once
// Who follows the log in this house: one list for the writer and for `tianping rebuild`.
#include "infra/spine/follower.hpp"
#include <vector>

namespace tianping::app {

// In the order of their turns. A follower that is not named here runs nowhere. `chance` outlives them.
std::vector<Follower> followers(Chance& chance);

} // namespace tianping::app
