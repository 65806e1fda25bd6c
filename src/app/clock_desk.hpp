#pragma once
// GET /api/v1/clock for everyone; POST /api/v1/clock moves a rehearsal's clock forward and executes every due
// instant on the way. A real installation refuses with `clock.is_real`.
#include "app/installation.hpp"
#include "infra/http/route.hpp"
#include "infra/spine/writer.hpp"
#include <mutex>

namespace tianping::app {

struct ClockOut {
    Instant now{};
    ClockPurpose purpose{};
};
BOOST_DESCRIBE_STRUCT(ClockOut, (), (now, purpose))

struct ClockIn {
    Instant to{};
};
BOOST_DESCRIBE_STRUCT(ClockIn, (), (to))

class ClockDesk {
public:
    ClockDesk(Installation& installation, Writer& writer) : installation_{installation}, writer_{writer} {}
    std::vector<http::Route> routes() const;

private:
    void keep(Instant to) const;

    mutable std::mutex keeping_;
    Installation& installation_;
    Writer& writer_;
};

} // namespace tianping::app
