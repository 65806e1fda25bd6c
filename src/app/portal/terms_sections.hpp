#pragma once
// What a bidder must know of the terms, as the trade's page shows it: from the data alone. What people wrote
// stands as they wrote it; the words around it are in the visit's language.
#include "formats/terms.hpp"
#include "portal/views.hpp"

namespace tianping::app {

// Who may bid, how bids are evaluated, where to object. `lots`: those for which this version is in force,
// where not for all.
std::vector<portal::Section> terms_sections(const terms::Terms& terms, const std::string& lots, bool zh);
// What a bid for this lot needs, and how the bids are opened.
std::vector<portal::Section> lot_sections(const terms::LotTerms& lot, bool zh);

} // namespace tianping::app
