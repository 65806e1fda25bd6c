#pragma once
// Use cases of deposits. Until a round is read out, failed or terminated nobody but the bidder sees his
// deposit, and nobody learns how many there are (招法22).
#include "formats/platform.hpp"
#include "infra/http/page.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/job.hpp"
#include "rooms/deposit/bodies.hpp"

namespace tianping::deposit {

// What is held for a revoked bid.
struct WaitingDeposit {
    DepositRow deposit{};
    Fen amount{};
    Instant since{};
};

class Deposits {
public:
    Deposits(const Platform& platform, const procedure::Library& law) : platform_{platform}, law_{law} {}

    // The recognised banks, for anyone: each of them may keep sub-accounts, and the bidder chooses.
    Result<http::Page<BankOut>> banks(const ReadTx& tx, const http::Request& request) const;
    // The one-time sub-account of this bidder and round, kept by the bank that he names: the same at every
    // later call; another payer account corrects what was registered and judges only later bookings.
    // `deposit.none_asked`, `deposit.form_not_accepted`, `deposit.payer_not_oneself`,
    // `deposit.no_bank`, `deposit.bank_not_chosen` where there are several, `deposit.bank_unknown`,
    // `deposit.account_at_another_bank`, and the refusals of time.
    Result<DepositView> open_account(WriteTx& tx, const http::Request& request, const PayerIn& in) const;
    Result<DepositView> own(const ReadTx& tx, const http::Request& request) const;

    Result<identity::ProvedSignature> read_guarantee(const http::Request& request,
                                                     const GuaranteeIn& in) const;
    // Handed in before the deadline and signed by a recognised bank: `deposit.guarantor_not_recognised`,
    // `deposit.guarantee_of_another`, `deposit.instrument_repeated`.
    Result<DepositView> take_guarantee(WriteTx& tx, const http::Request& request, const GuaranteeIn& in,
                                       const identity::ProvedSignature& signer) const;
    // By the desk, of any registered organisation: whether it is invited nobody at the centre learns, and
    // what came from others goes back at the closing as whatever is without a bid. A cheque names the account
    // on which it is drawn where 条例26 asks for the basic account (`deposit.basic_account_missing`); that is
    // its drawer's registered one from then on when he registered none. `deposit.instrument_repeated` while
    // the same paper is not given back.
    Result<InstrumentOut> register_instrument(WriteTx& tx, const http::Request& request,
                                              const InstrumentIn& in) const;

    Result<identity::ProvedSignature> read_booking(const http::Request& request, const BookingIn& in) const;
    // Once for each serial: the same again answers the same, another content is `deposit.serial_repeated`.
    Result<BookingOut> book(WriteTx& tx, const http::Request& request, const BookingIn& in,
                            const identity::ProvedSignature& signer) const;

    Result<http::Page<RefundOrder>> orders(const ReadTx& tx, const http::Request& request) const;
    struct ReadyRefund {
        Collected bad{};
        std::optional<identity::ProvedSignature> signer{};
    };
    Result<ReadyRefund> read_refund(const http::Request& request, const RefundIn& in) const;
    Result<RefundOrder> report_refund(WriteTx& tx, const http::Request& request, const RefundIn& in,
                                      const ReadyRefund& ready) const;
    // The desk gives a paper back to its bidder, who may bring it again for another round or another bid.
    Result<RefundOrder> hand_back(WriteTx& tx, const http::Request& request, const HandedBackIn& in) const;

    // For owner, agent, desk and supervisor once the round is read out or over.
    Result<http::Page<DepositLine>> list(const ReadTx& tx, const http::Request& request) const;
    // The owner, or his agent, says once of a revoked bid whether he keeps what was paid for it (条例35). No
    // article names a time for it. Given back, it is ordered back at once. `deposit.not_revoked`,
    // `deposit.chosen_already`, `deposit.nothing_to_choose` when nothing is held for it any more,
    // `deposit.no_right_to_keep` where the rules of the round know none.
    Result<ChoiceView> choose(WriteTx& tx, const http::Request& request, const ChoiceIn& in) const;
    // For the desk: what waiting_for_choice() and shown_overdue() find in the trades of its centre.
    Result<http::Page<OverdueRefund>> overdue(const ReadTx& tx, const http::Request& request) const;

    // Jobs "deposit.return_deposits", "deposit.refund_overdue" and "deposit.count_refund".
    Result<jobs::Outcome> return_deposits(WriteTx& tx, const Call& call, const Job& job) const;
    Result<jobs::Outcome> note_overdue(WriteTx& tx, const Call& call, const Job& job) const;
    // A year that was missing when the refund was owed comes with a later start of the house: until then not
    // yet.
    Result<jobs::Outcome> count_anew(WriteTx& tx, const Call& call, const Job& job) const;

private:
    struct Where {
        trade::RoundFacts round{};
        trade::TradeFacts trade{};
        std::optional<Asked> asked{};
    };
    Result<Where> where(const ReadTx& tx, const trade::RoundId& round) const;
    Result<Where> open_round(const ReadTx& tx, const http::Request& request,
                             const identity::OrganisationId& bidder, terms::DepositForm form) const;
    // Where the terms ask for a deposit in this form.
    Result<Where> asking_for(const ReadTx& tx, const trade::RoundFacts& round,
                             const identity::OrganisationId& bidder, terms::DepositForm form) const;
    Result<DepositView> shown(const ReadTx& tx, const Where& at, const DepositRow& row) const;
    DepositRow row_of(WriteTx& tx, const Call& call, const Where& at,
                      const identity::OrganisationId& bidder) const;
    bool from_basic_account(const ReadTx& tx, const DepositRow& row, const EntryRow& entry) const;
    // Of a cheque; the account that it names is registered where none was.
    Result<bool> drawn_on_basic_account(WriteTx& tx, const Call& call, DepositRow& row,
                                        const EntryRow& entry) const;
    Status keep(WriteTx& tx, const Call& call, const EntryRow& entry) const;
    // Orders back what has to go back now; nothing twice.
    Status settle(WriteTx& tx, const Call& call, const DepositRow& row) const;
    Status order(WriteTx& tx, const Call& call, const EntryRow& entry, const Return& back) const;
    // Of the last duty of the round's rules that was in force at `at` and whose id holds this; empty when
    // there is none.
    std::string article_of(const ReadTx& tx, const trade::RoundFacts& round, std::string_view duty_name,
                           Instant at) const;
    ChoiceView shown(const ReadTx& tx, const trade::RoundFacts& round, const RevokedRow& row) const;
    Result<OverdueRefund> shown(const ReadTx& tx, const WaitingDeposit& waiting) const;
    std::optional<ChoiceView> choice_of(const ReadTx& tx, const Where& at, const DepositRow& row) const;
    // Article and due instant, empty where no limit is in force. Both refuse where a limit cannot be counted
    // yet, `procedure.calendar_missing_year`, or while a hold keeps its end open, `trade.held`: the article
    // is found, the due instant is that of the limits that can be, and it is counted anew later.
    Status find_ground(const ReadTx& tx, RefundRow& row, const EntryRow& entry,
                       std::optional<Instant> withdrawn_at) const;
    Status count_due(const ReadTx& tx, RefundRow& row, const trade::RoundFacts& round,
                     Instant withdrawn_at) const;

    const Platform& platform_;
    const procedure::Library& law_;
};

// Part of the id of the duty in the law files on which an owner's right to keep rests (条例35).
inline constexpr std::string_view right_to_keep = ".bond_after_revocation";

// The same of the duty that money comes from the basic account (条例26).
inline constexpr std::string_view basic_account = ".bond_basic_account";

// What the terms in force ask for the round; empty when they ask for no deposit.
std::optional<Asked> asked_of(const ReadTx& tx, const trade::RoundFacts& round);
// Of its bidder and, of a joint body, the other members.
std::vector<DepositRow> deposits_of_bid(const ReadTx& tx, const trade::RoundId& round,
                                        const bidding::SubmissionId& bid);

// What was received of a deposit, and what of it was ordered back.
std::vector<Received> received_of(const ReadTx& tx, const DepositId& deposit);
RefundView shown(const RefundRow& row);
EntryView shown(const EntryRow& row, const Received& received, const Asked& asked);
events::About about_of(const ReadTx& tx, const std::optional<DepositId>& deposit);

// Refunds past their lawful instant and not done, of rounds that are read out, failed or terminated: of all
// others not even their number is known to anyone but bidder and bank (招法22).
std::vector<RefundRow> shown_overdue(const ReadTx& tx);

// Of revoked bids whose owners have not chosen yet, ascending by the deposit's id. Nothing is deemed revoked
// before names are public.
std::vector<WaitingDeposit> waiting_for_choice(const ReadTx& tx);

// Reads withdrawals and the moves of rounds and schedules what they make owing.
Follower refund_causes();
std::vector<http::Route> routes(const Deposits& room);
jobs::Handlers handlers(const Deposits& room);

} // namespace tianping::deposit
