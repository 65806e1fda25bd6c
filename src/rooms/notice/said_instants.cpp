#include "rooms/notice/said_instants.hpp"
#include "base/blank.hpp"
#include "base/calendar.hpp"
#include "base/digit.hpp"
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

// Reads a text from its beginning, word by word; spaces between words count for nothing.
class Words {
public:
    explicit Words(std::string_view text) : all_{text.size()}, rest_{text} {}

    std::optional<int> number(std::size_t least, std::size_t most)
    {
        const auto end = std::ranges::find_if_not(rest_, is_digit);
        const auto digits = static_cast<std::size_t>(end - rest_.begin());
        if (digits < least || digits > most)
            return std::nullopt;
        int out = 0;
        for (const char c : rest_.substr(0, digits))
            out = out * 10 + (c - '0');
        take(digits);
        return out;
    }
    bool one_of(std::initializer_list<std::string_view> words)
    {
        const auto found = std::ranges::find_if(words, [&](auto word) { return rest_.starts_with(word); });
        if (found == words.end())
            return false;
        take(found->size());
        return true;
    }
    std::size_t taken() const { return all_ - rest_.size(); }

private:
    void take(std::size_t bytes)
    {
        rest_.remove_prefix(bytes);
        for (const std::string_view space : {" ", "　"})
            while (rest_.starts_with(space))
                rest_.remove_prefix(space.size());
    }

    std::size_t all_;
    std::string_view rest_;
};

std::string two(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

void skip_weekday(Words& words)
{
    Words ahead = words;
    ahead.one_of({"（", "("});
    if (!ahead.one_of({"星期", "周"}) || !ahead.one_of({"一", "二", "三", "四", "五", "六", "日", "天"}))
        return;
    ahead.one_of({"）", ")"});
    words = ahead;
}

enum class PartOfDay { unsaid, night, noon, afternoon, evening };

PartOfDay part_of_day(Words& words)
{
    if (words.one_of({"凌晨"}))
        return PartOfDay::night;
    if (words.one_of({"中午"}))
        return PartOfDay::noon;
    if (words.one_of({"下午"}))
        return PartOfDay::afternoon;
    if (words.one_of({"晚上"}))
        return PartOfDay::evening;
    words.one_of({"上午"}); // says what the number says
    return PartOfDay::unsaid;
}

// 中午1时 and 下午1时 are 13, 晚上12时 is 24, 凌晨12时 is 0.
int hour_by_clock(PartOfDay part, int hour)
{
    switch (part) {
    case PartOfDay::night:
        return hour == 12 ? 0 : hour;
    case PartOfDay::noon:
        return hour < 11 ? hour + 12 : hour;
    case PartOfDay::afternoon:
        return hour < 12 ? hour + 12 : hour;
    case PartOfDay::evening:
        return hour <= 12 ? hour + 12 : hour;
    case PartOfDay::unsaid:
        break;
    }
    return hour;
}

// 24:00 belongs to the next day.
std::string minute_text(int year, int month, int day, int hour, int minute)
{
    if (hour == 24)
        if (const auto last =
                CivilDay::from_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)))
            return (*last + 1).text() + " 00:" + two(minute);
    return std::to_string(year) + "-" + two(month) + "-" + two(day) + " " + two(hour) + ":" + two(minute);
}

struct Found {
    std::string said{};
    std::size_t bytes{};
};

std::optional<Found> instant_at(std::string_view text)
{
    Words words{text};
    const auto year = words.number(4, 4);
    if (!year || !words.one_of({"-", "/", ".", "年"}))
        return std::nullopt;
    const auto month = words.number(1, 2);
    if (!month || !words.one_of({"-", "/", ".", "月"}))
        return std::nullopt;
    const auto day = words.number(1, 2);
    words.one_of({"日", "T"});
    skip_weekday(words);
    const auto part = part_of_day(words);
    const auto hour = words.number(1, 2);
    if (!day || !hour || !words.one_of({":", "：", "时", "点"}))
        return std::nullopt;
    const auto minute = words.one_of({"半"}) ? 30 : words.number(1, 2).value_or(0);
    return Found{minute_text(*year, *month, *day, hour_by_clock(part, *hour), minute), words.taken()};
}

// Names in braces of law/guidance, and the instants of the terms that they stand for.
using Instants = std::vector<std::pair<std::string_view, std::string>>;

bool writes(const guidance::Content& content, const Instants::value_type& instant)
{
    return content.fill.find(instant.first) != std::string::npos;
}

bool is_in(const std::vector<std::string>& all, const std::string& one)
{
    return std::ranges::find(all, one) != all.end();
}

// 10号令5(4) wants the 截止时间 of the submission; of the documents 10号令5(3) wants the 时间, which may be
// said in days.
void check_unsaid(const guidance::Content& content, const std::vector<std::string>& says,
                  const Instants& of_terms, std::vector<Finding>& out)
{
    for (const auto& instant : of_terms) {
        if (!writes(content, instant) || is_in(says, instant.second))
            continue;
        auto f = finding("notice.instant_unsaid", "sections." + content.id,
                         "“" + content.zh + "”没有写明交易文件所定的时间 " + instant.second + "。",
                         "The section does not say the time that the terms set: " + instant.second + ".",
                         content.article);
        const bool by_law =
            content.kind == wire::name_of(Kind::tender_notice) && instant.first == "{deadline}";
        f.effect = by_law ? procedure::Effect::refuse : procedure::Effect::warn;
        out.push_back(std::move(f));
    }
}

// Once documents are out, another hour than theirs would change them, which has a form of its own.
std::string articles_of_foreign(const guidance::Content& content, Kind kind)
{
    return announces(kind) ? content.article : content.article + "、招法23";
}

// Whether one of the terms' instants that the section is written from is missing: another hour would be taken
// for it.
bool lacks_one(const guidance::Content& content, const std::vector<std::string>& says,
               const Instants& of_terms)
{
    return std::ranges::any_of(of_terms, [&](const auto& instant) {
        return writes(content, instant) && !is_in(says, instant.second);
    });
}

void check_foreign(const guidance::Content& content, Kind kind, const std::vector<std::string>& says,
                   const Instants& of_terms, const std::vector<std::string>& allowed,
                   std::vector<Finding>& out)
{
    const auto is_said = [](const auto& one) { return one.second; };
    const bool misleads = lacks_one(content, says, of_terms);
    for (const auto& said : says) {
        if (std::ranges::find(of_terms, said, &Instants::value_type::second) != of_terms.end() ||
            is_in(allowed, said))
            continue;
        auto f = finding("notice.foreign_instant", "sections." + content.id,
                         "“" + content.zh + "”写明的时间 " + said + " 不是交易文件所定的时间（" +
                             joined_text(of_terms, "、", is_said) + "）。",
                         "The section says " + said + ", which is none of the terms' instants (" +
                             joined_text(of_terms, ", ", is_said) + ").",
                         articles_of_foreign(content, kind));
        f.effect = misleads ? procedure::Effect::refuse : procedure::Effect::warn;
        out.push_back(std::move(f));
    }
}

} // namespace

std::vector<std::string> instants_said(const std::string& text)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1])))
            continue;
        if (auto found = instant_at(std::string_view{text}.substr(at))) {
            out.push_back(std::move(found->said));
            at += found->bytes - 1;
        }
    }
    return out;
}

std::string to_the_minute(Instant at)
{
    constexpr std::string_view shape = "0000-00-00 00:00";
    return to_local_text(at).substr(0, shape.size());
}

std::vector<Finding> against_said_instants(const guidance::Guidance& guidance, const Text& text,
                                           const terms::Terms& terms, const std::vector<Instant>& known)
{
    const Instants of_terms{{"{documents_from}", to_the_minute(terms.documents_from)},
                            {"{documents_until}", to_the_minute(terms.documents_until)},
                            {"{deadline}", to_the_minute(terms.deadline)}};
    std::vector<std::string> allowed;
    for (const auto at : known)
        allowed.push_back(to_the_minute(at));
    std::vector<Finding> out;
    for (const auto& content : guidance.contents) {
        const auto section = std::ranges::find(text.sections, content.id, &Section::id);
        const bool names =
            std::ranges::any_of(of_terms, [&](const auto& one) { return writes(content, one); });
        if (!names || content.kind != wire::name_of(text.kind) || section == text.sections.end() ||
            blank(section->text))
            continue;
        const auto says = instants_said(section->text);
        check_unsaid(content, says, of_terms, out);
        check_foreign(content, text.kind, says, of_terms, allowed, out);
    }
    return out;
}

} // namespace tianping::notice
