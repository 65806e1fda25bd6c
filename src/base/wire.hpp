#pragma once
// JSON in and out of described structs. Reading reports every bad field at once, each with its path, and
// refuses members nobody declared. A type with `static Result<T> parse(string_view)` and `text()` is a
// string on the wire; Instant is RFC 3339; Fen is a whole number of fen.
#include "base/canonical.hpp"
#include "base/described.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time_text.hpp"
#include <array>
#include <boost/json.hpp>
#include <concepts>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace tianping::wire {

namespace json = boost::json;

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

using Faults = std::vector<FieldFault>;

std::string joined(const std::string& path, std::string_view member);

// Where a value lies, "lots[2].name"; the text is made only when there is a fault to tell. A place points to
// the one above it and lives no longer.
class Place {
public:
    Place() = default; // the whole text
    Place member(std::string_view name) const { return {this, name, 0}; }
    Place item(std::size_t i) const { return {this, {}, i}; }
    std::string text() const;

private:
    Place(const Place* above, std::string_view name, std::size_t i) : above_{above}, name_{name}, item_{i} {}
    const Place* above_ = nullptr;
    std::string_view name_{};
    std::size_t item_ = 0;
};

// A described struct's members are read and written through these tables, so that what is done for each of
// them is compiled once and not once for each struct.
struct ReadSeat {
    const char* name;
    bool needed;
    void (*read)(const json::value&, void* owner, const Place&, Faults&);
};
struct WriteSeat {
    const char* name;
    void (*write)(const void* owner, const char* name, json::object&);
};

void read_seats(const json::value& v, void* owner, std::span<const ReadSeat> seats, const Place& at,
                Faults& bad);
json::object write_seats(const void* owner, std::span<const WriteSeat> seats);

// What `v` holds, or a fault and nothing.
std::optional<std::string_view> text_in(const json::value& v, const Place& at, Faults& bad,
                                        std::size_t longest);
const json::array* array_in(const json::value& v, const Place& at, Faults& bad);
const json::object* object_in(const json::value& v, const Place& at, Faults& bad);
bool is_whole(const json::value& v);
void refuse(const Place& at, std::string code, std::string allowed, Faults& bad);
void refuse(const Place& at, const Error& why, Faults& bad);
void read_string(const json::value& v, std::string& out, const Place& at, Faults& bad, std::size_t longest);
void read_instant(const json::value& v, Instant& out, const Place& at, Faults& bad, std::size_t longest);
void read_fen(const json::value& v, Fen& out, const Place& at, Faults& bad);
void read_bool(const json::value& v, bool& out, const Place& at, Faults& bad);

template <class T>
void read(const json::value& v, T& out, const Place& at, Faults& bad, std::size_t longest = longest_string);

template <class T>
void read_integer(const json::value& v, T& out, const Place& at, Faults& bad)
{
    boost::system::error_code ec;
    if (is_whole(v))
        out = v.to_number<T>(ec);
    if (!is_whole(v) || ec)
        refuse(at, "wire.want_integer", "a whole number within 2^53-1", bad);
}

template <class E>
void read_choice(const json::value& v, E& out, const Place& at, Faults& bad)
{
    const auto chosen = v.is_string() ? choice<E>(v.get_string()) : std::nullopt;
    if (!chosen)
        return refuse(at, "wire.unknown_choice", choices<E>(), bad);
    out = *chosen;
}

template <class T>
void read_text(const json::value& v, T& out, const Place& at, Faults& bad, std::size_t longest)
{
    const auto text = text_in(v, at, bad, longest);
    if (!text)
        return;
    if (auto parsed = T::parse(*text))
        out = *std::move(parsed);
    else
        refuse(at, parsed.error(), bad);
}

template <class T, class D>
void read_seat(const json::value& v, void* owner, const Place& at, Faults& bad)
{
    read(v, static_cast<T*>(owner)->*D::pointer, at, bad, longest_text_of<T>());
}

template <class T, template <class...> class L, class... D>
constexpr std::array<ReadSeat, sizeof...(D)> read_seats_of(L<D...>)
{
    return {ReadSeat{D::name,
                     !is_optional<std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>>::value,
                     &read_seat<T, D>}...};
}

template <class T>
void read(const json::value& v, T& out, const Place& at, Faults& bad, std::size_t longest)
{
    if (bad.size() >= most_faults)
        return;
    if constexpr (is_optional<T>::value) {
        if (!v.is_null())
            read(v, out.emplace(), at, bad, longest);
    } else if constexpr (is_vector<T>::value) {
        if (const auto* array = array_in(v, at, bad))
            for (std::size_t i = 0; i < array->size(); ++i)
                read((*array)[i], out.emplace_back(), at.item(i), bad, longest);
    } else if constexpr (is_string_map<T>::value) {
        if (const auto* object = object_in(v, at, bad))
            for (const auto& member : *object)
                read(member.value(), out[std::string{member.key()}], at.member(member.key()), bad, longest);
    } else if constexpr (std::is_same_v<T, json::value>) {
        out = v;
    } else if constexpr (std::is_same_v<T, std::string>) {
        read_string(v, out, at, bad, longest);
    } else if constexpr (std::is_same_v<T, Instant>) {
        read_instant(v, out, at, bad, longest);
    } else if constexpr (std::is_same_v<T, Fen>) {
        read_fen(v, out, at, bad);
    } else if constexpr (std::is_same_v<T, bool>) {
        read_bool(v, out, at, bad);
    } else if constexpr (std::is_integral_v<T>) {
        read_integer(v, out, at, bad);
    } else if constexpr (std::is_enum_v<T>) {
        read_choice(v, out, at, bad);
    } else if constexpr (Text<T>) {
        read_text(v, out, at, bad, longest);
    } else {
        static constexpr auto seats = read_seats_of<T>(Members<T>{});
        read_seats(v, &out, seats, at, bad);
    }
}

template <class T>
json::value write(const T& in);

// An empty seat is left out, so bodies stay small and stable.
template <class T, class D>
void write_seat(const void* owner, const char* name, json::object& out)
{
    const auto& in = static_cast<const T*>(owner)->*D::pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(in)>>::value) {
        if (in)
            out[name] = write(*in);
    } else {
        out[name] = write(in);
    }
}

template <class T, template <class...> class L, class... D>
constexpr std::array<WriteSeat, sizeof...(D)> write_seats_of(L<D...>)
{
    return {WriteSeat{D::name, &write_seat<T, D>}...};
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
        static constexpr auto seats = write_seats_of<T>(Members<T>{});
        return write_seats(&in, seats);
    }
}

// Reads one JSON text: UTF-8, depth and that no object names a member twice are checked before any field. The
// refusal is `wire.malformed` (the text itself), `wire.repeated_member` with its path, or `wire.bad_fields`
// with every fault found, at most 200.
Result<json::value> parse_json(std::string_view text);

Error bad_fields(Faults bad); // `wire.bad_fields`, the first 200

template <class T>
Result<T> from_value(const json::value& v)
{
    Faults bad;
    T out{};
    read(v, out, {}, bad);
    if (bad.empty())
        return out;
    return bad_fields(std::move(bad));
}

template <class T>
Result<T> parse(std::string_view text)
{
    TP_TRY(v, parse_json(text));
    return from_value<T>(v);
}

} // namespace tianping::wire
