#pragma once
// An act within an act, for what has to be recorded of one that was refused halfway.
#include "infra/spine/store.hpp"

namespace tianping {

// Runs `work` in a savepoint of its own. What it refuses is answered, nothing that it wrote is kept, its
// events included, and the command goes on; what it throws undoes the whole command. Only inside a command,
// due work or a follower's turn.
Status attempt(WriteTx& tx, const std::function<Status()>& work);

} // namespace tianping
