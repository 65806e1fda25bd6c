// The owner names his agent, another one, or none any more, after the registration.
#include "base/json_text.hpp"
#include "rooms/trade/agents.hpp"
#include "rooms/trade/closers.hpp"
#include "rooms/trade/entries.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

Error not_as_agent(const char* code, const char* article, const identity::Organisation& agency)
{
    return {Fault::forbidden, code, {}, {{"code", agency.code}}, article};
}

// Who has bid is told to nobody then (招法22), so that nobody can be asked whether an agent has.
Status check_nothing_sealed(const std::vector<RoundFacts>& rounds)
{
    const auto sealed = std::ranges::find_if(rounds, [](const RoundFacts& round) {
        return round.stage >= Stage::announced && round.stage < Stage::opened;
    });
    if (sealed == rounds.end())
        return {};
    Error e{Fault::conflict, "trade.agent_while_sealed"};
    e.params = {{"round", sealed->id.text()}, {"stage", wire::name_of(sealed->stage)}};
    e.article = "招法22、条例13";
    return e;
}

Status check_not_invited(const ReadTx& tx, const std::vector<RoundFacts>& rounds,
                         const identity::Organisation& agency)
{
    for (const auto& round : rounds)
        if (round.stage < Stage::announced && is_invited(tx, round.id, agency.id))
            return not_as_agent("trade.agent_is_invited", "条例13", agency);
    return {};
}

// Terms whose bids are opened have no shares to give any more.
Status check_one_share(const ReadTx& tx, const TradeRow& before, const TradeRow& after,
                       const std::vector<RoundFacts>& rounds)
{
    const auto to_come =
        std::ranges::any_of(rounds, [](const RoundFacts& round) { return round.stage < Stage::announced; });
    const auto latest = to_come ? latest_terms(tx, after.id) : std::nullopt;
    if (!latest || !check_shares(tx, latest->terms, before) || check_shares(tx, latest->terms, after))
        return {};
    return Error{Fault::conflict, "trade.one_share_for_owner_and_agent", {}, {}, "招法15"};
}

} // namespace

Status AgentIn::form() const
{
    Collected bad;
    bad.check(want_reason(reason, "why"));
    if (agent) {
        bad.check(identity::check_organisation_code(agent->code, "agent.code"));
        bad.add(check_contact(agent->contact, "agent.contact"));
    }
    return bad.done();
}

// Who houses, supervises, is invited or has bid is no agent.
Status Trades::check_agency(const ReadTx& tx, const TradeRow& row, const std::vector<RoundFacts>& rounds,
                            const identity::Organisation& agency) const
{
    if (agency.id.text() == row.centre)
        return centre_is_no_party();
    if (agency.kind == identity::OrganisationKind::supervisor)
        return not_as_agent("trade.supervisor_is_no_agent", "20号令50", agency);
    TP_CHECK(check_not_invited(tx, rounds, agency));
    if (settings_.has_bid && settings_.has_bid(tx, row.id, agency.code))
        return not_as_agent("trade.agent_has_bid", "条例13", agency);
    return {};
}

Result<TradeOut> Trades::name_agent(WriteTx& tx, const http::Request& request, const AgentIn& in) const
{
    const auto& call = request.call;
    TP_TRY(before, trade_of_path(tx, request));
    TP_CHECK(in.form());
    const auto rounds = rounds_of(tx, before.id);
    TP_CHECK(check_nothing_sealed(rounds));
    auto row = before;
    auto entered = from_text<Registration>(row.registration);
    row.agent.reset();
    entered.agent_contact.reset();
    if (in.agent) {
        TP_TRY(agency, registered_by_code(tx, in.agent->code, "agent.code"));
        TP_CHECK(check_agency(tx, row, rounds, agency));
        TP_CHECK(check_mandate_for(tx, row, agency.id, row.project, call.arrived));
        row.agent = agency.id;
        entered.agent_contact = in.agent->contact;
    }
    if (row.agent == before.agent)
        return Error{Fault::conflict, "trade.agent_already"};
    TP_CHECK(check_one_share(tx, before, row, rounds));
    row.mandate.clear();
    row.registration = to_text(entered);
    TP_CHECK(keep(tx, request, row));
    store::put_agent(tx, row.id, row.agent, call.arrived);
    const auto name = [](const auto& agent) { return agent ? std::optional{agent->text()} : std::nullopt; };
    events::append(tx, call, row.id.text(), about(facts_of_row(tx, row), rounds),
                   AgentNamed{name(row.agent), name(before.agent), in.reason},
                   entry_for_parties(row, entered));
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
