#include "infra/http/shares.hpp"
#include "infra/http/peer_rate.hpp"

namespace tianping::http {

bool Shares::take(const std::string& name, std::int64_t amount)
{
    const std::lock_guard lock{mutex_};
    const auto it = held_.find(name);
    const auto held = it == held_.end() ? 0 : it->second;
    if (!is_loopback(name) && held + amount > most_)
        return false;
    held_[name] = held + amount;
    return true;
}

void Shares::give(const std::string& name, std::int64_t amount)
{
    const std::lock_guard lock{mutex_};
    const auto it = held_.find(name);
    if (it == held_.end())
        return;
    it->second -= amount;
    if (it->second <= 0)
        held_.erase(it);
}

Error share_full()
{
    return Error{Fault::too_many, "http.too_many_at_once"};
}

Share::~Share()
{
    if (held_ > 0)
        of_.give(name_, held_);
}

bool Share::take(std::int64_t amount)
{
    if (!of_.take(name_, amount))
        return false;
    held_ += amount;
    return true;
}

} // namespace tianping::http
