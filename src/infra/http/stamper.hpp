#pragma once
// When a request arrived. An arrival that decides whether a bid is in time is pending from the moment it is
// read until its command is decided, so that no intake closes before it (design.md 2, closing barrier).
#include "base/clock.hpp"
#include "base/result.hpp"
#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tianping::http {

struct Arrival {
    Instant at{};
    std::uint64_t token = 0; // 0: nothing is pending
};

// A stamped request as it is kept until it is decided; enough to decide it after a crash (Door::replay).
struct StampedRequest {
    Instant arrived{};
    std::string method{}; // "POST"
    std::string target{}; // path and query as they came
    std::string actor{};  // canonical JSON of Actor
    std::string key{};
    std::string body_digest{}; // hex, as in the command
    std::int64_t if_match = 0; // 0: none
    std::string language{"zh"};
    std::string body{};
    std::optional<std::map<std::string, std::string>> headers{}; // those that the route names, where any came
};
BOOST_DESCRIBE_STRUCT(StampedRequest, (),
                      (arrived, method, target, actor, key, body_digest, if_match, language, body, headers))

class Stamper {
public:
    virtual ~Stamper() = default;
    // For requests whose arrival decides nothing.
    virtual Instant now() = 0;
    // Reads the time and registers it as pending under one lock; never blocks on a disk. Refuses with
    // `clock.no_lease` when this node may not stamp.
    virtual Result<Arrival> arrive() = 0;
    // Durable when it returns; may block, together with other callers. A refusal means that nothing was kept.
    virtual Status journal(const Arrival& arrival, const StampedRequest& request) = 0;
    // Exactly once for each arrival that is decided, or that was never journaled. Any thread.
    virtual void decided(const Arrival& arrival) = 0;
};

// Stamps only: for installations and tests in which no arrival decides anything after a crash.
class PlainStamper final : public Stamper {
public:
    explicit PlainStamper(const Clock& clock) : clock_{clock} {}
    Instant now() override { return clock_.now(); }
    Result<Arrival> arrive() override { return Arrival{clock_.now(), 0}; }
    Status journal(const Arrival&, const StampedRequest&) override { return {}; }
    void decided(const Arrival&) override {}

private:
    const Clock& clock_;
};

} // namespace tianping::http
