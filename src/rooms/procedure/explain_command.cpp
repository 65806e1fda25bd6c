#include "rooms/procedure/binding_text.hpp"
#include "rooms/procedure/day_list.hpp"
#include "rooms/procedure/explain_question.hpp"
#include "rooms/procedure/figure_list.hpp"
#include <algorithm>
#include <ostream>

namespace tianping::procedure {
namespace {

class Explanation {
public:
    Explanation(const Rulebook& rules, const Calendar& calendar, const Facts& facts, const Speech& speech,
                std::ostream& out)
        : rules_{rules}, calendar_{calendar}, facts_{facts}, speech_{speech}, out_{out}
    {
    }

    // Limits that a known instant touches, then the others with what they would need, then the rules without
    // instants. 3 where a limit cannot be counted and nothing is known to be broken.
    int print(bool with_days)
    {
        const auto verdict = check_limits(rules_, calendar_, facts_);
        if (!rules_.limits.empty())
            out_ << in(speech_, "【期限】\n", "[time limits]\n");
        for (const auto& limit : rules_.limits)
            if (is_touched(limit))
                print_limit(limit, verdict, with_days);
        for (const auto& limit : rules_.limits)
            if (!is_touched(limit))
                print_untouched(limit);
        unjudged_ += FigureList{rules_, facts_, verdict, speech_, out_}.print();
        const auto broken = std::ranges::count_if(verdict.breaches, [](const Breach& breach) {
            return breach.code != "procedure.calendar_missing_year";
        });
        print_end(broken);
        return broken > 0 ? 2 : uncounted_ > 0 ? 3 : 0;
    }

private:
    void print_end(std::int64_t broken)
    {
        const auto counted = [&](std::int64_t n, const char* zh, const char* en) {
            return in(speech_, "有 " + std::to_string(n) + zh, std::to_string(n) + en);
        };
        std::vector<std::string> parts;
        if (broken > 0)
            parts.push_back(in(speech_, "违反规定 " + std::to_string(broken) + " 项。",
                               std::to_string(broken) + " limits are broken."));
        else if (uncounted_ == 0)
            parts.push_back(in(speech_, "没有违反规定。", "No limit is broken."));
        if (uncounted_ > 0)
            parts.push_back(counted(uncounted_, " 项期限无法计算，是否违反不能断定。",
                                    " limits cannot be counted; whether they are broken is not known."));
        if (unjudged_ > 0)
            parts.push_back(counted(unjudged_, " 项缺少上面所列的数据，没有判断。",
                                    " are not judged, for want of what is named above."));
        out_ << joined_text(parts, in(speech_, "", " ")) << "\n";
    }

    // When a duty began says little before it is known.
    bool is_touched(const Limit& limit) const
    {
        return known(facts_, limit.starts_at, limit.channel) ||
               (limit.relation != Relation::at_most && known(facts_, limit.ends_at, limit.channel));
    }

    void print_untouched(const Limit& limit)
    {
        if (!holds_now(limit, facts_))
            return print_unbound(limit, newest_day(facts_).value_or(limit.valid_from));
        ++unjudged_;
        const auto wanted = [&](const std::string& instant) {
            const auto name = instant_name(rules_, instant, speech_.language);
            return in(speech_, name + "（--at " + instant + "=时间）",
                      name + " (--at " + instant + "=INSTANT)");
        };
        out_ << "○ " << describe(limit, rules_, speech_.language) << "\n    "
             << in(speech_, "无法计算，缺少", "cannot be counted without ") << wanted(limit.starts_at);
        if (limit.relation != Relation::at_most)
            out_ << in(speech_, "或者", " or ") << wanted(limit.ends_at);
        out_ << "\n";
        print_taken_as_met(limit);
    }

    void print_unbound(const Limit& limit, CivilDay on)
    {
        out_ << "– " << describe(limit, rules_, speech_.language) << "\n    "
             << why_unbound(limit, facts_, on, speech_.language) << "\n";
    }

    void print_taken_as_met(const Limit& limit)
    {
        if (const auto open = taken_as_met(limit, facts_, speech_.language); !open.empty())
            out_ << "    " << open << "\n";
    }

    void print_limit(const Limit& limit, const Verdict& verdict, bool with_days)
    {
        const auto start = known(facts_, limit.starts_at, limit.channel);
        const auto end = known(facts_, limit.ends_at, limit.channel);
        const auto counted_from = start ? *start : *end;
        if (!in_force(limit, facts_, CivilDay::of(counted_from)))
            return print_unbound(limit, CivilDay::of(counted_from));
        if (start && end)
            print_pair(limit, *start, *end, verdict, with_days);
        else
            print_open(limit, start, counted_from, with_days);
        print_taken_as_met(limit);
    }

    // One instant is known; where the other may lie. `start` is empty where the known one is the end.
    void print_open(const Limit& limit, const std::optional<Instant>& start, Instant counted_from,
                    bool with_days)
    {
        const auto window = start ? window_for_end(limit, *start, facts_.seen, calendar_)
                                  : window_for_start(limit, counted_from, facts_.seen, calendar_);
        uncounted_ += window ? 0 : 1;
        out_ << (window ? "· " : "? ") << describe(limit, rules_, speech_.language) << "\n    ";
        print_known(start ? limit.starts_at : limit.ends_at, counted_from);
        out_ << in(speech_, "；", "; ")
             << instant_name(rules_, start ? limit.ends_at : limit.starts_at, speech_.language)
             << in(speech_, "", " ") << window_text(window) << "\n";
        const auto bound = window ? (window->earliest ? window->earliest : window->latest) : std::nullopt;
        if (with_days && start && window && bound && counts_days(limit))
            DayList{speech_, calendar_, out_}.print(limit, *start, last_counted(limit, *window, *bound),
                                                    facts_.seen, window->moved_from);
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

    // The rest day behind which alone the end still keeps the limit.
    std::optional<CivilDay> kept_behind(const Limit& limit, Instant start, Instant end) const
    {
        const auto window = window_for_end(limit, start, facts_.seen, calendar_);
        const bool behind = limit.relation != Relation::at_least && window && window->moved_from &&
                            *window->moved_from < CivilDay::of(end);
        return behind ? window->moved_from : std::nullopt;
    }

    void print_kept(const Limit& limit, Instant start, Instant end, const std::optional<CivilDay>& moved_from)
    {
        out_ << describe(limit, rules_, speech_.language) << "\n    ";
        print_known(limit.starts_at, start);
        out_ << in(speech_, "；", "; ");
        print_known(limit.ends_at, end);
        out_ << in(speech_, "；", "; ")
             << (overtaken(limit, end, facts_.seen)
                     ? window_text(window_for_start(limit, end, facts_.seen, calendar_))
                     : counted_text(limit, start, end, facts_.seen, calendar_, speech_.language));
        if (moved_from)
            out_ << in(speech_, "；", "; ") << moved_text(*moved_from, speech_.language);
        out_ << "\n";
    }

    void print_pair(const Limit& limit, Instant start, Instant end, const Verdict& verdict, bool with_days)
    {
        const auto breach = std::ranges::find(verdict.breaches, limit.id, &Breach::rule);
        const bool broken = breach != verdict.breaches.end();
        const bool uncounted = broken && breach->code == "procedure.calendar_missing_year";
        uncounted_ += uncounted ? 1 : 0;
        out_ << (uncounted ? "? " : broken ? "✗ " : "✓ ");
        const auto moved_from = broken ? std::nullopt : kept_behind(limit, start, end);
        const auto reason =
            broken ? explain(*breach, rules_, calendar_, facts_.seen, speech_.language) : std::string{};
        if (!reason.empty())
            out_ << reason << "\n";
        else if (broken)
            out_ << describe(limit, rules_, speech_.language) << " "
                 << (uncounted ? in(speech_, "无法计算：", "cannot be counted: ") : std::string{})
                 << speech_.text_of(breach->code, breach->params) << "\n";
        else
            print_kept(limit, start, end, moved_from);
        if (with_days && counts_days(limit) && start < end)
            DayList{speech_, calendar_, out_}.print(limit, start, end, facts_.seen, moved_from);
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
    std::int64_t uncounted_ = 0; // for want of a calendar
    std::int64_t unjudged_ = 0;  // for want of facts
};

} // namespace

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
