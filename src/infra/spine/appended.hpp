#pragma once
// What one command has appended so far, for whoever binds something to all of it.
#include "infra/spine/event_log.hpp"

namespace tianping::events {

// Where the log ends now. Throws outside a command, as append() does.
std::int64_t log_end(WriteTx& tx);
// What this transaction appended after that end, in order.
std::vector<Event> appended_after(const ReadTx& tx, std::int64_t end);

} // namespace tianping::events
