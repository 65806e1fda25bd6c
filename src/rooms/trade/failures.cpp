#include "rooms/trade/api.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

// A set that was too small moves its round from closed; what fails later has bids that were opened.
bool had_too_few(const ReadTx& tx, const RoundId& round)
{
    return std::ranges::any_of(events::of_stream(tx, round.text()), [](const events::Event& event) {
        if (event.kind != RoundMoved::kind)
            return false;
        const auto moved = event.as<RoundMoved>();
        return moved.from == Stage::closed && moved.to == Stage::failed;
    });
}

} // namespace

std::vector<guidance::Note> after_second_failure(const ReadTx& tx, const guidance::Guidance& guidance,
                                                 const RoundFacts& round)
{
    if (round.stage != Stage::failed || round.number < 2 || !had_too_few(tx, round.id))
        return {};
    bool again = false;
    for (const auto& other : rounds_of(tx, round.trade)) {
        if (other.lot != round.lot)
            continue;
        if (other.number > round.number)
            return {};
        again = again || (other.number + 1 == round.number && had_too_few(tx, other.id));
    }
    return again ? guidance::notes_for(guidance.failed_again, facts_of(tx, round))
                 : std::vector<guidance::Note>{};
}

} // namespace tianping::trade
