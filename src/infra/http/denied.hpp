#pragma once
// Denied acts are told to the audit without making the caller wait. When they come faster than they can be
// kept, the oldest waiting are kept, the rest are counted.
#include "infra/http/capability.hpp"
#include "infra/http/workers.hpp"
#include "infra/spine/call.hpp"
#include <atomic>

namespace tianping::http {

using AuditDenied =
    std::function<void(const Actor&, Capability, const std::string& object, const Error& reason)>;

class Denied {
public:
    // `audit` runs on one thread of its own and may block.
    explicit Denied(AuditDenied audit, std::size_t queue = 1024)
        : audit_{std::move(audit)}, workers_{"denied", 1, queue}
    {
    }
    void tell(const Actor& actor, Capability what, const std::string& object, const Error& reason)
    {
        if (audit_ && !workers_.run([=, this] { audit_(actor, what, object, reason); }))
            ++lost_;
    }
    std::int64_t lost() const { return lost_; }

private:
    AuditDenied audit_;
    std::atomic<std::int64_t> lost_{0};
    Workers workers_;
};

} // namespace tianping::http
