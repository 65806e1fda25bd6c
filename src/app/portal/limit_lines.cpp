#include "app/portal/desk.hpp"
#include "rooms/procedure/explain.hpp"
#include "rooms/procedure/rules.hpp"

namespace tianping::app {
namespace {

portal::LimitState state_of_limit(const procedure::Window& window, const std::optional<Instant>& ended,
                                  Instant now)
{
    if (ended) {
        const bool early = window.earliest && *ended < *window.earliest;
        const bool late = window.latest && *ended > *window.latest;
        return early || late ? portal::LimitState::broken : portal::LimitState::kept;
    }
    return window.latest && *window.latest < now ? portal::LimitState::coming : portal::LimitState::running;
}

} // namespace

std::vector<portal::LimitLine> PortalDesk::limit_lines(const ReadTx& tx, const trade::RoundFacts& round,
                                                       const portal::Visit& visit) const
{
    std::vector<portal::LimitLine> out;
    const auto rules = trade::rules_of(tx, round, parts_.law);
    if (!rules)
        return out;
    const bool zh = visit.language == portal::Language::zh;
    const auto language = zh ? procedure::Language::zh : procedure::Language::en;
    const auto facts = trade::facts_of(tx, round);
    for (const auto& limit : rules->limits) {
        const auto starts = procedure::known(facts, limit.starts_at, limit.channel);
        if (!starts || !procedure::applies(limit.applies, facts))
            continue;
        const auto window = procedure::due(limit, facts, parts_.law.calendar);
        if (!window)
            continue;
        portal::LimitLine line;
        line.name = zh ? limit.zh : limit.en;
        line.rule = procedure::describe(limit, *rules, language);
        line.article = limit.article;
        line.standing = wire::choice<portal::Standing>(wire::name_of(limit.standing))
                            .value_or(portal::Standing::unverified);
        const auto ended = procedure::known(facts, limit.ends_at, procedure::Channel::none);
        line.state = state_of_limit(*window, ended, visit.now);
        line.starts = starts;
        line.due = window->latest ? window->latest : window->earliest;
        line.explanation = procedure::describe(*window, language);
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace tianping::app
