#include "rooms/procedure/load.hpp"
#include "rooms/procedure/law_files.hpp"
#include "rooms/procedure/loading.hpp"
#include "rooms/procedure/toml_parsing.hpp"
#include <algorithm>
#include <fstream>
#include <ranges>
#include <set>
#include <tuple>

namespace tianping::procedure {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t known_format = 1;

struct Folder {
    fs::path path;
    std::size_t layer;
};

std::string text_of(const fs::path& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class Reader {
public:
    Reader(Items& items, Mistakes& mistakes) : items_{items}, mistakes_{mistakes} {}

    void read_folder(const Folder& folder)
    {
        folder_ = folder;
        std::error_code ec;
        if (!fs::is_directory(folder.path, ec)) {
            mistakes_.push_back({folder.path.string(), 1, "", "procedure.no_folder", ""});
            return;
        }
        check_names(folder.path, mistakes_);
        for (const auto* kind : {"limits", "procedures", "calendars"})
            for (const auto& file : law_files(folder.path, kind, mistakes_))
                read_file(kind, file);
    }

private:
    void read_file(const std::string& kind, const fs::path& path)
    {
        file_ = kind + "/" + path.filename().string();
        auto parsed = parse_around_mistakes(file_, text_of(path), mistakes_);
        if (!parsed)
            return;
        items_.roots.push_back(*std::move(parsed));
        const auto& root = items_.roots.back();
        if (kind == "limits")
            read_limits(root);
        else if (kind == "procedures")
            read_procedure(root);
        else
            read_year(root);
    }

    template <class F>
    F whole_file(const toml::table& root)
    {
        F out;
        Reading reading{file_, mistakes_};
        reading.read(root, out, "");
        if (const auto* format = root.get("format"); out.format != known_format && format != nullptr)
            reading.mistake(*format, "format", "procedure.unknown_format", std::to_string(known_format));
        return out;
    }

    template <class T>
    Item<T> item(T entry, const toml::node& at, std::string path) const
    {
        Origin origin{folder_.path.string(), file_, line_of(at)};
        return {std::move(entry), &at, std::move(path), std::move(origin), folder_.layer};
    }

    template <class T>
    void keep(std::vector<T> entries, const toml::table& root, const std::string& key,
              std::vector<Item<T>>& into)
    {
        for (std::size_t i = 0; i < entries.size(); ++i)
            into.push_back(
                item(std::move(entries[i]), entry_of(root, key, i), key + "[" + std::to_string(i) + "]"));
    }

    void read_limits(const toml::table& root)
    {
        auto file = whole_file<LimitsFile>(root);
        for (auto& limit : file.limit)
            if (limit.counts.empty() && (limit.unit == Unit::hour || limit.unit == Unit::minute))
                limit.counts.push_back(Count::hours);
        keep(std::move(file.instant), root, "instant", items_.instants);
        keep(std::move(file.limit), root, "limit", items_.limits);
        keep(std::move(file.amount), root, "amount", items_.amounts);
        keep(std::move(file.number), root, "number", items_.numbers);
        keep(std::move(file.threshold), root, "threshold", items_.thresholds);
        keep(std::move(file.duty), root, "duty", items_.duties);
    }

    void read_procedure(const toml::table& root)
    {
        Procedure procedure = whole_file<ProcedureFile>(root);
        items_.patterns.insert(items_.patterns.end(), procedure.limits.begin(), procedure.limits.end());
        items_.procedures.push_back(item(std::move(procedure), root, ""));
    }

    void read_year(const toml::table& root)
    {
        items_.years.push_back(item(whole_file<CalendarFile>(root), root, ""));
    }

    Items& items_;
    Mistakes& mistakes_;
    Folder folder_{};
    std::string file_;
};

std::string key_of(const CalendarFile& year)
{
    return std::to_string(year.year);
}
template <class T>
std::string key_of(const T& entry)
{
    return entry.id;
}

// Of entries with one key only those of the last folder stay; earlier ones are named as replaced.
template <class T>
void let_later_folders_win(std::vector<Item<T>>& items, std::vector<std::string>& overrides)
{
    std::map<std::string, std::size_t> last;
    for (const auto& item : items) {
        const auto [seen, first] = last.emplace(key_of(item.entry), item.layer);
        if (!first && seen->second < item.layer) {
            seen->second = item.layer;
            overrides.push_back(key_of(item.entry));
        }
    }
    std::erase_if(items, [&](const Item<T>& item) { return item.layer < last.at(key_of(item.entry)); });
}

void let_later_folders_win(Items& items, std::vector<std::string>& overrides)
{
    let_later_folders_win(items.instants, overrides);
    let_later_folders_win(items.limits, overrides);
    let_later_folders_win(items.amounts, overrides);
    let_later_folders_win(items.numbers, overrides);
    let_later_folders_win(items.thresholds, overrides);
    let_later_folders_win(items.duties, overrides);
    let_later_folders_win(items.procedures, overrides);
    let_later_folders_win(items.years, overrides);
}

CalendarSource year_of(const Item<CalendarFile>& item)
{
    const auto& file = item.entry;
    CalendarSource out;
    out.year = static_cast<int>(file.year);
    out.source = file.source;
    out.document = file.document;
    out.jurisdiction = file.jurisdiction;
    out.read_at = file.read_at;
    out.issued = file.issued;
    out.standing = file.standing;
    out.note = file.note;
    out.origin = item.origin;
    out.days.year = out.year;
    out.days.make_up_days = file.make_up_days;
    for (const auto& holiday : file.holiday)
        for (auto day = holiday.first; day <= holiday.last; day = day + 1)
            out.days.holidays.emplace(day, holiday.zh);
    return out;
}

template <class T>
void move_in(std::vector<Item<T>>& items, std::vector<T>& into, std::map<std::string, Origin>& origins)
{
    for (auto& item : items) {
        origins.emplace(item.entry.id, item.origin);
        into.push_back(std::move(item.entry));
    }
}

void fill(Library& library, Items& items)
{
    move_in(items.instants, library.all.instants, library.origins);
    move_in(items.limits, library.all.limits, library.origins);
    move_in(items.amounts, library.all.amounts, library.origins);
    move_in(items.numbers, library.all.numbers, library.origins);
    move_in(items.thresholds, library.all.thresholds, library.origins);
    move_in(items.duties, library.all.duties, library.origins);
    for (auto& item : items.procedures) {
        library.origins.emplace(item.entry.id, item.origin);
        library.procedures.emplace(item.entry.id, std::move(item.entry));
    }
    for (const auto& item : items.years)
        library.years.push_back(year_of(item));
    std::ranges::sort(library.years, {}, &CalendarSource::year);
}

void make_calendar(Loading& out, const Items& items)
{
    std::vector<CalendarYear> years;
    for (const auto& year : out.library.years)
        years.push_back(year.days);
    auto calendar = Calendar::make(std::move(years));
    if (calendar) {
        out.library.calendar = *std::move(calendar);
        return;
    }
    const auto& gap = calendar.error().params;
    const auto later = std::ranges::find_if(items.years | std::views::reverse, [&](const auto& item) {
        return std::to_string(static_cast<int>(item.entry.year)) == gap.at("after");
    });
    ItemCheck{*later, out.mistakes}.add("year", calendar.error().code,
                                        gap.at("before") + ", " + gap.at("after"));
}

} // namespace

Loading load_with_mistakes(const std::vector<fs::path>& folders)
{
    Loading out;
    Items items;
    Reader reader{items, out.mistakes};
    for (std::size_t i = 0; i < folders.size(); ++i)
        reader.read_folder({folders[i], i});
    let_later_folders_win(items, out.library.overrides);
    check_rules(items, out.mistakes);
    check_procedures(items, out.mistakes);
    check_bound(items, out.mistakes);
    check_years(items, out.mistakes);
    fill(out.library, items);
    make_calendar(out, items);
    drop_echoes(out.mistakes);
    std::ranges::stable_sort(out.mistakes, {}, [](const Mistake& m) { return std::tie(m.file, m.line); });
    return out;
}

Result<Library> load(const std::vector<fs::path>& folders)
{
    auto loading = load_with_mistakes(folders);
    if (loading.mistakes.empty())
        return std::move(loading.library);
    Error e{Fault::invalid, "procedure.bad_files"};
    e.params["count"] = std::to_string(loading.mistakes.size());
    for (const auto& m : loading.mistakes)
        e.fields.push_back({m.file + ":" + std::to_string(m.line) + (m.path.empty() ? "" : " " + m.path),
                            m.code, m.expected});
    return e;
}

} // namespace tianping::procedure
