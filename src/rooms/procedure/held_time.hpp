#pragma once
// The time that holds take out of one limit's count.
#include "rooms/procedure/count.hpp"

namespace tianping::procedure {

struct Span {
    Instant from{};
    Instant until{}; // the first moment after it
};

class HeldTime {
public:
    HeldTime() = default;
    HeldTime(const Limit& limit, const std::vector<Hold>& holds);

    // Days left out, ascending; and the same as spans of elapsed time, ascending and apart from each other.
    const std::vector<CivilDay>& days() const { return days_; }
    const std::vector<Span>& spans() const { return spans_; }
    bool leaves_out(CivilDay day) const;
    // The start of the first hold that still stands and takes time out of this limit.
    std::optional<Instant> stands_from() const { return stands_from_; }

    // The counted time between the two; forward() from `start` over all of it leads no further than `end`.
    std::chrono::milliseconds counted_between(Instant start, Instant end) const;
    // The moment at which `length` of counted time after `start` is full.
    Instant forward(Instant start, std::chrono::milliseconds length) const;
    // The last start from which `length` is full by `end`, and the first from which it is not full before
    // `end`.
    Instant last_start(Instant end, std::chrono::milliseconds length) const;
    Instant first_start(Instant end, std::chrono::milliseconds length) const;

private:
    std::vector<CivilDay> days_{};
    std::vector<Span> spans_{};
    std::optional<Instant> stands_from_{};
};

} // namespace tianping::procedure
