#pragma once
// Commands that the house gives itself, beside its door and its due work.
#include "infra/spine/command.hpp"

namespace tianping {

// The same command as the actor `system` hands it in at `at`. Its key makes that it is decided once,
// whichever node comes first. `chance` outlives it.
inline Command own_command(Command command, std::string key, Instant at, Chance& chance)
{
    command.call.actor.system = true;
    command.call.arrived = at;
    command.call.key = std::move(key);
    command.call.chance = &chance;
    return command;
}

} // namespace tianping
