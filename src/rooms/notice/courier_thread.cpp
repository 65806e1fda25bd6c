#include "infra/spine/log.hpp"
#include "rooms/notice/courier.hpp"

namespace tianping::notice {

CourierThread::CourierThread(Courier& courier, std::chrono::milliseconds rhythm,
                             std::chrono::milliseconds look_again)
    : courier_{courier}, thread_{[this, rhythm, look_again] { run(rhythm, look_again); }}
{
}

CourierThread::~CourierThread()
{
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
    }
    woken_.notify_one();
    thread_.join();
}

void CourierThread::wake()
{
    {
        const std::lock_guard lock{mutex_};
        due_ = true;
    }
    woken_.notify_one();
}

Courier::Backlog CourierThread::backlog() const
{
    const std::lock_guard lock{mutex_};
    return backlog_;
}

void CourierThread::turn(bool look_again)
try {
    courier_.deliver();
    if (look_again)
        courier_.look_again(100, [this] {
            const std::lock_guard lock{mutex_};
            return !stop_;
        });
    const auto left = courier_.backlog();
    const std::lock_guard lock{mutex_};
    backlog_ = left;
} catch (const std::exception& e) {
    log::error("notices could not be carried to the outside medium", {{"reason", e.what()}});
}

void CourierThread::run(std::chrono::milliseconds rhythm, std::chrono::milliseconds look_again)
{
    auto looked = std::chrono::steady_clock::now();
    std::unique_lock lock{mutex_};
    while (!stop_) {
        if (backlog_.waiting > 0)
            woken_.wait_for(lock, rhythm, [&] { return stop_; });
        else
            woken_.wait_for(lock, rhythm, [&] { return due_ || stop_; });
        due_ = false;
        if (stop_)
            return;
        lock.unlock();
        const auto now = std::chrono::steady_clock::now();
        const bool look = now - looked >= look_again;
        looked = look ? now : looked;
        turn(look);
        lock.lock();
        // What is written in a burst is carried in one turn.
        woken_.wait_for(lock, std::chrono::milliseconds{100}, [&] { return stop_; });
    }
}

} // namespace tianping::notice
