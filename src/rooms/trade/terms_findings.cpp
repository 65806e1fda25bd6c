// What is said against putting terms in force.
#include "rooms/trade/terms_findings.hpp"
#include "rooms/trade/capabilities.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

// They were signed before a supplement put the trade under another procedure.
std::vector<Finding> of_another_procedure(const terms::Terms& terms, const procedure::Rulebook& rules)
{
    if (terms.procedure == rules.procedure.id)
        return {};
    Finding f;
    f.code = "trade.terms_of_another_procedure";
    f.subject = "procedure";
    f.zh = "交易文件按交易程序 " + terms.procedure + " 签署，项目现登记的程序为 " + rules.procedure.id +
           "；招标人须重新签署一版。";
    f.en = "The terms were signed for the procedure " + terms.procedure +
           ", and the trade is registered for " + rules.procedure.id +
           ": the owner has to sign another version.";
    return {f};
}

// They were signed before a supplement changed what is registered of the lot.
std::vector<Finding> against_registration(const terms::LotTerms& lot, std::size_t at, const RoundFacts& round)
{
    std::vector<Finding> out;
    for (const auto& one : disagreements(lot, round)) {
        Finding f;
        f.code = "trade.terms_disagree";
        f.subject = "lots[" + std::to_string(at) + "]." + one.member;
        f.zh = "“" + round.lot_name + "”登记的" + one.zh + "为" + one.registered + "，交易文件写的是" +
               one.written + "；招标人须重新签署一版。";
        f.en = round.lot_name + " is registered with the " + one.member + " " + one.registered +
               ", and the terms say " + one.written + ": the owner has to sign another version.";
        out.push_back(std::move(f));
    }
    return out;
}

} // namespace

std::vector<Disagreement> disagreements(const terms::LotTerms& lot, const RoundFacts& round)
{
    std::vector<Disagreement> out;
    if (lot.name != round.lot_name)
        out.push_back({"name", "名称", round.lot_name, lot.name});
    if (lot.estimate != round.estimate)
        out.push_back({"estimate", "估算价", round.estimate.text(), lot.estimate.text()});
    return out;
}

Result<std::vector<Finding>> findings_on_terms(const ReadTx& tx, const procedure::Library& library,
                                               const terms::Terms& terms,
                                               const std::optional<procedure::Facts>& more)
{
    std::vector<Finding> out;
    const auto add = [&](std::vector<Finding> found, std::size_t lot) {
        for (auto& finding : found) {
            if (const auto place = terms::place_of(finding.subject, lot); !place.empty())
                finding.subject = place;
            const auto same = [&](const Finding& f) {
                return f.rule == finding.rule && f.code == finding.code && f.subject == finding.subject &&
                       f.zh == finding.zh;
            };
            if (std::ranges::none_of(out, same))
                out.push_back(std::move(finding));
        }
    };
    for (std::size_t i = 0; i < terms.lots.size(); ++i) {
        TP_TRY(id, RoundId::parse(terms.lots[i].round));
        TP_TRY(round, round_facts(tx, id));
        TP_TRY(rules, rules_of(tx, round, library));
        const auto facts = facts_with_terms(facts_of(tx, round), terms, terms.lots[i], more);
        add(findings_of(procedure::check_limits(rules, library.calendar, facts), rules, library.calendar,
                        facts.seen),
            i);
        add(findings_of(against_procedure(terms, i, rules)), i);
        add(of_another_procedure(terms, rules), i);
        add(against_registration(terms.lots[i], i, round), i);
    }
    return out;
}

procedure::Facts facts_with_terms(procedure::Facts facts, const terms::Terms& terms,
                                  const terms::LotTerms& lot, const std::optional<procedure::Facts>& more)
{
    const auto set = [&](const std::string& instant, Instant at) {
        std::erase_if(facts.instants, [&](const procedure::Fact& f) { return f.instant == instant; });
        facts.instants.push_back({instant, at, procedure::Channel::none});
    };
    const auto released = procedure::known(facts, "documents_released", procedure::Channel::none);
    set("documents_released", std::max(terms.documents_from, released.value_or(terms.documents_from)));
    set("documents_sale_end", terms.documents_until);
    set("bid_deadline", terms.deadline);
    set("opening", terms.deadline);
    facts.numbers["bidders"] = lot.minimum_bidders; // the fewest with whom these terms would open
    if (lot.deposit)
        facts.sums["bid_bond"] = lot.deposit->amount;
    if (!more)
        return facts;
    for (const auto& fact : more->instants)
        set(fact.instant, fact.at);
    facts.numbers.insert(more->numbers.begin(), more->numbers.end());
    return facts;
}

} // namespace tianping::trade
