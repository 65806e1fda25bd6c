#pragma once
// JSON in and out of described structs. Reading reports every bad field at once, each with its path, and
// refuses members nobody declared. A type with `static Result<T> parse(string_view)` and `text()` is a
// string on the wire; Instant is RFC 3339; Fen is a whole number of fen.
#include "base/canonical.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time_text.hpp"
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <map>
#include <optional>
#include <set>
#include <type_traits>
#include <vector>

namespace tianping::wire {

namespace json = boost::json;
namespace desc = boost::describe;

inline constexpr std::size_t longest_string = 20'000; // bytes; documents travel as blobs, never as JSON
// A struct whose own texts may be longer says so: static constexpr std::size_t longest_text.
template <class T>
constexpr std::size_t longest_text_of()
{
    if constexpr (requires { T::longest_text; })
        return T::longest_text;
    else
        return longest_string;
}
inline constexpr std::size_t most_items = 10'000;
inline constexpr std::size_t most_faults = 200;
inline constexpr std::size_t deepest = 32;

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

template <class T>
concept Text = requires(std::string_view in, const T& out)
{
    {
        T::parse(in)
        } -> std::same_as<Result<T>>;
    {
        out.text()
        } -> std::convertible_to<std::string>;
}
&&!std::same_as<T, Fen>;

template <class E>
std::string name_of(E e)
{
    return desc::enum_to_string(e, "?");
}

// "draft, submitted, withdrawn": what a field of this enumeration accepts.
template <class E>
std::string choices()
{
    std::string out;
    boost::mp11::mp_for_each<desc::describe_enumerators<E>>(
        [&](auto d) { out += (out.empty() ? "" : ", ") + std::string{d.name}; });
    return out;
}

template <class E>
std::optional<E> choice(std::string_view name)
{
    E out{};
    if (desc::enum_from_string(std::string{name}.c_str(), out))
        return out;
    return std::nullopt;
}

using Faults = std::vector<FieldFault>;

inline std::string joined(const std::string& path, std::string_view member)
{
    return path.empty() ? std::string{member} : path + "." + std::string{member};
}

template <class T>
void read(const json::value& v, T& out, const std::string& path, Faults& bad,
          std::size_t longest = longest_string);

template <class T>
void read_scalar(const json::value& v, T& out, const std::string& path, Faults& bad)
{
    const auto refuse = [&](const char* code, std::string allowed) {
        bad.push_back({path, code, std::move(allowed)});
    };
    if constexpr (std::is_same_v<T, bool>) {
        if (!v.is_bool())
            return refuse("wire.want_bool", "true, false");
        out = v.get_bool();
    } else if constexpr (std::is_integral_v<T>) {
        boost::system::error_code ec;
        if (v.is_int64() || v.is_uint64())
            out = v.to_number<T>(ec);
        if (!has_canonical_form(v) || !(v.is_int64() || v.is_uint64()) || ec)
            return refuse("wire.want_integer", "a whole number within 2^53-1");
    } else if constexpr (std::is_same_v<T, Fen>) {
        if (!v.is_int64() || v.get_int64() < -Fen::most || v.get_int64() > Fen::most)
            return refuse("wire.want_fen", "a whole number of fen");
        out = Fen{v.get_int64()};
    } else {
        static_assert(std::is_enum_v<T>);
        if (!v.is_string() || !desc::enum_from_string(std::string{v.get_string()}.c_str(), out))
            return refuse("wire.unknown_choice", choices<T>());
    }
}

template <class T>
void read_text(const json::value& v, T& out, const std::string& path, Faults& bad, std::size_t longest)
{
    if (!v.is_string())
        return bad.push_back({path, "wire.want_string", "a string"});
    const std::string_view text = v.get_string();
    if (text.size() > longest)
        return bad.push_back({path, "wire.too_long", "at most " + std::to_string(longest) + " bytes"});
    if constexpr (std::is_same_v<T, std::string>) {
        if (text.find('\0') != std::string_view::npos)
            return bad.push_back({path, "wire.control_character", "no NUL"});
        out = text;
    } else if constexpr (std::is_same_v<T, Instant>) {
        if (const auto at = from_rfc3339(text))
            out = *at;
        else
            bad.push_back({path, at.error().code, "RFC 3339, such as 2026-03-23T09:30:00.000+08:00"});
    } else {
        if (auto parsed = T::parse(text))
            out = *std::move(parsed);
        else
            bad.push_back({path, parsed.error().code,
                           parsed.error().params.contains("expected") ? parsed.error().params.at("expected")
                                                                      : std::string{}});
    }
}

template <class T>
void read_members(const json::object& object, T& out, const std::string& path, Faults& bad)
{
    std::set<std::string_view> known;
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        using M = std::remove_reference_t<decltype(out.*d.pointer)>;
        known.insert(d.name);
        if (const auto* member = object.if_contains(d.name))
            read(*member, out.*d.pointer, joined(path, d.name), bad, longest_text_of<T>());
        else if constexpr (!is_optional<M>::value)
            bad.push_back({joined(path, d.name), "wire.missing", ""});
    });
    for (const auto& member : object)
        if (!known.contains({member.key().data(), member.key().size()}) && bad.size() < most_faults)
            bad.push_back({joined(path, member.key()).substr(0, 200), "wire.unexpected", ""});
}

template <class T>
void read(const json::value& v, T& out, const std::string& path, Faults& bad, std::size_t longest)
{
    if (bad.size() >= most_faults)
        return;
    if constexpr (is_optional<T>::value) {
        if (!v.is_null())
            read(v, out.emplace(), path, bad, longest);
    } else if constexpr (is_vector<T>::value) {
        if (!v.is_array())
            return bad.push_back({path, "wire.want_array", "an array"});
        if (v.get_array().size() > most_items)
            return bad.push_back({path, "wire.too_many_items", "at most " + std::to_string(most_items)});
        for (std::size_t i = 0; i < v.get_array().size(); ++i)
            read(v.get_array()[i], out.emplace_back(), path + "[" + std::to_string(i) + "]", bad, longest);
    } else if constexpr (is_string_map<T>::value) {
        if (!v.is_object())
            return bad.push_back({path, "wire.want_object", "an object"});
        for (const auto& member : v.get_object())
            read(member.value(), out[std::string{member.key()}], joined(path, member.key()), bad, longest);
    } else if constexpr (std::is_same_v<T, json::value>) {
        out = v;
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, Instant> || Text<T>) {
        read_text(v, out, path, bad, longest);
    } else if constexpr (std::is_class_v<T> && !std::is_same_v<T, Fen>) {
        if (!v.is_object())
            return bad.push_back({path, "wire.want_object", "an object"});
        read_members(v.get_object(), out, path, bad);
    } else {
        read_scalar(v, out, path, bad);
    }
}

template <class T>
json::value write(const T& in);

// An empty seat is left out, so bodies stay small and stable.
template <class T>
json::object write_members(const T& in)
{
    json::object o;
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        using M = std::remove_cvref_t<decltype(in.*d.pointer)>;
        if constexpr (is_optional<M>::value) {
            if (in.*d.pointer)
                o[d.name] = write(*(in.*d.pointer));
        } else {
            o[d.name] = write(in.*d.pointer);
        }
    });
    return o;
}

template <class T>
json::value write(const T& in)
{
    if constexpr (std::is_same_v<T, std::string>)
        return json::value(json::string(in));
    else if constexpr (std::is_same_v<T, json::value>)
        return in;
    else if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T>)
        return json::value(in);
    else if constexpr (std::is_same_v<T, Fen>)
        return json::value(in.count());
    else if constexpr (std::is_same_v<T, Instant>)
        return json::value(json::string(to_rfc3339(in)));
    else if constexpr (std::is_enum_v<T>)
        return json::value(json::string(name_of(in)));
    else if constexpr (Text<T>)
        return json::value(json::string(in.text()));
    else if constexpr (is_optional<T>::value)
        return in ? write(*in) : json::value(nullptr);
    else if constexpr (is_vector<T>::value) {
        json::array a;
        a.reserve(in.size());
        for (const auto& item : in)
            a.push_back(write(item));
        return a;
    } else if constexpr (is_string_map<T>::value) {
        json::object o;
        for (const auto& [key, item] : in)
            o[key] = write(item);
        return o;
    } else {
        return write_members(in);
    }
}

// Reads one JSON text: UTF-8 and depth are checked before any field; of a repeated key the last counts. The
// refusal is `wire.malformed` (the text itself) or `wire.bad_fields` with every fault found, at most 200.
Result<json::value> parse_json(std::string_view text);

template <class T>
Result<T> from_value(const json::value& v)
{
    Faults bad;
    T out{};
    read(v, out, "", bad);
    if (bad.empty())
        return out;
    Error e{Fault::invalid, "wire.bad_fields"};
    e.fields = std::move(bad);
    return e;
}

template <class T>
Result<T> parse(std::string_view text)
{
    TP_TRY(v, parse_json(text));
    return from_value<T>(v);
}

} // namespace tianping::wire
