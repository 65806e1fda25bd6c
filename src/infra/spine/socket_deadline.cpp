#include "infra/spine/socket_deadline.hpp"
#include <sys/socket.h>

namespace tianping::sql {

SocketDeadline::SocketDeadline(int socket) : socket_{socket}, thread_{[this] { loop(); }} {}

SocketDeadline::~SocketDeadline()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        changed_.notify_all();
    }
    thread_.join();
}

void SocketDeadline::set(std::optional<std::chrono::milliseconds> patience)
{
    const std::lock_guard lock{mutex_};
    const auto before = end_;
    end_.reset();
    if (patience)
        end_ = Steady::now() + *patience;
    if (end_ && (!before || *end_ < *before)) // a later end is seen when the thread wakes for the earlier one
        changed_.notify_all();
}

void SocketDeadline::loop()
{
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        if (!end_) {
            changed_.wait(lock);
        } else if (const auto end = *end_; Steady::now() < end) {
            changed_.wait_until(lock, end);
        } else {
            ::shutdown(socket_, SHUT_RDWR);
            end_.reset();
        }
    }
}

} // namespace tianping::sql
