#include "base/canonical.hpp"
#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>
#include <vector>

namespace tianping {
namespace {

namespace json = boost::json;

// RFC 8785 sorts by UTF-16 code units; for UTF-8 that differs from byte order only where a surrogate pair
// (lead byte F0..F4) meets a code point from U+E000 on (lead byte EE, EF).
bool utf16_less(std::string_view a, std::string_view b)
{
    const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (at_a == a.end() || at_b == b.end())
        return at_a == a.end() && at_b != b.end();
    const auto x = static_cast<unsigned char>(*at_a), y = static_cast<unsigned char>(*at_b);
    const bool pair_x = x >= 0xF0, pair_y = y >= 0xF0;
    if (pair_x != pair_y && std::max(x, y) >= 0xF0 && std::min(x, y) >= 0xEE)
        return pair_x;
    return x < y;
}

void put_string(std::string_view text, std::string& out)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (u < 0x20) {
                out += "\\u00";
                out += digits[u >> 4];
                out += digits[u & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void put_integer(std::int64_t n, std::string& out)
{
    if (n > most_exact || n < -most_exact)
        throw std::logic_error("canonical JSON: integer beyond 2^53-1");
    out += std::to_string(n);
}

void put(const json::value& v, std::string& out);

void put_object(const json::object& object, std::string& out)
{
    std::vector<const json::key_value_pair*> members;
    members.reserve(object.size());
    for (const auto& member : object)
        members.push_back(&member);
    std::ranges::sort(members, [](auto* a, auto* b) { return utf16_less(a->key(), b->key()); });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0)
            out += ',';
        put_string(members[i]->key(), out);
        out += ':';
        put(members[i]->value(), out);
    }
    out += '}';
}

void put(const json::value& v, std::string& out)
{
    switch (v.kind()) {
    case json::kind::null:
        out += "null";
        break;
    case json::kind::bool_:
        out += v.get_bool() ? "true" : "false";
        break;
    case json::kind::int64:
        put_integer(v.get_int64(), out);
        break;
    case json::kind::uint64:
        put_integer(v.to_number<std::int64_t>(), out);
        break;
    case json::kind::double_:
        throw std::logic_error("canonical JSON: fractions have no place in an event");
    case json::kind::string:
        put_string(v.get_string(), out);
        break;
    case json::kind::array:
        out += '[';
        for (std::size_t i = 0; i < v.get_array().size(); ++i) {
            if (i > 0)
                out += ',';
            put(v.get_array()[i], out);
        }
        out += ']';
        break;
    case json::kind::object:
        put_object(v.get_object(), out);
        break;
    }
}

} // namespace

bool has_canonical_form(const json::value& value)
{
    switch (value.kind()) {
    case json::kind::int64:
        return value.get_int64() >= -most_exact && value.get_int64() <= most_exact;
    case json::kind::uint64:
        return value.get_uint64() <= static_cast<std::uint64_t>(most_exact);
    case json::kind::double_:
        return false;
    case json::kind::array:
        return std::ranges::all_of(value.get_array(), has_canonical_form);
    case json::kind::object:
        return std::ranges::all_of(value.get_object(), [](const json::key_value_pair& member) {
            return has_canonical_form(member.value());
        });
    default:
        return true;
    }
}

std::string canonical(const json::value& value)
{
    std::string out;
    put(value, out);
    return out;
}

} // namespace tianping
