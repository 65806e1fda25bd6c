// The one list of what is to be adjusted or added, and the whole registration that answers it (6.2.2).
#include "base/blank.hpp"
#include "base/json_text.hpp"
#include "rooms/trade/agents.hpp"
#include "rooms/trade/entries.hpp"
#include "rooms/trade/rounds.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

// A lot that one supplement dropped and another names again: what ended was never announced and no attempt.
void make_round_where_none_lives(WriteTx& tx, const Call& call, const TradeFacts& trade, const LotId& lot,
                                 const std::vector<RoundFacts>& rounds)
{
    const auto lives = [&](const RoundFacts& round) {
        return round.lot == lot && round.stage != Stage::terminated;
    };
    if (std::ranges::none_of(rounds, lives))
        make_round(tx, call, trade, {lot, 1, Stage::draft, std::nullopt});
}

// Lots are matched by their place in the list: the same ones keep their ids, new ones are made, and the
// rounds of those that are left out end.
Status adjust_lots(WriteTx& tx, const Call& call, const TradeFacts& trade, const std::vector<LotIn>& wanted)
{
    auto lots = store::lots(tx, trade.id);
    const auto rounds = rounds_of(tx, trade.id);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i >= lots.size()) {
            make_lot(tx, call, trade, wanted[i], static_cast<std::int64_t>(i) + 1);
            continue;
        }
        lots[i].name = wanted[i].name;
        lots[i].scope = wanted[i].scope;
        lots[i].estimate = wanted[i].estimate;
        store::replace_lot(tx, lots[i]);
        make_round_where_none_lives(tx, call, trade, lots[i].id, rounds);
    }
    for (const auto& round : rounds) {
        const auto at = std::ranges::find(lots, round.lot, &LotRow::id) - lots.begin();
        const bool left_out = at < std::ssize(lots) && at >= std::ssize(wanted);
        if (left_out && round.stage == Stage::draft)
            TP_CHECK(
                move(tx, call, round.id, Act::terminate, "lot left out of the supplemented registration"));
    }
    return {};
}

Status check_list(const AskIn& in, const std::vector<SupplementRow>& earlier)
{
    TP_CHECK(in.form());
    if (!earlier.empty() && blank(in.new_facts.value_or(""))) {
        Error e{Fault::conflict, "trade.supplements_asked_once"};
        e.params["list"] = std::to_string(earlier.size());
        e.article = "服务标准6.2.2";
        e.fields.push_back({"new_facts", "trade.supplements_asked_once", "which facts are new"});
        return e;
    }
    return {};
}

// The centre's desk enters the supplement of what it entered, and the party that of what he registered
// online.
Status check_way(const TradeRow& row, bool desk, bool paper)
{
    if (desk && row.entry != Entry::desk)
        return Error{Fault::conflict, "trade.registered_online"};
    if (!desk && paper)
        return Error{Fault::forbidden, "trade.desk_is_for_staff"};
    return {};
}

// Whoever acts for the owner still does so in another project: under the mandate with which he is signed in,
// or, where the desk enters for him, under any.
Status check_agent_stays(const ReadTx& tx, const Call& call, const TradeRow& row, const ProjectId& project)
{
    if (!row.agent || call.actor.organisation == row.owner.text())
        return {};
    if (!identity::within_scope(call.actor, row.id.text(), project.text()))
        return Error{Fault::forbidden, "identity.mandate_scope", {}, {{"scope", project.text()}}};
    return check_mandate_for(tx, row, *row.agent, project, call.arrived);
}

} // namespace

Status AskIn::form() const
{
    wire::Faults bad;
    if (items.empty())
        bad.push_back({"items", "trade.empty", "everything that is wanted, at once"});
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto path = "items[" + std::to_string(i) + "].";
        want_text(items[i].what, path + "what", bad, "what is wanted");
        want_text(items[i].why, path + "why", bad, "the reason");
    }
    return bad.empty() ? Status{} : wire::bad_fields(std::move(bad));
}

Status SupplementIn::form() const
{
    Collected bad;
    if (application)
        bad.add(check_paper(*application, "application"));
    bad.check(refused_entry(check_entry(registration, nullptr, false)));
    return bad.done();
}

Result<TradeOut> Trades::ask(WriteTx& tx, const http::Request& request, const AskIn& in) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_TRY(state, next_state(row.state, RegisterAct::ask));
    const auto earlier = store::supplements(tx, row.id);
    TP_CHECK(check_list(in, earlier));
    row.state = state;
    row.finish_by.reset();
    row.overdue = false;
    TP_CHECK(keep(tx, request, row));
    const auto list = std::ssize(earlier) + 1;
    const SupplementRow kept{row.id.text() + "/" + std::to_string(list),
                             row.id,
                             list,
                             to_text(in.items),
                             in.new_facts.value_or(""),
                             call.arrived,
                             std::nullopt};
    TP_CHECK(tx.insert(kept));
    events::append(tx, call, row.id.text(), about(trade_facts(tx, row.id).value(), rounds_of(tx, row.id)),
                   SupplementAsked{list},
                   events::Private{"parties:" + row.id.text(),
                                   wire::write(SupplementParticulars{in.items, in.new_facts})});
    return shown(tx, call.actor, row);
}

Result<TradeOut> Trades::supplement(WriteTx& tx, const http::Request& request, const SupplementIn& in,
                                    const ReadyPapers& ready) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    const bool desk = call.actor.organisation == row.centre;
    TP_CHECK(check_way(row, desk, in.application.has_value()));
    TP_TRY(state, next_state(row.state, RegisterAct::supplement));
    Collected bad;
    if (desk)
        bad.add(check_paper(in.application.value_or(terms::File{}), "application"));
    bad.check(check_registration(in.registration, row.agent.has_value(), call.arrived));
    bad.add(ready.missing);
    TP_CHECK(bad.done());
    TP_TRY(project, project_for(tx, call, row.owner, in.registration));
    Supplemented body{std::ssize(store::supplements(tx, row.id)), std::nullopt, std::nullopt};
    if (row.project != project.id) {
        TP_CHECK(check_agent_stays(tx, call, row, project.id));
        body.project = project.id;
    }
    if (row.procedure != in.registration.procedure)
        body.procedure = in.registration.procedure;
    row.state = state;
    if (desk)
        row.application = to_text(*in.application);
    enter(row, project.id, in.registration);
    promise(tx, row, call.arrived);
    TP_CHECK(keep(tx, request, row));
    const auto facts = trade_facts(tx, row.id).value();
    TP_CHECK(adjust_lots(tx, call, facts, in.registration.lots));
    if (body.procedure)
        TP_CHECK(drop_invitees(tx, call, facts));
    store::answer_supplement(tx, row.id, body.list, call.arrived);
    events::append(tx, call, row.id.text(), about(facts, rounds_of(tx, row.id)), body,
                   entry_for_parties(row, in.registration));
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
