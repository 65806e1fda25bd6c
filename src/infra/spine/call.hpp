#pragma once
// One command or question on its way through the house: who asks, for whom, and when it arrived.
#include "base/wire.hpp"
#include "infra/spine/chance.hpp"
#include <string>
#include <vector>

namespace tianping {

// What an authority supervises, as it was recognised for: trades of these regions (GB/T 2260; a province's or
// a city's code holds all below it) and of these classes ("A07"). An empty list holds all of them, so that
// both empty is supervision of every trade (综合监管).
struct Supervision {
    std::vector<std::string> regions{};
    std::vector<std::string> trade_classes{};
    bool operator==(const Supervision&) const = default;
};
BOOST_DESCRIBE_STRUCT(Supervision, (), (regions, trade_classes))

// Who acts (20-49: the record of every act holds person, certificate, network address and time). Set at the
// door from the session, never by the client. Empty person: the public, or the house itself (`system`).
struct Actor {
    std::string person{};             // per_…
    std::string organisation{};       // org_…, in whose role the person is signed in
    std::string mandate{};            // mnd_…, when acting on behalf of another organisation
    std::string on_behalf_of{};       // org_…, the principal of that mandate
    std::string certificate{};        // serial or digest of the certificate that signed in
    std::string address{};            // network address
    std::vector<std::string> roles{}; // names of identity's roles
    bool system = false;              // due work and follow-ups of the house itself
    // Of that mandate: a trade's or a project's id, empty for all. Absent in his own name; a mandate without
    // it covers nothing.
    std::optional<std::string> scope{};
    // Of the organisation, where the person supervises. A supervisor without it supervises nothing.
    std::optional<Supervision> supervision{};

    bool anonymous() const { return person.empty() && !system; }
};
BOOST_DESCRIBE_STRUCT(Actor, (),
                      (person, organisation, mandate, on_behalf_of, certificate, address, roles, system,
                       scope, supervision))

struct Call {
    Actor actor{};
    Instant arrived{}; // when the last byte was read from the socket, before any queue
    std::string key{}; // idempotency key; a person's, for one mandate; empty for reads
    Chance* chance = nullptr;
    std::string second{}; // per_…, who signed the act beside the actor, proved; empty where nobody did

    // A new id that is born at arrival.
    template <class AnyId>
    AnyId mint() const
    {
        return tianping::mint<AnyId>(arrived, *chance);
    }
};

} // namespace tianping
