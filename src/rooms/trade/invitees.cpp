#include "base/blank.hpp"
#include "infra/http/read_version.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>
#include <set>

namespace tianping::trade {
namespace {

Status check_least(std::int64_t count, const procedure::Rulebook& rules, const procedure::Facts& facts,
                   CivilDay on)
{
    for (const auto& number : rules.numbers) {
        if (number.of != "invited" || !number.least || !procedure::in_force(number, facts, on))
            continue;
        if (count >= *number.least)
            continue;
        Error few{Fault::invalid, "trade.too_few_invitees"};
        few.article = number.article;
        few.params["least"] = std::to_string(*number.least);
        return few;
    }
    return {};
}

std::vector<std::string> party_codes(const ReadTx& tx, const TradeFacts& trade)
{
    std::vector<std::string> out;
    const auto add = [&](const Result<identity::Organisation>& organisation) {
        if (organisation)
            out.push_back(organisation->code);
    };
    add(identity::organisation(tx, trade.owner));
    if (trade.agent)
        add(identity::organisation(tx, *trade.agent));
    for (const auto& former : trade.former_agents)
        add(identity::organisation(tx, former));
    if (const auto centre = identity::OrganisationId::parse(trade.centre))
        add(identity::organisation(tx, *centre));
    return out;
}

// Every fault of the list at once: code, name, a party of the trade, the same one twice; and fewer than
// `enough` asks. Without the codes of the parties what each value says by itself.
Status check_each_invitee(const std::vector<Invitee>& invitees, const std::vector<std::string>* parties,
                          const Status& enough)
{
    Collected bad;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < invitees.size(); ++i) {
        const auto path = "invitees[" + std::to_string(i) + "].";
        const auto& [code, name] = invitees[i];
        if (const auto checked = identity::check_organisation_code(code); !checked)
            bad.add({path + "code", checked.error().code, "18 characters of GB 32100"});
        else if (parties && !seen.insert(code).second)
            bad.add({path + "code", "trade.invited_twice", ""});
        else if (parties && std::ranges::find(*parties, code) != parties->end())
            bad.add({path + "code", "trade.invitee_is_party", ""});
        if (blank(name))
            bad.add({path + "name", "trade.empty", "the organisation's name"});
    }
    bad.check(enough, "invitees");
    return bad.done();
}

bool invites(const procedure::Rulebook& rules)
{
    const auto* bidding = procedure::find_capability(rules.procedure, "bidding");
    return bidding != nullptr && procedure::text_parameter(*bidding, "open_to") == "invited";
}

// The whole list of a round, over the version of the row.
Status put_list(WriteTx& tx, const Call& call, const TradeFacts& trade, RoundRow& row, const InviteesIn& in)
{
    TP_CHECK(tx.update(row));
    store::replace_invitees(tx, row.id, in.invitees);
    events::append(tx, call, row.id.text(), about(trade, round_facts(tx, row.id).value()),
                   InviteesSet{row.id}, events::Private{"parties:" + trade.id.text(), wire::write(in)});
    return {};
}

std::vector<Invitee> list_of(const ReadTx& tx, const RoundId& round)
{
    std::vector<Invitee> out;
    for (const auto& row : store::invitees(tx, round))
        out.push_back({row.code, row.name});
    return out;
}

} // namespace

bool by_invitation(const ReadTx& tx, const RoundId& round)
{
    return how_many_invited(tx, round) > 0;
}

bool is_invited(const ReadTx& tx, const RoundId& round, const identity::OrganisationId& who)
{
    const auto organisation = identity::organisation(tx, who);
    const auto all = store::invitees(tx, round);
    return organisation && std::ranges::find(all, organisation->code, &InviteeRow::code) != all.end();
}

bool only_for_invited(const ReadTx& tx, const RoundFacts& round)
{
    if (round.stage == Stage::opened || !by_invitation(tx, round.id))
        return false;
    if (round.stage != Stage::terminated && round.stage != Stage::failed)
        return true;
    // What was read out stays public, whatever ends the round later.
    return std::ranges::none_of(events::of_stream(tx, round.id.text()), [](const events::Event& event) {
        return event.kind == RoundMoved::kind && event.as<RoundMoved>().from == Stage::opened;
    });
}

std::vector<std::string> invited_to(const ReadTx& tx, const RoundFacts& round)
{
    std::vector<std::string> out;
    if (round.stage == Stage::draft || round.stage == Stage::registered)
        return out;
    for (const auto& row : store::invitees(tx, round.id))
        if (const auto known = identity::organisation_by_code(tx, row.code))
            out.push_back(known->id.text());
    return out;
}

std::int64_t how_many_invited(const ReadTx& tx, const RoundId& round)
{
    return tx.number("SELECT count(*) FROM round_invitee WHERE round = :r", round);
}

Status InviteesIn::form() const
{
    return check_each_invitee(invitees, nullptr, {});
}

Result<InviteesOut> Trades::set_invitees(WriteTx& tx, const http::Request& request,
                                         const InviteesIn& in) const
{
    TP_TRY(id, RoundId::parse(request.path.at("round")));
    TP_TRY(round, round_facts(tx, id));
    TP_TRY(trade, trade_facts(tx, round.trade));
    TP_TRY(rules, rules_of(tx, round, library_));
    if (!invites(rules))
        return Error{Fault::conflict, "trade.not_by_invitation"};
    if (round.stage != Stage::draft && round.stage != Stage::registered)
        return Error{Fault::conflict, "trade.invited_already"};
    const auto parties = party_codes(tx, trade);
    TP_CHECK(check_each_invitee(in.invitees, &parties,
                                check_least(std::ssize(in.invitees), rules, facts_of(tx, round),
                                            CivilDay::of(request.call.arrived))));
    auto row = store::round(tx, id).value();
    TP_CHECK(http::check_read_version(request, row.version));
    TP_CHECK(put_list(tx, request.call, trade, row, in));
    return InviteesOut{id, list_of(tx, id), row.version};
}

Status Trades::drop_invitees(WriteTx& tx, const Call& call, const TradeFacts& trade) const
{
    for (const auto& round : rounds_of(tx, trade.id)) {
        TP_TRY(rules, rules_of(tx, round, library_));
        if (invites(rules) || !by_invitation(tx, round.id))
            continue;
        auto row = store::round(tx, round.id).value();
        TP_CHECK(put_list(tx, call, trade, row, {}));
    }
    return {};
}

Result<InviteesOut> Trades::invitees(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, RoundId::parse(request.path.at("round")));
    return InviteesOut{id, list_of(tx, id), store::round(tx, id).value().version};
}

} // namespace tianping::trade
