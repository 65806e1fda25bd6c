#pragma once
// How often one address may ask: a bucket that fills at a steady rate. Requests of this machine itself (the
// operator, a reverse proxy that names nobody) are not counted.
#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace tianping::http {

struct PeerRateLimits {
    double per_second = 100; // 0: no limit
    double burst = 400;
    std::size_t addresses = 100'000; // remembered; beyond it those whose bucket is full are forgotten, and
                                     // all of them where that is not enough
    bool count_loopback = false;
};

bool is_loopback(const std::string& address);

class PeerRate {
public:
    using Moment = std::chrono::steady_clock::time_point;
    explicit PeerRate(PeerRateLimits limits) : limits_{limits} {}
    // False when the bucket is empty. Any thread.
    bool allow(const std::string& address, Moment now);

private:
    struct Bucket {
        double left;
        Moment seen;
    };
    void forget_quiet(Moment now);
    const PeerRateLimits limits_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

} // namespace tianping::http
