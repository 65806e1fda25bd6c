#pragma once
// `tianping rebuild NAME`: a view is emptied and read again from the first event, in one transaction.
#include "infra/spine/database.hpp"
#include "infra/spine/follower.hpp"

namespace tianping {

// The seq that the view has now seen. Refuses outboxes with `house.outbox_never_replayed`: what was sent
// outside is not sent twice. The view's tables are then byte for byte what following would have made.
Result<std::int64_t> rebuild(const DatabaseAddress& database, const Follower& follower, Instant now);

} // namespace tianping
