// Registration by owner, agent or at the desk, and the one list of supplements.
#include "base/blank.hpp"
#include "rooms/trade/json_text.hpp"
#include "rooms/trade/rounds.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

Result<identity::OrganisationId> by_code(const ReadTx& tx, const std::string& code, const char* path)
{
    TP_CHECK(identity::check_organisation_code(code, path));
    if (const auto found = identity::organisation_by_code(tx, code))
        return found->id;
    auto unknown = invalid_field("identity.organisation_unknown", path, "a registered organisation");
    unknown.params["id"] = code;
    return unknown;
}

Result<ProjectRow> project_for(WriteTx& tx, const Call& call, const identity::OrganisationId& owner,
                               const Registration& in)
{
    if (auto known = store::project_of(tx, owner, in.investment_code))
        return *std::move(known);
    const ProjectRow row{
        call.mint<ProjectId>(), in.investment_code, owner, in.project_name, in.region, "", 1};
    TP_CHECK(tx.insert(row));
    events::append(tx, call, row.id.text(), {},
                   ProjectRegistered{row.id, row.investment_code, row.name, owner.text(), row.region});
    return row;
}

LotMade make_lot(WriteTx& tx, const Call& call, const TradeFacts& trade, const LotIn& in,
                 std::int64_t position)
{
    const LotRow row{call.mint<LotId>(), trade.id, position, in.name, in.scope, in.estimate, "", ""};
    tx.insert(row).value();
    const auto round = make_round(tx, call, trade, {row.id, 1, Stage::draft, std::nullopt});
    return {row.id, round.id, round.intake};
}

// Lots are matched by their place in the list: the same ones keep their ids, new ones are made, and those
// that are left out end.
Status adjust_lots(WriteTx& tx, const Call& call, const TradeFacts& trade, const std::vector<LotIn>& wanted)
{
    auto lots = store::lots(tx, trade.id);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i >= lots.size()) {
            make_lot(tx, call, trade, wanted[i], static_cast<std::int64_t>(i) + 1);
            continue;
        }
        lots[i].name = wanted[i].name;
        lots[i].scope = wanted[i].scope;
        lots[i].estimate = wanted[i].estimate;
        store::replace_lot(tx, lots[i]);
    }
    for (const auto& round : rounds_of(tx, trade.id)) {
        const auto at = std::ranges::find(lots, round.lot, &LotRow::id) - lots.begin();
        const bool left_out = at < std::ssize(lots) && at >= std::ssize(wanted);
        if (left_out && round.stage == Stage::draft)
            TP_CHECK(
                move(tx, call, round.id, Act::terminate, "lot left out of the supplemented registration"));
    }
    return {};
}

template <class Body>
events::Private for_parties(const TradeId& trade, const Body& body)
{
    return {"parties:" + trade.text(), wire::write(body)};
}

RegistrationParticulars particulars_of(const TradeRow& row, const Registration& in)
{
    return {row.entry, application_of(row), in};
}

// The paper that the party signed stands behind what the desk enters in his name (6.2.1).
Status check_application(const terms::File& scan)
{
    wire::Faults bad;
    if (blank(scan.name))
        bad.push_back({"desk.application.name", "trade.empty", "a text"});
    if (!digest_from_hex(scan.digest))
        bad.push_back({"desk.application.digest", "terms.bad_digest", "64 hex digits"});
    if (scan.size <= 0)
        bad.push_back({"desk.application.size", "trade.empty_file", "more than 0 bytes"});
    if (bad.empty())
        return {};
    return wire::bad_fields(std::move(bad));
}

Status check_list(const AskIn& in, const std::vector<SupplementRow>& earlier)
{
    wire::Faults bad;
    if (in.items.empty())
        bad.push_back({"items", "trade.empty", "everything that is wanted, at once"});
    for (std::size_t i = 0; i < in.items.size(); ++i) {
        const auto path = "items[" + std::to_string(i) + "].";
        if (blank(in.items[i].what))
            bad.push_back({path + "what", "trade.empty", "what is wanted"});
        if (blank(in.items[i].why))
            bad.push_back({path + "why", "trade.empty", "the reason"});
    }
    if (!bad.empty())
        return wire::bad_fields(std::move(bad));
    if (!earlier.empty() && blank(in.new_facts.value_or(""))) {
        Error e{Fault::conflict, "trade.supplements_asked_once"};
        e.params["list"] = std::to_string(earlier.size());
        e.article = "服务标准6.2.2";
        e.fields.push_back({"new_facts", "trade.supplements_asked_once", "which facts are new"});
        return e;
    }
    return {};
}

} // namespace

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
        bad.check(check_application(in.desk->application));
        out.owner = bad.read(by_code(tx, in.desk->owner_code, "desk.owner_code")).value_or(out.owner);
        out.entry = Entry::desk;
        if (in.desk->agent_code)
            out.agent = bad.read(by_code(tx, *in.desk->agent_code, "desk.agent_code"));
    } else {
        TP_TRY(owner, identity::acting_for(call));
        TP_TRY(own, identity::acting_organisation(call));
        out.owner = owner;
        if (own != owner)
            out.agent = own;
        if (own == centre->id)
            return Error{Fault::forbidden,
                         "trade.centre_is_no_party",
                         {},
                         {},
                         "公共资源交易平台管理暂行办法（2016年39号令）18"};
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

Status Trades::check_registration(const Registration& in, bool by_agent) const
{
    auto bad = check_entry(in, guidance_, by_agent);
    if (const auto rules = library_.rulebook(in.procedure))
        std::ranges::move(check_fit(in, guidance_, rules->procedure), std::back_inserter(bad));
    else
        bad.push_back({"procedure", "procedure.unknown_procedure", "a procedure of law/procedures"});
    if (bad.empty())
        return {};
    Error e{Fault::invalid, "trade.bad_entry"};
    e.params["count"] = std::to_string(bad.size());
    e.article = "43号令17";
    e.fields = std::move(bad);
    return below("registration", std::move(e));
}

Result<TradeOut> Trades::submit(WriteTx& tx, const http::Request& request, const SubmitIn& in) const
{
    const auto& call = request.call;
    Collected bad;
    TP_TRY(parties, parties_of(tx, call, in, bad));
    bad.check(check_registration(in.registration, parties.agent || (in.desk && in.desk->agent_code)));
    TP_CHECK(bad.done());
    TP_TRY(project, project_for(tx, call, parties.owner, in.registration));
    if (parties.agent)
        TP_CHECK(check_agent(tx, call, parties, project.id));
    TradeRow row;
    row.id = call.mint<TradeId>();
    row.project = project.id;
    row.title = in.registration.title;
    row.centre = parties.centre.id.text();
    row.owner = parties.owner;
    row.agent = parties.agent;
    row.mandate = call.actor.mandate;
    row.procedure = in.registration.procedure;
    row.region = in.registration.region;
    row.trade_class = in.registration.trade_class;
    row.entry = parties.entry;
    if (in.desk)
        row.application = to_text(in.desk->application);
    row.registration = to_text(in.registration);
    row.submitted_at = call.arrived;
    TP_CHECK(tx.insert(row));
    const auto facts = trade_facts(tx, row.id).value();
    Submitted body{row.id, row.project, row.owner.text(), std::nullopt, row.centre, row.procedure, {}};
    if (row.agent)
        body.agent = row.agent->text();
    for (const auto& lot : in.registration.lots)
        body.lots.push_back(make_lot(tx, call, facts, lot, std::ssize(body.lots) + 1));
    events::append(tx, call, row.id.text(), about(facts, rounds_of(tx, row.id)), body,
                   for_parties(row.id, particulars_of(row, in.registration)));
    return shown(tx, call.actor, row);
}

Result<TradeOut> Trades::ask(WriteTx& tx, const http::Request& request, const AskIn& in) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_TRY(state, next_state(row.state, RegisterAct::ask));
    const auto earlier = store::supplements(tx, row.id);
    TP_CHECK(check_list(in, earlier));
    row.state = state;
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
                   SupplementAsked{list}, for_parties(row.id, SupplementParticulars{in.items, in.new_facts}));
    return shown(tx, call.actor, row);
}

Result<TradeOut> Trades::supplement(WriteTx& tx, const http::Request& request, const SupplementIn& in) const
{
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_TRY(state, next_state(row.state, RegisterAct::supplement));
    TP_CHECK(check_registration(in.registration, row.agent.has_value()));
    const auto before = from_text<Registration>(row.registration);
    if (before.investment_code != in.registration.investment_code ||
        before.procedure != in.registration.procedure)
        return Error{Fault::conflict, "trade.is_another_trade"};
    row.state = state;
    row.title = in.registration.title;
    row.region = in.registration.region;
    row.trade_class = in.registration.trade_class;
    row.registration = to_text(in.registration);
    TP_CHECK(keep(tx, request, row));
    const auto facts = trade_facts(tx, row.id).value();
    TP_CHECK(adjust_lots(tx, call, facts, in.registration.lots));
    const auto list = std::ssize(store::supplements(tx, row.id));
    store::answer_supplement(tx, row.id, list, call.arrived);
    events::append(tx, call, row.id.text(), about(facts, rounds_of(tx, row.id)), Supplemented{list},
                   for_parties(row.id, particulars_of(row, in.registration)));
    return shown(tx, call.actor, row);
}

} // namespace tianping::trade
