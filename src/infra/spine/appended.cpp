#include "infra/spine/appended.hpp"
#include "infra/spine/log_head.hpp"

namespace tianping::events {

std::int64_t log_end(WriteTx& tx)
{
    return log_head(tx).last();
}

std::vector<Event> appended_after(const ReadTx& tx, std::int64_t end)
{
    return tx.list<Event>("WHERE seq > :s ORDER BY seq", end);
}

} // namespace tianping::events
