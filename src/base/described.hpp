#pragma once
// What described structs and enumerations tell of themselves: their members, the names of their values, and
// which members are optional, lists or maps.
#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tianping::wire {

namespace desc = boost::describe;

template <class T>
using Members = desc::describe_members<T, desc::mod_public | desc::mod_inherited>;

template <class T>
struct is_optional : std::false_type {
};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {
};
template <class T>
struct is_vector : std::false_type {
};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {
};
template <class T>
struct is_string_map : std::false_type {
};
template <class T>
struct is_string_map<std::map<std::string, T>> : std::true_type {
};

// The names and values of an enumeration, in the order declared.
template <class E>
struct Choices {
    template <template <class...> class L, class... D>
    static constexpr std::array<const char*, sizeof...(D)> names_in(L<D...>)
    {
        return {D::name...};
    }
    template <template <class...> class L, class... D>
    static constexpr std::array<E, sizeof...(D)> values_in(L<D...>)
    {
        return {D::value...};
    }
    static constexpr auto names = names_in(desc::describe_enumerators<E>{});
    static constexpr auto values = values_in(desc::describe_enumerators<E>{});
};

template <class E>
std::string name_of(E e)
{
    const auto& values = Choices<E>::values;
    const auto at = std::find(values.begin(), values.end(), e);
    return at == values.end() ? "?" : Choices<E>::names[static_cast<std::size_t>(at - values.begin())];
}

std::string listed(std::span<const char* const> names);
// The position of `name`; names.size() where it is none of them.
std::size_t position_of(std::string_view name, std::span<const char* const> names);

// "draft, submitted, withdrawn": what a field of this enumeration accepts.
template <class E>
std::string choices()
{
    return listed(Choices<E>::names);
}

template <class E>
std::optional<E> choice(std::string_view name)
{
    const auto at = position_of(name, Choices<E>::names);
    if (at == Choices<E>::values.size())
        return std::nullopt;
    return Choices<E>::values[at];
}

} // namespace tianping::wire
