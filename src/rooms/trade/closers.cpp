#include "rooms/trade/closers.hpp"
#include "base/collected.hpp"
#include "formats/signed.hpp"
#include "rooms/trade/api.hpp"
#include "rooms/trade/rules.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace tianping::trade {
namespace {

// Whether the organisation with this code should have no share; asked in the order of the closers.
using Unfit = std::function<bool(const std::string& organisation_code)>;

void name_shares(const terms::Terms& terms, std::size_t lot, const char* code, const Unfit& unfit,
                 wire::Faults& bad)
{
    const auto& closers = terms.lots[lot].unsealing.closers;
    const auto path = "terms.lots[" + std::to_string(lot) + "].unsealing.closers[";
    for (std::size_t i = 0; i < closers.size(); ++i)
        if (closers[i].holds_share && unfit(closers[i].organisation_code))
            bad.push_back({path + std::to_string(i) + "].holds_share", code, "false"});
}

Status refused(const char* code, const char* article, wire::Faults fields)
{
    return fields.empty() ? Status{} : Error{Fault::invalid, code, std::move(fields), {}, article};
}

std::set<std::string> codes_of_owner_and_agent(const ReadTx& tx, const TradeRow& trade)
{
    std::set<std::string> out;
    if (const auto owner = identity::organisation(tx, trade.owner))
        out.insert(owner->code);
    if (!trade.agent)
        return out;
    if (const auto agent = identity::organisation(tx, *trade.agent))
        out.insert(agent->code);
    return out;
}

} // namespace

bool keeps_closers(const ReadTx& tx, const RoundFacts& round, const terms::Terms& terms)
{
    if (round.terms_digest.empty())
        return true;
    const auto in_force = terms_by_digest(tx, round.terms_digest);
    const auto* before = in_force ? lot_terms(in_force->terms, round.id) : nullptr;
    const auto* after = lot_terms(terms, round.id);
    return before == nullptr || after == nullptr || same_closing(before->unsealing, after->unsealing);
}

Status check_closers_stay(const ReadTx& tx, const terms::Terms& terms, const std::vector<RoundFacts>& rounds)
{
    wire::Faults bad;
    for (std::size_t i = 0; i < terms.lots.size(); ++i) {
        const auto& lot = terms.lots[i];
        const auto at = std::ranges::find_if(rounds, [&](const auto& r) { return r.id.text() == lot.round; });
        if (at != rounds.end() && !keeps_closers(tx, *at, terms))
            bad.push_back({"terms.lots[" + std::to_string(i) + "].unsealing", "trade.closers_changed", ""});
    }
    return bad.empty() ? Status{} : closers_changed(std::move(bad));
}

Status check_shares(const ReadTx& tx, const terms::Terms& terms, const TradeRow& trade)
{
    constexpr auto of_supervisor = "trade.supervisor_holds_share";
    constexpr auto of_one_side = "trade.one_share_for_owner_and_agent";
    const auto side = codes_of_owner_and_agent(tx, trade);
    const auto supervises = [&](const std::string& code) {
        const auto known = identity::organisation_by_code(tx, code);
        return known && known->kind == identity::OrganisationKind::supervisor;
    };
    wire::Faults supervisors, seconds;
    for (std::size_t lot = 0; lot < terms.lots.size(); ++lot) {
        name_shares(terms, lot, of_supervisor, supervises, supervisors);
        bool first = true; // of the owner's side may stand
        const auto again = [&](const std::string& code) {
            return side.contains(code) && !std::exchange(first, false);
        };
        name_shares(terms, lot, of_one_side, again, seconds);
    }
    Collected bad;
    bad.check(refused(of_supervisor, "20号令50", std::move(supervisors)));
    bad.check(refused(of_one_side, "招法15", std::move(seconds)));
    return bad.done();
}

Status check_closers_sign(const ReadTx& tx, const terms::Terms& terms)
{
    Collected bad;
    for (std::size_t lot = 0; lot < terms.lots.size(); ++lot) {
        const auto& closers = terms.lots[lot].unsealing.closers;
        for (std::size_t i = 0; i < closers.size(); ++i) {
            const auto known = identity::certificate(tx, closers[i].certificate_digest);
            if (!known)
                continue;
            const auto der = from_base64(known->der_base64).value();
            bad.check(seal::check_signs_sm2(crypto::Certificate::from_der(der).value(),
                                            "terms.lots[" + std::to_string(lot) + "].unsealing.closers[" +
                                                std::to_string(i) + "].certificate_digest"));
        }
    }
    return bad.done();
}

std::vector<std::string> closers_of(const ReadTx& tx, const std::vector<RoundFacts>& rounds)
{
    std::vector<std::string> out;
    for (const auto& closer : identity::organisations_by_codes(tx, store::closers(tx, rounds)))
        out.push_back(closer.id.text());
    return out;
}

} // namespace tianping::trade
