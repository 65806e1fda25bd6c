#pragma once
// The law of deposits: pure functions over values (条例26, 31, 35; 30号令37, 45).
#include "base/blank.hpp"
#include "infra/spine/chance.hpp"
#include "rooms/deposit/types.hpp"

namespace tianping::deposit {

// The number of a one-time sub-account: 16 digits of chance and two check digits (ISO 7064 MOD 97-10). It
// counts nothing and names nobody.
std::string new_account_number(Chance& chance);
Status check_account_number(std::string_view number); // `deposit.account_malformed`

// What the terms in force ask of a bidder. Empty when they ask for no deposit.
struct Asked {
    Fen amount{};
    std::vector<terms::DepositForm> forms{};
    Instant deadline{};
    Instant bid_ends{}; // end of the bid's validity
};
std::optional<Asked> asked_by(const terms::LotTerms& lot, Instant deadline);
// 24:00 of the last day: counted from the deadline (条例25), whose own day is not counted (民法典201).
Instant end_of_bid(Instant deadline, std::int64_t validity_days);

struct Received {
    DepositEntryId id{};
    terms::DepositForm form{};
    Fen amount{};
    Instant at{};
    std::optional<Instant> valid_until{};
    bool known_account = true;
    bool right_payer = true;
    Fen returned{};                        // ordered back, for whatever cause
    std::optional<Instant> withdrawn_at{}; // when its party last withdrew a bid
};

// In time iff `at` is strictly before the deadline.
EntryState judge(const Received& one, const Asked& asked);
// What counts of all that was received.
Fen counted(const std::vector<Received>& all, const Asked& asked);
DepositState measure(Fen counted, const Asked& asked);

struct Standing {
    trade::Stage stage{};
    bool has_bid = false;            // in the closed set, alone or in a joint body
    std::optional<Choice> revoked{}; // that bid was deemed revoked
};
struct Return {
    DepositEntryId entry{};
    Fen amount{};
    RefundCause cause{};
    std::optional<Instant> withdrawn_at{}; // where that is the cause
};
// What has to go back now and is not ordered back yet. Before the closing only what can never count, and all
// that was received up to a withdrawal; at the closing the rest that does not count and what is too much,
// what came last first; after a failed or terminated round everything. What counts for a revoked bid stays
// until its owner gives it back, also after a failed round; a termination gives back what he has not kept by
// then (条例31). `all`: of one bidder or of all parties of a joint body, in order of `at`.
std::vector<Return> to_return(const std::vector<Received>& all, const std::optional<Asked>& asked,
                              const Standing& standing);

// The next state, or `deposit.refund_out_of_order`.
enum class RefundStep { taken, paid };
BOOST_DESCRIBE_ENUM(RefundStep, taken, paid)
Result<RefundState> next_state(RefundState at, RefundStep step);

// The one of an organisation's names (identity::names_of) that a payer gave, as it is registered, whatever
// blanks a bank set in it; nothing where it is another's.
std::optional<std::string> own_name(const std::vector<std::string>& names, std::string_view payer);

} // namespace tianping::deposit
