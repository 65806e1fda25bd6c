#pragma once
// What goes over the wire about deposits.
#include "rooms/deposit/messages.hpp"

namespace tianping::deposit {

// The basic account from which the bidder will pay: his own name, his own account (条例26); and the bank that
// shall keep his sub-account.
struct PayerIn {
    std::string payer_name{};
    std::string payer_account{};
    std::optional<std::string> bank_code{}; // one of GET /api/v1/banks; wanted where there are several
    Status form() const;                    // base/body.hpp, as below
};
BOOST_DESCRIBE_STRUCT(PayerIn, (), (payer_name, payer_account, bank_code))

// A recognised bank.
struct BankOut {
    std::string code{}; // 统一社会信用代码
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(BankOut, (), (code, name))

struct BookingIn {
    BookingText booking{};
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(BookingIn, (), (booking, signature))

// The bank hears no more than what it wrote.
struct BookingOut {
    std::string serial{};
    Instant recorded_at{};
};
BOOST_DESCRIBE_STRUCT(BookingOut, (), (serial, recorded_at))

struct GuaranteeIn {
    GuaranteeText guarantee{};
    identity::SignatureIn signature{}; // of the bank that issued it
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(GuaranteeIn, (), (guarantee, signature))

// Registered by the desk when it takes the paper.
struct InstrumentIn {
    std::string bidder_code{};
    InstrumentKind kind{};
    std::string number{};
    std::string issuer{}; // the bank's name
    Fen amount{};
    std::string payer_name{}; // drawer of a cheque; empty for a guarantee
    std::string payer_account{};
    std::optional<Instant> valid_until{}; // wanted for a guarantee
    std::string scan{};                   // hex SM3 of the scan
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(InstrumentIn, (),
                      (bidder_code, kind, number, issuer, amount, payer_name, payer_account, valid_until,
                       scan))

struct InstrumentOut {
    DepositEntryId id{};
    EntryState state{}; // by the paper alone
};
BOOST_DESCRIBE_STRUCT(InstrumentOut, (), (id, state))

struct EntryView {
    DepositEntryId id{};
    terms::DepositForm form{};
    std::string number{};
    Fen amount{};
    Instant at{};          // booked by the bank; arrived here
    Instant recorded_at{}; // of a booking: when the bank told of it
    std::optional<Instant> valid_until{};
    EntryState state{};
    std::string reason{}; // code of the catalogue, empty when it counts: `deposit.entry_late` …
};
BOOST_DESCRIBE_STRUCT(EntryView, (), (id, form, number, amount, at, recorded_at, valid_until, state, reason))

struct RefundView {
    RefundId id{};
    DepositEntryId entry{};
    Fen amount{};
    RefundCause cause{};
    std::string article{};
    bool interest_owed = false;
    RefundState state{};
    Instant owed_at{};
    std::optional<Instant>
        due_at{}; // absent while the calendar lacks the year, and where the law has no figure
    bool overdue = false;
    std::optional<Instant> done_at{};
    std::optional<Fen> interest{};
};
BOOST_DESCRIBE_STRUCT(RefundView, (),
                      (id, entry, amount, cause, article, interest_owed, state, owed_at, due_at, overdue,
                       done_at, interest))

// POST /api/v1/intakes/{intake}/deposits/choice: what the owner does with that which was paid for a bid that
// was deemed revoked, once. Of a guarantee it says no more than what he chose: he claims on it himself.
struct ChoiceIn {
    bidding::SubmissionId submission{};
    bool keep = false;
    std::string reason{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(ChoiceIn, (), (submission, keep, reason))

struct ChoiceView {
    bidding::SubmissionId submission{};
    Choice choice{};
    std::string reason{}; // empty while it waits
    std::string article{};
    Instant revoked_at{};
    std::optional<Instant> chosen_at{};
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (submission, choice, reason, article, revoked_at, chosen_at))

// What a bidder sees of his own deposit, and nobody else before the round is read out or over.
struct DepositView {
    DepositId id{};
    trade::IntakeId intake{};
    Fen asked{};
    std::vector<terms::DepositForm> forms{};
    Instant deadline{};    // money booked at it or later is late
    Instant valid_until{}; // a guarantee must run at least so long
    std::optional<std::string> account{};
    std::optional<std::string> bank{};
    std::string holder{}; // the owner, in whose name the sub-account stands
    std::string payer_name{};
    std::string payer_account{};
    DepositState state{};
    Fen counted{};
    Fen missing{};
    std::vector<EntryView> entries{};
    std::vector<RefundView> refunds{};
    std::optional<ChoiceView> choice{}; // where the bid was deemed revoked
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(DepositView, (),
                      (id, intake, asked, forms, deadline, valid_until, account, bank, holder, payer_name,
                       payer_account, state, counted, missing, entries, refunds, choice, version))

// One bidder's line for owner, agent, desk and supervisor; without account numbers.
struct DepositLine {
    DepositId id{};
    std::string bidder_name{};
    std::string bidder_code{};
    DepositState state{};
    Fen counted{};
    bool overdue = false;
    std::vector<EntryView> entries{};
    std::vector<RefundView> refunds{};
    std::optional<ChoiceView> choice{}; // where the bid was deemed revoked; `waiting` for the owner's
};
BOOST_DESCRIBE_STRUCT(DepositLine, (),
                      (id, bidder_name, bidder_code, state, counted, overdue, entries, refunds, choice))

// A refund whose lawful instant is past, for the desk that has to see to it; or what was paid for a bid that
// was deemed revoked and waits for its owner's choice, for which the law names no time: then there is no
// cause, no due instant and no state of a refund.
struct OverdueRefund {
    std::string id{}; // rfd_…; of what waits: dep_…
    trade::TradeId trade{};
    std::string title{};
    trade::IntakeId intake{};
    std::string lot{};
    std::string bidder_name{};
    std::string bidder_code{};
    Fen amount{};
    std::optional<RefundCause> cause{};
    std::string article{};
    std::optional<Instant> due_at{};
    std::optional<RefundState> state{};
    std::string given_back_by{}; // the bank's name; empty: the desk, which has the paper, or nobody yet
    std::optional<Instant> waits_since{};
};
BOOST_DESCRIBE_STRUCT(OverdueRefund, (),
                      (id, trade, title, intake, lot, bidder_name, bidder_code, amount, cause, article,
                       due_at, state, given_back_by, waits_since))

struct RefundIn {
    RefundText report{};
    identity::SignatureIn signature{};
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(RefundIn, (), (report, signature))

// An order as its bank sees it: by its own serial, without the cause.
struct RefundOrder {
    RefundId id{};
    terms::DepositForm form{};
    std::string number{}; // the bank's serial of the booking, or the number of its guarantee
    Fen amount{};
    std::string payer_name{}; // back to where it came from
    std::string payer_account{};
    bool interest_owed = false; // at the bank's rate for deposits of the same time (条例31)
    RefundState state{};
    std::optional<Instant> due_at{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(RefundOrder, (),
                      (id, form, number, amount, payer_name, payer_account, interest_owed, state, due_at,
                       version))

struct HandedBackIn {
    std::string receipt{}; // number of the receipt that the bidder signed for the paper
    Status form() const;
};
BOOST_DESCRIBE_STRUCT(HandedBackIn, (), (receipt))

} // namespace tianping::deposit
