#pragma once
// What the audit administrator reads (20-49): who was let through, the record of commands, and who was
// denied.
#include "rooms/audit/bodies.hpp"
#include <functional>
#include <map>

namespace tianping::audit {

class Audit {
public:
    // What was done before it concerns nothing that is still sealed; nothing is sealed when it says nothing.
    using SealedSince = std::function<std::optional<Instant>(const ReadTx&)>;
    // Leaves out of both lists what would tell who bids before the opening (招法22, 20-21): whatever needs
    // the capability to bid, to pay or report a deposit, as long as it may concern something sealed (without
    // `sealed_since`: always), and to ask a question for ever; `own` are commands of the house itself that
    // tell the same. Call it with all routes of the house before the door opens.
    void veil(const std::vector<http::Route>& table, SealedSince sealed_since = {},
              const std::vector<std::string>& own = {});
    // The newest first.
    Result<DenialPage> list_denials(const ReadTx& tx, const http::Request& request) const;
    // The oldest first; `?from=`, `?until=` by when they were decided, `?person=`. `http.bad_cursor`.
    Result<CommandPage> list_commands(const ReadTx& tx, const http::Request& request) const;

private:
    Instant unveiled_before(const ReadTx& tx) const;
    bool is_veiled(const std::string& command, Instant decided, Instant unveiled) const;

    std::map<std::string, bool> veiled_{}; // command -> for ever
    SealedSince sealed_since_{};
};

} // namespace tianping::audit
