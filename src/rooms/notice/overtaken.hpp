#pragma once
// A deadline that a hold overtakes does not happen (design.md 1): the owner finds the postponement drafted.
// Who closes intakes stands right of this room, so the roof's follower tells it what was not closed.
#include "rooms/notice/service.hpp"

namespace tianping::notice {

inline constexpr std::string_view overtaken_job = "notice.overtaken";

// For the roof's follower. The draft follows as due work of `at`: one for all rounds of the trade that the
// same holds overtook at the same deadline, and one only, however often this is told.
void note_overtaken(WriteTx& tx, const trade::RoundId& round, Instant deadline, Instant at);
// The same for a hold that was lifted: a draft that nobody touched gets the earliest lawful instant.
void note_lifted(WriteTx& tx, const trade::HoldId& hold, const std::vector<std::string>& rounds, Instant at);

// Whether the published deadline of this round passed under a hold, and no notice has set another yet.
bool is_overtaken(const ReadTx& tx, const trade::RoundFacts& round);
// Whether this is a draft of the platform's that the owner has neither changed, signed nor withdrawn.
bool is_untouched(const ReadTx& tx, const NoticeRow& row);

} // namespace tianping::notice
