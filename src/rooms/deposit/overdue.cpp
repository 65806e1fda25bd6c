// What staff are reminded of: refunds whose lawful instant is past.
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"

namespace tianping::deposit {
namespace {

bool is_read_out_or_over(trade::Stage stage)
{
    return stage == trade::Stage::opened || stage == trade::Stage::failed ||
           stage == trade::Stage::terminated;
}

Result<OverdueRefund> line_of(const ReadTx& tx, const RefundRow& row, const DepositRow& deposit)
{
    TP_TRY(facts, trade::trade_facts(tx, deposit.trade));
    TP_TRY(round, trade::round_facts(tx, deposit.round));
    TP_TRY(bidder, identity::organisation(tx, deposit.bidder));
    OverdueRefund out{row.id,      deposit.trade, facts.title,  deposit.intake, round.lot_name,
                      bidder.name, bidder.code,   row.amount,   row.cause,      row.article,
                      *row.due_at, row.state,     std::string{}};
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

Result<http::Page<OverdueRefund>> Deposits::overdue(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    TP_TRY(centre, identity::acting_organisation(request.call));
    std::vector<OverdueRefund> items;
    for (const auto& row : shown_overdue(tx)) {
        const auto deposit = store::deposit(tx, row.deposit.value()).value();
        TP_TRY(facts, trade::trade_facts(tx, deposit.trade));
        if (facts.centre != centre.text() || row.id.text() <= after || std::ssize(items) > limit)
            continue;
        TP_TRY(item, line_of(tx, row, deposit));
        items.push_back(std::move(item));
    }
    return http::page_of(std::move(items), limit, [](const OverdueRefund& item) { return item.id.text(); });
}

} // namespace tianping::deposit
