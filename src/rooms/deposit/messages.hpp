#pragma once
// What banks sign about deposits. The bytes are a label, a zero byte and the canonical JSON of the struct.
#include "base/bytes.hpp"
#include "rooms/deposit/rules.hpp"

namespace tianping::deposit {

// A bank tells of money that it booked to a sub-account.
struct BookingText {
    std::string account{}; // the one-time sub-account
    Fen amount{};
    Instant booked_at{}; // this instant decides whether it is in time
    std::string payer_account{};
    std::string payer_name{};
    std::string platform{};
    std::string serial{}; // the bank's own, once for each booking
};
BOOST_DESCRIBE_STRUCT(BookingText, (),
                      (account, amount, booked_at, payer_account, payer_name, platform, serial))
Bytes signed_bytes(const BookingText& text); // "tianping/bank-booking/1"

// A recognised bank's guarantee for one bidder and one round (30号令37).
struct GuaranteeText {
    Fen amount{};
    std::string beneficiary{}; // 统一社会信用代码 of the owner
    std::string document{};    // hex SM3 of the guarantee's file
    Instant issued_at{};
    std::string number{};
    std::string platform{};
    std::string principal{}; // code of the bidder
    std::string round{};     // rnd_…
    Instant valid_until{};   // not before the end of the bid's validity (条例26)
};
BOOST_DESCRIBE_STRUCT(GuaranteeText, (),
                      (amount, beneficiary, document, issued_at, number, platform, principal, round,
                       valid_until))
Bytes signed_bytes(const GuaranteeText& text); // "tianping/guarantee/1"

// A bank confirms a refund order, or says that it is paid; for a guarantee: that it is released.
struct RefundText {
    Fen amount{};
    Instant at{};
    std::optional<Fen> interest{}; // as the bank reckoned it; wanted where interest is owed
    std::string platform{};
    std::string refund{}; // rfd_…
    std::string serial{}; // the bank's, of the payment; empty with `taken`
    RefundStep step{};
};
BOOST_DESCRIBE_STRUCT(RefundText, (), (amount, at, interest, platform, refund, serial, step))
Bytes signed_bytes(const RefundText& text); // "tianping/refund/1"

} // namespace tianping::deposit
