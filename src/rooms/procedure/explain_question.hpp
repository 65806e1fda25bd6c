#pragma once
// What `procedures explain` is asked, read from words; for that command alone.
#include "rooms/procedure/commands.hpp"

namespace tianping::procedure {

// The facts that the options name. An attribute for which the procedure takes one value only, as an open
// tender does with method = open, has that value unless the question says otherwise. Refuses, with the words
// that are allowed, what no rule knows or nobody can read.
Result<Facts> facts_from(const Rulebook& rules, const ExplainOptions& options);

} // namespace tianping::procedure
