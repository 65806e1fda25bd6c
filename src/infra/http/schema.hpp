#pragma once
// JSON Schema (2020-12, as OpenAPI 3.1 uses it) printed from described structs. A struct carries its public
// name as `title`; the printers of OpenAPI and TypeScript lift it out under that name.
#include "base/wire.hpp"
#include <boost/core/demangle.hpp>
#include <typeinfo>

namespace tianping::http {

using SchemaOf = boost::json::object (*)();

template <class T>
boost::json::object schema();

namespace detail {

// "tianping::trade::Draft" -> "TradeDraft", "tianping::http::Page<tianping::trade::Line>" -> "TradeLinePage".
std::string public_type_name(std::string_view cpp_name);

template <class T>
void schema_of_struct(boost::json::object& out)
{
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<wire::Members<T>>([&](auto d) {
        using M = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
        if constexpr (wire::is_optional<M>::value) {
            properties[d.name] = schema<typename M::value_type>();
        } else {
            properties[d.name] = schema<M>();
            required.push_back(d.name);
        }
    });
    out["title"] = public_type_name(boost::core::demangle(typeid(T).name()));
    out["type"] = "object";
    out["properties"] = std::move(properties);
    if (!required.empty())
        out["required"] = std::move(required);
    out["additionalProperties"] = false;
}

} // namespace detail

template <class T>
boost::json::object schema()
{
    boost::json::object out;
    if constexpr (std::is_same_v<T, bool>) {
        out["type"] = "boolean";
    } else if constexpr (std::is_same_v<T, Fen>) {
        out = {{"type", "integer"}, {"format", "fen"}, {"description", "whole fen"}};
    } else if constexpr (std::is_integral_v<T>) {
        out = {{"type", "integer"}, {"format", sizeof(T) == 8 ? "int64" : "int32"}};
    } else if constexpr (std::is_same_v<T, std::string>) {
        out = {{"type", "string"}, {"maxLength", wire::longest_string}};
    } else if constexpr (std::is_same_v<T, Instant>) {
        out = {{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (wire::Text<T>) {
        out["type"] = "string";
        if constexpr (requires { T::prefix; })
            out["pattern"] = "^" + std::string{T::prefix} + "_[0-9a-f]{32}$";
    } else if constexpr (std::is_enum_v<T>) {
        boost::json::array names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto d) { names.push_back(d.name); });
        out = {{"type", "string"}, {"enum", std::move(names)}};
    } else if constexpr (wire::is_optional<T>::value) {
        out = schema<typename T::value_type>();
    } else if constexpr (wire::is_vector<T>::value) {
        out = {
            {"type", "array"}, {"items", schema<typename T::value_type>()}, {"maxItems", wire::most_items}};
    } else if constexpr (wire::is_string_map<T>::value) {
        out = {{"type", "object"}, {"additionalProperties", schema<typename T::mapped_type>()}};
    } else if constexpr (!std::is_same_v<T, boost::json::value>) {
        detail::schema_of_struct<T>(out);
    }
    return out;
}

} // namespace tianping::http
