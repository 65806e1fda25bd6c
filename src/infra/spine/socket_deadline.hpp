#pragma once
// Shuts a socket when its time is over, so that whoever waits on it goes on with an error. Used by
// connection.cpp alone.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace tianping::sql {

class SocketDeadline {
public:
    explicit SocketDeadline(int socket); // which is open for longer than this lives
    ~SocketDeadline();
    SocketDeadline(const SocketDeadline&) = delete;
    SocketDeadline& operator=(const SocketDeadline&) = delete;

    // From now on; nothing: no longer. Steady time. Any thread.
    void set(std::optional<std::chrono::milliseconds> patience);

private:
    using Steady = std::chrono::steady_clock;
    void loop();

    const int socket_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Steady::time_point> end_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace tianping::sql
