#include "infra/http/page.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <charconv>
#include <iterator>

namespace tianping::http {
namespace {

constexpr std::size_t check_bytes = 4;

// Not a secret: it only tells a mistyped or foreign cursor from one of ours.
std::string checked(std::string_view key)
{
    const auto digest = crypto::sm3({view("tianping/cursor/1"), view(key)});
    return std::string{text_view(digest).substr(0, check_bytes)} + std::string{key};
}

} // namespace

std::string to_cursor(std::string_view key)
{
    auto out = to_base64(view(checked(key)));
    out.erase(out.find_last_not_of('=') + 1);
    std::ranges::replace(out, '+', '-');
    std::ranges::replace(out, '/', '_');
    return out;
}

Result<std::string> from_cursor(std::string_view cursor)
{
    const Error bad{Fault::malformed, "http.bad_cursor"};
    std::string text{cursor.substr(0, 1000)};
    if (text.find_first_of("+/=") != std::string::npos)
        return bad;
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    const auto bytes = from_base64(text);
    if (!bytes || bytes->size() < check_bytes)
        return bad;
    std::string key{text_view(*bytes).substr(check_bytes)};
    if (checked(key) != text_view(*bytes) || !is_utf8(key)) // anybody can make the check
        return bad;
    return key;
}

wire::Faults unexpected(const std::map<std::string, std::string, std::less<>>& query,
                        const std::set<std::string_view>& known)
{
    wire::Faults out;
    for (const auto& [name, value] : query)
        if (!known.contains(name) && out.size() < wire::most_faults)
            out.push_back({"?" + beginning(name, 100), "wire.unexpected", ""});
    return out;
}

void QueryReader::refuse(const char* name, std::string code, std::string allowed)
{
    bad_.push_back({std::string{"?"} + name, std::move(code), std::move(allowed)});
}

std::optional<std::string> QueryReader::text(const char* name)
{
    asked_.insert(name);
    const auto it = query_.find(name);
    return it == query_.end() ? std::nullopt : std::optional{it->second};
}

std::int64_t QueryReader::integer(const char* name, std::int64_t least, std::int64_t most,
                                  std::int64_t otherwise)
{
    const auto given = text(name);
    if (!given)
        return otherwise;
    std::int64_t out{};
    const auto [end, ec] = std::from_chars(given->data(), given->data() + given->size(), out);
    if (ec == std::errc{} && end == given->data() + given->size() && out >= least && out <= most)
        return out;
    refuse(name, "wire.want_integer", std::to_string(least) + ".." + std::to_string(most));
    return otherwise;
}

std::optional<Instant> QueryReader::instant(const char* name)
{
    const auto given = text(name);
    if (!given)
        return std::nullopt;
    const auto at = from_rfc3339(*given);
    if (at)
        return *at;
    refuse(name, at.error().code, "RFC 3339, such as 2026-03-23T09:30:00.000+08:00");
    return std::nullopt;
}

std::string QueryReader::after()
{
    const auto given = text("after");
    if (!given)
        return {};
    const auto key = from_cursor(*given);
    if (key)
        return *key;
    refuse("after", key.error().code, "the `next` of a page");
    return {};
}

Status QueryReader::done()
{
    auto all = bad_;
    std::ranges::move(unexpected(query_, asked_), std::back_inserter(all));
    if (all.empty())
        return {};
    all.resize(std::min(all.size(), wire::most_faults));
    return wire::bad_fields(std::move(all));
}

} // namespace tianping::http
