// What other rooms make of a round: stages, terms in force, instants, followers.
#include "rooms/trade/rounds.hpp"
#include "base/json_text.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

struct Found {
    TradeFacts trade{};
    RoundFacts facts{};
    RoundRow row{};
};

Result<Found> found(const ReadTx& tx, const RoundId& id)
{
    TP_TRY(facts, round_facts(tx, id));
    TP_TRY(trade, trade_facts(tx, facts.trade));
    return Found{trade, facts, store::round(tx, id).value()};
}

template <class Held>
Error held_error(const Held& hold, Act act)
{
    Error e{Fault::conflict, "trade.held"};
    e.params = {{"hold", hold.id.text()}, {"cause", wire::name_of(hold.cause)}, {"act", wire::name_of(act)}};
    e.article = hold.article;
    return e;
}

template <class Stands>
Status check_none_forbids(const ReadTx& tx, const RoundId& round, Act act, const Stands& stands)
{
    for (const auto& hold : store::holds_of_round(tx, round)) {
        const auto forbids = from_text<std::vector<Act>>(hold.forbids);
        if (stands(hold) && std::ranges::find(forbids, act) != forbids.end())
            return held_error(hold, act);
    }
    return {};
}

// Whether an intake closes is settled at its deadline: what is held later is its opening.
Status check_free_to_move(const ReadTx& tx, const RoundFacts& round, Act act)
{
    if (act != Act::close || !round.deadline)
        return check_not_held(tx, round.id, act);
    const auto holds = overtaking(tx, round);
    return holds.empty() ? Status{} : held_error(holds.front(), act);
}

// Row first, so that the row's version and the event's are the same number; an erasure of the list of the
// invited leaves the stream ahead for good (docs/formats/event.md), the row is never ahead of it.
template <class Body>
Status changed(WriteTx& tx, const Call& call, Found& round, const Body& body)
{
    TP_CHECK(tx.update(round.row));
    const auto recorded =
        events::append(tx, call, round.row.id.text(), about(round.trade, round.facts), body);
    if (recorded.version < round.row.version)
        throw std::logic_error("round " + round.row.id.text() + " is ahead of its stream");
    return {};
}

void publish_trade(WriteTx& tx, const TradeId& trade)
{
    tx.change("UPDATE trade SET published = 1 WHERE id = :id AND published = 0", trade);
}

std::vector<std::string> closer_codes(const terms::LotTerms& lot)
{
    std::vector<std::string> out;
    for (const auto& closer : lot.unsealing.closers)
        out.push_back(closer.organisation_code);
    return out;
}

// Bids are sealed for the terms of the closed set, and its deadline is witnessed: neither changes afterwards.
Status check_still_open(const RoundRow& row)
{
    if (row.stage < Stage::closed)
        return {};
    Error e{Fault::conflict, "trade.closed_already"};
    e.params = {{"round", row.id.text()}, {"stage", wire::name_of(row.stage)}};
    e.article = "招法28";
    return e;
}

// The owner's last word counts, in whatever order the notices that carry his versions come out.
Status check_not_older(const ReadTx& tx, const RoundRow& row, const terms::Terms& terms)
{
    if (row.terms_digest.empty())
        return {};
    TP_TRY(in_force, terms_by_digest(tx, row.terms_digest));
    if (in_force.terms.number <= terms.number)
        return {};
    Error e{Fault::conflict, "trade.terms_older"};
    e.params = {{"round", row.id.text()},
                {"number", std::to_string(terms.number)},
                {"in_force", std::to_string(in_force.terms.number)}};
    return e;
}

// Nobody had the documents before the first terms were in force.
std::optional<Instant> released_before(const ReadTx& tx, const Found& round)
{
    return round.row.terms_digest.empty()
               ? std::nullopt
               : procedure::known(facts_of(tx, round.facts), "documents_released", procedure::Channel::none);
}

Status put_round_in_force(WriteTx& tx, const Call& call, const RoundId& id, const SignedTerms& terms,
                          Instant deadline)
{
    TP_TRY(round, found(tx, id));
    TP_CHECK(check_still_open(round.row));
    const auto* lot = lot_terms(terms.terms, id);
    if (round.trade.id.text() != terms.terms.trade || !lot) {
        Error e{Fault::invalid, "trade.terms_not_of_round"};
        e.params = {{"round", id.text()}, {"terms", terms.digest}};
        return e;
    }
    TP_CHECK(check_not_older(tx, round.row, terms.terms));
    if (!keeps_closers(tx, round.facts, terms.terms))
        return closers_changed({});
    const auto released =
        std::max(terms.terms.documents_from, released_before(tx, round).value_or(call.arrived));
    TermsInForce body{terms.digest, deadline, std::nullopt, round.row.deadline};
    if (!round.row.terms_digest.empty())
        body.terms_before = round.row.terms_digest;
    round.row.terms_digest = terms.digest;
    round.row.deadline = deadline;
    store::replace_closers(tx, id, closer_codes(*lot));
    for (const char* instant : {"bid_deadline", "opening"}) // one instant by law (招法34)
        store::put_instant(tx, {id, instant, procedure::Channel::none, deadline});
    store::put_instant(tx, {id, "documents_released", procedure::Channel::none, released});
    store::put_instant(tx, {id, "documents_sale_end", procedure::Channel::none, terms.terms.documents_until});
    return changed(tx, call, round, body);
}

Status put_rules(WriteTx& tx, const Call& call, Found& round, const procedure::Rulebook& rules)
{
    const auto body = to_text(rules);
    round.row.rules = to_hex(crypto::sm3(view(body)));
    store::keep_rulebook(tx, round.row.rules, body);
    return changed(tx, call, round,
                   RulesPinned{round.row.rules, rules.procedure.id, rules.procedure.version});
}

// The version in `library` that takes this round over from the one that it pinned; null for none.
const procedure::Procedure* taken_over_by(const procedure::Library& library,
                                          const procedure::Procedure& pinned, const RoundRow& row)
{
    const auto later = library.procedures.find(pinned.id);
    if (later == library.procedures.end())
        return nullptr;
    const procedure::Pin pin{pinned.id, pinned.version, row.rules};
    return procedure::goes_over(pin, wire::name_of(row.stage), later->second) ? &later->second : nullptr;
}

} // namespace

RoundRow make_round(WriteTx& tx, const Call& call, const TradeFacts& trade, const NewRound& wanted)
{
    const RoundRow row{call.mint<RoundId>(),  trade.id,      wanted.lot,
                       call.mint<IntakeId>(), wanted.number, wanted.stage};
    tx.insert(row).value();
    events::append(tx, call, row.id.text(), about(trade, round_facts(tx, row.id).value()),
                   RoundMade{row.id, row.lot, row.intake, row.number, wanted.follows});
    return row;
}

Status check_not_held(const ReadTx& tx, const RoundId& round, Act act)
{
    return check_none_forbids(tx, round, act, [](const HoldRow& hold) { return !hold.lifted_at; });
}

Status check_not_held(const ReadTx& tx, const RoundId& round, Act act, Instant at)
{
    return check_none_forbids(
        tx, round, act, [at](const HoldRow& hold) { return stood_at(hold.set_at, hold.lifted_at, at); });
}

Result<RoundFacts> move(WriteTx& tx, const Call& call, const RoundId& id, Act act, const std::string& reason)
{
    TP_TRY(round, found(tx, id));
    TP_TRY(to, next_stage(round.row.stage, act));
    TP_CHECK(check_free_to_move(tx, round.facts, act));
    const RoundMoved body{round.row.stage, act, to, reason};
    round.row.stage = to;
    TP_CHECK(changed(tx, call, round, body));
    // What was for the invited alone is public from the opening on (招法36, 20号令32).
    if (to == Stage::opened)
        publish_trade(tx, round.trade.id);
    return round_facts(tx, id);
}

Status put_in_force(WriteTx& tx, const Call& call, const TradeId& trade, const std::vector<RoundId>& rounds,
                    const std::string& terms_digest, Instant deadline)
{
    TP_TRY(terms, terms_by_digest(tx, terms_digest));
    for (const auto& round : rounds)
        TP_CHECK(put_round_in_force(tx, call, round, terms, deadline));
    store::mark_in_force(tx, terms_digest, call.arrived);
    if (std::ranges::none_of(rounds, [&](const RoundId& round) { return by_invitation(tx, round); }))
        publish_trade(tx, trade);
    return {};
}

Status pin_rules(WriteTx& tx, const Call& call, const RoundId& id, const procedure::Rulebook& rules)
{
    TP_TRY(round, found(tx, id));
    return round.row.rules.empty() ? put_rules(tx, call, round, rules) : Status{};
}

std::vector<GoingOver> going_over(const ReadTx& tx, const procedure::Library& library)
{
    std::vector<GoingOver> out;
    if (std::ranges::none_of(library.procedures,
                             [](const auto& one) { return one.second.transition.has_value(); }))
        return out;
    for (const auto& rulebook : store::pinned_rulebooks(tx)) {
        const auto pinned = from_text<procedure::Rulebook>(rulebook.body).procedure;
        for (const auto& row : store::rounds_by_rules(tx, rulebook.digest))
            if (const auto* later = taken_over_by(library, pinned, row))
                out.push_back({row.id, later->version});
    }
    return out;
}

Status go_over(WriteTx& tx, const Call& call, const RoundId& id, const procedure::Library& library)
{
    TP_TRY(round, found(tx, id));
    const auto kept = store::rulebook(tx, round.row.rules);
    if (!kept)
        return {};
    const auto* later = taken_over_by(library, from_text<procedure::Rulebook>(*kept).procedure, round.row);
    if (later == nullptr)
        return {};
    TP_TRY(rules, library.rulebook(later->id));
    return put_rules(tx, call, round, rules);
}

void set_instant(WriteTx& tx, const Call& call, const RoundId& id, const std::string& instant,
                 procedure::Channel channel, Instant at)
{
    auto round = found(tx, id).value();
    store::put_instant(tx, {id, instant, channel, at});
    changed(tx, call, round, InstantSet{instant, channel, at}).value();
}

Result<RoundFacts> follow_round(WriteTx& tx, const Call& call, const RoundId& failed, const std::string& why)
{
    TP_TRY(old, found(tx, failed));
    if (old.row.stage != Stage::failed || old.row.followed_by) {
        Error e{Fault::conflict, "trade.cannot_follow"};
        e.params = {{"round", failed.text()}, {"stage", wire::name_of(old.row.stage)}};
        return e;
    }
    const auto next =
        make_round(tx, call, old.trade, {old.row.lot, old.row.number + 1, Stage::registered, old.row.id});
    old.row.followed_by = next.id;
    TP_CHECK(changed(tx, call, old, RoundFollowed{next.id, why}));
    return round_facts(tx, next.id);
}

} // namespace tianping::trade
