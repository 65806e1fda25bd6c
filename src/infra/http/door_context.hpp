#pragma once
// What all visits of a door share. For the parts of the door alone.
#include "infra/http/door.hpp"
#include "infra/http/insist.hpp"
#include "infra/http/router.hpp"
#include "infra/http/workers.hpp"

namespace tianping::http {

struct Door::Context {
    Context(std::vector<Route> routes, DoorParts given, DoorLimits given_limits)
        : parts{std::move(given)}, limits{std::move(given_limits)}, router{std::move(routes)},
          rate{limits.peers}, workers{"door", limits.workers, limits.worker_queue},
          bodies{"bodies", limits.body_workers, limits.worker_queue}, lookups{"lookups", limits.lookups, 0},
          stampers{"stamps", limits.stampers, 0}, denied{parts.denied, parts.refused_token},
          insist{parts.writer}, records{parts.writer}, hub{parts.reads, limits.hub}
    {
    }

    DoorParts parts;
    DoorLimits limits;
    Router router;
    PeerRate rate;
    Workers workers, bodies, lookups, stampers; // the last two take what run() might refuse
    Denied denied;
    Insist insist, records;
    Hub hub;
    std::atomic<std::int64_t> requests{0}, refused{0}, faults{0};

    // A bug or a broken machine: logged under an incident's name, which is all that the caller learns.
    Error fault(const std::string& where, const std::string& reason);
    // Of what was thrown there. A database that is away is no fault: the same may be asked again.
    Error thrown(const std::string& where, const std::exception& e);
    Response problem(const Error& error, std::string_view language);
};

Error overloaded();

} // namespace tianping::http
