#pragma once
// How the members of a described struct become columns and come back.
#include "base/wire.hpp"
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tianping::sql {

enum class Kind { integer, text };

struct Value {
    Kind kind = Kind::text;
    bool null = false;
    std::int64_t integer = 0;
    std::string text{};
};

inline Value integer_value(std::int64_t n)
{
    return {Kind::integer, false, n, {}};
}
inline Value text_value(std::string s)
{
    return {Kind::text, false, 0, std::move(s)};
}

template <class T>
constexpr Kind kind_of()
{
    if constexpr (wire::is_optional<T>::value)
        return kind_of<typename T::value_type>();
    else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, Instant> || std::is_same_v<T, Fen> ||
                       std::is_integral_v<T>)
        return Kind::integer;
    else
        return Kind::text;
}

template <class T>
Value to_value(const T& in)
{
    if constexpr (wire::is_optional<T>::value)
        return in ? to_value(*in) : Value{kind_of<T>(), true, 0, {}};
    else if constexpr (std::is_same_v<T, Instant>)
        return integer_value(millis(in));
    else if constexpr (std::is_same_v<T, Fen>)
        return integer_value(in.count());
    else if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T>)
        return integer_value(static_cast<std::int64_t>(in));
    else if constexpr (std::is_enum_v<T>)
        return text_value(wire::name_of(in));
    else if constexpr (wire::Text<T>)
        return text_value(in.text());
    else
        return text_value(std::string{in});
}

template <class T>
void from_value(const Value& v, T& out)
{
    if constexpr (wire::is_optional<T>::value) {
        if (v.null)
            out.reset();
        else
            from_value(v, out.emplace());
    } else if (v.null) {
        throw std::logic_error("a column that must not be null is null");
    } else if constexpr (std::is_same_v<T, Instant>) {
        out = from_millis(v.integer);
    } else if constexpr (std::is_same_v<T, Fen>) {
        out = Fen{v.integer};
    } else if constexpr (std::is_same_v<T, bool>) {
        out = v.integer != 0;
    } else if constexpr (std::is_integral_v<T>) {
        out = static_cast<T>(v.integer);
    } else if constexpr (std::is_enum_v<T>) {
        const auto chosen = wire::choice<T>(v.text);
        if (!chosen)
            throw std::logic_error("a column holds an unknown choice: " + v.text);
        out = *chosen;
    } else if constexpr (wire::Text<T>) {
        out = T::parse(v.text).value();
    } else {
        out = v.text;
    }
}

template <class Row>
std::vector<std::string> names()
{
    std::vector<std::string> out;
    boost::mp11::mp_for_each<wire::Members<Row>>([&](auto d) { out.emplace_back(d.name); });
    return out;
}

// "id, trade, stage": the member names are the column names.
template <class Row>
std::string columns()
{
    std::string out;
    for (const auto& name : names<Row>())
        out += (out.empty() ? "" : ", ") + name;
    return out;
}

template <class Row>
std::vector<Kind> kinds()
{
    std::vector<Kind> out;
    boost::mp11::mp_for_each<wire::Members<Row>>([&](auto d) {
        using M = std::remove_cvref_t<decltype(std::declval<Row&>().*d.pointer)>;
        out.push_back(kind_of<M>());
    });
    return out;
}

template <class Row>
std::vector<Value> values(const Row& row)
{
    std::vector<Value> out;
    boost::mp11::mp_for_each<wire::Members<Row>>([&](auto d) { out.push_back(to_value(row.*d.pointer)); });
    return out;
}

template <class Row>
Row to_row(const std::vector<Value>& values)
{
    Row row{};
    std::size_t at = 0;
    boost::mp11::mp_for_each<wire::Members<Row>>(
        [&](auto d) { from_value(values.at(at++), row.*d.pointer); });
    return row;
}

} // namespace tianping::sql
