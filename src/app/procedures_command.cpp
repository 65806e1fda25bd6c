#include "app/words.hpp"
#include "infra/http/catalogue.hpp"
#include "rooms/guidance/api.hpp"
#include "rooms/procedure/commands.hpp"
#include <memory>

namespace tianping::app {
namespace {

std::vector<std::filesystem::path> folders_of(const Where& where, const std::vector<std::string>& named)
{
    std::vector<std::filesystem::path> out{where.config.share + "/law"};
    if (!where.config.law_overrides.empty())
        out.emplace_back(where.config.law_overrides);
    for (const auto& folder : named)
        out.emplace_back(folder);
    return out;
}

procedure::Speech speech_of(const Where& where, const http::Catalogue& catalogue)
{
    const auto language = where.language;
    return {language == "en" ? procedure::Language::en : procedure::Language::zh,
            [&catalogue, language](std::string_view code, const std::map<std::string, std::string>& params) {
                return catalogue.text(code, params, language);
            }};
}

// Loads what every word needs and hands it on, or says why not.
int with_law(const Where& where,
             const std::function<int(const procedure::Library&, const procedure::Speech&)>& act)
{
    const auto catalogue = http::Catalogue::load(where.config.share + "/catalogues");
    if (!catalogue)
        return say(where, catalogue.error());
    auto law = procedure::load(folders_of(where, {}));
    if (!law)
        return say(where, law.error());
    const auto close = business_close_of(where.config);
    if (!close)
        return say(where, close.error());
    if (*close)
        law->calendar = law->calendar.closing_at(**close);
    return act(*law, speech_of(where, *catalogue));
}

} // namespace

void add_procedures(CLI::App& program, const Word& word)
{
    auto* group = program.add_subcommand("procedures", "The law as data")->require_subcommand(1);

    const auto folders = std::make_shared<std::vector<std::string>>();
    auto* check = group->add_subcommand("check", "Every mistake of the files of law, with file and line");
    check->add_option("folder", *folders, "further folders, later ones replace");
    word(check, [folders](const Where& where) {
        const auto catalogue = http::Catalogue::load(where.config.share + "/catalogues");
        if (!catalogue)
            return say(where, catalogue.error());
        const auto all = folders_of(where, *folders);
        return procedure::check_command(all, speech_of(where, *catalogue), where.out,
                                        guidance::read_guidance(all).mistakes);
    });

    const auto options = std::make_shared<procedure::ExplainOptions>();
    auto* explain = group->add_subcommand(
        "explain", "Every rule of a procedure in words, and what follows from given facts");
    explain->add_option("procedure", options->procedure)->required();
    explain->add_option("--at", options->at, "name=instant, such as bid_deadline=\"2026-03-23 09:30\"");
    explain->add_option("--attribute", options->attributes, "name=value, such as trade_class=construction");
    explain->add_option("--sum", options->sums, "name=yuan, such as estimate=60000000");
    explain->add_option("--number", options->numbers, "name=n, such as bidders=3");
    explain->add_option("--hold", options->holds, "cause=from/until");
    explain->add_option("--business-close", options->business_close,
                        "HH:MM, when whoever has to act by then closes; otherwise the centre's setting");
    word(explain, [options](const Where& where) {
        return with_law(where, [&](const auto& law, const auto& speech) {
            return procedure::explain_command(law, *options, speech, where.out);
        });
    });

    const auto name = std::make_shared<std::string>();
    auto* diagram = group->add_subcommand("diagram", "A procedure's stages as Mermaid text");
    diagram->add_option("procedure", *name)->required();
    word(diagram, [name](const Where& where) {
        return with_law(where, [&](const auto& law, const auto& speech) {
            return procedure::diagram_command(law, *name, speech, where.out);
        });
    });
}

} // namespace tianping::app
