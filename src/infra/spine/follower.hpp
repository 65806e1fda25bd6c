#pragma once
// Followers read the log; they are never called. The cursor is kept in the same transaction as what the
// follower writes: exactly once in effect. In the writer each gets a bounded turn after its commands, a
// savepoint each, so that a poisonous event (a handler that throws) stops one follower, with its reason, and
// nothing else, until `tianping follower resume` lets it go on. Tables of rooms stand as they are at its
// turn, which may be later than the event by any time: what a view makes of an event depends on nothing that
// later events change, or a rebuild would differ.
#include "infra/spine/event_log.hpp"
#include <functional>
#include <map>

namespace tianping {

enum class FollowerKind {
    view,  // rebuilt from zero by `tianping rebuild NAME`, byte for byte
    outbox // never replayed
};

struct Follower {
    using Handler = std::function<void(WriteTx&, const events::Event&)>;

    std::string name{};
    FollowerKind kind{};
    std::vector<std::string> tables{};        // that a rebuild empties (views only)
    std::map<std::string, Handler> by_kind{}; // event kind -> what it changes
    std::function<void(WriteTx&, const events::Event&)>
        any{}; // when set, takes kinds that by_kind does not name
};

} // namespace tianping
