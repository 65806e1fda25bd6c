#pragma once
// A journal in memory that counts what is pending.
#include "http/notes_house.hpp"
#include <condition_variable>
#include <set>

namespace tianping::test {

class RecordingStamper : public http::Stamper {
public:
    Instant now() override { return test::monday; }
    Result<http::Arrival> arrive() override
    {
        const std::lock_guard lock{mutex};
        if (refuse_arrival)
            return Error{Fault::unavailable, "clock.no_lease"};
        const http::Arrival out{test::monday + std::chrono::milliseconds{++tokens}, tokens};
        pending.insert(out.token);
        return out;
    }
    Status journal(const http::Arrival& arrival, const http::StampedRequest& request) override
    {
        const std::lock_guard lock{mutex};
        if (refuse_journal)
            return Error{Fault::unavailable, "clock.journal_failed"};
        kept[arrival.token] = request;
        changed.notify_all();
        return {};
    }
    void decided(const http::Arrival& arrival) override
    {
        const std::lock_guard lock{mutex};
        twice += pending.erase(arrival.token) == 0 ? 1 : 0;
        changed.notify_all();
    }
    bool keeps(std::size_t many)
    {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, std::chrono::seconds{10}, [&] { return kept.size() >= many; });
    }
    bool all_decided()
    {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, std::chrono::seconds{10}, [&] { return pending.empty(); });
    }
    std::size_t open()
    {
        const std::lock_guard lock{mutex};
        return pending.size();
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t tokens = 0;
    int twice = 0;
    std::set<std::uint64_t> pending;
    std::map<std::uint64_t, http::StampedRequest> kept;
    bool refuse_arrival = false, refuse_journal = false;
};

inline constexpr const char* in_time_path = "/api/v1/notes/in-time";

} // namespace tianping::test
