#pragma once
// 64 keep-alive clients on one thread, each with one command under way: it costs the server little of the
// processor that both share.
#include <chrono>
#include <cstdint>

namespace tianping::bench {

struct Load {
    unsigned short port = 0;
    std::size_t clients = 64;
    std::chrono::milliseconds time{3'000};
    std::uint64_t seed = 1; // of the idempotency keys
};

// Commands answered with success in a second. Any other answer throws.
double post_entries(const Load& load);

} // namespace tianping::bench
