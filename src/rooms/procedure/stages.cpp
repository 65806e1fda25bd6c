// The part of the rules that is about stages, acts and parties.
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include "rooms/procedure/rules.hpp"
#include <algorithm>
#include <charconv>

namespace tianping::procedure {
namespace {

Breach breach_of_act(const Rulebook& rules, std::string code, const Question& question)
{
    Breach out;
    out.code = std::move(code);
    out.zh = rules.procedure.zh;
    out.en = rules.procedure.en;
    out.subject = question.act;
    out.params = {{"stage", question.stage}, {"act", question.act}, {"party", question.party}};
    return out;
}

void check_act(const Rulebook& rules, const Act& act, const Question& question, const Facts& facts,
               std::vector<Breach>& out)
{
    const auto add = [&](const char* code, const std::string& subject, const std::string& allowed) {
        auto breach = breach_of_act(rules, code, question);
        breach.article = act.article;
        breach.subject = subject;
        breach.params["allowed"] = allowed;
        out.push_back(std::move(breach));
    };
    if (!applies(act.when, facts))
        add("procedure.act_not_for_trade", question.act, "");
    if (!question.party.empty() && std::ranges::count(act.by, question.party) == 0)
        add("procedure.act_not_for_party", question.party, joined_text(act.by, ", "));
    if (question.on_hold && !act.despite_hold)
        add("procedure.act_held", question.act, "");
    for (const auto& instant : act.needs)
        if (!known(facts, instant, Channel::none))
            add("procedure.instant_missing", instant, "");
}

Fault fault_of(const Breach& breach)
{
    if (breach.code == "procedure.act_not_for_party")
        return Fault::forbidden;
    if (breach.code == "procedure.unknown_stage")
        return Fault::not_found;
    if (breach.code == "procedure.act_not_in_stage" || breach.code == "procedure.act_held")
        return Fault::conflict;
    return Fault::invalid;
}

std::string allowed_text(const Breach& breach)
{
    if (!breach.lawful) {
        for (const auto* what : {"allowed", "bound", "range"})
            if (const auto found = breach.params.find(what); found != breach.params.end())
                return found->second;
        return {};
    }
    std::string out;
    if (breach.lawful->earliest)
        out = ">= " + to_local_text(*breach.lawful->earliest);
    if (breach.lawful->latest)
        out += (out.empty() ? "<= " : ", <= ") + to_local_text(*breach.lawful->latest);
    return out + " (" + breach.article + ")";
}

} // namespace

std::map<std::string, std::string> words_of(const Breach& breach)
{
    auto out = breach.params;
    out["rule"] = breach.rule;
    out["name_zh"] = breach.zh;
    out["name_en"] = breach.en;
    return out;
}

bool Verdict::refuses() const
{
    return std::ranges::any_of(breaches, [](const Breach& b) { return b.effect == Effect::refuse; });
}

Status Verdict::status() const
{
    Error e;
    for (const auto& breach : breaches) {
        if (breach.effect != Effect::refuse)
            continue;
        if (e.code.empty()) {
            e.fault = fault_of(breach);
            e.code = breach.code;
            e.article = breach.article;
            e.params = words_of(breach);
            e.params["standing"] = boost::describe::enum_to_string(breach.standing, "");
        }
        e.fields.push_back({breach.subject, breach.code, allowed_text(breach), words_of(breach)});
        if (breach.lawful && breach.lawful->earliest &&
            (!e.earliest || *e.earliest < *breach.lawful->earliest))
            e.earliest = breach.lawful->earliest;
    }
    if (e.code.empty())
        return {};
    return e;
}

const Stage* find_stage(const Procedure& procedure, std::string_view id)
{
    const auto found = std::ranges::find(procedure.stage, id, &Stage::id);
    return found == procedure.stage.end() ? nullptr : &*found;
}

const Act* find_act(const Stage& stage, std::string_view id)
{
    const auto found = std::ranges::find(stage.act, id, &Act::id);
    return found == stage.act.end() ? nullptr : &*found;
}

std::vector<const Act*> acts_in(const Procedure& procedure, std::string_view stage, const Facts& facts)
{
    std::vector<const Act*> out;
    if (const auto* here = find_stage(procedure, stage))
        for (const auto& act : here->act)
            if (applies(act.when, facts))
                out.push_back(&act);
    return out;
}

Result<std::string> next_stage(const Procedure& procedure, std::string_view stage, std::string_view act)
{
    Error e{Fault::conflict, "procedure.act_not_in_stage"};
    e.params = {{"stage", std::string{stage}}, {"act", std::string{act}}};
    const auto* here = find_stage(procedure, stage);
    if (!here) {
        e.fault = Fault::not_found;
        e.code = "procedure.unknown_stage";
        return e;
    }
    const auto* found = find_act(*here, act);
    if (!found)
        return e;
    return found->next.empty() ? std::string{stage} : found->next;
}

Verdict check(const Rulebook& rules, const Calendar& calendar, const Question& question, const Facts& facts)
{
    std::vector<Breach> found;
    const auto* stage = find_stage(rules.procedure, question.stage);
    const auto* act = stage ? find_act(*stage, question.act) : nullptr;
    if (!stage)
        found.push_back(breach_of_act(rules, "procedure.unknown_stage", question));
    else if (!act)
        found.push_back(breach_of_act(rules, "procedure.act_not_in_stage", question));
    else
        check_act(rules, *act, question, facts, found);
    auto out = check_limits(rules, calendar, facts);
    out.breaches.insert(out.breaches.begin(), found.begin(), found.end());
    return out;
}

const Capability* find_capability(const Procedure& procedure, std::string_view id)
{
    const auto found = std::ranges::find(procedure.capability, id, &Capability::id);
    return found == procedure.capability.end() ? nullptr : &*found;
}

std::optional<std::string> text_parameter(const Capability& capability, std::string_view name)
{
    const auto found = capability.parameters.find(std::string{name});
    if (found == capability.parameters.end() || found->second.empty())
        return std::nullopt;
    return found->second.front();
}

std::optional<std::int64_t> number_parameter(const Capability& capability, std::string_view name)
{
    const auto text = text_parameter(capability, name);
    std::int64_t out = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), out).ptr != text->data() + text->size())
        return std::nullopt;
    return out;
}

} // namespace tianping::procedure
