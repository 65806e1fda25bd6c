#include "rooms/trade/rules.hpp"
#include "base/joined_text.hpp"
#include <algorithm>
#include <iterator>
#include <set>

namespace tianping::trade {
namespace {

// The word for people and for the procedure files: register_ is a keyword without its underscore.
std::string act_name(Act act)
{
    return act == Act::register_ ? "register" : wire::name_of(act);
}

Fen sum_of(const std::vector<LotIn>& lots)
{
    Fen sum{};
    for (const auto& lot : lots)
        sum = sum + lot.estimate;
    return sum;
}

void remark_on_conditions(const Registration& in, const guidance::Guidance& guidance,
                          std::vector<Remark>& out)
{
    for (const auto& prompt : guidance::prompts_for(guidance, facts_at_entry(in))) {
        const auto given = std::ranges::find(in.conditions, prompt.id, &ConditionAnswer::id);
        if (!prompt.answered)
            out.push_back({"trade.prompt", prompt.id, prompt.zh, prompt.en, prompt.article, prompt.standing});
        else if (given == in.conditions.end())
            out.push_back(
                {"trade.condition_open", prompt.id, prompt.zh, prompt.en, prompt.article, prompt.standing});
        else if (!given->met)
            out.push_back({"trade.condition_not_met", prompt.id, prompt.zh, prompt.en, prompt.article,
                           prompt.standing});
    }
}

// Private money puts a project under 16号令 only where it is listed; the list is not here, the owner knows.
Remark whatever_the_money(const procedure::Threshold& t)
{
    return {
        "trade.threshold_reached_if_listed",
        t.id,
        t.zh + "：大型基础设施、公用事业等关系社会公共利益、公众安全的项目，属于经批准的必须招标具体范围的，"
               "不论资金来源。",
        t.en + ": whatever the money, where a large infrastructure or public utility project is within the "
               "approved scope of those that must be tendered.",
        "16号令4、" + t.article,
        t.standing};
}

void remark_on_obligation(const Registration& in, const std::vector<procedure::Threshold>& thresholds,
                          CivilDay on, std::vector<Remark>& out)
{
    if (in.obligation == Obligation::mandatory)
        return;
    const auto facts = facts_at_entry(in);
    for (const auto& t : thresholds)
        if (t.of == "estimate" && in.estimate >= Fen::yuan(t.least_yuan) && procedure::in_force(t, facts, on))
            out.push_back(in.funds == FundsKind::private_funds
                              ? whatever_the_money(t)
                              : Remark{"trade.threshold_reached", t.id, t.zh, t.en, t.article, t.standing});
}

} // namespace

Result<Stage> next_stage(Stage at, Act act)
{
    if (const auto* move = round_flow.find(at, act))
        return move->to;
    Error e{Fault::conflict, "trade.step_out_of_order"};
    std::vector<Act> allowed;
    for (const auto& move : round_flow.moves)
        if (move.from == at)
            allowed.push_back(move.on);
    e.params = {{"stage", wire::name_of(at)},
                {"act", act_name(act)},
                {"allowed", allowed.empty() ? "-" : joined_text(allowed, ", ", act_name)}};
    return e;
}

bool stops_closing(const std::vector<Act>& forbids)
{
    return std::ranges::find_first_of(forbids, closing_acts) != forbids.end();
}

bool stops_opening(const std::vector<Act>& forbids)
{
    return std::ranges::find_first_of(forbids, opening_acts) != forbids.end();
}

bool stood_at(Instant set_at, const std::optional<Instant>& lifted_at, Instant at)
{
    return set_at <= at && (!lifted_at || *lifted_at > at);
}

std::vector<Act> acts_of_hold(const procedure::Procedure& procedure)
{
    std::set<std::string> forbidden;
    for (const auto& stage : procedure.stage)
        for (const auto& act : stage.act)
            if (!act.despite_hold)
                forbidden.insert(act.id);
    std::vector<Act> out;
    std::ranges::copy_if(wire::Choices<Act>::values, std::back_inserter(out),
                         [&](Act act) { return forbidden.contains(act_name(act)); });
    return out;
}

Result<TradeState> next_state(TradeState at, RegisterAct act)
{
    if (const auto* move = register_flow.find(at, act))
        return move->to;
    Error e{Fault::conflict, "trade.registration_step_out_of_order"};
    e.params = {{"state", wire::name_of(at)}, {"act", wire::name_of(act)}};
    return e;
}

bool same_closing(const terms::Unsealing& before, const terms::Unsealing& after)
{
    const auto same = [](const terms::Closer& a, const terms::Closer& b) {
        return a.index == b.index && a.organisation_code == b.organisation_code &&
               a.certificate_digest == b.certificate_digest && a.holds_share == b.holds_share;
    };
    return before.threshold == after.threshold && std::ranges::equal(before.closers, after.closers, same);
}

Error closers_changed(wire::Faults fields)
{
    return {Fault::conflict, "trade.closers_changed", std::move(fields)};
}

procedure::Facts facts_at_entry(const Registration& in)
{
    procedure::Facts facts;
    facts.sums = {{"estimate", in.estimate}};
    facts.attributes = {{"trade_class", wire::name_of(in.work_kind)},
                        {"mandatory", in.obligation == Obligation::mandatory ? "yes" : "no"},
                        {"state_controlled", in.state_controlled ? "yes" : "no"},
                        {"method", wire::name_of(in.method)},
                        {"qualification", "post"},
                        {"notice_form", "data"},
                        {"region", in.region}};
    return facts;
}

wire::Faults check_fit(const Registration& in, const guidance::Guidance& guidance,
                       const procedure::Procedure& procedure, CivilDay on)
{
    constexpr auto code = "trade.procedure_does_not_fit";
    wire::Faults bad;
    const auto own = std::ranges::find(guidance.classes, in.trade_class, &guidance::TradeClass::id);
    if (own != guidance.classes.end() && own->trade_type != procedure.trade_type)
        bad.push_back({"trade_class", code, procedure.id + ": " + procedure.trade_type});
    const auto facts = facts_at_entry(in);
    for (const auto& [attribute, words] : procedure.applies) {
        if (procedure::applies({{attribute, words}}, facts))
            continue;
        bad.push_back({attribute == "trade_class" ? "work_kind" : attribute, code,
                       procedure.id + ": " + joined_text(words, ", ")});
    }
    if (!procedure::in_force(procedure.jurisdiction, procedure.valid_from, procedure.valid_until, facts, on))
        bad.push_back({"procedure", code,
                       procedure.id + ": " + procedure.jurisdiction + ", " + procedure.valid_from.text() +
                           " – " + (procedure.valid_until ? procedure.valid_until->text() : "")});
    return bad;
}

std::vector<Remark> remarks_on(const Registration& in, const guidance::Guidance& guidance,
                               const std::vector<procedure::Threshold>& thresholds, CivilDay on)
{
    std::vector<Remark> out;
    remark_on_conditions(in, guidance, out);
    remark_on_obligation(in, thresholds, on, out);
    if (sum_of(in.lots) > in.estimate)
        out.push_back({"trade.lots_exceed_estimate", "lots", "各标段估算价之和超过项目估算价。",
                       "The lots' estimates add up to more than the whole estimate.", "43号令17"});
    if (in.estimate > in.budget)
        out.push_back({"trade.estimate_exceeds_budget", "budget", "估算价超过概算（预算）。",
                       "The estimate is higher than the budget.", "43号令17"});
    return out;
}

} // namespace tianping::trade
