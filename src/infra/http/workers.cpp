#include "infra/http/workers.hpp"
#include "infra/spine/log.hpp"

namespace tianping::http {

Workers::Workers(std::string name, std::size_t threads, std::size_t queue)
    : name_{std::move(name)}, most_{queue}
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
}

Workers::~Workers()
{
    stop();
}

bool Workers::run(std::function<void()> work)
{
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || queue_.size() >= most_)
            return false;
        queue_.push_back(std::move(work));
    }
    changed_.notify_one();
    return true;
}

bool Workers::take(std::function<void()> work)
{
    {
        const std::lock_guard lock{mutex_};
        if (stopping_)
            return false;
        first_.push_back(std::move(work));
    }
    changed_.notify_one();
    return true;
}

std::size_t Workers::waiting() const
{
    const std::lock_guard lock{mutex_};
    return queue_.size() + first_.size();
}

void Workers::stop()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
}

void Workers::loop()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [&] { return stopping_ || !first_.empty() || !queue_.empty(); });
            auto& from = first_.empty() ? queue_ : first_;
            if (from.empty())
                return;
            work = std::move(from.front());
            from.pop_front();
        }
        try {
            work();
        } catch (const std::exception& e) {
            log::error("work on a pool threw", {{"pool", name_}, {"reason", e.what()}});
        }
    }
}

} // namespace tianping::http
