#pragma once
// Server-sent events. Readers of one topic that stand at the same event share one look into the database; a
// reader that has not written what it got is not asked for, so one page is all that waits for it.
#include "infra/http/source.hpp"
#include "infra/spine/database.hpp"
#include <thread>

namespace tianping::http {

struct HubLimits {
    // Fewer than the server's connections, so that readers never take the last ones.
    std::size_t readers = 16'000;
    std::int64_t readers_per_address = 256;   // as Shares
    std::size_t page = 100;                   // events a look
    std::chrono::milliseconds gather{20};     // commits closer together make one look
    std::chrono::milliseconds at_least{1000}; // other nodes' commits wake nobody here
    std::chrono::seconds longest{
        std::chrono::seconds{30 * 60}}; // then the reader comes back and is asked anew
};

class Hub {
public:
    explicit Hub(ReadPool& reads, HubLimits limits = {});
    ~Hub();

    // `after` is Last-Event-ID or the source's start; `address` is the reader's. Refuses with
    // `house.overloaded` beyond the limit, with `http.too_many_streams` beyond that of one address.
    Result<std::shared_ptr<Feed>> open(Source source, std::string after, const std::string& address);
    // Something was committed. Any thread; never blocks on the database.
    void wake();
    // Ends every stream; readers come back by themselves.
    void stop();
    std::size_t readers() const;

private:
    struct State;
    std::shared_ptr<State> state_; // also held by feeds
    std::thread thread_;
};

// One event as it is written: id, event and data lines, and an empty line.
std::string to_text(const StreamEvent& event);

} // namespace tianping::http
