#pragma once
// TOML into described structs, as base/wire.hpp does it for JSON: every mistake is reported at once, with
// file and line, and keys that nobody declared are refused. Private to the loader: toml++ is a heavy header.
#include "base/bytes.hpp"
#include "base/toml.hpp"
#include "base/wire.hpp"
#include "rooms/procedure/load.hpp"
#include <boost/mp11.hpp>
#include <set>

namespace tianping::procedure {

// Members that a file may leave out; they then keep the value that the struct gives them.
template <class T>
bool may_be_absent(std::string_view)
{
    return false;
}

class Reading {
public:
    Reading(std::string file, Mistakes& mistakes) : file_{std::move(file)}, mistakes_{mistakes} {}

    void mistake(const toml::node& at, std::string path, std::string code, std::string expected = {})
    {
        mistakes_.push_back({file_, line_of(at), std::move(path), std::move(code), std::move(expected)});
    }

    template <class T>
    void read(const toml::node& v, T& out, const std::string& path)
    {
        if constexpr (wire::is_optional<T>::value)
            read(v, out.emplace(), path);
        else if constexpr (wire::is_vector<T>::value)
            read_list(v, out, path);
        else if constexpr (wire::is_string_map<T>::value)
            read_map(v, out, path);
        else if constexpr (std::is_same_v<T, std::string>)
            read_text(v, out, path);
        else if constexpr (std::is_same_v<T, CivilDay>)
            read_day(v, out, path);
        else if constexpr (std::is_enum_v<T>)
            read_choice(v, out, path);
        else if constexpr (std::is_same_v<T, bool>)
            v.is_boolean() ? void(out = v.as_boolean()->get())
                           : mistake(v, path, "procedure.want_boolean", "true, false");
        else if constexpr (std::is_integral_v<T>)
            v.is_integer() ? void(out = static_cast<T>(v.as_integer()->get()))
                           : mistake(v, path, "procedure.want_integer");
        else
            read_members(v, out, path);
    }

private:
    template <class T>
    void read_members(const toml::node& v, T& out, const std::string& path)
    {
        const auto* table = v.as_table();
        if (table == nullptr)
            return mistake(v, path, "procedure.want_table");
        std::set<std::string_view> known;
        boost::mp11::mp_for_each<wire::Members<T>>([&](auto d) {
            using M = std::remove_reference_t<decltype(out.*d.pointer)>;
            known.insert(d.name);
            if (const auto* member = table->get(d.name))
                read(*member, out.*d.pointer, wire::joined(path, d.name));
            else if (!wire::is_optional<M>::value && !may_be_absent<T>(d.name))
                mistake(v, wire::joined(path, d.name), "procedure.missing_key");
        });
        for (const auto& [key, value] : *table)
            if (!known.contains(key.str()))
                mistake(value, wire::joined(path, std::string{key.str()}), "procedure.unknown_key");
    }

    // A single value stands for a list of one.
    template <class T>
    void read_list(const toml::node& v, std::vector<T>& out, const std::string& path)
    {
        const auto* list = v.as_array();
        if (list == nullptr)
            return std::is_class_v<T> && !std::is_same_v<T, std::string>
                       ? mistake(v, path, "procedure.want_list")
                       : read(v, out.emplace_back(), path);
        for (std::size_t i = 0; i < list->size(); ++i)
            read((*list)[i], out.emplace_back(), path + "[" + std::to_string(i) + "]");
    }

    template <class T>
    void read_map(const toml::node& v, std::map<std::string, T>& out, const std::string& path)
    {
        const auto* table = v.as_table();
        if (table == nullptr)
            return mistake(v, path, "procedure.want_table");
        for (const auto& [key, value] : *table) {
            const std::string name{key.str()};
            read(value, out[name], wire::joined(path, name));
        }
    }

    // Whole numbers and truth values are texts too, where a text is wanted: parameters mix them.
    void read_text(const toml::node& v, std::string& out, const std::string& path)
    {
        if (v.is_string())
            out = v.as_string()->get();
        else if (v.is_integer())
            out = std::to_string(v.as_integer()->get());
        else if (v.is_boolean())
            out = v.as_boolean()->get() ? "yes" : "no";
        else
            return mistake(v, path, "procedure.want_text");
        if (!is_utf8(out))
            mistake(v, path, "procedure.want_text", "UTF-8");
    }

    // A date of TOML, or the same as a text; of a date that does not exist TOML itself says no more than
    // that.
    void read_day(const toml::node& v, CivilDay& out, const std::string& path)
    {
        Result<CivilDay> day = Error{Fault::invalid, "calendar.malformed_day"};
        if (const auto* date = v.as_date())
            day = CivilDay::from_date(date->get().year, date->get().month, date->get().day);
        else if (v.is_string())
            day = CivilDay::parse(v.as_string()->get());
        day ? void(out = *day) : mistake(v, path, "procedure.want_date", "2026-03-23");
    }

    template <class E>
    void read_choice(const toml::node& v, E& out, const std::string& path)
    {
        const auto chosen = v.is_string() ? wire::choice<E>(v.as_string()->get()) : std::nullopt;
        chosen ? void(out = *chosen) : mistake(v, path, "procedure.unknown_choice", wire::choices<E>());
    }

    std::string file_;
    Mistakes& mistakes_;
};

} // namespace tianping::procedure
