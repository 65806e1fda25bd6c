#pragma once
// What the seed decides of the story: who bids for which lot in which order, and to whom which accident
// happens. Lots count from 0, bidders are positions in Cast::bidders, trustees count from 1.
#include "base/money.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace tianping::rehearsal {

// What becomes of a bid before the deadline.
enum class Fate {
    stands,
    early_replaced, // sealed for the older terms, then replaced
    early_stands,   // sealed for the older terms, and says so
    replaced,       // a second version before the deadline
    last_moment,    // a second version in the last millisecond
    withdrawn,
    late // sealed and uploaded in time, submitted at the deadline
};
// What becomes of a bid of lot 2 when its bidder has to prove and open it.
enum class Key { held, lost, own_cause };
// How the deposit comes; one bidder of lot 1 brings a bank's paper to the desk.
enum class Payment { transfer, guarantee, at_the_desk };

struct PlannedBid {
    std::size_t bidder{};
    std::size_t lot{};
    std::int64_t price_share{}; // ten-thousandths of the lot's estimate
    Fate fate = Fate::stands;
    Key key = Key::held;
    Payment payment = Payment::transfer;
    bool joint = false;
};

struct Plan {
    std::vector<PlannedBid> bids{};         // in the order in which they come
    std::vector<PlannedBid> second_round{}; // of lot 3
    std::size_t absent{}, late{}, wrong{};  // trustees at the opening of lot 1
    std::vector<std::size_t> askers{};      // bidders, one for each question
};

inline constexpr std::size_t bidders_in_play = 24;
inline constexpr std::size_t trustees_in_play = 5;

// 24 bidders: 14 for lot 1, of whom one withdraws and one is late; 11 for lot 2, three of them from lot 1;
// two for lot 3, whom two of lot 2 join in its second round. The lead of the joint body bids for lot 2 alone,
// and nobody for three lots. The same seed gives the same plan.
Plan plan_of(std::uint64_t seed);

} // namespace tianping::rehearsal
