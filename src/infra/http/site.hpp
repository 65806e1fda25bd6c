#pragma once
// What the network asks of whoever stands behind it.
#include "base/clock.hpp"
#include "base/result.hpp"
#include "infra/http/message.hpp"
#include <optional>

namespace tianping::http {

// How the body of a request is taken in.
struct BodyPlan {
    enum class Way {
        refuse,  // answer at once, read nothing
        memory,  // whole, at most `most` bytes
        streamed // piece by piece into Visit::receive
    };
    Way way = Way::memory;
    std::int64_t most = 0;
};

// One request on its way. Its functions are called in this order, each at most once unless said otherwise.
class Visit {
public:
    virtual ~Visit() = default;
    // The address whose share of the network's bounds this takes: behind a proxy its caller's. On the
    // network's thread, before any of the others hands work on.
    virtual std::string caller() const = 0;
    // Quick; on the network's thread.
    virtual BodyPlan plan() = 0;
    // The answer of a plan that refuses.
    virtual Response refusal() = 0;
    // A body that cannot be taken: too large, too slow, broken.
    virtual Response refuse(const Error& error) = 0;

    // Way::memory: called on the network's thread as soon as the last byte is read; what it does first is to
    // stamp the arrival. Must not block.
    virtual void answer(std::string body, Deliver deliver) = 0;

    // Way::streamed: on a worker's thread, any number of receive() between open() and finish().
    virtual Status open() = 0;
    virtual Status receive(ByteView bytes) = 0;
    // On the network's thread, at the last byte.
    virtual void last_byte() = 0;
    virtual Response finish() = 0;
};

class Site {
public:
    virtual ~Site() = default;
    // On the network's thread; must not block.
    virtual std::shared_ptr<Visit> visit(Head head) = 0;
    // Runs work that may block. False when there is no room for more.
    virtual bool run(std::function<void()> work) = 0;
    // A request that cannot even be read as one.
    virtual Response refuse(const Error& error) = 0;
    // For the Date of answers.
    virtual Instant now() const = 0;
};

} // namespace tianping::http
