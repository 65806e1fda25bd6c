#include "rooms/procedure/explain.hpp"
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include "rooms/procedure/held_time.hpp"
#include "rooms/procedure/sentences.hpp"
#include <algorithm>
#include <tuple>

namespace tianping::procedure {
namespace {

using std::chrono::milliseconds;

std::string figure_text(std::int64_t n, Unit unit, Language language)
{
    static const std::map<Unit, std::pair<const char*, const char*>> words{
        {Unit::minute, {"分钟", "minute"}},  {Unit::hour, {"小时", "hour"}},
        {Unit::calendar_day, {"日", "day"}}, {Unit::working_day, {"个工作日", "working day"}},
        {Unit::month, {"个月", "month"}},    {Unit::year, {"年", "year"}}};
    const auto& [zh, en] = words.at(unit);
    const auto figure = std::to_string(n);
    return in(language, figure + zh, figure + " " + en + (n == 1 ? "" : "s"));
}

std::string relation_text(const Limit& limit, Language language)
{
    const auto figure = figure_text(limit.figure, limit.unit, language);
    const bool strict = limit.boundary == Boundary::exclusive;
    switch (limit.relation) {
    case Relation::at_least:
        if (limit.figure == 0)
            return in(language, "不得晚于后者", "not later than the latter");
        return strict ? in(language, "多于" + figure, "more than " + figure)
                      : in(language, "不少于" + figure, "at least " + figure);
    case Relation::at_most:
        return strict ? in(language, "少于" + figure, "less than " + figure)
                      : in(language, "不超过" + figure, "at most " + figure);
    case Relation::exactly:
        return in(language, "相隔" + figure, "exactly " + figure);
    default:
        return in(language, "同一时间", "the same instant");
    }
}

// Whose publication counts; nothing where no channel is named.
std::string channel_text(Channel channel, Language language)
{
    switch (channel) {
    case Channel::platform:
        return in(language, "以本平台的发布时间为准", "as published on this platform");
    case Channel::designated_medium:
        return in(language, "以指定媒介的发布时间为准", "as published on the designated medium");
    case Channel::first_designated:
        return in(language, "以最先发布的指定媒介为准", "as published on the first designated medium");
    case Channel::last:
        return in(language, "以最后发布的渠道为准", "as published on the last channel");
    default:
        return {};
    }
}

// Counted days of the kind that `count` looks at.
Result<std::int64_t> days_had(const Limit& limit, Count count, Instant start, Instant end,
                              const Circumstances& seen, const Calendar& calendar)
{
    TP_TRY(days, days_counted(limit, start, end, seen, calendar));
    std::int64_t had = 0;
    for (const auto& day : days)
        if (day.number > 0 && (count == Count::dates || day.day.end() <= end + milliseconds{1}))
            had = day.number;
    return had;
}

std::string elapsed_text(milliseconds length, Language language)
{
    const auto minutes = length.count() / 60'000;
    const auto days = std::to_string(minutes / 1440);
    const auto hours = std::to_string(minutes / 60 % 24);
    const auto rest = std::to_string(minutes % 60);
    return in(language, days + "日" + hours + "小时" + rest + "分",
              days + " d " + hours + " h " + rest + " min");
}

std::string one_count(const Limit& limit, Count count, Instant start, Instant end, const Circumstances& seen,
                      const Calendar& calendar, Language language)
{
    if (end < start)
        return in(language, "次序颠倒", "the order is reversed");
    if (count == Count::hours)
        return in(language, "按24小时一日为", "by days of 24 hours ") +
               elapsed_text(HeldTime{limit, seen.holds}.counted_between(counted_start(limit, start), end),
                            language);
    const auto unit = limit.unit == Unit::working_day ? Unit::working_day : Unit::calendar_day;
    const auto had = days_had(limit, count, start, end, seen, calendar);
    if (!had)
        return in(language, "日历缺少年份，无法计数", "the calendar lacks a year, no count");
    const auto figure = figure_text(*had, unit, language);
    return count == Count::dates ? in(language, "按日期差为" + figure, "by dates " + figure)
                                 : in(language, "满整日为" + figure, "by whole days " + figure);
}

// False for the plain order of two instants, which goes without saying.
bool is_counted(const Window& window, std::optional<Instant> Counted::*side)
{
    return std::ranges::any_of(window.counts, [&](const Counted& c) { return (c.*side).has_value(); });
}

} // namespace

std::string instant_text(Instant at)
{
    const auto day = CivilDay::of(at);
    if (at == day.end() - milliseconds{1})
        return day.text() + " 24:00";
    const auto text = to_local_text(at);
    return text.ends_with(":00") ? text.substr(0, text.size() - 3) : text;
}

std::string instant_name(const Rulebook& rules, std::string_view id, Language language)
{
    const auto found = std::ranges::find(rules.instants, id, &NamedInstant::id);
    return found == rules.instants.end() ? std::string{id} : in(language, found->zh, found->en);
}

std::string standing_text(Standing standing, Language language)
{
    switch (standing) {
    case Standing::read_in_law:
        return in(language, "已读原文", "read in the law");
    case Standing::secondary:
        return in(language, "见于二手材料", "from a secondary source");
    case Standing::memory:
        return in(language, "凭记忆，未读原文", "from memory, not read");
    default:
        return in(language, "未核实", "unverified");
    }
}

std::string demand_of(const Limit& limit, Language language)
{
    const auto channel = channel_text(limit.channel, language);
    return relation_text(limit, language) + (channel.empty() ? "" : in(language, "，", ", ") + channel);
}

std::string describe(const Limit& limit, const Rulebook& rules, Language language)
{
    const auto from = instant_name(rules, limit.starts_at, language);
    const auto to = instant_name(rules, limit.ends_at, language);
    return in(language, limit.zh + "：" + from + "至" + to + "，",
              limit.en + ": " + from + " to " + to + ", ") +
           demand_of(limit, language) + source_text(limit.article, limit.standing, language);
}

std::string counted_text(const Limit& limit, Instant start, Instant end, const Circumstances& seen,
                         const Calendar& calendar, Language language)
{
    return joined_text(limit.counts, in(language, "，", ", "), [&](Count count) {
        return one_count(limit, count, start, end, seen, calendar, language);
    });
}

std::string moved_text(CivilDay from, Language language)
{
    return in(language, "最后一日" + from.text() + "是休息日，顺延（民法典203）",
              "the last day " + from.text() + " is a rest day and moves (Civil Code 203)");
}

std::string describe(const Window& window, Language language)
{
    std::vector<std::string> parts;
    const auto add = [&](std::string part) { parts.push_back(std::move(part)); };
    if (window.earliest && window.latest && *window.earliest == *window.latest)
        add(in(language, "应为", "exactly ") + instant_text(*window.earliest));
    else {
        if (window.earliest && is_counted(window, &Counted::earliest))
            add(in(language, "最早", "earliest ") + instant_text(*window.earliest));
        if (window.latest && is_counted(window, &Counted::latest))
            add(in(language, "最晚", "latest ") + instant_text(*window.latest));
    }
    if (window.moved_from)
        add(moved_text(*window.moved_from, language));
    if (!window.left_out.empty())
        add(in(language, "暂停不计入" + std::to_string(window.left_out.size()) + "日",
               "a hold leaves out " + std::to_string(window.left_out.size()) + " days"));
    if (window.overtaken)
        add(in(language, "不受限制：原定的截止在暂停期间到来，没有截止，另定之后再算",
               "is not limited: the deadline came during a hold and did not happen; counted once another is "
               "set"));
    if (window.held)
        add(in(language, "暂停尚未解除，解除后再算", "a hold still stands; counted again once it is lifted"));
    return joined_text(parts, in(language, "，", ", "));
}

std::string uncounted(const Error& missing, Language language)
{
    const auto& [year, first, last] =
        std::tuple{missing.params.at("year"), missing.params.at("first"), missing.params.at("last")};
    return in(language, "无法计算：工作日历没有" + year + "年（现有" + first + "年至" + last + "年）",
              "cannot be counted: the working-day calendar has no " + year + " (it covers " + first + " to " +
                  last + ")");
}

std::string explain(const Breach& breach, const Rulebook& rules, const Calendar& calendar,
                    const Circumstances& seen, Language language)
{
    if (!breach.limit)
        return explain_figure(breach, language);
    if (!breach.given || !breach.counted_from || !breach.lawful)
        return {};
    const auto& limit = *breach.limit;
    const bool end_given = limit.binds == Side::end;
    const auto start = end_given ? *breach.counted_from : *breach.given;
    const auto end = end_given ? *breach.given : *breach.counted_from;
    const auto named = [&](const std::string& id, Instant when) {
        return instant_name(rules, id, language) + in(language, "（", " (") + instant_text(when) +
               in(language, "）", ")");
    };
    const auto counted = counted_text(limit, start, end, seen, calendar, language);
    return in(language, limit.zh + "：", limit.en + ": ") + named(limit.starts_at, start) +
           in(language, "至", " to ") + named(limit.ends_at, end) + in(language, "，应当", ", must be ") +
           demand_of(limit, language) + in(language, "；", "; ") + counted +
           (counted.empty() ? "" : in(language, "；", "; ")) + instant_name(rules, breach.subject, language) +
           in(language, "", " ") + describe(*breach.lawful, language) +
           source_text(limit.article, limit.standing, language) + in(language, "。", ".");
}

} // namespace tianping::procedure
