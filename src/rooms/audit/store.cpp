#include "rooms/audit/store.hpp"

namespace tianping::audit::store {

std::vector<CommandLine> commands(const ReadTx& tx, const Place& after, Instant until, std::int64_t most)
{
    return tx.list<CommandLine>("WHERE (decided_at, person, key) > (:t, :p, :k) AND decided_at < :u "
                                "ORDER BY decided_at, person, key LIMIT :n",
                                after.decided_at, after.person, after.key, until, most);
}

} // namespace tianping::audit::store
