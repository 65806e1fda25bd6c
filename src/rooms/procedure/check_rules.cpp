#include "base/digit.hpp"
#include "rooms/procedure/known_words.hpp"
#include "rooms/procedure/loading.hpp"
#include <algorithm>
#include <set>

namespace tianping::procedure {
namespace {

template <class T>
void check_entry(const Item<T>& item, Mistakes& out)
{
    ItemCheck check{item, out};
    const auto& entry = item.entry;
    check.unless(is_id(entry.id), "id", "procedure.malformed_id", "a-z 0-9 _ . -");
    check.unless(!entry.zh.empty(), "zh", "procedure.empty_text");
    check.unless(!entry.en.empty(), "en", "procedure.empty_text");
    check.unless(!entry.article.empty() || entry.standing == Standing::unverified, "article",
                 "procedure.empty_text");
    check_validity(check, entry.jurisdiction, entry.valid_from, entry.valid_until);
    for (const auto& word : unknown_words(entry.applies))
        check.add("applies", "procedure.unknown_attribute", word);
    if constexpr (requires { entry.effect; })
        check.unless(entry.standing != Standing::unverified || entry.effect == Effect::warn, "effect",
                     "procedure.unverified_must_warn", "warn");
}

// Two entries with one id are two versions of one rule, so their times must lie apart.
template <class T>
void check_versions(const std::vector<Item<T>>& items, Mistakes& out)
{
    const auto overlap = [](const T& a, const T& b) {
        return (!a.valid_until || b.valid_from <= *a.valid_until) &&
               (!b.valid_until || a.valid_from <= *b.valid_until);
    };
    for (std::size_t later = 0; later < items.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            const auto& a = items[earlier].entry;
            const auto& b = items[later].entry;
            if (a.id == b.id && a.jurisdiction == b.jurisdiction && overlap(a, b))
                ItemCheck{items[later], out}.add("id", "procedure.duplicate_id", items[earlier].origin.file);
        }
}

bool fits(Count count, Unit unit)
{
    switch (unit) {
    case Unit::minute:
    case Unit::hour:
        return count == Count::hours;
    case Unit::calendar_day:
        return true;
    default:
        return count != Count::hours;
    }
}

// Keys that the count never looks at: whoever wrote them meant something else.
void check_effect(ItemCheck& check, const Limit& limit, const Items& items)
{
    const auto has_effect = [&](bool good, const char* key, const char* where) {
        check.unless(good, key, "procedure.key_without_effect", where);
    };
    const bool same = limit.relation == Relation::same_instant;
    for (const auto* key : {"figure", "counts", "first_day", "boundary", "rest_day", "day_ends"})
        has_effect(!same || !check.has(key), key, "at_least, at_most, exactly");
    const bool known = items.has_instant(limit.starts_at) && items.has_instant(limit.ends_at);
    const bool published = items.is_publication(limit.starts_at) || items.is_publication(limit.ends_at);
    has_effect(limit.channel == Channel::none || published || !known, "channel", "publication = true");
    if (same || limit.counts.empty())
        return;
    const bool by_days = std::ranges::any_of(limit.counts, [](Count count) { return count != Count::hours; });
    has_effect(limit.rest_day == RestDay::stays || by_days, "rest_day", "dates, whole_days");
    has_effect(limit.day_ends == DayEnd::midnight || (by_days && limit.relation != Relation::at_least),
               "day_ends", "at_most, exactly; dates, whole_days");
}

// Nought minutes are the plain order of two instants; nought days would only look like it.
void check_figure(ItemCheck& check, const Limit& limit)
{
    const bool by_time = limit.unit == Unit::minute || limit.unit == Unit::hour;
    const std::int64_t taken_off =
        (limit.first_day == FirstDay::included ? 1 : 0) + (limit.boundary == Boundary::exclusive ? 1 : 0);
    const auto least = std::max<std::int64_t>(taken_off, by_time ? 0 : 1);
    check.unless(check.has("figure"), "figure", "procedure.missing_key");
    check.unless(!check.has("figure") || (limit.figure >= least && limit.figure <= 3'660), "figure",
                 "procedure.out_of_range", std::to_string(least) + "..3660");
}

void check_counts(ItemCheck& check, const Limit& limit)
{
    check.unless(!limit.counts.empty(), "counts", "procedure.missing_key", wire::choices<Count>());
    std::set<Count> seen;
    for (const auto count : limit.counts) {
        check.unless(seen.insert(count).second, "counts", "procedure.duplicate_id", wire::name_of(count));
        check.unless(fits(count, limit.unit), "counts", "procedure.count_does_not_fit",
                     wire::name_of(limit.unit));
        check.unless(limit.relation != Relation::exactly || count == Count::dates, "counts",
                     "procedure.count_does_not_fit", "dates");
    }
    check.unless(limit.first_day == FirstDay::excluded || limit.unit == Unit::calendar_day, "first_day",
                 "procedure.count_does_not_fit", "calendar_day");
}

void check_limit(const Item<Limit>& item, const Items& items, Mistakes& out)
{
    ItemCheck check{item, out};
    const auto& limit = item.entry;
    for (const auto* key : {"starts_at", "ends_at"}) {
        const auto& instant = std::string_view{key} == "starts_at" ? limit.starts_at : limit.ends_at;
        check.unless(instant.empty() || items.has_instant(instant), key, "procedure.unknown_instant",
                     instant);
    }
    check.unless(limit.starts_at.empty() || limit.starts_at != limit.ends_at, "ends_at",
                 "procedure.same_start_and_end");
    check.unless(limit.channel != Channel::none || !items.is_publication(limit.starts_at), "channel",
                 "procedure.channel_missing", limit.starts_at);
    for (const auto& [cause, effect] : limit.on_hold_for)
        check.unless(is_hold_cause(cause), "on_hold_for", "procedure.unknown_cause", cause);
    check_effect(check, limit, items);
    if (limit.relation == Relation::same_instant)
        return;
    check_figure(check, limit);
    check_counts(check, limit);
}

void check_number(const Item<Number>& item, Mistakes& out)
{
    ItemCheck check{item, out};
    const auto& number = item.entry;
    check.unless(!check.has("of") || is_number(number.of), "of", "procedure.unknown_number", number.of);
    check.unless(!check.has("share_of") || is_number(number.share_of), "share_of", "procedure.unknown_number",
                 number.share_of);
    const bool share = !number.share_of.empty();
    check.unless(share == (number.share_den > 0) && number.share_num <= number.share_den, "share_of",
                 "procedure.out_of_range", "share_of, share_num, share_den");
    check.unless(share || number.least || number.most || number.odd, "least", "procedure.missing_key");
    check.unless(!number.least || !number.most || *number.least <= *number.most, "most",
                 "procedure.out_of_range");
}

template <class T>
void check_all(const std::vector<Item<T>>& items, Mistakes& out)
{
    for (const auto& item : items)
        check_entry(item, out);
    check_versions(items, out);
}

void check_share(ItemCheck& check, const std::optional<std::int64_t>& ten_thousandths)
{
    check.unless(!ten_thousandths || (*ten_thousandths >= 1 && *ten_thousandths <= 10'000), "ten_thousandths",
                 "procedure.out_of_range", "1..10000");
}

void check_amount(const Item<Amount>& item, Mistakes& out)
{
    ItemCheck check{item, out};
    const auto& amount = item.entry;
    check.unless(!check.has("of") || is_sum(amount.of), "of", "procedure.unknown_sum", amount.of);
    check.unless(!check.has("base") || is_sum(amount.base), "base", "procedure.unknown_sum", amount.base);
    check.unless(amount.relation == Relation::at_most || amount.relation == Relation::at_least, "relation",
                 "procedure.unknown_choice", "at_most, at_least");
    check.unless(amount.ten_thousandths || amount.cap_yuan, "ten_thousandths", "procedure.missing_key");
    check.unless(!amount.ten_thousandths || !amount.base.empty(), "base", "procedure.missing_key");
    check_share(check, amount.ten_thousandths);
    check.unless(!amount.cap_yuan || *amount.cap_yuan >= 1, "cap_yuan", "procedure.out_of_range", ">= 1");
}

void check_threshold(const Item<Threshold>& item, Mistakes& out)
{
    ItemCheck check{item, out};
    const auto& threshold = item.entry;
    check.unless(!check.has("of") || is_sum(threshold.of), "of", "procedure.unknown_sum", threshold.of);
    const std::int64_t least = threshold.base ? 0 : 1; // with a base the share alone may say it
    check.unless(!check.has("least_yuan") || threshold.least_yuan >= least, "least_yuan",
                 "procedure.out_of_range", ">= " + std::to_string(least));
    check.unless(!threshold.base || is_sum(*threshold.base), "base", "procedure.unknown_sum",
                 threshold.base.value_or(""));
    check.unless(!threshold.ten_thousandths || threshold.base, "base", "procedure.missing_key");
    check.unless(!threshold.base || threshold.ten_thousandths, "ten_thousandths", "procedure.missing_key");
    check_share(check, threshold.ten_thousandths);
}

template <class T>
void check_taken_in(const std::vector<Item<T>>& items, const std::vector<std::string>& patterns,
                    Mistakes& out)
{
    for (const auto& item : items) {
        const auto& id = item.entry.id;
        const bool bound =
            std::ranges::any_of(patterns, [&](const auto& pattern) { return takes_in(pattern, id); });
        ItemCheck{item, out}.unless(bound || !is_id(id), "id", "procedure.rule_never_binds", id);
    }
}

} // namespace

void check_validity(ItemCheck& check, std::string_view jurisdiction, CivilDay from,
                    const std::optional<CivilDay>& until)
{
    const bool digits =
        !jurisdiction.empty() && jurisdiction.size() <= 12 && std::ranges::all_of(jurisdiction, is_digit);
    check.unless(!check.has("jurisdiction") || jurisdiction == "CN" || digits, "jurisdiction",
                 "procedure.malformed_jurisdiction", "CN, or digits of an administrative division");
    check.unless(!until || from <= *until, "valid_until", "procedure.ends_before_it_starts");
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= 80 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.' || c == '-';
    });
}

std::vector<std::string> rule_ids(const Items& items)
{
    std::vector<std::string> out;
    const auto add = [&](const auto& list) {
        for (const auto& item : list)
            out.push_back(item.entry.id);
    };
    add(items.limits);
    add(items.amounts);
    add(items.numbers);
    add(items.thresholds);
    add(items.duties);
    return out;
}

void check_rules(const Items& items, Mistakes& out)
{
    for (std::size_t i = 0; i < items.instants.size(); ++i)
        for (std::size_t before = 0; before < i; ++before)
            if (items.instants[before].entry.id == items.instants[i].entry.id)
                ItemCheck{items.instants[i], out}.add("id", "procedure.duplicate_id");
    check_all(items.limits, out);
    check_all(items.amounts, out);
    check_all(items.numbers, out);
    check_all(items.thresholds, out);
    check_all(items.duties, out);
    for (const auto& item : items.limits)
        check_limit(item, items, out);
    for (const auto& item : items.numbers)
        check_number(item, out);
    for (const auto& item : items.amounts)
        check_amount(item, out);
    for (const auto& item : items.thresholds)
        check_threshold(item, out);
}

void check_bound(const Items& items, Mistakes& out)
{
    if (std::ranges::any_of(out, [](const Mistake& m) { return m.file.starts_with("procedures/"); }))
        return;
    check_taken_in(items.limits, items.patterns, out);
    check_taken_in(items.amounts, items.patterns, out);
    check_taken_in(items.numbers, items.patterns, out);
    check_taken_in(items.thresholds, items.patterns, out);
    check_taken_in(items.duties, items.patterns, out);
}

void check_years(const Items& items, Mistakes& out)
{
    std::set<std::int64_t> seen;
    for (const auto& item : items.years) {
        ItemCheck check{item, out};
        const auto& year = item.entry;
        check.unless(seen.insert(year.year).second, "year", "procedure.duplicate_id");
        check.unless(year.year >= 1990 && year.year <= 2200, "year", "procedure.out_of_range", "1990..2200");
        const auto here = [&](CivilDay day) {
            return day.year() == year.year ||
                   (day.year() == year.year - 1 && day.months_later(1).year() == year.year);
        };
        std::set<CivilDay> free;
        for (std::size_t i = 0; i < year.holiday.size(); ++i) {
            const auto& holiday = year.holiday[i];
            ItemCheck one{entry_of(*item.at, "holiday", i), "holiday[" + std::to_string(i) + "]",
                          item.origin.file, out};
            one.unless(here(holiday.first) && here(holiday.last), "first", "procedure.day_of_other_year");
            one.unless(holiday.first <= holiday.last && holiday.last - holiday.first < 31, "last",
                       "procedure.ends_before_it_starts");
            for (auto day = holiday.first; day <= holiday.last && day - holiday.first < 31; day = day + 1)
                free.insert(day);
        }
        for (const auto day : year.make_up_days) {
            check.unless(here(day), "make_up_days", "procedure.day_of_other_year", day.text());
            check.unless(day.is_weekend() && !free.contains(day), "make_up_days",
                         "procedure.make_up_day_not_weekend", day.text());
        }
    }
}

} // namespace tianping::procedure
