#pragma once
// TOML into described structs, as base/wire.hpp does it for JSON: every mistake is reported at once, with
// file and line, and keys that nobody declared are refused. Private to the loader: toml11 is a heavy header.
#include "base/bytes.hpp"
#include "base/wire.hpp"
#include "rooms/procedure/load.hpp"
#include <toml.hpp>

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

    void mistake(const toml::value& at, std::string path, std::string code, std::string expected = {})
    {
        const auto line = at.location().line();
        mistakes_.push_back(
            {file_, static_cast<int>(line), std::move(path), std::move(code), std::move(expected)});
    }

    template <class T>
    void read(const toml::value& v, T& out, const std::string& path)
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
            v.is_boolean() ? void(out = v.as_boolean())
                           : mistake(v, path, "procedure.want_boolean", "true, false");
        else if constexpr (std::is_integral_v<T>)
            v.is_integer() ? void(out = static_cast<T>(v.as_integer()))
                           : mistake(v, path, "procedure.want_integer");
        else
            read_members(v, out, path);
    }

private:
    template <class T>
    void read_members(const toml::value& v, T& out, const std::string& path)
    {
        if (!v.is_table())
            return mistake(v, path, "procedure.want_table");
        std::set<std::string> known;
        boost::mp11::mp_for_each<wire::Members<T>>([&](auto d) {
            using M = std::remove_reference_t<decltype(out.*d.pointer)>;
            known.insert(d.name);
            if (v.contains(d.name))
                read(v.at(d.name), out.*d.pointer, wire::joined(path, d.name));
            else if (!wire::is_optional<M>::value && !may_be_absent<T>(d.name))
                mistake(v, wire::joined(path, d.name), "procedure.missing_key");
        });
        for (const auto& [key, value] : v.as_table())
            if (!known.contains(key))
                mistake(value, wire::joined(path, key), "procedure.unknown_key");
    }

    // A single value stands for a list of one.
    template <class T>
    void read_list(const toml::value& v, std::vector<T>& out, const std::string& path)
    {
        if (!v.is_array())
            return std::is_class_v<T> && !std::is_same_v<T, std::string>
                       ? mistake(v, path, "procedure.want_list")
                       : read(v, out.emplace_back(), path);
        for (std::size_t i = 0; i < v.as_array().size(); ++i)
            read(v.as_array()[i], out.emplace_back(), path + "[" + std::to_string(i) + "]");
    }

    template <class T>
    void read_map(const toml::value& v, std::map<std::string, T>& out, const std::string& path)
    {
        if (!v.is_table())
            return mistake(v, path, "procedure.want_table");
        for (const auto& [key, value] : v.as_table())
            read(value, out[key], wire::joined(path, key));
    }

    // Whole numbers and truth values are texts too, where a text is wanted: parameters mix them.
    void read_text(const toml::value& v, std::string& out, const std::string& path)
    {
        if (v.is_string())
            out = v.as_string().str;
        else if (v.is_integer())
            out = std::to_string(v.as_integer());
        else if (v.is_boolean())
            out = v.as_boolean() ? "yes" : "no";
        else
            return mistake(v, path, "procedure.want_text");
        if (!is_utf8(out))
            mistake(v, path, "procedure.want_text", "UTF-8");
    }

    // A date of TOML, or the same as a text; of a date that does not exist TOML itself says no more than
    // that.
    void read_day(const toml::value& v, CivilDay& out, const std::string& path)
    {
        Result<CivilDay> day = Error{Fault::invalid, "calendar.malformed_day"};
        if (v.is_local_date())
            day = CivilDay::from_date(v.as_local_date().year,
                                      static_cast<unsigned>(v.as_local_date().month) + 1,
                                      static_cast<unsigned>(v.as_local_date().day));
        else if (v.is_string())
            day = CivilDay::parse(v.as_string().str);
        day ? void(out = *day) : mistake(v, path, "procedure.want_date", "2026-03-23");
    }

    template <class E>
    void read_choice(const toml::value& v, E& out, const std::string& path)
    {
        const auto chosen = v.is_string() ? wire::choice<E>(v.as_string().str) : std::nullopt;
        chosen ? void(out = *chosen) : mistake(v, path, "procedure.unknown_choice", wire::choices<E>());
    }

    std::string file_;
    Mistakes& mistakes_;
};

} // namespace tianping::procedure
