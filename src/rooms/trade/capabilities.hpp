#pragma once
// What a procedure's capabilities leave to the terms of its rounds (design.md 4). Pure; the trade room asks
// it where terms are signed and published, `terms check` before, and the verifier afterwards.
#include "rooms/trade/findings.hpp"
#include "rooms/trade/words.hpp"

namespace tianping::trade {

// One thing in the terms of a lot that its procedure does not leave to them.
struct Forbidden {
    std::string path{};    // lots[0].minimum_bidders
    std::string allowed{}; // with the lot's name: "一标段: >= 3"
    std::string zh{}, en{};
    std::string article{};
};

// All of them for one lot of the terms: fewer bidders than the procedure's `minimum_bidders`, a way of
// unsealing that it does not name, joint bodies or a deposit where it knows none. What a procedure does not
// say binds nobody; a place that is not in the terms gives nothing.
std::vector<Forbidden> against_procedure(const terms::Terms& terms, std::size_t lot,
                                         const procedure::Rulebook& rules);

// The same as they are told to people: `trade.procedure_forbids`, each refusing.
std::vector<Finding> findings_of(const std::vector<Forbidden>& all);
// One refusal for all: `trade.terms_against_procedure` with article, each a field below `prefix`. Success for
// none.
Status refusal_of(const std::vector<Forbidden>& all, const std::string& procedure, const std::string& prefix);

} // namespace tianping::trade
