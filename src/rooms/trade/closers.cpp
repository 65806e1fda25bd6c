#include "rooms/trade/closers.hpp"
#include <algorithm>

namespace tianping::trade {

Status check_closers_stay(const ReadTx& tx, const terms::Terms& terms, const std::vector<RoundFacts>& rounds)
{
    wire::Faults bad;
    for (std::size_t i = 0; i < terms.lots.size(); ++i) {
        const auto& lot = terms.lots[i];
        const auto at = std::ranges::find_if(rounds, [&](const auto& r) { return r.id.text() == lot.round; });
        if (at == rounds.end() || at->terms_digest.empty())
            continue;
        TP_TRY(in_force, terms_by_digest(tx, at->terms_digest));
        const auto* before = lot_terms(in_force.terms, at->id);
        if (before != nullptr && !same_closing(before->unsealing, lot.unsealing))
            bad.push_back({"terms.lots[" + std::to_string(i) + "].unsealing", "trade.closers_changed", ""});
    }
    if (bad.empty())
        return {};
    return closers_changed(std::move(bad));
}

} // namespace tianping::trade
