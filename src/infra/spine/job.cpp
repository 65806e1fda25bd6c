#include "infra/spine/job.hpp"
#include "base/canonical.hpp"

namespace tianping::jobs {

void schedule(WriteTx& tx, const std::string& id, std::string_view kind, Instant due,
              const boost::json::value& body)
{
    tx.change(
        "INSERT INTO job (id, kind, due, body, attempts, state, reason) VALUES (:i, :k, :d, :b, 0, 'due', "
        "'') "
        "ON CONFLICT (id) DO UPDATE SET due = excluded.due, body = excluded.body WHERE job.state = 'due'",
        id, std::string{kind}, due, canonical(body));
}

void cancel(WriteTx& tx, const std::string& id)
{
    tx.change("UPDATE job SET state = 'cancelled' WHERE id = :i AND state = 'due'", id);
}

std::int64_t failing(const ReadTx& tx)
{
    return tx.number("SELECT count(*) FROM job WHERE state = 'due' AND attempts > 0");
}

} // namespace tianping::jobs
