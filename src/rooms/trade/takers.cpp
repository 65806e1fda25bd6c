#include "rooms/trade/takers.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/trade/events.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

struct TakingTag {
    static constexpr std::string_view prefix = "tkn";
};
using TakingId = Id<TakingTag>; // a stream of its own: no other may tell that there is one

std::string row_id(const std::string& terms, const identity::OrganisationId& taker)
{
    return terms + "/" + taker.text();
}

// The event tells which version; who it was stays with owner and agent.
Result<Answer> record(WriteTx& tx, const Call& call, const Taking& taking)
{
    const TakingRow row{row_id(taking.terms, taking.taker), taking.trade, taking.terms, taking.taker,
                        taking.at};
    if (tx.insert(row))
        events::append(tx, call, call.mint<TakingId>().text(),
                       about(trade_facts(tx, taking.trade).value(), rounds_of(tx, taking.trade)),
                       TermsTaken{taking.terms},
                       events::Private{"parties:" + taking.trade.text(), wire::write(Taker{taking.taker})});
    return Answer{};
}

// Whoever may become a bidder, and no party of the trade. One bids in one's own name: whom he acts for under
// a mandate took nothing.
std::optional<identity::OrganisationId> taker(const Actor& actor, const TradeFacts& trade)
{
    const auto has = [&](identity::Role role) {
        return std::ranges::find(actor.roles, wire::name_of(role)) != actor.roles.end();
    };
    const bool trades = has(identity::Role::org_member) || has(identity::Role::org_signer);
    if (!trades || has(identity::Role::supervisor))
        return std::nullopt;
    const auto who = identity::acting_organisation({actor});
    const auto is_party = [&](const std::string& organisation) {
        return organisation == trade.owner.text() || organisation == trade.centre ||
               (trade.agent && organisation == trade.agent->text());
    };
    const bool apart = who && !is_party(who->text()) && !is_party(actor.on_behalf_of);
    return apart ? std::optional{*who} : std::nullopt;
}

// Trustees and witnesses read the terms to keep their keys and to close.
bool closes(const ReadTx& tx, const TradeId& trade, const identity::OrganisationId& who)
{
    const auto closers = store::closers(tx, rounds_of(tx, trade));
    return std::ranges::find(closers, identity::organisation(tx, who)->code) != closers.end();
}

} // namespace

NoteTaking note_taking(Writer& writer, Chance& chance)
{
    return [&writer, &chance](const Taking& taking) {
        const auto decide = [taking](WriteTx& tx, const Call& call) { return record(tx, call, taking); };
        const auto lost = [](const std::string& code) {
            log::warn("who took the terms was not recorded", {{"code", code}});
        };
        auto command = own_command({taking_command, "", {}, decide},
                                   "taken/" + row_id(taking.terms, taking.taker), taking.at, chance);
        const bool taken = writer.submit(std::move(command), [lost](const Outcome& outcome) {
            if (!outcome.answer)
                lost(outcome.answer.error().code);
        });
        if (!taken)
            lost("house.overloaded");
    };
}

void Trades::note_taken(const ReadTx& tx, const Call& call, const TermsRow& row) const
{
    if (!settings_.note_taking || !row.in_force_from)
        return;
    const auto who = taker(call.actor, trade_facts(tx, row.trade).value());
    if (who && !store::taking(tx, row_id(row.digest, *who)) && !closes(tx, row.trade, *who))
        settings_.note_taking({row.trade, row.digest, *who, call.arrived});
}

void Trades::note_taken(const ReadTx& tx, const Call& call, const std::string& terms) const
{
    if (const auto row = store::terms(tx, terms))
        note_taken(tx, call, *row);
}

std::vector<LastTaking> taken_by(const ReadTx& tx, const identity::OrganisationId& taker,
                                 const std::string& after, std::int64_t limit)
{
    std::vector<LastTaking> out;
    for (const auto& row : store::last_takings(tx, taker, after, limit))
        out.push_back({row.trade, trade_facts(tx, row.trade).value().title,
                       store::terms(tx, row.terms)->number, row.taken_at});
    return out;
}

Result<http::Page<TakerLine>> Trades::takers(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    TP_TRY(trade, trade_of_path(tx, request));
    std::vector<TakerLine> items;
    for (const auto& row : store::takings(tx, trade.id, after, limit + 1)) {
        TP_TRY(organisation, identity::organisation(tx, row.taker));
        const auto number = store::terms(tx, row.terms)->number;
        items.push_back({row.taker, organisation.code, organisation.name, row.terms, number, row.taken_at});
    }
    return http::page_of(std::move(items), limit,
                         [](const TakerLine& line) { return row_id(line.terms, line.organisation); });
}

} // namespace tianping::trade
