#include "infra/http/message.hpp"
#include <algorithm>

namespace tianping::http {

bool same_name(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text)
{
    const auto first = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::string_view Head::header(std::string_view name) const
{
    const auto at = std::ranges::find_if(headers, [&](const Header& h) { return same_name(h.name, name); });
    return at == headers.end() ? std::string_view{} : std::string_view{at->value};
}

bool Head::repeats(std::string_view name) const
{
    return std::ranges::count_if(headers, [&](const Header& h) { return same_name(h.name, name); }) > 1;
}

Status check_transfer(const Head& head)
{
    const auto bad = [](const char* reason) {
        return Error{Fault::malformed, "http.bad_request", {}, {{"reason", reason}}};
    };
    bool chunked = false;
    for (const auto& [name, value] : head.headers) {
        std::string_view left = same_name(name, "Transfer-Encoding") ? value : std::string_view{};
        while (!left.empty()) {
            const auto end = std::min(left.find(','), left.size());
            const auto coding = trimmed(left.substr(0, end));
            left.remove_prefix(std::min(end + 1, left.size()));
            if (chunked)
                return bad("chunked is not the last transfer coding");
            chunked = same_name(coding, "chunked");
            if (!chunked && !same_name(coding, "identity"))
                return Error{Fault::malformed, "http.coding_unknown"};
        }
    }
    if (chunked != (head.content_length < 0))
        return bad("unclear transfer coding");
    return {};
}

} // namespace tianping::http
