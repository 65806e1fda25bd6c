#include "app/portal/desk.hpp"
#include "rooms/procedure/explain.hpp"
#include "rooms/procedure/rules.hpp"
#include <algorithm>

namespace tianping::app {
namespace {

procedure::Language language_of(const portal::Visit& visit)
{
    return visit.language == portal::Language::zh ? procedure::Language::zh : procedure::Language::en;
}

portal::LimitState state_of_limit(const procedure::Window& window, const std::optional<Instant>& ended,
                                  Instant now)
{
    if (ended) {
        const bool early = window.earliest && *ended < *window.earliest;
        const bool late = window.latest && *ended > *window.latest;
        return early || late ? portal::LimitState::broken : portal::LimitState::kept;
    }
    return window.latest && *window.latest < now ? portal::LimitState::elapsed : portal::LimitState::running;
}

void count_out(portal::LimitLine& line, const procedure::Window& window, const std::optional<Instant>& ended,
               const portal::Visit& visit)
{
    line.state = state_of_limit(window, ended, visit.now);
    line.due = window.latest ? window.latest : window.earliest;
    line.explanation = procedure::describe(window, language_of(visit));
}

// Lots whose line says the same share it.
struct Shared {
    portal::LimitLine line{};
    std::string lots{};
};

bool says_the_same(const portal::LimitLine& a, const portal::LimitLine& b)
{
    return a.name == b.name && a.starts == b.starts && a.due == b.due && a.state == b.state;
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
    const auto language = language_of(visit);
    const auto facts = trade::facts_of(tx, round);
    for (const auto& limit : rules->limits) {
        const auto starts = procedure::known(facts, limit.starts_at, limit.channel);
        if (!starts || !procedure::in_force(limit, facts, CivilDay::of(*starts)))
            continue;
        portal::LimitLine line;
        line.name = zh ? limit.zh : limit.en;
        line.rule = procedure::describe(limit, *rules, language);
        line.article = limit.article;
        line.standing = wire::choice<portal::Standing>(wire::name_of(limit.standing))
                            .value_or(portal::Standing::unverified);
        line.starts = starts;
        line.state = portal::LimitState::uncounted;
        if (const auto window = procedure::due(limit, facts, parts_.law.calendar))
            count_out(line, *window, procedure::known(facts, limit.ends_at, procedure::Channel::none), visit);
        else
            line.explanation = procedure::uncounted(window.error(), language);
        out.push_back(std::move(line));
    }
    return out;
}

// One line a limit where all lots agree; else one for those that do, with their names.
std::vector<portal::LimitLine> PortalDesk::limits_of(const ReadTx& tx,
                                                     const std::vector<trade::RoundFacts>& rounds,
                                                     const portal::Visit& visit) const
{
    const bool zh = visit.language == portal::Language::zh;
    std::vector<Shared> shared;
    std::map<std::string, int> by_name;
    for (const auto& round : rounds)
        for (auto& line : limit_lines(tx, round, visit)) {
            const auto same = std::ranges::find_if(
                shared, [&](const Shared& one) { return says_the_same(one.line, line); });
            if (same == shared.end()) {
                ++by_name[line.name];
                shared.push_back({std::move(line), attempt_name(round, zh)});
            } else {
                same->lots += (zh ? "、" : ", ") + attempt_name(round, zh);
            }
        }
    std::ranges::stable_sort(shared, {}, [&](const Shared& one) { return one.line.starts; });
    std::vector<portal::LimitLine> out;
    for (auto& one : shared) {
        if (by_name[one.line.name] > 1)
            one.line.name += zh ? "（" + one.lots + "）" : " (" + one.lots + ")";
        out.push_back(std::move(one.line));
    }
    return out;
}

} // namespace tianping::app
