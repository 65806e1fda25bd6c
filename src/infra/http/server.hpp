#pragma once
// HTTP/1.1 over plain TCP (TLS and HTTP/2 end at nginx): reads requests within limits, writes responses, and
// knows nothing of what stands behind the Site. Who is slow, too large or too many is refused or cut before
// it costs memory; time-outs use steady time. Beyond `connections`, or those of one peer, a connection is
// told `house.overloaded` before it asks and closed; of more than 256 such at a time the rest are closed
// unanswered. Beyond what all may hold at once a request is refused with `house.overloaded`, beyond the share
// of its address (Visit::caller) with `http.too_many_at_once`; this machine itself has no share.
#include "infra/http/site.hpp"
#include <chrono>
#include <memory>

namespace tianping::http {

struct ServerOptions {
    std::string address{"127.0.0.1"};
    unsigned short port = 0; // 0: any free one
    std::size_t threads = 1;
    std::size_t connections = 20'000;
    std::int64_t connections_per_peer = 256; // the other end of the socket
    // In hand at once. One that is answered by a stream or a file is no longer in hand when that goes out: it
    // holds its connection alone.
    std::size_t requests = 4096;
    std::int64_t requests_per_address = 256;
    std::size_t uploads = 64; // at once; each holds two buffers of a MiB
    std::int64_t uploads_per_address = 32;
    std::size_t header_bytes = 16 * 1024;
    // Of all bodies held in memory together, counted as they come, not as they are declared.
    std::int64_t body_memory = std::int64_t{256} << 20;
    std::int64_t body_memory_per_address = std::int64_t{32} << 20;
    std::chrono::milliseconds idle{60'000};      // a kept connection without a request
    std::chrono::milliseconds header{10'000};    // from a request's first byte to the end of its headers
    std::chrono::milliseconds stall{30'000};     // without any byte of a body
    std::chrono::milliseconds grace{15'000};     // before the floor counts
    std::int64_t floor = 4096;                   // bytes a second that a body must keep, either way
    std::chrono::milliseconds heartbeat{15'000}; // of an event stream
};

class Server {
public:
    // Binds and begins. The site outlives the server. Throws std::runtime_error when the address is taken.
    Server(Site& site, ServerOptions options);
    ~Server(); // stop() with a second of patience

    unsigned short port() const;
    // Takes no new connection, closes idle ones, finishes requests in hand, and cuts what is not done in
    // time.
    void stop(std::chrono::milliseconds patience = std::chrono::milliseconds{10'000});

    struct Figures {
        std::int64_t accepted{}, turned_away{}, cut{}; // cut: too slow
        std::int64_t connections{}, in_hand{}, uploads{};
    };
    Figures figures() const;

    struct State; // for the parts of the server alone
private:
    std::shared_ptr<State> state_;
    std::shared_ptr<void> acceptor_;
};

} // namespace tianping::http
