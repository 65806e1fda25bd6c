#pragma once
// How the members of a described struct become columns and come back.
#include "base/wire.hpp"
#include <array>
#include <cstdint>
#include <span>
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

// A member of a described row as a column of its name. What is done for every column is compiled once,
// through this table, and not once for every kind of row.
struct Column {
    const char* name;
    Kind kind;
    Value (*get)(const void* row);
    void (*set)(const Value&, void* row);
};

template <class Row, class D>
Value get_member(const void* row)
{
    return to_value(static_cast<const Row*>(row)->*D::pointer);
}

template <class Row, class D>
void set_member(const Value& value, void* row)
{
    from_value(value, static_cast<Row*>(row)->*D::pointer);
}

template <class Row, template <class...> class L, class... D>
constexpr std::array<Column, sizeof...(D)> columns_in(L<D...>)
{
    return {Column{D::name, kind_of<std::remove_cvref_t<decltype(std::declval<Row&>().*D::pointer)>>(),
                   &get_member<Row, D>, &set_member<Row, D>}...};
}

template <class Row>
inline constexpr auto columns_of = columns_in<Row>(wire::Members<Row>{});

std::vector<std::string> names(std::span<const Column> columns);
std::string listed(std::span<const Column> columns); // "id, trade, stage"
std::vector<Kind> kinds(std::span<const Column> columns);
std::vector<Value> values(std::span<const Column> columns, const void* row);

template <class Row>
Row to_row(const std::vector<Value>& values)
{
    Row row{};
    std::size_t at = 0;
    for (const auto& column : columns_of<Row>)
        column.set(values.at(at++), &row);
    return row;
}

} // namespace tianping::sql
