// What staff are reminded of: refunds whose lawful instant is past, and what waits for an owner's choice.
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"

namespace tianping::deposit {
namespace {

bool is_read_out_or_over(trade::Stage stage)
{
    return stage == trade::Stage::opened || stage == trade::Stage::failed ||
           stage == trade::Stage::terminated;
}

Result<OverdueRefund> line_of(const ReadTx& tx, const DepositRow& deposit)
{
    TP_TRY(facts, trade::trade_facts(tx, deposit.trade));
    TP_TRY(round, trade::round_facts(tx, deposit.round));
    TP_TRY(bidder, identity::organisation(tx, deposit.bidder));
    OverdueRefund out;
    out.trade = deposit.trade;
    out.title = facts.title;
    out.intake = deposit.intake;
    out.lot = round.lot_name;
    out.bidder_name = bidder.name;
    out.bidder_code = bidder.code;
    return out;
}

Result<OverdueRefund> line_of(const ReadTx& tx, const RefundRow& row)
{
    TP_TRY(out, line_of(tx, store::deposit(tx, row.deposit.value()).value()));
    out.id = row.id.text();
    out.amount = row.amount;
    out.cause = row.cause;
    out.article = row.article;
    out.due_at = row.due_at;
    out.state = row.state;
    if (row.bank) {
        TP_TRY(bank, identity::organisation(tx, *row.bank));
        out.given_back_by = bank.name;
    }
    return out;
}

} // namespace

std::vector<RefundRow> shown_overdue(const ReadTx& tx)
{
    auto all = store::overdue_refunds(tx);
    std::erase_if(all, [&](const RefundRow& row) {
        const auto deposit = store::deposit(tx, row.deposit.value()).value();
        return !is_read_out_or_over(trade::round_facts(tx, deposit.round).value().stage);
    });
    return all;
}

Result<OverdueRefund> Deposits::shown(const ReadTx& tx, const WaitingDeposit& waiting) const
{
    TP_TRY(out, line_of(tx, waiting.deposit));
    TP_TRY(round, trade::round_facts(tx, waiting.deposit.round));
    out.id = waiting.deposit.id.text();
    out.amount = waiting.amount;
    out.article = article_of(tx, round, right_to_keep, waiting.since);
    out.waits_since = waiting.since;
    return out;
}

Result<http::Page<OverdueRefund>> Deposits::overdue(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(centre, identity::acting_organisation(request.call));
    std::vector<OverdueRefund> items;
    const auto add = [&](const Result<OverdueRefund>& line) -> Status {
        TP_TRY(item, line);
        TP_TRY(facts, trade::trade_facts(tx, item.trade));
        if (facts.centre == centre.text())
            items.push_back(std::move(item));
        return {};
    };
    for (const auto& waiting : waiting_for_choice(tx))
        TP_CHECK(add(shown(tx, waiting)));
    for (const auto& row : shown_overdue(tx))
        TP_CHECK(add(line_of(tx, row)));
    return http::page_of_all(request, std::move(items), [](const OverdueRefund& item) { return item.id; });
}

} // namespace tianping::deposit
