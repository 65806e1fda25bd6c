#pragma once
// What is recorded of deposits, on streams of the deposit, the entry and the refund: no public list shows
// them. Payers and account numbers are private bodies, so that the log holds their commitment only.
#include "rooms/deposit/types.hpp"

namespace tianping::deposit {

// Stream: the deposit. Private: AccountNumbers.
struct AccountOpened {
    static constexpr std::string_view kind = "deposit.account_opened";
    static constexpr int version = 1;
    std::string intake{};
    std::string bank{};
};
BOOST_DESCRIBE_STRUCT(AccountOpened, (), (intake, bank))

// The bidder corrects which basic account he will pay from; what came before stays as it was judged.
struct PayerChanged {
    static constexpr std::string_view kind = "deposit.payer_changed";
    static constexpr int version = 1;
    std::string intake{};
};
BOOST_DESCRIBE_STRUCT(PayerChanged, (), (intake))

struct AccountNumbers {
    std::string account{};
    std::string payer_name{};
    std::string payer_account{};
};
BOOST_DESCRIBE_STRUCT(AccountNumbers, (), (account, payer_name, payer_account))

// Stream: the entry. Private: EntryParticulars.
struct DepositReceived {
    static constexpr std::string_view kind = "deposit.received";
    static constexpr int version = 1;
    std::string deposit{}; // empty: no sub-account has that number
    terms::DepositForm form{};
    bool right_payer = true;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(DepositReceived, (), (deposit, form, right_payer, at))

struct EntryParticulars {
    std::string source{};
    std::string number{};
    std::string account{};
    std::string payer_name{};
    std::string payer_account{};
    Fen amount{};
    std::string document{};
};
BOOST_DESCRIBE_STRUCT(EntryParticulars, (),
                      (source, number, account, payer_name, payer_account, amount, document))

// Stream: the refund, as all that follow.
struct RefundOwed {
    static constexpr std::string_view kind = "deposit.refund_owed";
    static constexpr int version = 1;
    std::string entry{};
    Fen amount{};
    RefundCause cause{};
    std::string article{};
    bool interest_owed = false;
    std::optional<Instant> due_at{};
};
BOOST_DESCRIBE_STRUCT(RefundOwed, (), (entry, amount, cause, article, interest_owed, due_at))

// The calendar's year was missing when the refund was owed, or a hold kept the limit's end open; now it is
// counted.
struct RefundDueCounted {
    static constexpr std::string_view kind = "deposit.refund_due_counted";
    static constexpr int version = 1;
    Instant due_at{};
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(RefundDueCounted, (), (due_at, article))

struct RefundOrdered {
    static constexpr std::string_view kind = "deposit.refund_ordered";
    static constexpr int version = 1;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(RefundOrdered, (), (at))

struct RefundDone {
    static constexpr std::string_view kind = "deposit.refund_done";
    static constexpr int version = 1;
    Instant at{};
    std::optional<Fen> interest{};
};
BOOST_DESCRIBE_STRUCT(RefundDone, (), (at, interest))

struct RefundOverdue {
    static constexpr std::string_view kind = "deposit.refund_overdue";
    static constexpr int version = 1;
    Instant due_at{};
    std::string article{};
};
BOOST_DESCRIBE_STRUCT(RefundOverdue, (), (due_at, article))

// Stream: the revoked bid, as the next. A bid was deemed revoked (20-31), and what was paid for it waits for
// its owner's choice (条例35).
struct ChoiceOwed {
    static constexpr std::string_view kind = "deposit.choice_owed";
    static constexpr int version = 1;
    std::string submission{};
};
BOOST_DESCRIBE_STRUCT(ChoiceOwed, (), (submission))

// Private: ChoiceReason, for the parties.
struct ChoiceMade {
    static constexpr std::string_view kind = "deposit.choice_made";
    static constexpr int version = 1;
    std::string submission{};
    bool keep{};
};
BOOST_DESCRIBE_STRUCT(ChoiceMade, (), (submission, keep))

struct ChoiceReason {
    std::string reason{};
};
BOOST_DESCRIBE_STRUCT(ChoiceReason, (), (reason))

} // namespace tianping::deposit
