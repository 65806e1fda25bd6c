#pragma once
// For which trades, where and when a rule binds; for `procedures explain` alone.
#include "base/joined_text.hpp"
#include "rooms/procedure/sentences.hpp"

namespace tianping::procedure {

inline std::string applies_text(const Applies& applies)
{
    return joined_text(applies, ", ",
                       [](const auto& one) { return one.first + "=" + joined_text(one.second, "/"); });
}

// Why a rule does not bind on that day: the trade, the place or the day is another.
template <class Rule>
std::string why_unbound(const Rule& rule, const Facts& facts, CivilDay on, Language language)
{
    if (!applies(rule.applies, facts))
        return in(language, "不适用：只适用于 ", "does not bind: only for ") + applies_text(rule.applies);
    if (!in_force(rule.jurisdiction, on, std::nullopt, facts, on))
        return in(language, "不适用：只适用于行政区划 ", "does not bind: only in region ") +
               rule.jurisdiction;
    const auto from = rule.valid_from.text();
    const auto until = rule.valid_until ? rule.valid_until->text() : std::string{};
    return in(language, "不适用：自 " + from + " 起施行", "does not bind: in force from " + from) +
           (until.empty() ? "" : in(language, "，至 " + until + " 止", " to " + until));
}

// The attributes on which a rule depends and that were not told, so that it was taken as binding.
template <class Rule>
std::string taken_as_met(const Rule& rule, const Facts& facts, Language language)
{
    Applies open;
    for (const auto& [attribute, words] : rule.applies)
        if (!facts.attributes.contains(attribute))
            open.emplace(attribute, words);
    if (open.empty())
        return {};
    return in(language, "只适用于 " + applies_text(open) + "；没有给出，视为适用（--attribute 名称=值）",
              "only for " + applies_text(open) + "; not told, taken as met (--attribute NAME=VALUE)");
}

} // namespace tianping::procedure
