#include "rooms/opening/pauses.hpp"
#include <algorithm>

namespace tianping::opening {

std::vector<Pause> apart(std::vector<Pause> pauses, Instant end)
{
    std::ranges::sort(pauses, {}, &Pause::from);
    std::vector<Pause> out;
    for (const auto& pause : pauses) {
        const auto until = std::min(pause.until, end);
        if (pause.from >= until)
            continue;
        if (out.empty() || pause.from > out.back().until)
            out.push_back({pause.from, until});
        else
            out.back().until = std::max(out.back().until, until);
    }
    return out;
}

Instant end_with_pauses(Instant from, Instant until, const std::vector<Pause>& pauses)
{
    for (const auto& pause : pauses)
        if (pause.until > from && pause.from < until)
            until += pause.until - std::max(pause.from, from);
    return until;
}

std::vector<Pause> pauses_of(const ReadTx& tx, const trade::RoundFacts& round, Instant end)
{
    std::vector<Pause> out;
    for (const auto& hold : trade::holds_of(tx, round.trade))
        if (stops_opening(hold.forbids) && std::ranges::find(hold.rounds, round.id) != hold.rounds.end())
            out.push_back({hold.set_at, hold.lifted_at.value_or(end)});
    return apart(std::move(out), end);
}

Status check_not_stopped(const ReadTx& tx, const trade::RoundId& round)
{
    for (const auto act : trade::opening_acts)
        TP_CHECK(trade::check_not_held(tx, round, act));
    return {};
}

} // namespace tianping::opening
