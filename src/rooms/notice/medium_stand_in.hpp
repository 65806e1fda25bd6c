#pragma once
// A small outside medium of our own, for tests and rehearsals: it speaks docs/formats/outside-medium.md,
// checks what it is given, and shows it. It stands on a port of the loopback and keeps everything in memory.
// Its clock is the platform's, as `Sent-At` tells it: nobody outside knows the time of a rehearsal.
#include "rooms/notice/medium.hpp"
#include <chrono>

namespace tianping::notice {

class MediumStandIn {
public:
    // Port 0 takes a free one.
    explicit MediumStandIn(std::string name = "平州招标投标公共服务平台（演练）", std::uint16_t port = 0);
    ~MediumStandIn();
    MediumStandIn(const MediumStandIn&) = delete;
    MediumStandIn& operator=(const MediumStandIn&) = delete;

    std::string base() const; // "http://127.0.0.1:40001"
    // From now on it shows another title than it was given: an incident to find.
    void tamper(bool on);
    // Refuses everything with 503 while it is closed.
    void close(bool on);
    // Answers each request so much later from now on; at most five seconds.
    void delay(std::chrono::milliseconds by);
    std::size_t shown() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::notice
