#pragma once
// Where the terms of a lot say otherwise than its registration: asked when they are signed, and again when
// they are to be put in force, since a supplement may come between.
#include "rooms/trade/api.hpp"

namespace tianping::trade {

struct Disagreement {
    std::string member{}; // of terms::LotTerms: name, estimate
    std::string zh{};
    std::string registered{};
    std::string written{}; // in the terms
};
std::vector<Disagreement> disagreements(const terms::LotTerms& lot, const RoundFacts& round);

} // namespace tianping::trade
