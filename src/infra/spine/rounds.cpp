#include "infra/spine/rounds.hpp"
#include "infra/spine/log.hpp"

namespace tianping {

Rounds::Rounds(std::string complaint, std::function<void()> round, std::chrono::milliseconds period)
    : complaint_{std::move(complaint)}, round_{std::move(round)}, period_{period}
{
}

Rounds::~Rounds()
{
    stop();
}

void Rounds::start()
{
    thread_ = std::thread{[this] { loop(); }};
}

void Rounds::wake()
{
    const std::lock_guard lock{mutex_};
    wake_ = true;
    woken_.notify_all();
}

void Rounds::stop()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        woken_.notify_all();
    }
    if (thread_.joinable())
        thread_.join();
}

void Rounds::loop()
{
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        woken_.wait_for(lock, period_, [&] { return wake_ || stopping_; });
        wake_ = false;
        lock.unlock();
        try {
            round_();
        } catch (const std::exception& e) {
            log::error(complaint_, {{"reason", e.what()}});
        }
        lock.lock();
    }
}

} // namespace tianping
