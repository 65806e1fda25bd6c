#include "base/json_text.hpp"
#include "rooms/trade/agents.hpp"
#include "rooms/trade/parties.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

Error unknown(const char* code, const std::string& id)
{
    return {Fault::not_found, code, {}, {{"id", id}}};
}

SignedTerms signed_terms(const TermsRow& row)
{
    return {row.digest,
            from_text<terms::Terms>(row.body),
            row.certificate_digest,
            row.signature,
            row.signed_at,
            row.in_force_from};
}

Result<RoundFacts> one(std::vector<RoundFacts> found, const char* code, const std::string& id)
{
    if (found.empty())
        return unknown(code, id);
    return std::move(found.front());
}

std::string stage_of(const std::vector<RoundFacts>& rounds)
{
    // The least advanced live round speaks for the whole trade, so that nothing is shown too early.
    std::optional<Stage> out;
    for (const auto& round : rounds)
        if (round.stage < Stage::failed && (!out || round.stage < *out))
            out = round.stage;
    if (!out && !rounds.empty())
        out = rounds.back().stage;
    return out ? wire::name_of(*out) : std::string{};
}

http::Object object(const ReadTx& tx, const TradeRow& row, const std::vector<RoundFacts>& rounds)
{
    auto out = parties_of(facts_of_row(tx, row));
    out.published = row.published;
    out.stage = stage_of(rounds);
    if (!row.published)
        for (const auto& round : rounds)
            for (auto& invited : invited_to(tx, round))
                out.holders.push_back(std::move(invited));
    out.trustees = closers_of(tx, rounds);
    return out;
}

template <class AnyId>
std::optional<AnyId> in_path(const http::Request& request, std::string_view name)
{
    const auto at = request.path.find(name);
    if (at == request.path.end())
        return std::nullopt;
    auto id = AnyId::parse(at->second);
    return id ? std::optional{*std::move(id)} : std::nullopt;
}

Result<http::Object> object_of_rounds(const ReadTx& tx, const TradeId& id,
                                      const std::vector<RoundFacts>& rounds)
{
    const auto row = store::trade(tx, id);
    if (!row)
        return unknown("trade.unknown", id.text());
    return object(tx, *row, rounds);
}

// What is hidden answers under the name by which it was asked for.
Result<http::Object> object_of_round(const ReadTx& tx, const RoundFacts& round, const char* kind,
                                     const std::string& id)
{
    TP_TRY(out, object_of_rounds(tx, round.trade, {round}));
    out.kind = kind;
    out.id = id;
    return out;
}

procedure::Hold as_seen(const HoldRow& row)
{
    return {row.set_at, row.lifted_at, wire::name_of(row.cause)};
}

} // namespace

Result<TradeFacts> trade_facts(const ReadTx& tx, const TradeId& id)
{
    const auto row = store::trade(tx, id);
    if (!row)
        return unknown("trade.unknown", id.text());
    return facts_of_row(tx, *row);
}

Result<RoundFacts> round_facts(const ReadTx& tx, const RoundId& id)
{
    return one(store::facts(tx, "WHERE r.id = :id", id.text()), "round.unknown", id.text());
}

Follower::Handler of_each_round(RoundHandler act)
{
    return [act = std::move(act)](WriteTx& tx, const events::Event& event) {
        if (!event.kind.starts_with("trade."))
            return;
        for (const auto& id : wire::parse<events::About>(event.about).value().rounds)
            act(tx, event, round_facts(tx, RoundId::parse(id).value()).value());
    };
}

Result<RoundFacts> round_of_intake(const ReadTx& tx, const IntakeId& id)
{
    return one(store::facts(tx, "WHERE r.intake = :id", id.text()), "intake.unknown", id.text());
}

std::vector<RoundFacts> rounds_of(const ReadTx& tx, const TradeId& id)
{
    return store::facts(tx, "WHERE r.trade = :id", id.text());
}

std::vector<RoundFacts> announced_rounds(const ReadTx& tx)
{
    return store::facts(tx, "WHERE r.stage = :s", wire::name_of(Stage::announced));
}

std::optional<Instant> sealed_since(const ReadTx& tx)
{
    const auto oldest = store::oldest_sealed(tx);
    if (!oldest)
        return std::nullopt;
    return from_millis(std::stoll(oldest->id.text().substr(RoundId::prefix.size() + 1, 12), nullptr, 16));
}

events::About about(const TradeFacts& trade, const RoundFacts& round)
{
    return about(trade, std::vector{round});
}

events::About about(const TradeFacts& trade, const std::vector<RoundFacts>& rounds)
{
    events::About out{trade.centre, {trade.id.text()}, {}, {}};
    for (const auto& round : rounds) {
        if (std::ranges::find(out.lots, round.lot.text()) == out.lots.end())
            out.lots.push_back(round.lot.text());
        out.rounds.push_back(round.id.text());
    }
    return out;
}

http::Object object_of(const TradeFacts& trade)
{
    return parties_of(trade);
}

Result<http::Object> trade_object(const ReadTx& tx, const http::Request& request)
{
    if (const auto intake = in_path<IntakeId>(request, "intake")) {
        TP_TRY(round, round_of_intake(tx, *intake));
        return object_of_round(tx, round, "intake", intake->text());
    }
    if (const auto id = in_path<RoundId>(request, "round")) {
        TP_TRY(round, round_facts(tx, *id));
        return object_of_round(tx, round, "round", id->text());
    }
    if (const auto id = in_path<TradeId>(request, "trade"))
        return object_of_rounds(tx, *id, rounds_of(tx, *id));
    return Error{Fault::not_found, "trade.unknown"};
}

Result<SignedTerms> terms_by_digest(const ReadTx& tx, const std::string& digest_hex)
{
    const auto row = store::terms(tx, digest_hex);
    if (!row)
        return unknown("trade.terms_unknown", beginning(digest_hex, 64));
    return signed_terms(*row);
}

std::vector<SignedTerms> terms_versions(const ReadTx& tx, const TradeId& id)
{
    std::vector<SignedTerms> out;
    for (const auto& row : store::terms_of(tx, id))
        out.push_back(signed_terms(row));
    return out;
}

std::optional<SignedTerms> latest_terms(const ReadTx& tx, const TradeId& id)
{
    const auto trade = store::trade(tx, id);
    if (!trade || trade->latest_terms.empty())
        return std::nullopt;
    return signed_terms(store::terms(tx, trade->latest_terms).value());
}

const terms::LotTerms* lot_terms(const terms::Terms& terms, const RoundId& round)
{
    const auto at = std::ranges::find(terms.lots, round.text(), &terms::LotTerms::round);
    return at == terms.lots.end() ? nullptr : &*at;
}

Result<Registration> registration(const ReadTx& tx, const TradeId& id)
{
    const auto row = store::trade(tx, id);
    if (!row)
        return unknown("trade.unknown", id.text());
    return from_text<Registration>(row->registration);
}

Result<procedure::Rulebook> rules_of(const ReadTx& tx, const RoundFacts& round,
                                     const procedure::Library& library)
{
    const auto row = store::round(tx, round.id);
    if (!row)
        return unknown("round.unknown", round.id.text());
    if (!row->rules.empty())
        return from_text<procedure::Rulebook>(store::rulebook(tx, row->rules).value());
    TP_TRY(trade, trade_facts(tx, round.trade));
    return library.rulebook(trade.procedure);
}

procedure::Facts facts_of(const ReadTx& tx, const RoundFacts& round)
{
    auto facts = facts_at_entry(registration(tx, round.trade).value());
    facts.sums["estimate"] = round.estimate;
    for (const auto& row : store::instants(tx, round.id))
        facts.instants.push_back({row.instant, row.at, row.channel});
    if (facts.attributes.at("method") == "invited")
        facts.numbers["invited"] = how_many_invited(tx, round.id);
    for (const auto& hold : store::holds_of_round(tx, round.id))
        facts.seen.holds.push_back(as_seen(hold));
    return facts;
}

std::vector<Hold> holds_of(const ReadTx& tx, const TradeId& trade)
{
    std::vector<Hold> out;
    for (const auto& row : store::holds_of_trade(tx, trade))
        out.push_back({row.id, row.trade, row.cause, row.article, row.document, row.set_by, row.may_lift,
                       store::rounds_of_hold(tx, row.id), from_text<std::vector<Act>>(row.forbids),
                       row.set_at, row.lifted_at, row.lift_reason});
    return out;
}

std::vector<Hold> overtaking(const ReadTx& tx, const RoundFacts& round)
{
    auto out = holds_of(tx, round.trade);
    std::erase_if(out, [&](const Hold& hold) {
        const bool here = std::ranges::find(hold.rounds, round.id) != hold.rounds.end();
        if (!here || !stops_closing(hold.forbids) || !round.deadline)
            return true;
        // What is due at an instant is taken before what arrives at it, a hold as well as a lifting.
        const auto deadline = *round.deadline;
        return hold.set_at >= deadline || (hold.lifted_at && *hold.lifted_at < deadline);
    });
    return out;
}

} // namespace tianping::trade
