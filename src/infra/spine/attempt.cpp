#include "infra/spine/attempt.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/log_head.hpp"

namespace tianping {

Status attempt(WriteTx& tx, const std::function<Status()>& work)
{
    auto& head = events::log_head(tx);
    const auto before = head.last();
    tx.connection().change("SAVEPOINT attempt", {});
    auto done = work();
    if (!done) {
        tx.connection().change("ROLLBACK TO SAVEPOINT attempt", {});
        head.roll_back_to(before);
    }
    tx.connection().change("RELEASE SAVEPOINT attempt", {});
    return done;
}

} // namespace tianping
