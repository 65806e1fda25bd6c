// On which ground something goes back, and until when (条例26, 31, 35).
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"

namespace tianping::deposit {
namespace {

constexpr const char* overdue_job = "deposit.refund_overdue";
constexpr const char* count_job = "deposit.count_refund";
constexpr std::chrono::hours count_again{1}; // while the calendar lacks the year or a hold keeps the end open

// Part of the id of the duty in the law files on which a return rests; empty where no article says it.
std::string_view duty_of(RefundCause cause)
{
    switch (cause) {
    case RefundCause::terminated:
        return ".termination_refund";
    case RefundCause::wrong_payer:
        return basic_account;
    case RefundCause::late:
        return ".bond_with_bid";
    case RefundCause::given_back:
        return right_to_keep;
    default:
        return {};
    }
}

void remind(WriteTx& tx, const RefundRow& row)
{
    if (row.due_at)
        jobs::schedule(tx, "refund_overdue/" + row.id.text(), overdue_job,
                       *row.due_at + std::chrono::milliseconds{1}, wire::write(OverdueJob{row.id}));
}

} // namespace

// The strictest limit from a withdrawal to its refund, of those that can be counted; the refusal says that
// another cannot yet.
Status Deposits::count_due(const ReadTx& tx, RefundRow& row, const trade::RoundFacts& round,
                           Instant withdrawn_at) const
{
    const auto rules = trade::rules_of(tx, round, law_).value();
    auto facts = trade::facts_of(tx, round);
    facts.instants.push_back({"withdrawal_received", withdrawn_at, procedure::Channel::none});
    row.due_at.reset();
    Status counted;
    for (const auto& limit : rules.limits) {
        if (limit.ends_at != "withdrawal_bond_refunded" ||
            !procedure::in_force(limit, facts, CivilDay::of(withdrawn_at)))
            continue;
        const auto window = procedure::due(limit, facts, law_.calendar);
        if (!window || window->held) {
            counted = window ? Error{Fault::conflict, "trade.held"} : window.error();
            if (!row.due_at)
                row.article = limit.article;
        } else if (window->latest && (!row.due_at || *window->latest < *row.due_at)) {
            row.article = limit.article;
            row.due_at = window->latest;
        }
    }
    return counted;
}

// On a termination the law says 及时 and no figure.
Status Deposits::find_ground(const ReadTx& tx, RefundRow& row, const EntryRow& entry,
                             std::optional<Instant> withdrawn_at) const
{
    if (!entry.deposit)
        return {};
    const auto deposit = store::deposit(tx, *entry.deposit).value();
    const auto round = trade::round_facts(tx, deposit.round).value();
    if (const auto duty_name = duty_of(row.cause); !duty_name.empty())
        row.article = article_of(tx, round, duty_name, row.owed_at);
    return withdrawn_at ? count_due(tx, row, round, *withdrawn_at) : Status{};
}

Status Deposits::order(WriteTx& tx, const Call& call, const EntryRow& entry, const Return& back) const
{
    RefundRow row;
    row.id = call.mint<RefundId>();
    row.entry = entry.id;
    row.deposit = entry.deposit;
    if (entry.form != terms::DepositForm::bank_instrument)
        row.bank = identity::OrganisationId::parse(entry.source).value();
    row.amount = back.amount;
    row.cause = back.cause;
    row.interest_owed = back.cause == RefundCause::terminated && entry.form == terms::DepositForm::transfer;
    row.owed_at = call.arrived;
    const auto counted = find_ground(tx, row, entry, back.withdrawn_at);
    TP_CHECK(tx.insert(row));
    events::append(
        tx, call, row.id.text(), about_of(tx, row.deposit),
        RefundOwed{row.entry.text(), row.amount, row.cause, row.article, row.interest_owed, row.due_at});
    if (!counted)
        jobs::schedule(tx, "refund_due/" + row.id.text(), count_job, call.arrived + count_again,
                       wire::write(CountJob{row.id, back.withdrawn_at.value()}));
    remind(tx, row);
    return {};
}

Result<jobs::Outcome> Deposits::count_anew(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<CountJob>(job.body).value();
    auto row = store::refund(tx, in.refund).value();
    if (row.state == RefundState::done)
        return jobs::Outcome{jobs::Done{}};
    const auto round = trade::round_facts(tx, store::deposit(tx, row.deposit.value()).value().round).value();
    const auto known = row.due_at;
    const auto counted = count_due(tx, row, round, in.withdrawn_at);
    if (row.due_at && row.due_at != known) {
        TP_CHECK(tx.update(row));
        events::append(tx, call, row.id.text(), about_of(tx, row.deposit),
                       RefundDueCounted{*row.due_at, row.article});
        remind(tx, row);
    }
    if (!counted)
        return jobs::Outcome{jobs::NotYet{call.arrived + count_again, counted.error().code}};
    return jobs::Outcome{jobs::Done{}};
}

Result<jobs::Outcome> Deposits::note_overdue(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<OverdueJob>(job.body).value();
    auto row = store::refund(tx, in.refund).value();
    if (row.state == RefundState::done)
        return jobs::Outcome{jobs::Done{}};
    row.overdue = true;
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about_of(tx, row.deposit),
                   RefundOverdue{*row.due_at, row.article});
    return jobs::Outcome{jobs::Done{}};
}

} // namespace tianping::deposit
