#pragma once
// A small outside time-stamp authority of the tests' own: RFC 3161 over HTTP on a port of the loopback, with
// the authority code of the house behind it and a mind of its own.
#include "base/clock.hpp"
#include "infra/crypto/timestamp.hpp"
#include <memory>

namespace tianping::test {

enum class Manners {
    good,
    wrong_imprint, // a good stamp of something else
    wrong_nonce,
    untrusted, // by another authority's certificate
    refusing,  // a reply that grants nothing
    busy,      // 503
    garbage,
    oversized, // a megabyte
    damaged,   // the last byte of the signature
    hanging_up,
    silent,       // takes the question and never answers
    other_clock,  // two minutes ahead
    whole_seconds // and rounded down
};

class StampStandIn {
public:
    // `clock` outlives it, and the certificates begin at `from`.
    StampStandIn(const Clock& clock, Instant from);
    ~StampStandIn();
    StampStandIn(const StampStandIn&) = delete;
    StampStandIn& operator=(const StampStandIn&) = delete;

    std::string url() const; // with a path
    // PEM of the signer and of the authorities above it.
    std::string chain() const;
    const crypto::Certificate& root() const;
    void behave(Manners manners);
    std::size_t asked() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::test
