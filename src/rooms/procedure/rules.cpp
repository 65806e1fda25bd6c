#include "rooms/procedure/rules.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

template <class Rule>
Breach breach_of_rule(const Rule& rule, const std::string& subject, const std::string& base, std::string code)
{
    Breach out;
    out.code = std::move(code);
    out.rule = rule.id;
    out.zh = rule.zh;
    out.en = rule.en;
    out.article = rule.article;
    out.standing = rule.standing;
    out.effect = rule.effect;
    out.applies = rule.applies;
    out.subject = subject;
    out.base = base;
    return out;
}

const std::string& own_instant(const Limit& limit)
{
    return limit.binds == Side::end ? limit.ends_at : limit.starts_at;
}

const std::string& other_instant(const Limit& limit)
{
    return limit.binds == Side::end ? limit.starts_at : limit.ends_at;
}

Breach breach_of(const Limit& limit, std::string code)
{
    auto out = breach_of_rule(limit, own_instant(limit), other_instant(limit), std::move(code));
    out.limit = limit;
    return out;
}

Result<Window> window_for_subject(const Limit& limit, Instant counted_from, const Facts& facts,
                                  const Calendar& calendar)
{
    return limit.binds == Side::end ? window_for_end(limit, counted_from, facts.seen, calendar)
                                    : window_for_start(limit, counted_from, facts.seen, calendar);
}

void check_one(const Limit& limit, const Calendar& calendar, const Facts& facts, std::vector<Breach>& out)
{
    const auto start = known(facts, limit.starts_at, limit.channel);
    const auto end = known(facts, limit.ends_at, limit.channel);
    if (!start || !end || !in_force(limit, facts, CivilDay::of(*start)))
        return;
    const auto given = limit.binds == Side::end ? *end : *start;
    const auto counted_from = limit.binds == Side::end ? *start : *end;
    auto window = window_for_subject(limit, counted_from, facts, calendar);
    if (!window) {
        auto breach = breach_of(limit, window.error().code);
        breach.params = window.error().params;
        return out.push_back(std::move(breach));
    }
    const bool waits = window->held && limit.relation == Relation::at_least && limit.binds == Side::end;
    if (!waits && window->contains(given))
        return;
    auto breach = breach_of(limit, waits ? "procedure.limit_waits_for_hold" : "procedure.limit_broken");
    breach.given = given;
    breach.counted_from = counted_from;
    breach.lawful = *std::move(window);
    out.push_back(std::move(breach));
}

void check_sum(const Amount& amount, const Facts& facts, std::vector<Breach>& out)
{
    const auto sum = facts.sums.find(amount.of);
    const auto bound = sum_bound(amount, facts);
    if (sum == facts.sums.end() || !bound || !holds_now(amount, facts))
        return;
    const bool most = amount.relation == Relation::at_most;
    if (most ? sum->second <= *bound : sum->second >= *bound)
        return;
    auto breach = breach_of_rule(amount, amount.of, amount.base,
                                 most ? "procedure.sum_too_high" : "procedure.sum_too_low");
    breach.params = {{"given", sum->second.text()}, {"bound", bound->text()}};
    out.push_back(std::move(breach));
}

void check_number(const Number& number, const Facts& facts, std::vector<Breach>& out)
{
    const auto given = facts.numbers.find(number.of);
    if (given == facts.numbers.end() || !holds_now(number, facts))
        return;
    const auto least = least_of(number, facts);
    const bool even = number.odd && given->second % 2 == 0;
    if (given->second >= least && (!number.most || given->second <= *number.most) && !even)
        return;
    auto breach = breach_of_rule(number, number.of, {},
                                 even ? "procedure.number_must_be_odd" : "procedure.number_broken");
    breach.params = {{"given", std::to_string(given->second)},
                     {"range", number.most ? std::to_string(least) + ".." + std::to_string(*number.most)
                                           : ">= " + std::to_string(least)}};
    out.push_back(std::move(breach));
}

} // namespace

std::optional<Instant> known(const Facts& facts, const std::string& instant, Channel channel)
{
    const bool first = channel == Channel::first_designated;
    const auto wanted = first ? Channel::designated_medium : channel;
    const bool any = wanted == Channel::none || wanted == Channel::last;
    std::optional<Instant> out;
    for (const auto& fact : facts.instants) {
        if (fact.instant != instant || !(any || fact.channel == Channel::none || fact.channel == wanted))
            continue;
        if (!out || (first ? fact.at < *out : fact.at > *out))
            out = fact.at;
    }
    return out;
}

std::map<std::string, std::string> fixed_attributes(const Procedure& procedure)
{
    std::map<std::string, std::string> out;
    for (const auto& [attribute, words] : procedure.applies)
        if (words.size() == 1)
            out[attribute] = words.front();
    return out;
}

bool applies(const Applies& rule, const Facts& facts)
{
    return std::ranges::all_of(rule, [&](const auto& wanted) {
        const auto given = facts.attributes.find(wanted.first);
        return given == facts.attributes.end() || std::ranges::count(wanted.second, given->second) > 0;
    });
}

bool in_force(std::string_view jurisdiction, CivilDay from, const std::optional<CivilDay>& until,
              const Facts& facts, CivilDay on)
{
    if (on < from || (until && *until < on))
        return false;
    if (jurisdiction == "CN")
        return true;
    const auto region = facts.attributes.find("region");
    return region != facts.attributes.end() && region->second.starts_with(jurisdiction);
}

std::optional<CivilDay> newest_day(const Facts& facts)
{
    if (facts.instants.empty())
        return std::nullopt;
    return CivilDay::of(std::ranges::max(facts.instants, {}, &Fact::at).at);
}

const Limit* find_limit(const Rulebook& rules, std::string_view id, const Facts& facts, CivilDay on)
{
    for (const auto& limit : rules.limits)
        if (limit.id == id && in_force(limit, facts, on))
            return &limit;
    return nullptr;
}

std::optional<Fen> sum_bound(const Amount& amount, const Facts& facts)
{
    std::optional<Fen> bound;
    if (amount.cap_yuan)
        bound = Fen::yuan(*amount.cap_yuan);
    const auto base = facts.sums.find(amount.base);
    if (!amount.ten_thousandths || base == facts.sums.end())
        return bound;
    const auto share = base->second.share_of(*amount.ten_thousandths);
    if (!bound)
        return share;
    return amount.relation == Relation::at_most ? std::min(*bound, share) : std::max(*bound, share);
}

std::int64_t least_of(const Number& number, const Facts& facts)
{
    const auto whole = facts.numbers.find(number.share_of);
    const auto share = number.share_den == 0 || whole == facts.numbers.end()
                           ? 0
                           : (whole->second * number.share_num + number.share_den - 1) / number.share_den;
    return std::max(number.least.value_or(0), share);
}

std::optional<bool> reached(const Threshold& threshold, const Facts& facts)
{
    const auto sum = facts.sums.find(threshold.of);
    if (sum == facts.sums.end())
        return std::nullopt;
    if (sum->second < Fen::yuan(threshold.least_yuan))
        return false;
    if (!threshold.base || !threshold.ten_thousandths)
        return true;
    const auto base = facts.sums.find(*threshold.base);
    if (base == facts.sums.end())
        return std::nullopt;
    return sum->second >= base->second.share_of(*threshold.ten_thousandths);
}

Result<Window> due(const Limit& limit, const Facts& facts, const Calendar& calendar)
{
    if (const auto start = known(facts, limit.starts_at, limit.channel))
        return window_for_end(limit, *start, facts.seen, calendar);
    Error e{Fault::invalid, "procedure.instant_missing"};
    e.params = {{"instant", limit.starts_at}, {"rule", limit.id}};
    e.article = limit.article;
    return e;
}

Verdict check_limits(const Rulebook& rules, const Calendar& calendar, const Facts& facts)
{
    Verdict out;
    for (const auto& limit : rules.limits)
        check_one(limit, calendar, facts, out.breaches);
    for (const auto& amount : rules.amounts)
        check_sum(amount, facts, out.breaches);
    for (const auto& number : rules.numbers)
        check_number(number, facts, out.breaches);
    return out;
}

Result<Lawful> lawful(const Rulebook& rules, const Calendar& calendar, const std::string& instant,
                      const Facts& facts)
{
    if (std::ranges::find(rules.instants, instant, &NamedInstant::id) == rules.instants.end()) {
        Error e{Fault::not_found, "procedure.unknown_instant"};
        e.params["instant"] = instant;
        return e;
    }
    Lawful out;
    for (const auto& limit : rules.limits) {
        const auto from = known(facts, other_instant(limit), limit.channel);
        const bool binds = own_instant(limit) == instant;
        if (!binds || !from || !in_force(limit, facts, CivilDay::of(*from)))
            continue;
        TP_TRY(window, window_for_subject(limit, *from, facts, calendar));
        if (window.earliest && (!out.earliest || *out.earliest < *window.earliest))
            out.earliest = window.earliest;
        if (window.latest && (!out.latest || *window.latest < *out.latest))
            out.latest = window.latest;
        out.held = out.held || window.held;
        out.bounds.push_back({limit, *from, window});
    }
    return out;
}

} // namespace tianping::procedure
