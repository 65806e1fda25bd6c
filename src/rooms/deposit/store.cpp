#include "rooms/deposit/store.hpp"

namespace tianping::deposit::store {

std::optional<DepositRow> deposit(const ReadTx& tx, const DepositId& id)
{
    return tx.find<DepositRow>("WHERE id = :i", id);
}

std::optional<DepositRow> deposit_of(const ReadTx& tx, const trade::RoundId& round,
                                     const identity::OrganisationId& bidder)
{
    return tx.find<DepositRow>("WHERE round = :r AND bidder = :b", round, bidder);
}

std::optional<DepositRow> deposit_of_account(const ReadTx& tx, const std::string& account)
{
    return tx.find<DepositRow>("WHERE account = :a", account);
}

std::vector<DepositRow> deposits_of(const ReadTx& tx, const trade::RoundId& round, const std::string& after,
                                    std::int64_t limit)
{
    return tx.list<DepositRow>("WHERE round = :r AND id > :a ORDER BY id LIMIT :n", round, after, limit);
}

std::vector<EntryRow> entries(const ReadTx& tx, const DepositId& deposit)
{
    return tx.list<EntryRow>("WHERE deposit = :d ORDER BY at, id", deposit);
}

std::optional<EntryRow> entry(const ReadTx& tx, const DepositEntryId& id)
{
    return tx.find<EntryRow>("WHERE id = :i", id);
}

std::optional<EntryRow> entry_of(const ReadTx& tx, terms::DepositForm form, const std::string& source,
                                 const std::string& number)
{
    return tx.find<EntryRow>("WHERE form = :f AND source = :s AND number = :n", wire::name_of(form), source,
                             number);
}

void mark_given_back(WriteTx& tx, const DepositEntryId& paper)
{
    tx.change("UPDATE deposit_entry SET given_back = 1 WHERE id = :i", paper);
}

std::optional<RefundRow> refund(const ReadTx& tx, const RefundId& id)
{
    return tx.find<RefundRow>("WHERE id = :i", id);
}

std::vector<RefundRow> refunds_of(const ReadTx& tx, const DepositEntryId& entry)
{
    return tx.list<RefundRow>("WHERE entry = :e ORDER BY owed_at, id", entry);
}

std::vector<RefundRow> refunds_of(const ReadTx& tx, const DepositId& deposit)
{
    return tx.list<RefundRow>("WHERE deposit = :d ORDER BY owed_at, id", deposit);
}

std::vector<RefundRow> refunds_of_bank(const ReadTx& tx, const identity::OrganisationId& bank,
                                       std::optional<RefundState> state, const std::string& after,
                                       std::int64_t limit)
{
    if (state)
        return tx.list<RefundRow>("WHERE bank = :b AND state = :s AND id > :a ORDER BY id LIMIT :n", bank,
                                  wire::name_of(*state), after, limit);
    return tx.list<RefundRow>("WHERE bank = :b AND id > :a ORDER BY id LIMIT :n", bank, after, limit);
}

bool serial_is_used(const ReadTx& tx, const identity::OrganisationId& bank, const std::string& serial)
{
    return tx.number("SELECT count(*) FROM refund_order WHERE bank = :b AND serial = :s", bank, serial) > 0;
}

std::vector<RefundRow> overdue_refunds(const ReadTx& tx)
{
    return tx.list<RefundRow>("WHERE overdue = 1 AND state <> 'done' ORDER BY id");
}

std::optional<DeemedRow> deemed_withdrawn(const ReadTx& tx, const bidding::SubmissionId& bid)
{
    return tx.find<DeemedRow>("WHERE submission = :s", bid);
}

std::optional<RevokedRow> revoked(const ReadTx& tx, const bidding::SubmissionId& bid)
{
    return tx.find<RevokedRow>("WHERE submission = :s", bid);
}

std::vector<RevokedRow> waiting_for_choice(const ReadTx& tx)
{
    return tx.list<RevokedRow>("WHERE choice = 'waiting' ORDER BY id");
}

} // namespace tianping::deposit::store
