#pragma once
// Bidders who replace their bids as fast as the house answers, each act under one idempotency key until it is
// answered, while the clock moves on. Everything that the house handed out is kept.
#include "faults/scene.hpp"
#include <atomic>
#include <mutex>
#include <thread>

namespace tianping::faults {

// One SUBMIT and all that its bidder was told about it.
struct Handed {
    std::string submission{};
    std::string key{};
    std::string message{}; // base64
    bidding::Submitted answer{};
    bidding::SignedReceipt receipt{};
    Instant not_before{}; // the clock had reached this before the SUBMIT was first sent
    Instant not_after{};  // and was at most here when its answer came
};

class Burst {
public:
    explicit Burst(Scene& scene);
    ~Burst();

    void start();
    // Lets every bidder finish what he began; the server must be running. What went wrong is in failures().
    void finish();

    // SUBMITs answered and receipted so far.
    std::size_t done() const;
    std::vector<Handed> handed() const;
    std::vector<std::string> failures() const;
    std::int64_t asked_again() const { return asked_again_; } // sends after the first, by the same key

private:
    void bid(Bidder& bidder);
    void move_clock();
    bool one_version(Bidder& bidder, bidder::Version& version);
    template <class Out, class Ask>
    std::optional<Out> insist(account::Account& account, const std::string& what, Ask ask);
    void fail(const std::string& what);

    Scene& scene_;
    std::atomic<std::int64_t> reached_, aimed_; // the clock: acknowledged, and asked for
    std::atomic<bool> stop_{false}, stop_clock_{false};
    std::atomic<std::int64_t> asked_again_{0};
    mutable std::mutex mutex_;
    std::vector<Handed> handed_;
    std::vector<std::string> failures_;
    std::vector<std::jthread> bidders_;
    std::jthread clock_;
};

} // namespace tianping::faults
