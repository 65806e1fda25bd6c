#include "base/digit.hpp"
#include "base/time_text.hpp"
#include "base/wire.hpp"
#include "rooms/procedure/day_list.hpp"
#include "rooms/procedure/known_words.hpp"
#include <algorithm>
#include <ostream>

namespace tianping::procedure {
namespace {

Error unreadable(std::string code, std::string_view text)
{
    Error e{Fault::invalid, std::move(code)};
    e.params["text"] = text;
    return e;
}

Error not_one_of(std::string code, std::string_view text, const std::string& allowed)
{
    auto e = unreadable(std::move(code), text);
    e.params["allowed"] = allowed;
    return e;
}

Result<std::pair<std::string, std::string>> name_and_value(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return unreadable("procedure.malformed_assignment", text);
    return std::pair{std::string{text.substr(0, equals)}, std::string{text.substr(equals + 1)}};
}

Result<Fact> fact_from(const Rulebook& rules, std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    Fact out;
    const auto mark = parts.first.find('@');
    out.instant = parts.first.substr(0, mark);
    if (mark != std::string::npos) {
        const auto channel = wire::choice<Channel>(parts.first.substr(mark + 1));
        if (channel != Channel::platform && channel != Channel::designated_medium)
            return unreadable("procedure.malformed_channel", text);
        out.channel = *channel;
    }
    if (std::ranges::find(rules.instants, out.instant, &NamedInstant::id) == rules.instants.end()) {
        Error e{Fault::not_found, "procedure.unknown_instant"};
        e.params["instant"] = out.instant;
        return e;
    }
    TP_TRY(at, instant_from_text(parts.second));
    out.at = at;
    return out;
}

Result<Hold> hold_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    Hold out;
    out.cause = parts.first;
    if (!is_hold_cause(out.cause))
        return not_one_of("procedure.no_such_cause", text, allowed_causes());
    const auto slash = parts.second.find('/');
    TP_TRY(from, instant_from_text(parts.second.substr(0, slash)));
    out.from = from;
    if (slash != std::string::npos && slash + 1 < parts.second.size()) {
        TP_TRY(until, instant_from_text(parts.second.substr(slash + 1)));
        out.until = until;
        if (*out.until <= out.from)
            return unreadable("procedure.hold_without_time", text);
    }
    return out;
}

Result<std::pair<std::string, std::string>> attribute_from(std::string_view text)
{
    TP_TRY(parts, name_and_value(text));
    if (!unknown_words({{parts.first, {parts.second}}}).empty())
        return not_one_of("procedure.no_such_attribute", text, allowed_words(parts.first));
    return parts;
}

Result<Facts> facts_from(const Rulebook& rules, const ExplainOptions& options)
{
    Facts out;
    for (const auto& text : options.at) {
        TP_TRY(fact, fact_from(rules, text));
        out.instants.push_back(fact);
    }
    for (const auto& text : options.attributes) {
        TP_TRY(attribute, attribute_from(text));
        out.attributes[attribute.first] = attribute.second;
    }
    for (const auto& text : options.holds) {
        TP_TRY(hold, hold_from(text));
        out.seen.holds.push_back(hold);
    }
    if (options.business_close) {
        TP_TRY(minutes, minutes_from_text(*options.business_close));
        out.seen.business_close = minutes;
    }
    return out;
}

class Explanation {
public:
    Explanation(const Rulebook& rules, const Calendar& calendar, const Facts& facts, const Speech& speech,
                std::ostream& out)
        : rules_{rules}, calendar_{calendar}, facts_{facts}, speech_{speech}, out_{out}
    {
    }

    // Limits that have both their instants, then what the known ones leave open. 3 where one cannot be
    // counted and none is known to be broken.
    int print(bool with_days)
    {
        const auto verdict = check_limits(rules_, calendar_, facts_);
        for (const auto& limit : rules_.limits)
            print_limit(limit, verdict, with_days);
        const auto broken = std::ranges::count_if(verdict.breaches, [](const Breach& breach) {
            return breach.code != "procedure.calendar_missing_year";
        });
        print_end(broken);
        return broken > 0 ? 2 : uncounted_ > 0 ? 3 : 0;
    }

private:
    void print_end(std::int64_t broken)
    {
        const auto left = std::to_string(uncounted_);
        if (broken > 0)
            out_ << in(speech_, "违反期限 " + std::to_string(broken) + " 项。",
                       std::to_string(broken) + " limits are broken.");
        else if (uncounted_ == 0)
            out_ << in(speech_, "没有违反期限。", "No limit is broken.");
        if (uncounted_ > 0)
            out_ << in(speech_, "有 " + left + " 项期限无法计算，是否违反不能断定。",
                       (broken > 0 ? " " : "") + left +
                           " limits cannot be counted; whether they are broken is not known.");
        out_ << "\n";
    }

    void print_limit(const Limit& limit, const Verdict& verdict, bool with_days)
    {
        const auto start = known(facts_, limit.starts_at, limit.channel);
        const auto end = known(facts_, limit.ends_at, limit.channel);
        const auto counted_from = start ? start : end;
        if (!counted_from || !in_force(limit, facts_, CivilDay::of(*counted_from)))
            return;
        if (start && end)
            return print_pair(limit, *start, *end, verdict, with_days);
        if (!start && limit.relation == Relation::at_most)
            return; // when a duty began says little before it is known
        const auto window = start ? window_for_end(limit, *start, facts_.seen, calendar_)
                                  : window_for_start(limit, *end, facts_.seen, calendar_);
        uncounted_ += window ? 0 : 1;
        out_ << (window ? "· " : "? ") << describe(limit, rules_, speech_.language) << "\n    ";
        print_known(start ? limit.starts_at : limit.ends_at, *counted_from);
        out_ << in(speech_, "；", "; ")
             << instant_name(rules_, start ? limit.ends_at : limit.starts_at, speech_.language)
             << in(speech_, "", " ") << window_text(window) << "\n";
        const auto bound = window ? (window->earliest ? window->earliest : window->latest) : std::nullopt;
        if (with_days && start && window && bound && counts_days(limit))
            DayList{speech_, calendar_, out_}.print(limit, *start, last_counted(limit, *window, *bound),
                                                    facts_.seen,
                                                    window->moved_from ? limit.figure : DayList::most_days);
    }

    static bool counts_days(const Limit& limit)
    {
        return !limit.counts.empty() && limit.counts.front() != Count::hours;
    }

    static Instant last_counted(const Limit& limit, const Window& window, Instant bound)
    {
        const auto end = limit.relation == Relation::at_most ? window.latest.value_or(bound) : bound;
        const bool whole = std::ranges::count(limit.counts, Count::whole_days) > 0;
        return whole ? end - std::chrono::milliseconds{1} : end;
    }

    void print_pair(const Limit& limit, Instant start, Instant end, const Verdict& verdict, bool with_days)
    {
        const auto breach = std::ranges::find(verdict.breaches, limit.id, &Breach::rule);
        const bool broken = breach != verdict.breaches.end();
        const bool uncounted = broken && breach->code == "procedure.calendar_missing_year";
        uncounted_ += uncounted ? 1 : 0;
        out_ << (uncounted ? "? " : broken ? "✗ " : "✓ ");
        const auto reason =
            broken ? explain(*breach, rules_, calendar_, facts_.seen, speech_.language) : std::string{};
        if (!reason.empty())
            out_ << reason << "\n";
        else if (broken)
            out_ << describe(limit, rules_, speech_.language) << " "
                 << (uncounted ? in(speech_, "无法计算：", "cannot be counted: ") : std::string{})
                 << speech_.text_of(breach->code, breach->params) << "\n";
        else {
            out_ << describe(limit, rules_, speech_.language) << "\n    ";
            print_known(limit.starts_at, start);
            out_ << in(speech_, "；", "; ");
            print_known(limit.ends_at, end);
            out_ << in(speech_, "；", "; ")
                 << counted_text(limit, start, end, facts_.seen, calendar_, speech_.language) << "\n";
        }
        if (with_days && counts_days(limit) && start < end)
            DayList{speech_, calendar_, out_}.print(limit, start, end, facts_.seen);
    }

    void print_known(const std::string& instant, Instant at)
    {
        out_ << instant_name(rules_, instant, speech_.language) << " " << instant_text(at);
    }

    std::string window_text(const Result<Window>& window) const
    {
        return window ? describe(*window, speech_.language)
                      : in(speech_, "无法计算：", "cannot be counted: ") +
                            speech_.text_of(window.error().code, window.error().params);
    }

    const Rulebook& rules_;
    const Calendar& calendar_;
    const Facts& facts_;
    const Speech& speech_;
    std::ostream& out_;
    std::int64_t uncounted_ = 0;
};

} // namespace

Result<Instant> instant_from_text(std::string_view text)
{
    std::string whole{text};
    if (whole.size() == 10)
        whole += " 09:00";
    if (whole.size() > 10 && whole[10] == ' ')
        whole[10] = 'T';
    if (whole.size() == 16)
        whole += ":00";
    auto at = from_rfc3339(whole);
    if (!at)
        at = from_rfc3339(whole + "+08:00");
    if (!at)
        return unreadable("procedure.malformed_instant", text);
    return *at;
}

Result<std::int64_t> minutes_from_text(std::string_view text)
{
    const auto digits = [&](std::size_t from) {
        return is_digit(text[from]) && is_digit(text[from + 1])
                   ? (text[from] - '0') * 10 + text[from + 1] - '0'
                   : -1;
    };
    const bool written = text.size() == 5 && text[2] == ':';
    const std::int64_t hour = written ? digits(0) : -1;
    const std::int64_t minute = written ? digits(3) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return unreadable("procedure.malformed_hour", text);
    return hour * 60 + minute;
}

int explain_command(const Library& library, const ExplainOptions& options, const Speech& speech,
                    std::ostream& out)
{
    const auto refuse = [&](const Error& e) {
        out << speech.text_of(e.code, e.params) << "\n";
        return 1;
    };
    const auto rules = library.rulebook(options.procedure);
    if (!rules)
        return refuse(rules.error());
    const auto facts = facts_from(*rules, options);
    if (!facts)
        return refuse(facts.error());
    out << in(speech, rules->procedure.zh, rules->procedure.en) << " " << rules->procedure.id << " "
        << rules->procedure.version << "\n";
    return Explanation{*rules, library.calendar, *facts, speech, out}.print(options.days);
}

} // namespace tianping::procedure
