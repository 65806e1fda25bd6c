#pragma once
// Time stamps of an outside authority for receipts (docs/formats/seal.md 11). The receipt was signed and
// given at once; its token follows when the authority answers. Nothing else ever stands in for it.
#include "infra/http/timestamp_client.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/bidding/types.hpp"
#include <atomic>

namespace tianping::bidding {

// Its name in the record of commands, where it is hidden as bids are: one for each receipt, soon after it.
inline constexpr const char* stamping_command = "bidding.stamp_receipt";

// Puts these authorities on record, for whoever checks the tokens later. To be repeated at each start.
Status record_timestamp_anchors(Writer& writer, const std::vector<crypto::Certificate>& authorities,
                                Instant now, Chance& chance);
// Whether any receipt waits for a token.
bool is_stamping_owed(const ReadTx& tx);

// Asks outside the writer and hands each proved token in as a command of its own. One pass is safe to repeat
// on any node: a receipt takes one token. One thread at a time.
class ReceiptStamper {
public:
    struct Parts {
        ReadPool& reads;
        Writer& writer;
        const http::TimestampClient& authority;
        const Clock& clock;
        Chance& chance;
    };
    explicit ReceiptStamper(Parts parts) : parts_{parts} {}

    struct Pass {
        std::size_t stamped = 0;
        // Tokens older than the arrival: an authority that counts whole seconds was asked too early. Asked
        // again.
        std::size_t early = 0;
        std::optional<Error> failed{}; // the last refusal; what it was about waits for the next pass
    };
    // Those that wait, at most a hundred and for about ten seconds; the next pass goes on behind them. An
    // authority that does not answer is asked once in a pass, one that answers wrongly three times.
    Pass pass();
    // Any thread: the pass in hand ends after the receipt in hand, and no other begins.
    void stop() { stopping_ = true; }

private:
    std::vector<ReceiptRow> next();
    Status stamp(const ReceiptRow& row, Pass& pass);
    Status keep(const ReceiptRow& row, const http::Stamped& stamped);

    Parts parts_;
    std::string after_{};
    std::atomic<bool> stopping_{false};
};

} // namespace tianping::bidding
