#pragma once
// A live house whose platform lies after the closing, and the real trustees that meet it.
#include "support/unsealing.hpp"
#include <atomic>

namespace tianping::test {

// All bid, and every trustee visits once after the closing.
void close_with_bids(Tender& tender);
inline const Further closed_with_bids{"closed with bids", close_with_bids};

class LyingTender {
public:
    explicit LyingTender(const TenderPlan& plan = {}, const Further& further = {}) : tender{plan, further} {}

    trade::IntakeId intake() const { return trade::IntakeId::parse(tender.intake()).value(); }
    void close_with_bids() { test::close_with_bids(tender); }
    // In the manner `bidder`: the window and the giving are over; the platform says that the trustees are
    // asked for every part of every bid.
    void ask_for_everything();
    // Another visit of each trustee, now that all have witnessed: in the manner `bidder` its window begins.
    void see_the_quorum();
    // The platform says that the trustees are asked for every part of every bid, whatever the hour.
    void say_remedy();
    // What a trustee said about each part of a bidder's offer.
    std::vector<seal::AnswerCode> said(std::size_t bidder, std::int64_t trustee);
    trustee::Visit visit(std::size_t number)
    {
        return tender.trustee(number).service->visit(tender.intake());
    }

    // A certificate that states this organisation's code, for keys that the platform has.
    crypto::KeyedPair made_up(const std::string& code);
    void show_proof(std::size_t bidder, const crypto::KeyedPair& signer);
    void show_cause(std::size_t bidder, const account::Holder& signer);
    // The authorities' lists as of that instant, for the trustees.
    void give_lists(Instant at);
    void revoke(const crypto::Certificate& certificate, Instant at);

    Tender tender;
};

// Between a client and the house: puts `to` wherever the house says `from`, which has the same length.
class Rewriting {
public:
    Rewriting(const std::string& base, std::string from, std::string to);
    ~Rewriting();
    Rewriting(const Rewriting&) = delete;
    Rewriting& operator=(const Rewriting&) = delete;
    std::string base() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int rewritten() const { return rewritten_; }

private:
    void serve();
    void carry(int client);
    void answer(int house, int client);

    std::string from_, to_;
    std::uint16_t house_ = 0, port_ = 0;
    int listening_ = -1;
    std::atomic<bool> ending_{false};
    std::atomic<int> rewritten_{0};
    std::thread thread_;
};

// The trustee of that number, with his own state and clock, who hears from the platform through such lies.
class Misled {
public:
    Misled(Tender& tender, std::size_t number, const std::string& from, const std::string& to);
    trustee::Visit visit() { return real_->visit(intake_); }
    int rewritten() const { return lies_.rewritten(); }

private:
    Rewriting lies_;
    account::Account through_;
    std::unique_ptr<trustee::Trustee> real_;
    std::string intake_;
};

} // namespace tianping::test
