// The limits of a procedure as the law has them, without dates.
#include "app/portal/desk.hpp"
#include "rooms/procedure/explain.hpp"

namespace tianping::app {
namespace {

std::string held_text(procedure::OnHold on_hold, bool zh)
{
    switch (on_hold) {
    case procedure::OnHold::runs:
        return zh ? "照常计算" : "the count goes on";
    case procedure::OnHold::stops:
        return zh ? "停止计算" : "the count stands still";
    case procedure::OnHold::excluded:
        return zh ? "暂停涉及的日子不计入" : "the days that it touches are left out";
    }
    return {};
}

std::string hold_cause(const std::string& cause, bool zh)
{
    const auto known = wire::choice<trade::HoldCause>(cause);
    return known ? notice::cause_text(*known, zh ? procedure::Language::zh : procedure::Language::en) : cause;
}

// What any hold does, what those of a cause of their own do, and who says so.
std::string on_hold_text(const procedure::Limit& limit, bool zh)
{
    std::string out = (zh ? "暂停期间：" : "During a hold: ") + held_text(limit.on_hold, zh);
    for (const auto& [cause, on_hold] : limit.on_hold_for)
        out += (zh ? "；" : "; ") + hold_cause(cause, zh) + (zh ? "：" : ": ") + held_text(on_hold, zh);
    if (!limit.on_hold_article.empty())
        return out + (zh ? "（" + limit.on_hold_article + "）" : " (" + limit.on_hold_article + ")");
    if (limit.on_hold == procedure::OnHold::runs && limit.on_hold_for.empty())
        return out;
    return out + (zh ? "（没有条文规定，由平台决定）" : " (no article says so; the platform decided)");
}

std::string effect_text(procedure::Effect effect, bool zh)
{
    if (effect == procedure::Effect::refuse)
        return zh ? "不符合的，平台拒绝" : "a breach is refused";
    return zh ? "不符合的，平台提示并记录" : "a breach is told and recorded";
}

} // namespace

std::vector<portal::LimitRule> PortalDesk::limit_rules(const procedure::Rulebook& rules,
                                                       const portal::Visit& visit) const
{
    const bool zh = visit.language == portal::Language::zh;
    const auto language = zh ? procedure::Language::zh : procedure::Language::en;
    std::vector<portal::LimitRule> out;
    for (const auto& limit : rules.limits) {
        portal::LimitRule rule;
        rule.id = rules.procedure.id + "." + limit.id; // procedures share limits
        rule.name = zh ? limit.zh : limit.en;
        rule.figure = procedure::demand_of(limit, language);
        rule.from = procedure::instant_name(rules, limit.starts_at, language);
        rule.to = procedure::instant_name(rules, limit.ends_at, language);
        rule.article = limit.article;
        rule.effect = effect_text(limit.effect, zh);
        rule.on_hold = on_hold_text(limit, zh);
        rule.note = limit.note;
        rule.standing = wire::choice<portal::Standing>(wire::name_of(limit.standing))
                            .value_or(portal::Standing::unverified);
        out.push_back(std::move(rule));
    }
    return out;
}

} // namespace tianping::app
