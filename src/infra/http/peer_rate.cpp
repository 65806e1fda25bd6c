#include "infra/http/peer_rate.hpp"
#include <algorithm>

namespace tianping::http {

bool is_loopback(const std::string& address)
{
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

bool PeerRate::allow(const std::string& address, Moment now)
{
    if (limits_.per_second <= 0 || (!limits_.count_loopback && is_loopback(address)))
        return true;
    const std::lock_guard lock{mutex_};
    if (buckets_.size() >= limits_.addresses)
        forget_quiet(now);
    auto& bucket = buckets_.try_emplace(address, Bucket{limits_.burst, now}).first->second;
    const auto passed = std::chrono::duration<double>(now - bucket.seen).count();
    bucket.left = std::min(limits_.burst, bucket.left + passed * limits_.per_second);
    bucket.seen = now;
    if (bucket.left < 1)
        return false;
    bucket.left -= 1;
    return true;
}

void PeerRate::forget_quiet(Moment now)
{
    std::erase_if(buckets_, [&](const auto& entry) {
        const auto passed = std::chrono::duration<double>(now - entry.second.seen).count();
        return entry.second.left + passed * limits_.per_second >= limits_.burst;
    });
    if (buckets_.size() >= limits_.addresses)
        buckets_.clear();
}

} // namespace tianping::http
