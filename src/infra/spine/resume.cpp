#include "infra/spine/resume.hpp"
#include "infra/spine/event_log.hpp"
#include <algorithm>

namespace tianping {

struct StoppedFollower {
    std::string name;
    std::string stopped;
};
BOOST_DESCRIBE_STRUCT(StoppedFollower, (), (name, stopped))

Result<std::string> resume(WriteTx& tx, const Call& call, const FollowerResumed& what)
{
    if (what.reason.empty() || what.by.empty())
        return Error{Fault::invalid, "house.reason_missing"};
    const auto stopped = tx.query<StoppedFollower>(
        "SELECT name, stopped FROM follower WHERE stopped IS NOT NULL ORDER BY name");
    const auto found = std::ranges::find(stopped, what.follower, &StoppedFollower::name);
    if (found == stopped.end()) {
        std::string names;
        for (const auto& one : stopped)
            names += (names.empty() ? "" : ", ") + one.name;
        return Error{Fault::conflict,
                     "house.follower_not_stopped",
                     {},
                     {{"follower", what.follower}, {"stopped", names.empty() ? "-" : names}}};
    }
    tx.change("UPDATE follower SET stopped = NULL WHERE name = :n", what.follower);
    events::append(tx, call, "follower_" + what.follower, {}, what);
    return found->stopped;
}

} // namespace tianping
