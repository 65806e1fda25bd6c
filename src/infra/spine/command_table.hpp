#pragma once
// The record of every command (20-49) and the memory of its answer. Written outside the room's savepoint, so
// that refusals answer alike after a restart too.
#include "infra/spine/command.hpp"

namespace tianping::commands {

// The stored outcome of this person's key, nothing when it was never decided. Another name or body under the
// same key, another organisation or another mandate is refused with `command.key_reused`.
std::optional<Outcome> recall(const ReadTx& tx, const Command& command);

// Keeps the outcome of a command that was decided now.
void remember(WriteTx& tx, const Command& command, const Outcome& outcome, Instant now);

// The same command with an earlier stamp, for a key that was refused to a later one: the request reached this
// node first, and another node, which took it later, was first to decide. Its decide() decides anew with the
// earlier stamp; when that is a yes, the key's answer becomes this one. A yes is never changed, nor is the
// arrival that went with it. The late try and this one are both kept (20-49). Refuses with `stamp_is_later`,
// and keeps nothing, when the decision had the earlier stamp; then the known answer counts.
inline constexpr const char* stamp_is_later = "command.stamp_is_later";
Command with_first_stamp(const Command& command);

// Overload and bugs are no answers: the next try decides anew.
bool is_kept(const Outcome& outcome);

} // namespace tianping::commands
