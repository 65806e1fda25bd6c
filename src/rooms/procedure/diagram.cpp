#include "rooms/procedure/commands.hpp"
#include <ostream>

namespace tianping::procedure {
namespace {

// Mermaid ends a label at ':' and ';' and takes '-' in a name for an arrow.
std::string label(const std::string& text)
{
    std::string out;
    for (const char c : text)
        out += c == ':' || c == ';' || c == '\n' ? ' ' : c;
    return out;
}

std::string name(const std::string& id)
{
    std::string out;
    for (const char c : id)
        out += c == '-' || c == '.' ? '_' : c;
    return out;
}

} // namespace

std::string diagram(const Procedure& procedure, Language language)
{
    const auto words = [&](const auto& named) {
        return label(language == Language::zh ? named.zh : named.en);
    };
    std::string out = "stateDiagram-v2\n";
    for (const auto& stage : procedure.stage)
        out += "    state \"" + words(stage) + "\" as " + name(stage.id) + "\n";
    out += "    [*] --> " + name(procedure.starts_in) + "\n";
    for (const auto& stage : procedure.stage) {
        for (const auto& act : stage.act)
            if (!act.next.empty())
                out += "    " + name(stage.id) + " --> " + name(act.next) + " : " + words(act) + "\n";
        if (stage.ends)
            out += "    " + name(stage.id) + " --> [*]\n";
    }
    return out;
}

int diagram_command(const Library& library, const std::string& procedure, const Speech& speech,
                    std::ostream& out)
{
    const auto rules = library.rulebook(procedure);
    if (!rules) {
        out << speech.text_of(rules.error().code, rules.error().params) << "\n";
        return 1;
    }
    out << diagram(rules->procedure, speech.language);
    return 0;
}

} // namespace tianping::procedure
