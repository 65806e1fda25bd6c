// "/notices": filters that are links and a plain GET form, chips that remove them, numbered pages.
#include "base/described.hpp"
#include "base/time_text.hpp"
#include "portal/frame.hpp"
#include <algorithm>
#include <charconv>

namespace tianping::portal {

namespace {

constexpr int since_days[] = {1, 3, 10, 30, 90};

std::string asked(const Visit& visit, std::string_view name)
{
    const auto it = visit.query.find(name);
    return it == visit.query.end() ? std::string{} : it->second;
}

std::optional<Instant> start_of_day(const std::string& date)
{
    if (date.size() != 10)
        return std::nullopt;
    const auto at = from_rfc3339(date + "T00:00:00+08:00");
    return at ? std::optional{*at} : std::nullopt;
}

std::int64_t number(const std::string& text)
{
    std::int64_t out = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
    return end.ec == std::errc{} && end.ptr == text.data() + text.size() ? out : 0;
}

template <class E>
std::optional<E> chosen(const std::string& name)
{
    E out{};
    if (boost::describe::enum_from_string(name.c_str(), out))
        return out;
    return std::nullopt;
}

// The filter changes, the page starts again.
std::string with(const Visit& visit, const std::string& name, const std::string& value)
{
    Query changed{{name, value}, {"page", ""}};
    if (name == "since")
        changed.insert({{"from", ""}, {"to", ""}});
    return same_page(visit, changed);
}

struct Choice {
    std::string value{};
    std::string text{};
};

struct FilterRow {
    std::string name{};
    std::string label{};
    std::vector<Choice> choices{};
};

template <class Values>
FilterRow row_of_words(const Painter& paint, std::string name, const Values& values)
{
    FilterRow row{name, paint.say("filter." + name), {}};
    for (const auto value : values)
        row.choices.push_back(
            {wire::name_of(value), paint.say(std::string{group(value)} + "." + wire::name_of(value))});
    return row;
}

std::vector<FilterRow> filter_rows(const NoticeListPage& view, const Painter& paint)
{
    std::vector<FilterRow> rows{row_of_words(paint, "kind", wire::Choices<Kind>::values)};
    if (!view.types.empty())
        rows.push_back(row_of_words(paint, "type", view.types));
    FilterRow region{"region", paint.say("filter.region"), {}};
    for (const auto& one : view.regions)
        region.choices.push_back({one.code, one.name});
    if (!region.choices.empty())
        rows.push_back(std::move(region));
    FilterRow since{"since", paint.say("filter.since"), {}};
    for (const int days : since_days)
        since.choices.push_back({std::to_string(days), paint.say("filter.days_" + std::to_string(days))});
    rows.push_back(std::move(since));
    return rows;
}

Data filters(const std::vector<FilterRow>& rows, const Visit& visit, const Painter& paint)
{
    Data out{Data::type::list};
    for (const auto& row : rows) {
        Data choices{Data::type::list};
        const auto now = asked(visit, row.name);
        const bool any = std::ranges::any_of(row.choices, [&](const Choice& c) { return c.value == now; });
        const auto add = [&](const std::string& value, const std::string& text, bool current) {
            Data choice{Data::type::object};
            choice["href"] = Data{with(visit, row.name, value)};
            choice["text"] = Data{text};
            choice["current"] = Data{current};
            choices << choice;
        };
        add("", paint.say("filter.all"), !any);
        for (const auto& choice : row.choices)
            add(choice.value, choice.text, choice.value == now);
        Data one{Data::type::object};
        one["name"] = Data{row.name};
        one["label"] = Data{row.label};
        one["choices"] = std::move(choices);
        out << one;
    }
    return out;
}

Data chips(const std::vector<FilterRow>& rows, const Visit& visit, const Painter& paint)
{
    Data out{Data::type::list};
    const auto add = [&](const std::string& name, const std::string& text) {
        Data chip{Data::type::object};
        chip["text"] = Data{text};
        chip["href"] = Data{with(visit, name, "")};
        chip["remove"] = Data{paint.say("filter.remove", {{"what", text}})};
        out << chip;
    };
    const std::string colon = paint.language() == Language::zh ? "：" : ": ";
    for (const auto& row : rows)
        for (const auto& choice : row.choices)
            if (choice.value == asked(visit, row.name))
                add(row.name, row.label + colon + choice.text);
    for (const char* date : {"from", "to"})
        if (start_of_day(asked(visit, date)))
            add(date, paint.say(std::string{"filter."} + date) + " " + asked(visit, date));
    if (const auto text = asked(visit, "text"); !text.empty())
        add("text", paint.say("filter.text") + colon + text);
    return out;
}

// What the form must carry along besides its own fields.
Data kept(const Visit& visit)
{
    Data out{Data::type::list};
    for (const char* name : {"kind", "type", "region", "since", "lang", "mode"})
        if (const auto value = asked(visit, name); !value.empty()) {
            Data one{Data::type::object};
            one["name"] = Data{name};
            one["value"] = Data{value};
            out << one;
        }
    return out;
}

// 1 … 4 [5] 6 … 129
Data paging(const NoticeListPage& view, const Visit& visit)
{
    if (view.pages <= 1)
        return Data{false};
    const auto href = [&](std::int64_t page) { return same_page(visit, {{"page", std::to_string(page)}}); };
    Data numbers{Data::type::list};
    std::int64_t last = 0;
    for (std::int64_t page = 1; page <= view.pages; ++page) {
        if (page != 1 && page != view.pages && (page < view.page - 2 || page > view.page + 2))
            continue;
        Data one{Data::type::object};
        one["gap"] = Data{page > last + 1};
        if (page > last + 1) {
            numbers << one;
            one["gap"] = Data{false};
        }
        one["number"] = Data{std::to_string(page)};
        one["href"] = Data{href(page)};
        one["current"] = Data{page == view.page};
        numbers << one;
        last = page;
    }
    Data out{Data::type::object};
    out["previous"] = view.page > 1 ? Data{href(view.page - 1)} : Data{false};
    out["next"] = view.page < view.pages ? Data{href(view.page + 1)} : Data{false};
    out["numbers"] = std::move(numbers);
    return out;
}

} // namespace

NoticeFilter notice_filter(const Visit& visit)
{
    NoticeFilter out;
    out.kind = chosen<Kind>(asked(visit, "kind"));
    out.type = chosen<NoticeType>(asked(visit, "type"));
    out.region = asked(visit, "region");
    out.text = asked(visit, "text");
    out.page = std::max<std::int64_t>(1, number(asked(visit, "page")));
    const auto days = number(asked(visit, "since"));
    if (std::ranges::count(since_days, days))
        out.from = *start_of_day(local_date(visit.now)) - std::chrono::days{days - 1};
    const auto from = start_of_day(asked(visit, "from"));
    const auto to = start_of_day(asked(visit, "to"));
    if (from || to)
        out.from = from;
    if (to)
        out.until = *to + std::chrono::days{1};
    return out;
}

std::string Pages::notices(const NoticeListPage& view, const Visit& visit) const
{
    const Painter paint{visit.language, visit.now};
    const auto rows = filter_rows(view, paint);
    Data page = paint(view);
    page["filters"] = filters(rows, visit, paint);
    page["chips"] = chips(rows, visit, paint);
    page["has_chips"] = Data{!page["chips"].is_empty_list()};
    page["kept"] = kept(visit);
    page["paging"] = paging(view, visit);
    page["asked_text"] = paint(asked(visit, "text"));
    page["asked_from"] = paint(asked(visit, "from"));
    page["asked_to"] = paint(asked(visit, "to"));
    const auto title = paint.say("nav.notices");
    return desk_->render("notices", Frame{title, "notices", "/notices", {{title, ""}}, "", {}}, page, visit);
}

} // namespace tianping::portal
