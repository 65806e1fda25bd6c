#pragma once
// Every SQL text of deposits.
#include "rooms/deposit/rules.hpp"

namespace tianping::deposit::store {

std::optional<DepositRow> deposit(const ReadTx& tx, const DepositId& id);
std::optional<DepositRow> deposit_of(const ReadTx& tx, const trade::RoundId& round,
                                     const identity::OrganisationId& bidder);
std::optional<DepositRow> deposit_of_account(const ReadTx& tx, const std::string& account);
// Ascending by id, after `after`.
std::vector<DepositRow> deposits_of(const ReadTx& tx, const trade::RoundId& round,
                                    const std::string& after = {}, std::int64_t limit = 10'000);

// In the order in which the money moved.
std::vector<EntryRow> entries(const ReadTx& tx, const DepositId& deposit);
std::optional<EntryRow> entry(const ReadTx& tx, const DepositEntryId& id);
// What a bank signed: its serial or its guarantee's number is unique for ever.
std::optional<EntryRow> entry_of(const ReadTx& tx, terms::DepositForm form, const std::string& source,
                                 const std::string& number);
// Of a paper alone: from now on its number is free.
void mark_given_back(WriteTx& tx, const DepositEntryId& paper);

std::optional<RefundRow> refund(const ReadTx& tx, const RefundId& id);
std::vector<RefundRow> refunds_of(const ReadTx& tx, const DepositEntryId& entry);
std::vector<RefundRow> refunds_of(const ReadTx& tx, const DepositId& deposit);
std::vector<RefundRow> refunds_of_bank(const ReadTx& tx, const identity::OrganisationId& bank,
                                       std::optional<RefundState> state, const std::string& after,
                                       std::int64_t limit);

// Whether this bank has already named that serial for a payment.
bool serial_is_used(const ReadTx& tx, const identity::OrganisationId& bank, const std::string& serial);

// Past their instant and not done, ascending by id.
std::vector<RefundRow> overdue_refunds(const ReadTx& tx);

std::optional<DeemedRow> deemed_withdrawn(const ReadTx& tx, const bidding::SubmissionId& bid);

std::optional<RevokedRow> revoked(const ReadTx& tx, const bidding::SubmissionId& bid);
// Ascending by id.
std::vector<RevokedRow> waiting_for_choice(const ReadTx& tx);

} // namespace tianping::deposit::store
