#pragma once
// A thread for work that follows commits and is too heavy for the writer's turn (design.md 2, "follow up"):
// it makes a round after each wake() and every `period`, and hands in what it made as commands of its own. A
// round must be safe to repeat: one that throws is logged and made again.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tianping {

class Rounds {
public:
    // `complaint` is what the log says when a round throws.
    Rounds(std::string complaint, std::function<void()> round,
           std::chrono::milliseconds period = std::chrono::seconds{1});
    ~Rounds(); // as stop()
    Rounds(const Rounds&) = delete;
    Rounds& operator=(const Rounds&) = delete;

    void start();
    void wake();
    void stop(); // after the round in hand

private:
    void loop();

    std::string complaint_;
    std::function<void()> round_;
    const std::chrono::milliseconds period_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool wake_ = false, stopping_ = false;
    std::thread thread_;
};

} // namespace tianping
