#pragma once
// The test of an intake's keys (docs/formats/seal.md 9, KEY): the platform seals a test envelope to all of
// them once the last is published, the trustees answer it at once, and nobody bids before every key is
// proved.
#include "formats/platform.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/bidding/types.hpp"

namespace tianping::bidding {

// Every key of the intake has opened the test envelope.
bool keys_proved(const ReadTx& tx, const trade::IntakeId& intake);

// Seals the envelopes that are called for, outside the writer. One pass is safe to repeat on any node: a
// test is made by one command with its keys' digest.
class KeyTester {
public:
    struct Parts {
        ReadPool& reads;
        Writer& writer;
        const Platform& platform;
        const Clock& clock;
        Chance& chance;
    };
    explicit KeyTester(Parts parts) : parts_{parts} {}
    void pass();

private:
    Status make(const KeyTestRow& due);
    Status keep(const KeyTestRow& made, const std::string& header_digest);

    Parts parts_;
};

} // namespace tianping::bidding
