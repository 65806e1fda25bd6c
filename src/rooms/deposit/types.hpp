#pragma once
// Rows and states of deposits. Data only.
#include "rooms/deposit/api.hpp"

namespace tianping::deposit {

struct DepositTag {
    static constexpr std::string_view prefix = "dep";
};
struct DepositEntryTag {
    static constexpr std::string_view prefix = "ent";
};
struct RefundTag {
    static constexpr std::string_view prefix = "rfd";
};
struct RevokedTag {
    static constexpr std::string_view prefix = "rvk";
};
using DepositId = Id<DepositTag>;
using DepositEntryId = Id<DepositEntryTag>;
using RefundId = Id<RefundTag>;
using RevokedId = Id<RevokedTag>;

// What one booking, guarantee or bank instrument is worth, and why it is worth nothing.
enum class EntryState {
    counted,
    wrong_payer,       // not from the basic account that the bidder registered (条例26)
    late,              // the bank booked it at the deadline or later
    unknown_account,   // no sub-account has this number
    form_not_accepted, // the terms in force do not take this form
    ends_too_early,    // it ends before the bid does (条例26)
    returned
};
BOOST_DESCRIBE_ENUM(EntryState, counted, wrong_payer, late, unknown_account, form_not_accepted,
                    ends_too_early, returned)

// All that counts, against what the terms in force ask for.
enum class DepositState { nothing, too_little, enough, too_much };
BOOST_DESCRIBE_ENUM(DepositState, nothing, too_little, enough, too_much)

enum class RefundCause {
    withdrawal,
    round_failed,
    terminated,
    wrong_payer,
    late,
    unknown_account,
    not_accepted, // its form, or its end
    surplus,
    no_bid,    // paid, and no bid at the deadline
    given_back // the owner, who might have kept it (条例35)
};
BOOST_DESCRIBE_ENUM(RefundCause, withdrawal, round_failed, terminated, wrong_payer, late, unknown_account,
                    not_accepted, surplus, no_bid, given_back)

// What becomes of that which was paid for a bid that was deemed revoked. The law names no time for it.
enum class Choice { waiting, kept, given_back };
BOOST_DESCRIBE_ENUM(Choice, waiting, kept, given_back)

// `due`: owed. `ordered`: whoever holds the money has confirmed the order. `done`: given back.
enum class RefundState { due, ordered, done };
BOOST_DESCRIBE_ENUM(RefundState, due, ordered, done)

// What lies on the desk (30号令37).
enum class InstrumentKind { bank_guarantee, certified_cheque, bank_draft, cash_cheque };
BOOST_DESCRIBE_ENUM(InstrumentKind, bank_guarantee, certified_cheque, bank_draft, cash_cheque)

// One for each bidder and round: made when he asks for a sub-account or hands in a guarantee.
struct DepositRow {
    DepositId id{};
    trade::RoundId round{};
    trade::IntakeId intake{};
    trade::TradeId trade{};
    identity::OrganisationId bidder{};
    std::optional<std::string> account{};
    std::optional<identity::OrganisationId> bank{}; // that keeps the sub-account
    std::string payer_name{};
    std::string payer_account{};
    std::int64_t version{1};
    static constexpr std::string_view table = "deposit";
};
BOOST_DESCRIBE_STRUCT(DepositRow, (),
                      (id, round, intake, trade, bidder, account, bank, payer_name, payer_account, version))

struct EntryRow {
    DepositEntryId id{};
    std::optional<DepositId> deposit{}; // none: no sub-account has that number
    terms::DepositForm form{};
    std::string source{}; // org_… of the bank; the issuer's name of an instrument on the desk
    std::string number{}; // the bank's serial; the guarantee's or instrument's number
    std::string account{};
    Fen amount{};
    std::string payer_name{};
    std::string payer_account{};
    bool right_payer = true;
    Instant at{}; // booked by the bank; arrived here
    Instant recorded_at{};
    std::optional<Instant> valid_until{};
    std::string document{};    // hex digest of guarantee or scan
    std::string message{};     // canonical JSON that was signed
    std::string certificate{}; // base64 DER; empty for what the desk registered
    std::string signature{};   // base64
    bool given_back = false;   // a paper that the desk handed out again; it may be registered anew
    static constexpr std::string_view table = "deposit_entry";
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (id, deposit, form, source, number, account, amount, payer_name, payer_account,
                       right_payer, at, recorded_at, valid_until, document, message, certificate, signature,
                       given_back))

struct RefundRow {
    RefundId id{};
    DepositEntryId entry{};
    std::optional<DepositId> deposit{};
    std::optional<identity::OrganisationId> bank{}; // who gives back; none: the desk hands an instrument out
    Fen amount{};
    RefundCause cause{};
    std::string article{}; // empty where no article says it
    bool interest_owed = false;
    RefundState state{};
    Instant owed_at{};
    std::optional<Instant>
        due_at{}; // the last lawful instant, where the law has a figure and the calendar the year
    bool overdue = false;
    std::optional<std::string> serial{};
    std::optional<Instant> done_at{};
    std::optional<Fen> interest{}; // as the bank reckoned it
    std::int64_t version{1};
    static constexpr std::string_view table = "refund_order";
};
BOOST_DESCRIBE_STRUCT(RefundRow, (),
                      (id, entry, deposit, bank, amount, cause, article, interest_owed, state, owed_at,
                       due_at, overdue, serial, done_at, interest, version))

// A bid that its reading out deemed withdrawn (20-31).
struct DeemedRow {
    bidding::SubmissionId submission{};
    Instant at{};
    static constexpr std::string_view table = "deemed_withdrawal";
};
BOOST_DESCRIBE_STRUCT(DeemedRow, (), (submission, at))

// A bid that did not open by its bidder's own cause (20-31): its owner chooses once.
struct RevokedRow {
    RevokedId id{};
    bidding::SubmissionId submission{};
    trade::RoundId round{};
    trade::IntakeId intake{};
    Instant at{};
    Choice choice{};
    std::string reason{}; // the owner's
    std::optional<Instant> chosen_at{};
    std::int64_t version{1};
    static constexpr std::string_view table = "revoked_bid";
};
BOOST_DESCRIBE_STRUCT(RevokedRow, (), (id, submission, round, intake, at, choice, reason, chosen_at, version))

// Job "deposit.return_deposits": what one event of the log may have made owing.
struct ReturnJob {
    trade::RoundId round{};
    std::optional<bidding::SubmissionId> withdrawn{}; // none: all deposits of the round
};
BOOST_DESCRIBE_STRUCT(ReturnJob, (), (round, withdrawn))

// Job "deposit.refund_overdue".
struct OverdueJob {
    RefundId refund{};
};
BOOST_DESCRIBE_STRUCT(OverdueJob, (), (refund))

// Job "deposit.count_refund": the due instant, once the calendar has the year and no hold keeps the end open.
struct CountJob {
    RefundId refund{};
    Instant withdrawn_at{};
};
BOOST_DESCRIBE_STRUCT(CountJob, (), (refund, withdrawn_at))

} // namespace tianping::deposit
