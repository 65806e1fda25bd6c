#include "base/joined_text.hpp"
#include "formats/terms_print.hpp"
#include "formats/terms_words.hpp"
#include <algorithm>
#include <boost/mp11.hpp>

namespace tianping::terms {
namespace {

// One leaf of the terms. `key` names it by the ids of the lists it lies in, `path` by their positions.
struct Leaf {
    std::string key{};
    std::string path{};
    std::string title{};
    std::string text{};
};
using Leaves = std::vector<Leaf>;

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
        return to_local_text(value);
    else
        return word_of(value);
}

template <class T>
inline constexpr bool is_leaf = std::is_same_v<T, std::string> || std::is_integral_v<T> ||
                                std::is_enum_v<T> || std::is_same_v<T, Fen> || std::is_same_v<T, Instant>;

template <class T>
void walk(const T& value, const Leaf& at, Leaves& out);

template <class T>
void walk_list(const std::vector<T>& items, const Leaf& at, Leaves& out)
{
    if constexpr (is_leaf<T>) {
        Leaf leaf = at;
        leaf.text = joined_text(items, "；", [](const T& item) { return text_of(item); });
        out.push_back(std::move(leaf));
    } else {
        for (std::size_t i = 0; i < items.size(); ++i)
            walk(
                items[i],
                {at.key + "[" + id_of(items[i]) + "]", at.path + "[" + std::to_string(i) + "]", at.title, {}},
                out);
    }
}

template <class T>
void walk(const T& value, const Leaf& at, Leaves& out)
{
    if constexpr (is_leaf<T>) {
        out.push_back({at.key, at.path, at.title, text_of(value)});
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

Leaves leaves_of(const Terms& terms)
{
    Leaves out;
    walk(terms, {}, out);
    std::erase_if(out, [](const Leaf& leaf) { return leaf.key == "number" || leaf.key == "previous"; });
    return out;
}

const Leaf* find(const Leaves& leaves, const std::string& key)
{
    const auto at = std::ranges::find(leaves, key, &Leaf::key);
    return at == leaves.end() ? nullptr : &*at;
}

} // namespace

std::vector<Difference> compare(const Terms& before, const Terms& after)
{
    const auto old_leaves = leaves_of(before);
    const auto new_leaves = leaves_of(after);
    std::vector<Difference> out;
    for (const auto& leaf : new_leaves) {
        const auto* old = find(old_leaves, leaf.key);
        if (!old)
            out.push_back({leaf.path, leaf.title, std::nullopt, leaf.text});
        else if (old->text != leaf.text)
            out.push_back({leaf.path, leaf.title, old->text, leaf.text});
    }
    for (const auto& leaf : old_leaves)
        if (!find(new_leaves, leaf.key))
            out.push_back({leaf.path, leaf.title, leaf.text, std::nullopt});
    return out;
}

} // namespace tianping::terms
