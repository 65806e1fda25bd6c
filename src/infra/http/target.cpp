#include "infra/http/target.hpp"
#include "base/bytes.hpp"
#include <algorithm>
#include <optional>

namespace tianping::http {
namespace {

constexpr std::size_t longest_target = 8 * 1024;

Error odd(std::string reason)
{
    Error e{Fault::malformed, "http.bad_target"};
    e.params["reason"] = std::move(reason);
    return e;
}

std::optional<int> hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return std::nullopt;
}

Result<std::string> decoded(std::string_view text, bool plus_is_space)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3)
                return odd("a percent code is cut short");
            const auto a = hex_digit(text[i + 1]), b = hex_digit(text[i + 2]);
            if (!a || !b)
                return odd("a percent code is not hexadecimal");
            c = static_cast<char>(*a * 16 + *b);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return odd("a control character");
        out.push_back(c);
    }
    if (!is_utf8(out))
        return odd("not valid UTF-8");
    return out;
}

Result<std::vector<std::string>> segments_of(std::string_view path)
{
    std::vector<std::string> out;
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        TP_TRY(segment, decoded(path.substr(0, end), false));
        if (segment.empty() || segment == "." || segment == "..")
            return odd("an empty or dotted segment");
        if (segment.find_first_of("/\\") != std::string::npos)
            return odd("a slash inside a segment");
        out.push_back(std::move(segment));
        if (end + 1 == path.size())
            return odd("an empty or dotted segment");
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

Status read_query(std::string_view text, std::map<std::string, std::string, std::less<>>& out)
{
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty())
            continue;
        const auto middle = std::min(pair.find('='), pair.size());
        TP_TRY(name, decoded(pair.substr(0, middle), true));
        TP_TRY(value, decoded(pair.substr(std::min(middle + 1, pair.size())), true));
        if (!out.emplace(name, std::move(value)).second) {
            Error e{Fault::malformed, "http.repeated_query"};
            e.params["name"] = beginning(name, 100);
            return e;
        }
    }
    return {};
}

} // namespace

Result<Target> parse_target(std::string_view text)
{
    if (text.empty() || text.front() != '/')
        return odd("it must begin with a slash");
    if (text.size() > longest_target)
        return odd("longer than 8 KiB");
    const auto mark = std::min(text.find('?'), text.size());
    Target out;
    TP_TRY(segments, segments_of(text.substr(0, mark)));
    out.segments = std::move(segments);
    TP_CHECK(read_query(text.substr(std::min(mark + 1, text.size())), out.query));
    return out;
}

} // namespace tianping::http
