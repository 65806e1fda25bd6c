#pragma once
// Denied acts and failed sign-ins, for the audit administrator.
#include "infra/http/peer_rate.hpp"
#include "rooms/identity/types.hpp"
#include <map>
#include <mutex>
#include <span>

namespace tianping::identity {

struct Denial {
    Actor actor{};
    Capability what{};
    std::string object{};
    std::string code{};
    std::string token{}; // digest of one that was refused: whose it was is looked up where this is kept
};

// How often something was denied without being kept one by one.
using LeftOut = std::map<Capability, std::int64_t>;

// Keeps them, each with person, organisation, address, capability, object and reason; and of each capability
// of `left_out` one row, `identity.denials_left_out`, which says of nobody whom it counts.
void record_denials(WriteTx& tx, const Call& call, std::span<const Denial> denials, const LeftOut& left_out);

// Who tried to sign in, before anything is proved.
struct SignInTry {
    std::string certificate{}; // hex digest, "unreadable" where it is none
    std::string address{};

    std::string subject() const { return certificate + "@" + address; } // of SignInFailureRow
};

// Anybody may be denied, or fail to sign in, as often as he likes, so what is kept of it is bounded: of one
// person, or of one address where nobody is signed in, a hundred at once and one a minute, of all a thousand
// at once and `a_second`. The rest is counted, and the counts are handed out to be kept, once a minute at
// most. Any thread.
class KeptDenials {
public:
    struct Next {
        bool kept = false;
        LeftOut left_out{}; // until now
        bool nothing() const { return !kept && left_out.empty(); }
    };
    explicit KeptDenials(double a_second) : of_all_{{a_second, 1000, 2, true}} {}

    // What is to be kept when one more is denied.
    Next next(const std::string& whose, Capability what, Instant now)
    {
        const http::PeerRate::Moment moment{now.time_since_epoch()};
        Next out{of_one_.allow(whose, moment) && of_all_.allow("", moment)};
        const std::lock_guard lock{mutex_};
        if (!out.kept)
            leave_out(what);
        if (waiting_.empty() || now < told_ + std::chrono::minutes{1})
            return out;
        out.left_out.swap(waiting_);
        told_ = now;
        return out;
    }
    // It was not written: so it is left out.
    void put_back(Capability what, const Next& lost)
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [capability, times] : lost.left_out)
            waiting_[capability] += times;
        if (lost.kept)
            leave_out(what);
    }
    std::int64_t left_out() const
    {
        const std::lock_guard lock{mutex_};
        return left_out_;
    }

private:
    void leave_out(Capability what)
    {
        ++waiting_[what];
        ++left_out_;
    }

    http::PeerRate of_one_{{1.0 / 60, 100, 10'000, true}};
    http::PeerRate of_all_;
    mutable std::mutex mutex_;
    LeftOut waiting_{};
    Instant told_{};
    std::int64_t left_out_ = 0;
};

} // namespace tianping::identity
