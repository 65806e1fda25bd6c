#pragma once
// Use cases of deposits. Until a round is read out, failed or terminated nobody but the bidder sees his
// deposit, and nobody learns how many there are (招法22).
#include "formats/platform.hpp"
#include "infra/http/page.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/job.hpp"
#include "rooms/deposit/bodies.hpp"

namespace tianping::deposit {

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
    Result<InstrumentOut> register_instrument(WriteTx& tx, const http::Request& request,
                                              const InstrumentIn& in) const;

    Result<identity::ProvedSignature> read_booking(const http::Request& request, const BookingIn& in) const;
    // Once for each serial: the same again answers the same, another content is `deposit.serial_repeated`.
    Result<BookingOut> book(WriteTx& tx, const http::Request& request, const BookingIn& in,
                            const identity::ProvedSignature& signer) const;

    Result<http::Page<RefundOrder>> orders(const ReadTx& tx, const http::Request& request) const;
    Result<identity::ProvedSignature> read_refund(const http::Request& request, const RefundIn& in) const;
    Result<RefundOrder> report_refund(WriteTx& tx, const http::Request& request, const RefundIn& in,
                                      const identity::ProvedSignature& signer) const;
    // The desk gives a paper back to its bidder.
    Result<RefundOrder> hand_back(WriteTx& tx, const http::Request& request, const HandedBackIn& in) const;

    // For owner, agent, desk and supervisor once the round is read out or over.
    Result<http::Page<DepositLine>> list(const ReadTx& tx, const http::Request& request) const;
    // For the desk: what shown_overdue() finds in the trades of its centre, as long as it is not given back.
    Result<http::Page<OverdueRefund>> overdue(const ReadTx& tx, const http::Request& request) const;

    // Jobs "deposit.return_deposits" and "deposit.refund_overdue".
    Result<jobs::Outcome> return_deposits(WriteTx& tx, const Call& call, const Job& job) const;
    Result<jobs::Outcome> note_overdue(WriteTx& tx, const Call& call, const Job& job) const;

private:
    struct Where {
        trade::RoundFacts round{};
        trade::TradeFacts trade{};
        std::optional<Asked> asked{};
    };
    Result<Where> where(const ReadTx& tx, const trade::RoundId& round) const;
    Result<Where> open_round(const ReadTx& tx, const http::Request& request,
                             const identity::OrganisationId& bidder, terms::DepositForm form) const;
    Result<DepositView> shown(const ReadTx& tx, const Where& at, const DepositRow& row) const;
    DepositRow row_of(WriteTx& tx, const Call& call, const Where& at,
                      const identity::OrganisationId& bidder) const;
    bool from_basic_account(const ReadTx& tx, const DepositRow& row, const std::string& payer_name,
                            const std::string& payer_account) const;
    Status keep(WriteTx& tx, const Call& call, const EntryRow& entry) const;
    // Orders back what has to go back now; nothing twice.
    Status settle(WriteTx& tx, const Call& call, const DepositRow& row) const;
    Status order(WriteTx& tx, const Call& call, const EntryRow& entry, const Return& back) const;
    void find_ground(const ReadTx& tx, RefundRow& row, const EntryRow& entry,
                     std::optional<Instant> withdrawn_at) const;

    const Platform& platform_;
    const procedure::Library& law_;
};

// What was received of a deposit, and what of it was ordered back.
std::vector<Received> received_of(const ReadTx& tx, const DepositId& deposit);
RefundView shown(const RefundRow& row);
EntryView shown(const EntryRow& row, const Received& received, const Asked& asked);
events::About about_of(const ReadTx& tx, const std::optional<DepositId>& deposit);

// Refunds past their lawful instant and not done, of rounds that are read out, failed or terminated: of all
// others not even their number is known to anyone but bidder and bank (招法22).
std::vector<RefundRow> shown_overdue(const ReadTx& tx);

// Reads withdrawals and the moves of rounds and schedules what they make owing.
Follower refund_causes();
std::vector<http::Route> routes(const Deposits& room);
jobs::Handlers handlers(const Deposits& room);

} // namespace tianping::deposit
