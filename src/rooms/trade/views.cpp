#include "base/digit.hpp"
#include "base/json_text.hpp"
#include "rooms/trade/parties.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

PartyOut party(const ReadTx& tx, const identity::OrganisationId& id)
{
    const auto found = identity::organisation(tx, id);
    return found ? PartyOut{found->id, found->code, found->name} : PartyOut{id, "", ""};
}

bool has_role(const Actor& actor, std::string_view role)
{
    return std::ranges::find(actor.roles, role) != actor.roles.end();
}

// Whose unpublished trades the caller sees, as the policy has it for one of them.
store::ListQuery seen_unpublished(const ReadTx& tx, const Actor& actor)
{
    store::ListQuery out;
    if (!actor.mandate.empty()) {
        if (actor.scope) {
            out.agent = actor.organisation;
            out.principal = actor.on_behalf_of;
            out.scope = *actor.scope;
        }
        return out;
    }
    if (has_role(actor, "supervisor"))
        out.supervision = actor.supervision;
    out.owner = actor.organisation;
    if (std::ranges::any_of(actor.roles, [](const auto& role) { return role.starts_with("centre_"); }))
        out.centre = actor.organisation;
    if (const auto id = identity::OrganisationId::parse(actor.organisation))
        if (const auto known = identity::organisation(tx, *id))
            out.code = known->code;
    return out;
}

std::vector<SupplementOut> supplements(const ReadTx& tx, const TradeId& id)
{
    std::vector<SupplementOut> out;
    for (const auto& row : store::supplements(tx, id))
        out.push_back({row.list, from_text<std::vector<Wanted>>(row.items), row.new_facts, row.asked_at,
                       row.answered_at});
    return out;
}

void add_second_failures(const ReadTx& tx, const guidance::Guidance& guidance,
                         const std::vector<RoundFacts>& rounds, std::vector<Remark>& out)
{
    for (const auto& round : rounds)
        for (const auto& note : after_second_failure(tx, guidance, round))
            out.push_back(
                {"trade.failed_again", round.id.text(), note.zh, note.en, note.article, note.standing});
}

// The very bytes whose digest `trade.rules_pinned` names, so that anyone can hold the terms against them.
http::Document document_of_rules(const ReadTx& tx, const std::string& digest)
{
    http::Document out;
    out.media = "application/json";
    out.content = store::rulebook(tx, digest).value();
    out.etag = digest;
    return out;
}

} // namespace

Result<TradeRow> trade_of_path(const ReadTx& tx, const http::Request& request)
{
    const auto& text = request.path.at("trade");
    const auto id = TradeId::parse(text);
    auto row = id ? store::trade(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "trade.unknown", {}, {{"id", beginning(text, 64)}}};
    return *std::move(row);
}

std::optional<terms::File> application_of(const TradeRow& row)
{
    if (row.application.empty())
        return std::nullopt;
    return from_text<terms::File>(row.application);
}

Status keep(WriteTx& tx, const http::Request& request, TradeRow& row)
{
    if (request.if_match)
        row.version = *request.if_match;
    return tx.update(row);
}

// Whoever would see the trade were it not published.
bool sees_inside(const Actor& actor, const TradeRow& row)
{
    const auto hidden = parties_of(row);
    return actor.system || identity::may(actor, Capability::public_read, &hidden).has_value();
}

Inside Trades::inside_of(const ReadTx& tx, const TradeRow& row, const Registration& in) const
{
    return {row.state,
            row.entry,
            application_of(row),
            in,
            supplements(tx, row.id),
            remarks_on(in, guidance_, library_.all.thresholds, CivilDay::of(row.submitted_at)),
            row.latest_terms,
            row.latest_number,
            row.finish_by,
            promise_kept(row)};
}

TradeOut Trades::shown(const ReadTx& tx, const Actor& actor, const TradeRow& row) const
{
    const auto in = from_text<Registration>(row.registration);
    const auto project = store::project(tx, row.project).value();
    TradeOut out{row.id,
                 row.project,
                 row.title,
                 project.name,
                 project.investment_code,
                 project.project_code,
                 row.tender_project_code,
                 row.procedure,
                 row.region,
                 row.trade_class,
                 in.method,
                 row.centre,
                 party(tx, row.owner),
                 std::nullopt,
                 std::nullopt,
                 rounds_of(tx, row.id),
                 {},
                 holds_of(tx, row.id),
                 std::nullopt,
                 0,
                 {}};
    if (row.agent)
        out.agent = party(tx, *row.agent);
    for (const auto& one : agents_of(tx, row.id))
        out.agents.push_back({party(tx, one.agent), one.from, one.until});
    if (!row.confirmation.empty()) {
        out.confirmation = from_text<Confirmation>(row.confirmation);
        out.notes = guidance::notes_for(guidance_.notes, facts_at_entry(in));
    }
    if (!sees_inside(actor, row))
        return out;
    out.version = row.version;
    out.inside = inside_of(tx, row, in);
    add_second_failures(tx, guidance_, out.rounds, out.inside->remarks);
    return out;
}

Result<TradeOut> Trades::get(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, trade_of_path(tx, request));
    return shown(tx, request.call.actor, row);
}

Result<http::Page<TradeLine>> Trades::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    auto wanted = seen_unpublished(tx, request.call.actor);
    wanted.region = query.text("region").value_or("");
    wanted.trade_class = query.text("trade_class").value_or("");
    wanted.after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    std::erase_if(wanted.region, [](char c) { return !is_digit(c); });
    wanted.limit = limit + 1;
    std::vector<TradeLine> lines;
    for (const auto& row : store::list(tx, wanted))
        lines.push_back({row.id, row.title, party(tx, row.owner).name, row.region, row.trade_class,
                         row.procedure, row.tender_project_code, rounds_of(tx, row.id)});
    return http::page_of(std::move(lines), limit, [](const TradeLine& line) { return line.id.text(); });
}

// Of the centre for which the caller works; when a registration came first counts.
Result<WaysOut> Trades::ways(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto from = query.instant("from").value_or(Instant{});
    const auto to = query.instant("to").value_or(Instant::max());
    TP_CHECK(query.done());
    const auto& centre = request.call.actor.organisation;
    WaysOut out{store::registered(tx, centre, Entry::online, from, to),
                store::registered(tx, centre, Entry::desk, from, to), 0};
    if (const auto all = out.online + out.desk; all > 0)
        out.online_share = out.online * 10'000 / all;
    return out;
}

// Those by which it is judged now.
Result<http::Document> Trades::pinned_rules(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, RoundId::parse(request.path.at("round")));
    const auto row = store::round(tx, id);
    if (!row || row->rules.empty())
        return Error{Fault::not_found, "trade.rules_not_pinned", {}, {{"round", id.text()}}};
    return document_of_rules(tx, row->rules);
}

// Each that it ever pinned, the first and those to which it went over.
Result<http::Document> Trades::rules_by_digest(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, RoundId::parse(request.path.at("round")));
    const auto& digest = request.path.at("digest");
    for (const auto& event : events::of_stream(tx, id.text()))
        if (event.kind == RulesPinned::kind && event.as<RulesPinned>().rules == digest)
            return document_of_rules(tx, digest);
    return Error{Fault::not_found,
                 "trade.rules_unknown",
                 {},
                 {{"round", id.text()}, {"digest", beginning(digest, 64)}}};
}

Result<TemplateList> Trades::templates(const ReadTx&, const http::Request&) const
{
    return TemplateList{guidance_.templates};
}

} // namespace tianping::trade
