// The bidder's side of deposits: his sub-account, what he sees, and what counts at the deadline.
#include "rooms/deposit/service.hpp"
#include "base/joined_text.hpp"
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/store.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

std::string reason_of(EntryState state)
{
    switch (state) {
    case EntryState::counted:
        return {};
    case EntryState::wrong_payer:
        return "deposit.entry_wrong_payer";
    case EntryState::late:
        return "deposit.entry_late";
    case EntryState::unknown_account:
        return "deposit.entry_unknown_account";
    case EntryState::form_not_accepted:
        return "deposit.entry_form_not_accepted";
    case EntryState::ends_too_early:
        return "deposit.entry_ends_too_early";
    case EntryState::returned:
        return "deposit.entry_returned";
    }
    return {};
}

Error form_refused(const Asked& asked, terms::DepositForm form)
{
    const auto forms = joined_text(asked.forms, ", ", wire::name_of<terms::DepositForm>);
    auto e = invalid_field("deposit.form_not_accepted", "form", forms);
    e.params = {{"form", wire::name_of(form)}, {"allowed", forms}};
    return e;
}

Status check_payer(const PayerIn& in, const std::vector<std::string>& names)
{
    wire::Faults bad;
    if (!own_name(names, in.payer_name))
        bad.push_back({"payer_name", "deposit.payer_not_oneself", names.front()});
    if (const auto form = in.form(); !form)
        bad.push_back(form.error().fields.front());
    if (bad.empty())
        return {};
    Error e{Fault::invalid, bad.front().code};
    e.article = "条例26";
    e.fields = std::move(bad);
    return e;
}

Result<identity::Organisation> chosen_bank(const ReadTx& tx, const std::optional<std::string>& code)
{
    const auto banks = identity::organisations_of(tx, identity::OrganisationKind::bank);
    if (banks.empty())
        return Error{Fault::unavailable, "deposit.no_bank"};
    if (!code && banks.size() == 1)
        return banks.front();
    for (const auto& bank : banks)
        if (bank.code == code)
            return bank;
    const auto allowed =
        joined_text(banks, ", ", [](const auto& bank) { return bank.code + " " + bank.name; });
    return invalid_field(code ? "deposit.bank_unknown" : "deposit.bank_not_chosen", "bank_code", allowed);
}

// A sub-account stays where it is: its number may be on its way with the payer's bank already.
Status check_same_bank(const ReadTx& tx, const DepositRow& row, const std::optional<std::string>& code)
{
    if (!row.bank || !code)
        return {};
    TP_TRY(bank, identity::organisation(tx, *row.bank));
    if (bank.code == *code)
        return {};
    Error e{Fault::conflict, "deposit.account_at_another_bank"};
    e.params["bank"] = bank.name;
    return e;
}

} // namespace

std::vector<Received> received_of(const ReadTx& tx, const DepositId& deposit)
{
    const auto refunds = store::refunds_of(tx, deposit);
    std::vector<Received> out;
    for (const auto& entry : store::entries(tx, deposit)) {
        Received one{entry.id, entry.form,        entry.amount, entry.at, entry.valid_until,
                     true,     entry.right_payer, {},           {}};
        for (const auto& refund : refunds)
            if (refund.entry == entry.id)
                one.returned = one.returned + refund.amount;
        out.push_back(one);
    }
    return out;
}

EntryView shown(const EntryRow& row, const Received& received, const Asked& asked)
{
    const auto state = judge(received, asked);
    return {row.id,          row.form,        row.number, row.amount,      row.at,
            row.recorded_at, row.valid_until, state,      reason_of(state)};
}

RefundView shown(const RefundRow& row)
{
    return {row.id,    row.entry,   row.amount, row.cause,   row.article, row.interest_owed,
            row.state, row.owed_at, row.due_at, row.overdue, row.done_at, row.interest};
}

events::About about_of(const ReadTx& tx, const std::optional<DepositId>& deposit)
{
    if (!deposit)
        return {};
    const auto row = store::deposit(tx, *deposit).value();
    return trade::about(trade::trade_facts(tx, row.trade).value(), trade::round_facts(tx, row.round).value());
}

Result<Deposits::Where> Deposits::where(const ReadTx& tx, const trade::RoundId& id) const
{
    Where out;
    TP_TRY(round, trade::round_facts(tx, id));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    out.round = round;
    out.trade = facts;
    out.asked = asked_of(tx, round);
    return out;
}

Result<Deposits::Where> Deposits::open_round(const ReadTx& tx, const http::Request& request,
                                             const identity::OrganisationId& bidder,
                                             terms::DepositForm form) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_CHECK(bidding::check_takes_from(tx, round, bidder, request.call.arrived));
    return asking_for(tx, round, bidder, form);
}

Result<Deposits::Where> Deposits::asking_for(const ReadTx& tx, const trade::RoundFacts& round,
                                             const identity::OrganisationId& bidder,
                                             terms::DepositForm form) const
{
    TP_TRY(at, where(tx, round.id));
    TP_TRY(organisation, identity::organisation(tx, bidder));
    if (!identity::bar_to_bidding(organisation, trade::object_of(at.trade)).empty())
        return Error{Fault::forbidden, "deposit.own_trade"};
    if (!at.asked)
        return Error{Fault::conflict, "deposit.none_asked"};
    if (std::ranges::find(at.asked->forms, form) == at.asked->forms.end())
        return form_refused(*at.asked, form);
    return at;
}

DepositRow Deposits::row_of(WriteTx& tx, const Call& call, const Where& at,
                            const identity::OrganisationId& bidder) const
{
    if (const auto known = store::deposit_of(tx, at.round.id, bidder))
        return *known;
    DepositRow row{call.mint<DepositId>(), at.round.id, at.round.intake, at.round.trade, bidder};
    tx.insert(row).value();
    return row;
}

Result<http::Page<BankOut>> Deposits::banks(const ReadTx& tx, const http::Request& request) const
{
    std::vector<BankOut> out;
    for (const auto& bank : identity::organisations_of(tx, identity::OrganisationKind::bank))
        out.push_back({bank.code, bank.name});
    return http::page_of_all(request, std::move(out), [](const BankOut& bank) { return bank.code; });
}

Result<DepositView> Deposits::open_account(WriteTx& tx, const http::Request& request, const PayerIn& in) const
{
    const auto& call = request.call;
    TP_TRY(bidder, identity::acting_for(call));
    TP_TRY(at, open_round(tx, request, bidder, terms::DepositForm::transfer));
    TP_TRY(names, identity::names_of(tx, bidder));
    TP_CHECK(check_payer(in, names));
    auto row = row_of(tx, call, at, bidder);
    TP_CHECK(check_same_bank(tx, row, in.bank_code));
    const auto payer_account = without_blanks(in.payer_account);
    if (row.account && row.payer_account == payer_account)
        return shown(tx, at, row);
    row.payer_name = own_name(names, in.payer_name).value();
    row.payer_account = payer_account;
    const bool first = !row.account;
    if (first) {
        TP_TRY(bank, chosen_bank(tx, in.bank_code));
        row.bank = bank.id;
        row.account = new_account_number(*call.chance);
    }
    TP_CHECK(tx.update(row));
    const events::Private numbers{
        "organisation:" + bidder.text(),
        wire::write(AccountNumbers{*row.account, row.payer_name, row.payer_account})};
    const auto about = trade::about(at.trade, at.round);
    if (first)
        events::append(tx, call, row.id.text(), about,
                       AccountOpened{at.round.intake.text(), row.bank->text()}, numbers);
    else
        events::append(tx, call, row.id.text(), about, PayerChanged{at.round.intake.text()}, numbers);
    return shown(tx, at, row);
}

Result<DepositView> Deposits::own(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(bidder, identity::acting_for(request.call));
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    const auto row = store::deposit_of(tx, round.id, bidder);
    if (!row)
        return Error{Fault::not_found, "deposit.unknown"};
    TP_TRY(at, where(tx, round.id));
    return shown(tx, at, *row);
}

Result<DepositView> Deposits::shown(const ReadTx& tx, const Where& at, const DepositRow& row) const
{
    const auto asked = at.asked.value_or(Asked{});
    DepositView out;
    out.id = row.id;
    out.intake = row.intake;
    out.asked = asked.amount;
    out.forms = asked.forms;
    out.deadline = asked.deadline;
    out.valid_until = asked.bid_ends;
    out.account = row.account;
    if (row.bank) {
        TP_TRY(bank, identity::organisation(tx, *row.bank));
        out.bank = bank.name;
    }
    TP_TRY(owner, identity::organisation(tx, at.trade.owner));
    out.holder = owner.name;
    out.payer_name = row.payer_name;
    out.payer_account = row.payer_account;
    const auto received = received_of(tx, row.id);
    const auto entries = store::entries(tx, row.id);
    for (std::size_t i = 0; i < entries.size(); ++i)
        out.entries.push_back(deposit::shown(entries[i], received[i], asked));
    out.counted = counted(received, asked);
    out.state = measure(out.counted, asked);
    out.missing = out.counted < asked.amount ? asked.amount - out.counted : Fen{};
    for (const auto& refund : store::refunds_of(tx, row.id))
        out.refunds.push_back(deposit::shown(refund));
    out.choice = choice_of(tx, at, row);
    out.version = row.version;
    return out;
}

Result<http::Page<DepositLine>> Deposits::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(at, where(tx, round.id));
    std::vector<DepositLine> lines;
    for (const auto& row : store::deposits_of(tx, round.id, after, limit + 1)) {
        TP_TRY(bidder, identity::organisation(tx, row.bidder));
        TP_TRY(view, shown(tx, at, row));
        const bool overdue = std::ranges::any_of(
            view.refunds, [](const RefundView& r) { return r.overdue && r.state != RefundState::done; });
        lines.push_back({row.id, bidder.name, bidder.code, view.state, view.counted, overdue,
                         std::move(view.entries), std::move(view.refunds), std::move(view.choice)});
    }
    return http::page_of(std::move(lines), limit, [](const DepositLine& line) { return line.id.text(); });
}

} // namespace tianping::deposit
