#pragma once
// Denied acts and failed sign-ins, for the audit administrator.
#include "infra/http/peer_rate.hpp"
#include "rooms/identity/types.hpp"
#include <atomic>
#include <span>

namespace tianping::identity {

struct Denial {
    Actor actor{};
    Capability what{};
    std::string object{};
    std::string code{};
};

// Keeps them, each with person, organisation, address, capability, object and reason.
void record_denials(WriteTx& tx, const Call& call, std::span<const Denial> denials);

// Who tried to sign in, before anything is proved.
struct SignInTry {
    std::string certificate{}; // hex digest, "unreadable" where it is none
    std::string address{};

    std::string subject() const { return certificate + "@" + address; } // of SignInFailureRow
};

// Anybody may fail to sign in as often as he likes, so what is kept of it is bounded: of one address a
// hundred at once and one a minute, of all a thousand at once and six a minute. The rest is counted. Any
// thread.
class FailedSignIns {
public:
    // Whether one more from this address is kept.
    bool keep(const std::string& address, Instant now)
    {
        const http::PeerRate::Moment moment{now.time_since_epoch()};
        const bool kept = of_one_.allow(address, moment) && of_all_.allow("", moment);
        left_out_ += kept ? 0 : 1;
        return kept;
    }
    std::int64_t left_out() const { return left_out_; }

private:
    http::PeerRate of_one_{{1.0 / 60, 100, 10'000, true}};
    http::PeerRate of_all_{{0.1, 1000, 2, true}};
    std::atomic<std::int64_t> left_out_{0};
};

} // namespace tianping::identity
