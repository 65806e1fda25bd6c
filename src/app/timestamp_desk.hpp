#pragma once
// The house's way to an outside time-stamp authority, when the configuration names one: a thread of its own
// that asks for what receipts wait for, with growing delays while the authority does not answer. Without one
// nothing is started, and the installation's own stamps. The house takes a stand-in on a rehearsal's clock,
// as tests have one; the program's words do not (check_tsa_purpose).
#include "app/config.hpp"
#include "infra/http/operations.hpp"
#include "infra/spine/rounds.hpp"
#include "rooms/bidding/stamping.hpp"
#include <optional>

namespace tianping::app {

// What `tsa_certificate` names. `config.tsa_unreadable`, and what timestamp_trust() refuses.
Result<crypto::TimestampTrust> tsa_trust(const Config& config);

// An outside authority knows real time alone: `config.tsa_in_rehearsal` where `purpose`, or the installation
// that is in `data` already, is a rehearsal.
Status check_tsa_purpose(const Config& config, const std::string& purpose);

class TimestampDesk {
public:
    struct Parts {
        Writer& writer;
        ReadPool& reads;
        const Clock& clock;
        Chance& chance;
    };
    TimestampDesk(const Config& config, const Parts& parts);
    ~TimestampDesk();

    // Puts the authority's chain on record first. Where none is named and receipts wait for one all the same,
    // the log and the gauge say so.
    void start();
    void stop(); // after the receipt in hand
    void wake();

    bool configured() const { return authority_ != nullptr; }
    // One line of /healthz: who stamps. Whether an outside authority answers is told to operators alone, in
    // gauges() and the log: it is asked when somebody has bid.
    std::vector<std::string> says() const;
    std::vector<http::Gauge> gauges() const;

private:
    void turn();
    void note(const bidding::ReceiptStamper::Pass& pass);

    Parts parts_;
    std::optional<crypto::TimestampTrust> trust_;
    std::unique_ptr<http::TimestampClient> authority_;
    std::unique_ptr<bidding::ReceiptStamper> stamper_;
    std::chrono::steady_clock::time_point next_{};
    std::chrono::seconds delay_;
    mutable std::mutex mutex_; // of the two below: operators ask while the thread works
    std::string why_{};        // it refused or did not answer; empty: it did
    std::chrono::steady_clock::time_point since_{};
    std::unique_ptr<Rounds> rounds_; // last: its thread uses everything above
};

} // namespace tianping::app
