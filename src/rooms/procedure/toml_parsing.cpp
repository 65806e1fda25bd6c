#include "rooms/procedure/toml_parsing.hpp"
#include <algorithm>
#include <set>

namespace tianping::procedure {
namespace {

constexpr int most_broken_lines = 20;

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

std::optional<toml::table> parse_around_mistakes(const std::string& file, std::string text,
                                                 Mistakes& mistakes)
{
    int last = 0;
    for (int broken = 0; broken < most_broken_lines; ++broken) {
        try {
            return toml::parse(text, file);
        } catch (const toml::parse_error& e) {
            const auto line = static_cast<int>(e.source().begin.line);
            if (line != last)
                mistakes.push_back({file, line, "", "procedure.not_toml", std::string{e.description()}});
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
