#include "rooms/procedure/toml_parsing.hpp"
#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

namespace tianping::procedure {
namespace {

constexpr int most_broken_lines = 20;

// toml11 tells a syntax error in a drawing; the line stands after "--> file" as "  12 |".
int line_in(const std::string& what)
{
    const auto bar = what.find(" | ");
    const auto digits = bar == std::string::npos ? bar : what.find_last_of("0123456789", bar);
    if (digits == std::string::npos)
        return 1;
    const auto before = what.find_last_not_of("0123456789", digits);
    int line = 1;
    const char* first = what.data() + (before == std::string::npos ? 0 : before + 1);
    std::from_chars(first, what.data() + digits + 1, line);
    return line;
}

// Keeps the key with an empty text as its value, so that it is not missed a second time; a line that is still
// broken then is left out. False where nothing is left to mend, or the line is no assignment.
bool mend(std::string& text, int line)
{
    std::size_t from = 0;
    for (int at = 1; at < line && from != std::string::npos; ++at) {
        from = text.find('\n', from);
        from = from == std::string::npos ? from : from + 1;
    }
    if (from == std::string::npos)
        return false;
    const auto until = std::min(text.find('\n', from), text.size());
    const auto old = text.substr(from, until - from);
    const auto equals = old.find('=');
    if (equals == std::string::npos || equals == 0 || old.front() == '[' || old.front() == '#')
        return false;
    const auto kept = old.substr(0, equals) + "= \"\"";
    text.replace(from, until - from, old == kept ? "#" : kept);
    return true;
}

} // namespace

std::optional<toml::value> parse_around_mistakes(const std::string& file, std::string text,
                                                 Mistakes& mistakes)
{
    int last = 0;
    for (int broken = 0; broken < most_broken_lines; ++broken) {
        try {
            std::istringstream in{text};
            return toml::parse(in, file);
        } catch (const std::exception& e) {
            const std::string what = e.what();
            const auto line = line_in(what);
            if (line != last)
                mistakes.push_back({file, line, "", "procedure.not_toml", what.substr(0, what.find('\n'))});
            last = line;
            if (!mend(text, line))
                return std::nullopt;
        }
    }
    return std::nullopt;
}

void drop_echoes(Mistakes& mistakes)
{
    std::set<std::pair<std::string, int>> broken;
    for (const auto& m : mistakes)
        if (m.code == "procedure.not_toml")
            broken.emplace(m.file, m.line);
    std::erase_if(mistakes, [&](const Mistake& m) {
        return m.code != "procedure.not_toml" && broken.contains({m.file, m.line});
    });
}

} // namespace tianping::procedure
