// Holds (暂停): they forbid acts and move no instant; each limit says by cause what it does meanwhile.
#include "base/json_text.hpp"
#include "rooms/trade/parties.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

bool is_supervisor(const Actor& actor)
{
    return std::ranges::find(actor.roles, "supervisor") != actor.roles.end();
}

// What one authority ordered no other one lifts, nor do the parties: the law does not say who does, this is
// the platform's rule. An authority that supervises the trade no more could never lift it: then another one
// does.
bool may_lift(const ReadTx& tx, const Actor& actor, const HoldRow& hold, const TradeRow& trade)
{
    return hold.may_lift == Lifter::parties ||
           (is_supervisor(actor) &&
            (hold.set_by == actor.organisation || !identity::supervises(tx, hold.set_by, parties_of(trade))));
}

// Without the rounds of the trade what each value says by itself.
Status check_hold(const HoldIn& in, const Actor& actor, const std::vector<RoundFacts>* rounds)
{
    wire::Faults bad;
    if (in.rounds.empty())
        bad.push_back({"rounds", "trade.empty", "at least one round"});
    for (auto at = in.rounds.begin(); rounds && at != in.rounds.end(); ++at) {
        const auto path = "rounds[" + std::to_string(at - in.rounds.begin()) + "]";
        if (std::ranges::find(*rounds, *at, &RoundFacts::id) == rounds->end())
            bad.push_back({path, "round.unknown", "a round of this trade"});
        else if (std::find(in.rounds.begin(), at, *at) != at)
            bad.push_back({path, "trade.round_twice", "each round once"});
    }
    want_text(in.article, "article", bad, "the article that the hold rests on");
    const bool ordered = rounds && in.cause == HoldCause::supervisor_order;
    if (ordered)
        want_text(in.document, "document", bad, "the number of the order");
    if (ordered && !is_supervisor(actor))
        bad.push_back({"cause", "trade.order_is_for_supervisors", "another cause"});
    return bad.empty() ? Status{} : wire::bad_fields(std::move(bad));
}

std::vector<RoundId> known_of(const std::vector<RoundId>& named, const std::vector<RoundFacts>& rounds)
{
    std::vector<RoundId> out;
    for (const auto& round : rounds)
        if (std::ranges::find(named, round.id) != named.end())
            out.push_back(round.id);
    return out;
}

// What the procedure of each of these rounds lets a hold forbid: it forbids the same in all of them. Nothing
// can be said of no round.
Result<std::optional<std::vector<Act>>> may_forbid(const ReadTx& tx, const std::vector<RoundId>& rounds,
                                                   const procedure::Library& library)
{
    if (rounds.empty())
        return std::optional<std::vector<Act>>{};
    std::vector<Act> out;
    for (const auto& id : rounds) {
        TP_TRY(round, round_facts(tx, id));
        TP_TRY(rules, rules_of(tx, round, library));
        const auto here = acts_of_hold(rules.procedure);
        if (id == rounds.front())
            out = here;
        std::erase_if(out, [&](Act act) { return std::ranges::find(here, act) == here.end(); });
    }
    return std::optional{std::move(out)};
}

// All of that, or what was asked for: what the procedure allows despite a hold nobody forbids (条例31).
Result<std::vector<Act>> forbidden_by(const HoldIn& in, const std::optional<std::vector<Act>>& may)
{
    if (!in.forbids)
        return may.value_or(std::vector<Act>{});
    if (in.forbids->empty())
        return invalid_field("trade.empty", "forbids", "at least one act, or leave it out for all");
    Error e{Fault::invalid, "wire.bad_fields"};
    for (std::size_t i = 0; i < in.forbids->size(); ++i)
        if (may && std::ranges::find(*may, (*in.forbids)[i]) == may->end())
            e.fields.push_back({"forbids[" + std::to_string(i) + "]", "trade.act_despite_hold",
                                wire::name_of((*in.forbids)[i])});
    if (!e.fields.empty())
        return e;
    return *in.forbids;
}

std::vector<RoundFacts> of_hold(const ReadTx& tx, const HoldId& id)
{
    std::vector<RoundFacts> out;
    for (const auto& round : store::rounds_of_hold(tx, id))
        out.push_back(round_facts(tx, round).value());
    return out;
}

Hold found_hold(const ReadTx& tx, const TradeId& trade, const HoldId& id)
{
    const auto all = holds_of(tx, trade);
    return *std::ranges::find(all, id, &Hold::id);
}

} // namespace

Status HoldIn::form() const
{
    return together(check_hold(*this, {}, nullptr), forbidden_by(*this, std::nullopt));
}

std::vector<Consequence> Trades::consequences(const ReadTx& tx, const RoundFacts& round, HoldCause cause,
                                              Instant set_at) const
{
    const auto rules = rules_of(tx, round, library_);
    if (!rules)
        return {};
    const auto facts = facts_of(tx, round);
    std::vector<Consequence> out;
    for (const auto& limit : rules->limits) {
        const auto counted_from = procedure::known(facts, limit.starts_at, limit.channel).value_or(set_at);
        if (!procedure::in_force(limit, facts, CivilDay::of(counted_from)))
            continue;
        const auto special = limit.on_hold_for.find(wire::name_of(cause));
        const auto effect = special == limit.on_hold_for.end() ? limit.on_hold : special->second;
        out.push_back({limit.id, limit.zh, limit.en, effect, limit.on_hold_article});
    }
    return out;
}

Result<HoldOut> Trades::set_hold(WriteTx& tx, const http::Request& request, const HoldIn& in) const
{
    const auto& call = request.call;
    TP_TRY(trade, trade_of_path(tx, request));
    const auto rounds = rounds_of(tx, trade.id);
    Collected bad;
    bad.check(check_hold(in, call.actor, &rounds));
    TP_TRY(may, may_forbid(tx, known_of(in.rounds, rounds), library_));
    const auto asked = bad.read(forbidden_by(in, may));
    TP_CHECK(bad.done());
    const auto& forbids = *asked;
    const HoldRow row{call.mint<HoldId>(),
                      trade.id,
                      in.cause,
                      in.article,
                      in.document,
                      call.actor.organisation,
                      is_supervisor(call.actor) ? Lifter::supervisor : Lifter::parties,
                      to_text(forbids),
                      stops_closing(forbids),
                      call.arrived,
                      std::nullopt,
                      "",
                      "",
                      1};
    TP_CHECK(tx.insert(row));
    for (const auto& round : in.rounds)
        store::bind_hold(tx, row.id, round);
    events::append(tx, call, row.id.text(), about(trade_facts(tx, trade.id).value(), of_hold(tx, row.id)),
                   HoldSet{row.id, in.rounds, forbids, in.forbids.has_value(), row.cause, row.article,
                           row.document, row.set_by, row.may_lift});
    return HoldOut{found_hold(tx, trade.id, row.id),
                   consequences(tx, round_facts(tx, in.rounds.front()).value(), in.cause, row.set_at),
                   row.version};
}

Result<HoldOut> Trades::lift_hold(WriteTx& tx, const http::Request& request, const LiftIn& in) const
{
    const auto& call = request.call;
    TP_TRY(trade, trade_of_path(tx, request));
    const auto id = HoldId::parse(request.path.at("hold"));
    auto row = id ? store::hold(tx, *id) : std::nullopt;
    if (!row || row->trade != trade.id)
        return Error{
            Fault::not_found, "trade.hold_unknown", {}, {{"id", beginning(request.path.at("hold"), 64)}}};
    if (row->lifted_at)
        return Error{Fault::conflict, "trade.hold_lifted_already"};
    if (!may_lift(tx, call.actor, *row, trade))
        return Error{Fault::forbidden,
                     "trade.hold_lifted_by_supervisor",
                     {},
                     {{"hold", row->id.text()}},
                     row->article};
    TP_CHECK(in.form());
    if (request.if_match)
        row->version = *request.if_match;
    row->lifted_at = call.arrived;
    row->lifted_by = call.actor.organisation;
    row->lift_reason = in.reason;
    TP_CHECK(tx.update(*row));
    const auto rounds = of_hold(tx, row->id);
    events::append(tx, call, row->id.text(), about(trade_facts(tx, trade.id).value(), rounds),
                   HoldLifted{in.reason, call.actor.organisation});
    return HoldOut{found_hold(tx, trade.id, row->id),
                   consequences(tx, rounds.front(), row->cause, row->set_at), row->version};
}

} // namespace tianping::trade
