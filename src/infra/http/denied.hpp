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
// The same of a token that signs nobody in.
using AuditToken = std::function<void(const std::string& token, const std::string& address, Capability,
                                      const Error& reason)>;

class Denied {
public:
    // Both run on one thread of their own and may block.
    explicit Denied(AuditDenied audit, AuditToken token = {}, std::size_t queue = 1024)
        : audit_{std::move(audit)}, token_{std::move(token)}, workers_{"denied", 1, queue}
    {
    }
    void tell(const Actor& actor, Capability what, const std::string& object, const Error& reason)
    {
        if (audit_ && !workers_.run([=, this] { audit_(actor, what, object, reason); }))
            ++lost_;
    }
    void tell_token(const std::string& token, const std::string& address, Capability what,
                    const Error& reason)
    {
        if (token_ && !workers_.run([=, this] { token_(token, address, what, reason); }))
            ++lost_;
    }
    std::int64_t lost() const { return lost_; }

private:
    AuditDenied audit_;
    AuditToken token_;
    std::atomic<std::int64_t> lost_{0};
    Workers workers_;
};

} // namespace tianping::http
