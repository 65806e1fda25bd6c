#include "rooms/trade/findings.hpp"
#include "base/joined_text.hpp"

namespace tianping::trade {
namespace {

std::string params_text(const procedure::Breach& breach)
{
    return joined_text(breach.params, ", ",
                       [](const auto& param) { return param.first + " " + param.second; });
}

std::string sentence(const procedure::Breach& breach, const procedure::Rulebook& rules,
                     const Calendar& calendar, const procedure::Circumstances& seen,
                     procedure::Language language)
{
    auto text = procedure::explain(breach, rules, calendar, seen, language);
    if (!text.empty())
        return text;
    const auto& title = language == procedure::Language::zh ? breach.zh : breach.en;
    const auto params = params_text(breach);
    return title + (params.empty() ? "" : " (" + params + ")");
}

} // namespace

std::vector<Finding> findings_of(const procedure::Verdict& verdict, const procedure::Rulebook& rules,
                                 const Calendar& calendar, const procedure::Circumstances& seen)
{
    std::vector<Finding> out;
    for (const auto& breach : verdict.breaches) {
        Finding finding{breach.code,
                        breach.rule,
                        breach.subject,
                        sentence(breach, rules, calendar, seen, procedure::Language::zh),
                        sentence(breach, rules, calendar, seen, procedure::Language::en),
                        breach.article,
                        breach.standing,
                        breach.effect,
                        breach.given,
                        std::nullopt,
                        std::nullopt,
                        breach.limit ? breach.limit->channel : procedure::Channel::none,
                        procedure::words_of(breach)};
        if (breach.lawful) {
            finding.earliest = breach.lawful->earliest;
            finding.latest = breach.lawful->latest;
        }
        out.push_back(std::move(finding));
    }
    return out;
}

} // namespace tianping::trade
