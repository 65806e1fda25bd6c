// Within which time the centre promises to finish a registration (6.2.3): its own word, no limit of the law.
// It is counted, told and reminded of, and stops nothing.
#include "infra/http/page.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"

namespace tianping::trade {
namespace {

procedure::Limit promise_of(std::int64_t working_days)
{
    procedure::Limit out;
    out.figure = working_days;
    out.unit = procedure::Unit::working_day;
    out.relation = procedure::Relation::at_most;
    out.counts = {procedure::Count::dates};
    out.day_ends = procedure::DayEnd::business_close;
    return out;
}

} // namespace

void Trades::promise(WriteTx& tx, TradeRow& row, Instant complete) const
{
    if (settings_.registration_days == 0)
        return;
    const auto window =
        procedure::window_for_end(promise_of(settings_.registration_days), complete, {}, library_.calendar);
    if (!window || !window->latest)
        return;
    row.finish_by = window->latest;
    const OverdueJob job{row.id, *row.finish_by};
    jobs::schedule(tx, "registration_overdue/" + row.id.text() + "/" + std::to_string(millis(job.finish_by)),
                   overdue_job, job.finish_by + std::chrono::milliseconds{1}, wire::write(job));
}

Result<jobs::Outcome> Trades::note_overdue(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<OverdueJob>(job.body).value();
    auto row = store::trade(tx, in.trade).value();
    if (row.state != TradeState::submitted || row.finish_by != in.finish_by)
        return jobs::Outcome{jobs::Done{}};
    row.overdue = true;
    TP_CHECK(tx.update(row));
    events::append(tx, call, row.id.text(), about(trade_facts(tx, row.id).value(), rounds_of(tx, row.id)),
                   RegistrationOverdue{in.finish_by});
    return jobs::Outcome{jobs::Done{}};
}

std::optional<bool> promise_kept(const TradeRow& row)
{
    if (row.finish_by && row.registered_at)
        return *row.registered_at <= *row.finish_by;
    return row.overdue ? std::optional{false} : std::nullopt;
}

Result<http::Page<OverdueRegistration>> Trades::overdue(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(centre, identity::acting_organisation(request.call));
    std::vector<OverdueRegistration> items;
    for (const auto& row : store::overdue(tx))
        if (row.centre == centre.text())
            items.push_back({row.id, row.title, row.finish_by.value()});
    return http::page_of_all(request, std::move(items),
                             [](const OverdueRegistration& item) { return item.id.text(); });
}

std::int64_t overdue_registrations(const ReadTx& tx)
{
    return std::ssize(store::overdue(tx));
}

} // namespace tianping::trade
