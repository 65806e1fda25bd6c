#pragma once
// What the acts of a bidder look at: his own bid of a closed set.
#include "rooms/opening/where.hpp"

namespace tianping::opening::own_bid {

struct ActTag {
    static constexpr std::string_view prefix = "prf";
};
using ActId = Id<ActTag>; // of an act of a bidder, the stream of its event

std::chrono::minutes window_of(const Where& at);
Error window_over(const Where& at);
// `opening.not_witnessed`, `opening.returned_unopened`, `opening.read_out_already`, `opening.round_ended`,
// `trade.held`.
Status check_witnessed(const ReadTx& tx, const Where& at);
// The caller's own bid of the closed set; `opening.no_bid_here`.
Result<std::string> own_submission(const ReadTx& tx, const trade::IntakeId& intake, const Call& call);
std::vector<SealedPartRow> parts_of(const ReadTx& tx, const trade::IntakeId& intake,
                                    const std::string& submission);
bool lists(const std::vector<SealedPartRow>& parts, const std::string& header);
// In the manner `trustees`: the part did not open, or fewer than t shares have come for it so far.
bool wants_own_secret(const ReadTx& tx, const Where& at, const std::string& header);

} // namespace tianping::opening::own_bid
