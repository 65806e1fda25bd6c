#pragma once
// What the limits of a procedure say of the figures in terms before anything is registered or published.
#include "formats/terms.hpp"
#include "rooms/procedure/api.hpp"
#include <functional>

namespace tianping::words {

struct LimitsOfTerms {
    // `trade.terms_against_limits`, every breach a field at its place in the terms, with its counts and its
    // article.
    Status broken{};
    // Sentences: what is broken only for some trades of the procedure (a cap for goods), only told, or cannot
    // be counted, and the limits whose other instant is not of the terms.
    std::vector<std::string> open{};
};

// Over all lots, each thing once. An attribute of which the procedure takes one value has that value; one of
// which it takes several stays open; any other counts as met, as everywhere, and the field says so.
// `is_judged` says of a place in the terms ("lots[0].deposit.amount") whether something can be said of it.
LimitsOfTerms limits_of(const terms::Terms& terms, const procedure::Library& law,
                        const procedure::Rulebook& rules, procedure::Language language,
                        const std::function<bool(const std::string& path)>& is_judged);

} // namespace tianping::words
