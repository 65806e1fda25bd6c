#include "app/rehearsal/plan.hpp"
#include <algorithm>
#include <numeric>
#include <random>

namespace tianping::rehearsal {
namespace {

constexpr std::size_t first_lot = 14, second_lot = 8, third_lot = 2, on_two_lots = 3, questions = 12;
constexpr std::size_t on_this_lot_alone = 3; // the joint body's lead, and two who join lot 3's second round

std::vector<std::size_t> shuffled(std::size_t from, std::size_t count, std::mt19937_64& chance)
{
    std::vector<std::size_t> out(count);
    std::iota(out.begin(), out.end(), from);
    std::ranges::shuffle(out, chance);
    return out;
}

PlannedBid bid_of(std::size_t bidder, std::size_t lot, std::mt19937_64& chance)
{
    PlannedBid out{bidder, lot};
    out.price_share = static_cast<std::int64_t>(8'600 + chance() % 1'200);
    if (chance() % 3 == 0)
        out.payment = Payment::guarantee;
    return out;
}

// Bidders of lot 1, each with a fate of his own; who withdraws paid by transfer, so that his deposit goes
// back by transfer too, one whose bid stands pays at the desk, and another hands in a guarantee.
void deal_fates(std::vector<PlannedBid>& first, std::mt19937_64& chance)
{
    std::ranges::shuffle(first, chance);
    const Fate fates[] = {Fate::early_replaced, Fate::replaced, Fate::last_moment, Fate::late,
                          Fate::withdrawn};
    for (std::size_t i = 0; i < std::size(fates); ++i)
        first[i].fate = fates[i];
    first[4].payment = Payment::transfer;
    first[5].payment = Payment::at_the_desk;
    first[6].payment = Payment::guarantee;
}

// Who leads a joint body bids nowhere else in the tender (招标投标法实施条例第37条第三款), and nobody bids
// for three lots: those come first, the accidents fall on any of the others.
void deal_keys(std::vector<PlannedBid>& second, std::mt19937_64& chance)
{
    std::ranges::shuffle(second, chance);
    std::ranges::partition(second, [](const PlannedBid& bid) { return bid.bidder >= first_lot; });
    std::shuffle(second.begin() + on_this_lot_alone, second.end(), chance);
    second[0].joint = true;
    second[3].fate = Fate::early_stands;
    second[4].key = Key::lost;
    second[5].key = Key::own_cause;
    second[6].fate = Fate::replaced;
}

} // namespace

Plan plan_of(std::uint64_t seed)
{
    std::mt19937_64 chance{seed ^ 0x7469616e70696e67U};
    Plan out;
    std::vector<PlannedBid> first, second;
    for (std::size_t i = 0; i < first_lot; ++i)
        first.push_back(bid_of(i, 0, chance));
    deal_fates(first, chance);
    for (std::size_t i = 0; i < on_two_lots; ++i) // bidders whose first bid stands
        second.push_back(bid_of(first[first.size() - 1 - i].bidder, 1, chance));
    for (std::size_t i = 0; i < second_lot; ++i)
        second.push_back(bid_of(first_lot + i, 1, chance));
    deal_keys(second, chance);
    out.bids = first;
    out.bids.insert(out.bids.end(), second.begin(), second.end());
    for (std::size_t i = 0; i < third_lot; ++i)
        out.bids.push_back(bid_of(first_lot + second_lot + i, 2, chance));
    std::ranges::shuffle(out.bids, chance);
    for (std::size_t i = 0; i < third_lot; ++i)
        out.second_round.push_back(bid_of(first_lot + second_lot + i, 2, chance));
    for (const auto bidder : {second[1].bidder, second[2].bidder})
        out.second_round.push_back(bid_of(bidder, 2, chance));
    std::ranges::shuffle(out.second_round, chance);
    const auto trustees = shuffled(1, trustees_in_play, chance);
    out.absent = trustees[0];
    out.late = trustees[1];
    out.wrong = trustees[2];
    out.askers = shuffled(0, bidders_in_play, chance);
    out.askers.resize(questions);
    return out;
}

} // namespace tianping::rehearsal
