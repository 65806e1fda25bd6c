#pragma once
// Who signs in with a token, for the door. Answers come from memory; the table is read once a second and
// session at most, and written at most once in five minutes of use, so that looking up never writes.
//
// Ends known to this node (signing out, leaving, revocation, an ended mandate) count at once; those of
// another node, a changed role too, within a second.
#include "infra/spine/database.hpp"
#include "rooms/identity/rules.hpp"
#include <memory>

namespace tianping::identity {

// 256 bits in hex as they travel; the table holds their SM3 only.
std::string session_token(Chance& chance);
std::string token_digest(std::string_view token);

// An actor as he was stamped, by a version too that knew no supervision: where a supervisor came without,
// what his authority supervises now.
Actor with_supervision(const ReadTx& tx, Actor stamped);

struct SeenSession {
    std::string token_digest{};
    Instant at{};
};

class Sessions {
public:
    // `house` judges certificates and mandates. `timeouts` judges idling and the absolute end: the same clock
    // in a real installation, a running one in a rehearsal. Both outlive this, as the pool does. `tell`
    // writes down when a session was last used; it must not block and may be null.
    Sessions(ReadPool& reads, const Clock& house, const Clock& timeouts, SessionLimits limits = {},
             std::function<void(SeenSession)> tell = {});
    ~Sessions();

    // Any thread. `identity.session_unknown` (also after signing out), `identity.session_ended` (idle or too
    // long), `certificate.expired`, `identity.mandate_ended` (exactly at its end); all
    // Fault::unauthenticated.
    Result<Actor> actor_of(const std::string& token, const std::string& address) const;
    // The same from memory alone; nothing when the table would have to be asked.
    std::optional<Result<Actor>> actor_at_once(const std::string& token, const std::string& address) const;

    // This node ended or changed them: memory is not trusted until what is being committed is there.
    void forget(const std::vector<std::string>& token_digests) const;
    void forget_person(const PersonId& person) const;

    const SessionLimits& limits() const;
    Instant now() const; // of time-outs

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::identity
