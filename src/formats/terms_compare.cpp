#include "base/joined_text.hpp"
#include "formats/terms_print.hpp"
#include "formats/terms_words.hpp"
#include <algorithm>
#include <boost/mp11.hpp>
#include <unordered_map>
#include <unordered_set>

namespace tianping::terms {
namespace {

// One leaf of the terms. `key` names it by the ids of the lists it lies in, `path` by their positions.
struct Leaf {
    std::string key{};
    std::string path{};
    std::string title{};
    std::string text{};
};

struct Entry {
    std::string id{};
    std::string label{}; // as people know it
};

// A list whose entries are matched by their ids, and in which order they stand.
struct Order {
    std::string key{};
    std::string path{};
    std::string title{};
    std::vector<Entry> entries{};
};

struct Walked {
    std::vector<Leaf> leaves{};
    std::vector<Order> orders{};
};

std::string id_of(const LotTerms& x)
{
    return x.lot;
}
std::string id_of(const Part& x)
{
    return x.id;
}
std::string id_of(const PriceField& x)
{
    return x.id;
}
std::string id_of(const EvaluationItem& x)
{
    return x.id;
}
std::string id_of(const Level& x)
{
    return x.title;
}
std::string id_of(const Trim& x)
{
    return std::to_string(x.from_bids);
}
std::string id_of(const BillItem& x)
{
    return x.id;
}
std::string id_of(const Closer& x)
{
    return x.certificate_digest;
}
std::string id_of(const File& x)
{
    return x.name;
}

template <class T>
std::string label_of(const T& x)
{
    if constexpr (std::is_same_v<T, LotTerms> || std::is_same_v<T, Closer>)
        return x.name + " " + id_of(x);
    else
        return id_of(x);
}

template <class T>
std::string text_of(const T& value)
{
    if constexpr (std::is_same_v<T, std::string>)
        return value;
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "是" : "否";
    else if constexpr (std::is_integral_v<T>)
        return std::to_string(value);
    else if constexpr (std::is_same_v<T, Fen>)
        return money_text(value);
    else if constexpr (std::is_same_v<T, Instant>)
        return instant_text(value);
    else
        return word_of(value);
}

template <class T>
inline constexpr bool is_leaf = std::is_same_v<T, std::string> || std::is_integral_v<T> ||
                                std::is_enum_v<T> || std::is_same_v<T, Fen> || std::is_same_v<T, Instant>;

template <class T>
void walk(const T& value, const Leaf& at, Walked& out);

template <class T>
void walk_list(const std::vector<T>& items, const Leaf& at, Walked& out)
{
    Order order{at.key, at.path, at.title, {}};
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto place = "[" + std::to_string(i) + "]";
        if constexpr (is_leaf<T>) {
            walk(items[i], {at.key + place, at.path + place, at.title, {}}, out);
        } else {
            order.entries.push_back({id_of(items[i]), label_of(items[i])});
            walk(items[i], {at.key + "[" + order.entries.back().id + "]", at.path + place, at.title, {}},
                 out);
        }
    }
    if (order.entries.size() > 1)
        out.orders.push_back(std::move(order));
}

template <class T>
void walk(const T& value, const Leaf& at, Walked& out)
{
    if constexpr (is_leaf<T>) {
        out.leaves.push_back({at.key, at.path, at.title, text_of(value)});
    } else if constexpr (wire::is_optional<T>::value) {
        if (value)
            walk(*value, at, out);
    } else if constexpr (wire::is_vector<T>::value) {
        walk_list(value, at, out);
    } else {
        boost::mp11::mp_for_each<wire::Members<T>>([&](auto d) {
            const std::string title = (at.title.empty() ? "" : at.title + "·") + title_of(d.name);
            walk(value.*d.pointer, {wire::joined(at.key, d.name), wire::joined(at.path, d.name), title, {}},
                 out);
        });
    }
}

Walked walked(const Terms& terms)
{
    Walked out;
    walk(terms, {}, out);
    std::erase_if(out.leaves,
                  [](const Leaf& leaf) { return leaf.key == "number" || leaf.key == "previous"; });
    return out;
}

template <class T>
std::unordered_map<std::string_view, const T*> by_key(const std::vector<T>& all)
{
    std::unordered_map<std::string_view, const T*> out;
    for (const auto& one : all)
        out.emplace(one.key, &one);
    return out;
}

template <class T>
const T* find(const std::unordered_map<std::string_view, const T*>& all, const std::string& key)
{
    const auto at = all.find(key);
    return at == all.end() ? nullptr : at->second;
}

void compare_leaves(const std::vector<Leaf>& before, const std::vector<Leaf>& after,
                    std::vector<Difference>& out)
{
    const auto old = by_key(before);
    for (const auto& leaf : after) {
        const auto* was = find(old, leaf.key);
        if (!was)
            out.push_back({leaf.path, leaf.title, std::nullopt, leaf.text});
        else if (was->text != leaf.text)
            out.push_back({leaf.path, leaf.title, was->text, leaf.text});
    }
    const auto now = by_key(after);
    for (const auto& leaf : before)
        if (!find(now, leaf.key))
            out.push_back({leaf.path, leaf.title, leaf.text, std::nullopt});
}

std::vector<Entry> common(const Order& of, const Order& with)
{
    std::unordered_set<std::string_view> there;
    for (const auto& entry : with.entries)
        there.insert(entry.id);
    auto out = of.entries;
    std::erase_if(out, [&](const Entry& entry) { return !there.contains(entry.id); });
    return out;
}

// From the first that moved to the last.
void drop_unmoved(std::vector<Entry>& before, std::vector<Entry>& after)
{
    const auto same = [](const Entry& a, const Entry& b) { return a.id == b.id; };
    const auto last =
        std::ranges::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend(), same);
    before.erase(last.in1.base(), before.end());
    after.erase(last.in2.base(), after.end());
    const auto first = std::ranges::mismatch(before, after, same);
    before.erase(before.begin(), first.in1);
    after.erase(after.begin(), first.in2);
}

void compare_orders(const std::vector<Order>& before, const std::vector<Order>& after,
                    std::vector<Difference>& out)
{
    const auto old = by_key(before);
    for (const auto& order : after) {
        const auto* was = find(old, order.key);
        if (!was)
            continue;
        auto then = common(*was, order);
        auto now = common(order, *was);
        drop_unmoved(then, now);
        if (!now.empty())
            out.push_back({order.path, order.title + "·顺序", joined_text(then, "；", &Entry::label),
                           joined_text(now, "；", &Entry::label)});
    }
}

// What is left of a version's digest without its place among the versions.
std::string digest_of_contents(Terms terms)
{
    terms.number = 1;
    terms.previous.reset();
    return to_hex(digest(terms));
}

} // namespace

std::vector<Difference> compare(const Terms& before, const Terms& after)
{
    const auto old = walked(before);
    const auto now = walked(after);
    std::vector<Difference> out;
    compare_leaves(old.leaves, now.leaves, out);
    compare_orders(old.orders, now.orders, out);
    if (!out.empty())
        return out;
    // An empty list and none look alike in words.
    auto then = digest_of_contents(before);
    auto today = digest_of_contents(after);
    if (then != today)
        out.push_back({"", "数据摘要", std::move(then), std::move(today)});
    return out;
}

} // namespace tianping::terms
