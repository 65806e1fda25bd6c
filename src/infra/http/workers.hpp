#pragma once
// A few threads for work that may block, with a bounded queue: what does not fit is refused at once. Beside
// it stands a queue for what may not be refused any more.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tianping::http {

class Workers {
public:
    // `name` is for the log when work throws, which it must not.
    Workers(std::string name, std::size_t threads, std::size_t queue);
    ~Workers(); // finishes what was taken

    bool run(std::function<void()> work); // any thread; false: full, or stopping
    // Work that was accepted before it came here: whatever the bound, done in order of coming and before all
    // that run() took. Whoever calls this bounds its number. Any thread; false: stopping.
    bool take(std::function<void()> work);
    std::size_t waiting() const;
    void stop(); // takes nothing more, and returns once what was taken is done

private:
    void loop();
    const std::string name_;
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_, first_; // first_: from take()
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace tianping::http
