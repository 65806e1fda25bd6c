#pragma once
// What a bidder's words tell of his price; whether it is a good one is for the owner's terms.
#include "app/commands.hpp"
#include "formats/terms.hpp"
#include <map>

namespace tianping::words {

// Where the letter's price is nothing, or above the lot's 最高投标限价 (条例27): one line. `letter` holds fen
// as digits and would be read out.
std::optional<std::string> price_line(const app::Where& where, const terms::LotTerms& lot,
                                      const std::map<std::string, std::string>& letter);

} // namespace tianping::words
