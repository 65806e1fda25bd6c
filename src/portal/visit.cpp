#include "portal/visit.hpp"
#include <optional>

namespace tianping::portal {

namespace {

template <class E>
std::optional<E> named(std::string_view text)
{
    E out{};
    if (boost::describe::enum_from_string(std::string{text}.c_str(), out))
        return out;
    return std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::string_view cookie_value(std::string_view header, std::string_view name)
{
    while (!header.empty()) {
        const auto end = header.find(';');
        const auto pair = trimmed(header.substr(0, end));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    }
    return {};
}

template <class E>
E chosen(const Query& query, std::string_view parameter, std::string_view cookie,
         std::string_view cookie_name)
{
    if (const auto it = query.find(parameter); it != query.end())
        if (const auto value = named<E>(it->second))
            return *value;
    return named<E>(cookie_value(cookie, cookie_name)).value_or(E{});
}

void append_encoded(std::string& out, std::string_view text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                           (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' || byte == '.' ||
                           byte == '~';
        if (plain)
            out += c;
        else
            out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
}

} // namespace

Visit read_visit(std::string path, Query query, std::string_view cookie, Instant now)
{
    Visit visit;
    visit.language = chosen<Language>(query, "lang", cookie, "tp_lang");
    visit.mode = chosen<Mode>(query, "mode", cookie, "tp_mode");
    visit.path = std::move(path);
    visit.query = std::move(query);
    visit.now = now;
    return visit;
}

std::vector<std::string> cookies_to_set(const Visit& visit)
{
    std::vector<std::string> out;
    const auto add = [&](std::string_view parameter, std::string_view name, const char* value) {
        if (visit.query.contains(parameter))
            out.push_back(std::string{name} + "=" + value + "; Path=/; Max-Age=31536000; SameSite=Lax");
    };
    add("lang", "tp_lang", boost::describe::enum_to_string(visit.language, "zh"));
    add("mode", "tp_mode", boost::describe::enum_to_string(visit.mode, "normal"));
    return out;
}

std::string query_text(const Query& query)
{
    std::string out;
    for (const auto& [name, value] : query) {
        if (value.empty())
            continue;
        if (!out.empty())
            out += '&';
        append_encoded(out, name);
        out += '=';
        append_encoded(out, value);
    }
    return out;
}

std::string same_page(const Visit& visit, const Query& changed)
{
    Query query = visit.query;
    for (const auto& [name, value] : changed)
        query[name] = value;
    const std::string text = query_text(query);
    return text.empty() ? visit.path : visit.path + "?" + text;
}

} // namespace tianping::portal
