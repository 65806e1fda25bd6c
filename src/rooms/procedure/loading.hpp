#pragma once
// What the loader knows between reading the files and handing out a library. Private to the loader.
#include "rooms/procedure/toml_reading.hpp"
#include <deque>
#include <set>

namespace tianping::procedure {

template <class T>
struct Item {
    T entry{};
    const toml::node* at = nullptr; // its table, for lines
    std::string path{};             // limit[3]
    Origin origin{};
    std::size_t layer = 0; // which folder
};

struct Holiday {
    std::string zh{}, en{};
    CivilDay first{}, last{};
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (zh, en, first, last))

struct CalendarFile {
    std::int64_t format = 0;
    std::int64_t year = 0;
    std::string jurisdiction{}, source{}, document{}, read_at{}, note{};
    CivilDay issued{};
    Standing standing{};
    std::vector<CivilDay> make_up_days{};
    std::vector<Holiday> holiday{};
};
BOOST_DESCRIBE_STRUCT(CalendarFile, (),
                      (format, year, jurisdiction, source, document, read_at, note, issued, standing,
                       make_up_days, holiday))

struct ProcedureFile : Procedure {
    std::int64_t format = 0;
};
BOOST_DESCRIBE_STRUCT(ProcedureFile, (Procedure), (format))

struct LimitsFile {
    std::int64_t format = 0;
    std::vector<NamedInstant> instant{};
    std::vector<Limit> limit{};
    std::vector<Amount> amount{};
    std::vector<Number> number{};
    std::vector<Threshold> threshold{};
    std::vector<Duty> duty{};
};
BOOST_DESCRIBE_STRUCT(LimitsFile, (), (format, instant, limit, amount, number, threshold, duty))

struct Items {
    std::vector<Item<NamedInstant>> instants{};
    std::vector<Item<Limit>> limits{};
    std::vector<Item<Amount>> amounts{};
    std::vector<Item<Number>> numbers{};
    std::vector<Item<Threshold>> thresholds{};
    std::vector<Item<Duty>> duties{};
    std::vector<Item<Procedure>> procedures{};
    std::vector<Item<CalendarFile>> years{};
    std::vector<std::string> patterns{}; // `limits` of every procedure that was read, replaced ones too
    std::deque<toml::table> roots{};     // items point into these

    bool has_instant(std::string_view id) const
    {
        return std::ranges::any_of(instants, [&](const auto& i) { return i.entry.id == id; });
    }
    bool is_publication(std::string_view id) const
    {
        return std::ranges::any_of(
            instants, [&](const auto& i) { return i.entry.id == id && i.entry.publication == true; });
    }
};

// Nothing where it is no table or lacks the key.
inline const toml::node* member_of(const toml::node& table, std::string_view key)
{
    return table.is_table() ? table.as_table()->get(key) : nullptr;
}

// Of what was read already, so it is there.
inline const toml::node& entry_of(const toml::node& table, std::string_view key, std::size_t i)
{
    return (*member_of(table, key)->as_array())[i];
}

// Each mistake at the line of `key` in the item's table, or of the table when it lacks the key.
class ItemCheck {
public:
    template <class T>
    ItemCheck(const Item<T>& item, Mistakes& out)
        : table_{item.at}, path_{item.path}, reading_{item.origin.file, out}
    {
    }
    ItemCheck(const toml::node& table, std::string path, std::string file, Mistakes& out)
        : table_{&table}, path_{std::move(path)}, reading_{std::move(file), out}
    {
    }

    void add(const std::string& key, std::string code, std::string expected = {})
    {
        const auto* at = member_of(*table_, key);
        reading_.mistake(at == nullptr ? *table_ : *at, wire::joined(path_, key), std::move(code),
                         std::move(expected));
    }
    bool has(const std::string& key) const { return member_of(*table_, key) != nullptr; }
    void unless(bool good, const std::string& key, std::string code, std::string expected = {})
    {
        if (!good)
            add(key, std::move(code), std::move(expected));
    }

private:
    const toml::node* table_;
    std::string path_;
    Reading reading_;
};

// Everything about entries that reading alone cannot see. The items are what is left after later folders
// replaced earlier entries.
void check_rules(const Items& items, Mistakes& out);
void check_procedures(const Items& items, Mistakes& out);
// Whether those of the house's own trades agree with house_moves.hpp.
void check_moves(const Items& items, Mistakes& out);
// Whether some procedure takes in each rule. Not asked while a file of a procedure has mistakes: what it
// would have taken in is not known. A rule that only a replaced procedure took in is no mistake: who replaced
// the procedure let go of it.
void check_bound(const Items& items, Mistakes& out);
void check_years(const Items& items, Mistakes& out);

// Place and days of a rule or a procedure.
void check_validity(ItemCheck& check, std::string_view jurisdiction, CivilDay from,
                    const std::optional<CivilDay>& until);
// Whether `pattern` ("works.bid_bond" or "works.*") takes in `id`.
bool takes_in(std::string_view pattern, std::string_view id);
bool is_id(std::string_view text);
// Ids that any kind of rule bears.
std::vector<std::string> rule_ids(const Items& items);

template <>
inline bool may_be_absent<Limit>(std::string_view member)
{
    static const std::set<std::string_view> names{
        "counts",          "first_day", "boundary", "rest_day", "day_ends", "channel", "on_hold_for",
        "on_hold_article", "effect",    "applies",  "note",     "binds",    "figure"};
    return names.contains(member);
}
template <>
inline bool may_be_absent<Amount>(std::string_view member)
{
    return member == "base" || member == "relation" || member == "effect" || member == "applies" ||
           member == "note";
}
template <>
inline bool may_be_absent<Number>(std::string_view member)
{
    return member == "odd" || member.starts_with("share_") || member == "effect" || member == "applies" ||
           member == "note";
}
template <>
inline bool may_be_absent<Threshold>(std::string_view member)
{
    return member == "applies" || member == "note";
}
template <>
inline bool may_be_absent<Duty>(std::string_view member)
{
    return member == "applies" || member == "note";
}
template <>
inline bool may_be_absent<Act>(std::string_view member)
{
    return member != "id" && member != "zh" && member != "en" && member != "by";
}
template <>
inline bool may_be_absent<Stage>(std::string_view member)
{
    return member != "id" && member != "zh" && member != "en";
}
template <>
inline bool may_be_absent<Capability>(std::string_view member)
{
    return member == "parameters";
}
template <>
inline bool may_be_absent<ArchiveItem>(std::string_view member)
{
    return member == "required";
}
template <>
inline bool may_be_absent<ProcedureFile>(std::string_view member)
{
    return member == "applies" || member == "calls" || member == "capability" || member == "note";
}
template <>
inline bool may_be_absent<Transition>(std::string_view member)
{
    return member == "article";
}
template <>
inline bool may_be_absent<CalendarFile>(std::string_view member)
{
    return member == "note";
}
template <>
inline bool may_be_absent<LimitsFile>(std::string_view member)
{
    return member != "format";
}

} // namespace tianping::procedure
