#pragma once
// JSON Schema (2020-12, as OpenAPI 3.1 uses it) printed from described structs. A struct carries its public
// name as `title`; the printers of OpenAPI and TypeScript lift it out under that name.
#include "base/wire.hpp"
#include <boost/core/demangle.hpp>
#include <boost/mp11.hpp>
#include <typeinfo>

namespace tianping::http {

using SchemaOf = boost::json::object (*)();

namespace detail {

// `longest`: of texts in it, in bytes.
template <class T>
boost::json::object schema_of(std::size_t longest);

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
            properties[d.name] = schema_of<typename M::value_type>(wire::longest_text_of<T>());
        } else {
            properties[d.name] = schema_of<M>(wire::longest_text_of<T>());
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

template <class T>
boost::json::object schema_of(std::size_t longest)
{
    boost::json::object out;
    if constexpr (std::is_same_v<T, bool>) {
        out["type"] = "boolean";
    } else if constexpr (std::is_same_v<T, Fen>) {
        out = {{"type", "integer"}, {"format", "fen"}, {"description", "whole fen"}};
    } else if constexpr (std::is_integral_v<T>) {
        out = {{"type", "integer"}, {"format", sizeof(T) == 8 ? "int64" : "int32"}};
    } else if constexpr (std::is_same_v<T, std::string>) {
        out = {{"type", "string"}, {"maxLength", longest}};
    } else if constexpr (std::is_same_v<T, Instant>) {
        out = {{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (wire::Text<T>) {
        out["type"] = "string";
        if constexpr (requires { T::prefix; })
            out["pattern"] = "^" + std::string{T::prefix} + "_[0-9a-f]{32}$";
    } else if constexpr (std::is_enum_v<T>) {
        const auto& names = wire::Choices<T>::names;
        out = {{"type", "string"}, {"enum", boost::json::array(names.begin(), names.end())}};
    } else if constexpr (wire::is_optional<T>::value) {
        out = schema_of<typename T::value_type>(longest);
    } else if constexpr (wire::is_vector<T>::value) {
        out = {{"type", "array"},
               {"items", schema_of<typename T::value_type>(longest)},
               {"maxItems", wire::most_items}};
    } else if constexpr (wire::is_string_map<T>::value) {
        out = {{"type", "object"}, {"additionalProperties", schema_of<typename T::mapped_type>(longest)}};
    } else if constexpr (!std::is_same_v<T, boost::json::value>) {
        schema_of_struct<T>(out);
    }
    return out;
}

} // namespace detail

template <class T>
boost::json::object schema()
{
    return detail::schema_of<T>(wire::longest_string);
}

} // namespace tianping::http
