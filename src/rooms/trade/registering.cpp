// Registration by owner, agent or at the desk.
#include "base/json_text.hpp"
#include "rooms/trade/entries.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {

Result<identity::Organisation> registered_by_code(const ReadTx& tx, const std::string& code, const char* path)
{
    TP_CHECK(identity::check_organisation_code(code, path));
    if (auto found = identity::organisation_by_code(tx, code))
        return *std::move(found);
    auto unknown = invalid_field("identity.organisation_unknown", path, "a registered organisation");
    unknown.params["id"] = code;
    return unknown;
}

Error centre_is_no_party()
{
    return {Fault::forbidden,
            "trade.centre_is_no_party",
            {},
            {},
            "公共资源交易平台管理暂行办法（2016年39号令）18"};
}

Status refused_entry(wire::Faults bad)
{
    const auto whole = counted("trade.bad_entry", std::move(bad), "43号令17");
    return whole ? whole : Status{below("registration", whole.error())};
}

Status SubmitIn::form() const
{
    Collected bad;
    if (desk) {
        bad.add(check_paper(desk->application, "desk.application"));
        bad.check(identity::check_organisation_code(desk->owner_code, "desk.owner_code"));
        if (desk->agent_code)
            bad.check(identity::check_organisation_code(*desk->agent_code, "desk.agent_code"));
    }
    bad.check(refused_entry(check_entry(registration, nullptr, false)));
    return bad.done();
}

Result<Trades::Parties> Trades::parties_of(const ReadTx& tx, const Call& call, const SubmitIn& in,
                                           Collected& bad) const
{
    Parties out;
    const auto centre = identity::organisation_by_code(tx, settings_.centre_code);
    if (!centre)
        return Error{Fault::conflict, "trade.centre_not_registered", {}, {{"code", settings_.centre_code}}};
    out.centre = *centre;
    if (in.desk) {
        const bool desk = call.actor.organisation == centre->id.text() &&
                          std::ranges::find(call.actor.roles, "centre_desk") != call.actor.roles.end();
        if (!desk)
            return Error{Fault::forbidden, "trade.desk_is_for_staff"};
        bad.add(check_paper(in.desk->application, "desk.application"));
        if (const auto owner = bad.read(registered_by_code(tx, in.desk->owner_code, "desk.owner_code")))
            out.owner = owner->id;
        out.entry = Entry::desk;
        if (in.desk->agent_code)
            if (const auto agent = bad.read(registered_by_code(tx, *in.desk->agent_code, "desk.agent_code")))
                out.agent = agent->id;
    } else {
        TP_TRY(owner, identity::acting_for(call));
        TP_TRY(own, identity::acting_organisation(call));
        out.owner = owner;
        if (own != owner)
            out.agent = own;
        if (own == centre->id)
            return centre_is_no_party();
    }
    return out;
}

// Some mandate covers the project, and where the agent registers himself, the one under which he is signed
// in.
Status Trades::check_agent(const ReadTx& tx, const Call& call, const Parties& parties,
                           const ProjectId& project)
{
    TP_CHECK(identity::check_mandate(tx, parties.owner, *parties.agent, project.text(), call.arrived));
    if (!identity::within_scope(call.actor, "", project.text()))
        return Error{Fault::forbidden, "identity.mandate_scope", {}, {{"scope", project.text()}}};
    return {};
}

Status Trades::check_registration(const Registration& in, bool by_agent, Instant at) const
{
    auto bad = check_entry(in, &guidance_, by_agent);
    if (const auto rules = library_.rulebook(in.procedure))
        std::ranges::move(check_fit(in, guidance_, rules->procedure, CivilDay::of(at)),
                          std::back_inserter(bad));
    else
        bad.push_back({"procedure",
                       "procedure.unknown_procedure",
                       "a procedure of law/procedures",
                       {{"procedure", in.procedure}}});
    return refused_entry(std::move(bad));
}

Result<TradeOut> Trades::submit(WriteTx& tx, const http::Request& request, const SubmitIn& in,
                                const ReadyPapers& ready) const
{
    const auto& call = request.call;
    Collected bad;
    TP_TRY(parties, parties_of(tx, call, in, bad));
    bad.check(
        check_registration(in.registration, parties.agent || (in.desk && in.desk->agent_code), call.arrived));
    bad.add(ready.missing);
    TP_CHECK(bad.done());
    TP_TRY(project, project_for(tx, call, parties.owner, in.registration));
    if (parties.agent)
        TP_CHECK(check_agent(tx, call, parties, project.id));
    TradeRow row;
    row.id = call.mint<TradeId>();
    row.centre = parties.centre.id.text();
    row.owner = parties.owner;
    row.agent = parties.agent;
    row.mandate = call.actor.mandate;
    row.entry = parties.entry;
    if (in.desk)
        row.application = to_text(in.desk->application);
    enter(row, project.id, in.registration);
    row.submitted_at = call.arrived;
    promise(tx, row, call.arrived);
    TP_CHECK(tx.insert(row));
    store::put_agent(tx, row.id, row.agent, call.arrived);
    const auto facts = trade_facts(tx, row.id).value();
    Submitted body{row.id, row.project, row.owner.text(), std::nullopt, row.centre, row.procedure, {}};
    if (row.agent)
        body.agent = row.agent->text();
    for (const auto& lot : in.registration.lots)
        body.lots.push_back(make_lot(tx, call, facts, lot, std::ssize(body.lots) + 1));
    events::append(tx, call, row.id.text(), about(facts, rounds_of(tx, row.id)), body,
                   entry_for_parties(row, in.registration));
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
