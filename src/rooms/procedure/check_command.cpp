#include "rooms/procedure/day_list.hpp"
#include <ostream>

namespace tianping::procedure {
namespace {

// What the texts name; codes that questions share with files call the same thing by their own word.
std::map<std::string, std::string> params_of(const Mistake& m)
{
    const auto comma = m.expected.find(", ");
    return {{"path", m.path},
            {"expected", m.expected},
            {"allowed", m.expected},
            {"instant", m.expected},
            {"procedure", m.expected},
            {"before", m.expected.substr(0, comma)},
            {"after", comma == std::string::npos ? "" : m.expected.substr(comma + 2)}};
}

void print_mistakes(const Mistakes& mistakes, const Speech& speech, std::ostream& out)
{
    for (const auto& m : mistakes) {
        out << m.file << ":" << m.line << ": " << (m.path.empty() ? "" : m.path + ": ")
            << speech.text_of(m.code, params_of(m));
        out << (m.expected.empty() ? "" : " [" + m.expected + "]") << "\n";
    }
    out << mistakes.size() << in(speech, " 处错误", " mistakes") << "\n";
}

template <class T>
void print_unread(const std::vector<T>& rules, const Library& library, const Speech& speech,
                  std::ostream& out)
{
    for (const auto& rule : rules) {
        if (rule.standing == Standing::read_in_law)
            continue;
        const auto& origin = library.origins.at(rule.id);
        out << "  " << rule.id << " " << in(speech, rule.zh, rule.en) << " ("
            << standing_text(rule.standing, speech.language) << ", " << origin.file << ":" << origin.line
            << ")\n";
    }
}

void print_findings(const Library& library, const Speech& speech, std::ostream& out)
{
    const auto& all = library.all;
    out << in(speech, "程序 ", "procedures ") << library.procedures.size();
    out << in(speech, "，期限 ", ", limits ") << all.limits.size() << in(speech, "，金额 ", ", amounts ")
        << all.amounts.size();
    out << in(speech, "，数量 ", ", numbers ") << all.numbers.size() << in(speech, "，义务 ", ", duties ")
        << all.duties.size();
    out << in(speech, "，日历 ", ", calendar ") << library.calendar.first_year() << "–"
        << library.calendar.last_year() << "\n";
    for (const auto& id : library.overrides) {
        out << in(speech, "覆盖 ", "replaced ") << id;
        if (const auto at = library.origins.find(id); at != library.origins.end())
            out << " (" << at->second.folder << "/" << at->second.file << ":" << at->second.line << ")";
        out << "\n";
    }
    out << in(speech, "没有读到条文原文的：\n", "not read in the law:\n");
    const auto print = [&](const auto& rules) { print_unread(rules, library, speech, out); };
    print(all.limits), print(all.amounts), print(all.numbers), print(all.duties);
    for (const auto& year : library.years)
        if (year.standing != Standing::read_in_law)
            out << "  " << year.year << " (" << standing_text(year.standing, speech.language) << ", "
                << year.origin.file << ")\n";
}

} // namespace

int check_command(const std::vector<std::filesystem::path>& folders, const Speech& speech, std::ostream& out,
                  const Mistakes& of_other_rooms)
{
    auto loading = load_with_mistakes(folders);
    auto& mistakes = loading.mistakes;
    mistakes.insert(mistakes.end(), of_other_rooms.begin(), of_other_rooms.end());
    if (!mistakes.empty()) {
        print_mistakes(mistakes, speech, out);
        return 1;
    }
    print_findings(loading.library, speech, out);
    return 0;
}

} // namespace tianping::procedure
