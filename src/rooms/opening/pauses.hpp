#pragma once
// A hold moves no instant (design.md 1), and nobody loses a right to act while it forbids acting: what holds
// took from a span of an opening is added to its end, for all alike. Pure over values, and the same for the
// platform and for whoever verifies.
#include "rooms/opening/types.hpp"

namespace tianping::opening {

// From the setting of a hold to its lifting.
struct Pause {
    Instant from{};
    Instant until{};
};

// Whether a hold that forbids these acts stops an opening that has begun: whoever may not close or begin it
// does not go on with it either.
using trade::stops_opening;
// In order, those that touch as one, and nothing after `end`.
std::vector<Pause> apart(std::vector<Pause> pauses, Instant end);
// When a span that would end at `until` ends. `pauses` are apart.
Instant end_with_pauses(Instant from, Instant until, const std::vector<Pause>& pauses);

// Of the holds of this round, set before `end`; one that stands lasts until then.
std::vector<Pause> pauses_of(const ReadTx& tx, const trade::RoundFacts& round, Instant end);
// `trade.held` while a hold stops the opening of this round.
Status check_not_stopped(const ReadTx& tx, const trade::RoundId& round);

} // namespace tianping::opening
