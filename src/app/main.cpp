#include "app/commands.hpp"
#include "app/this_program.hpp"
#include "app/words.hpp"
#include "infra/spine/log.hpp"
#include <CLI/CLI.hpp>
#include <boost/mp11.hpp>
#include <iostream>

namespace {

using namespace tianping;

struct Options {
    std::string config_file, language{"zh"};
    app::Settings flags;
    std::string purpose, follower, node, reason, by;
    const CLI::App* shows_mistakes = nullptr; // the word that goes on with a wrong configuration
};

void add_settings(CLI::App& program, Options& options)
{
    boost::mp11::mp_for_each<wire::Members<app::Config>>([&](auto d) {
        const std::string name = d.name;
        std::string flag = "--" + name;
        for (auto& c : flag)
            c = c == '_' ? '-' : c;
        program.add_option_function<std::string>(
            flag, [&options, name](const std::string& text) { options.flags[name] = text; });
    });
}

// What a subcommand does, with the configuration in force; says what is wrong with it otherwise.
int act_with_config(const Options& options, bool shows_mistakes,
                    const std::function<int(const app::Where&)>& act)
{
    auto read = app::read_config(options.config_file, app::environment_settings(), options.flags);
    const app::Where where{std::move(read.config), std::cout, std::cerr, options.language,
                           std::move(read.mistakes)};
    if (!where.mistakes.fields.empty() && !shows_mistakes)
        return app::say(where, where.mistakes);
    if (where.config.log_level == "debug")
        log::set_level(log::Level::debug);
    else if (where.config.log_level == "warn")
        log::set_level(log::Level::warn);
    return act(where);
}

void add_serving(CLI::App& program, Options& options, const app::Word& word)
{
    auto* serve = program.add_subcommand("serve", "Open the door and serve until told to stop");
    serve->add_option(
        "--purpose", options.purpose,
        "of a new installation: real or rehearsal; where nothing at all is configured a rehearsal");
    word(serve, [&](const app::Where& w) { return app::serve_command(w, options.purpose); });
    word(program.add_subcommand("openapi", "Print the interface as OpenAPI 3.1"), app::openapi_command);
    word(program.add_subcommand("typescript", "Print the interface's types for TypeScript"),
         app::typescript_command);
}

void add_upkeep(CLI::App& program, Options& options, const app::Word& word)
{
    auto* rebuild =
        program.add_subcommand("rebuild", "Rebuild a view from the event log; stop the server first");
    rebuild->add_option("name", options.follower, "the view")->required();
    word(rebuild, [&](const app::Where& w) { return app::rebuild_command(w, options.follower); });
    auto* config = program.add_subcommand("config", "Configuration")->require_subcommand(1);
    auto* check = config->add_subcommand("check", "Print the settings in force and every mistake");
    options.shows_mistakes = check;
    word(check, app::config_command);
}

// Acts of whoever runs the machine, which go on record with their reason.
void add_acts_on_record(CLI::App& program, Options& options, const app::Word& word)
{
    const auto on_record = [&](CLI::App* act) {
        act->add_option("--reason", options.reason, "put on record")->required();
        act->add_option("--by", options.by, "who decides; otherwise who is signed in to this machine");
    };
    auto* node = program.add_subcommand("node", "Nodes that share a database")->require_subcommand(1);
    auto* retire =
        node->add_subcommand("retire", "A node that will not come back holds no closing back any more");
    retire->add_option("name", options.node)->required();
    on_record(retire);
    word(retire, [&](const app::Where& w) {
        return app::retire_command(w, options.node, options.reason, options.by);
    });
    auto* follower = program.add_subcommand("follower", "Followers of the event log")->require_subcommand(1);
    auto* resume = follower->add_subcommand(
        "resume", "A follower that stopped at an event goes on with it, once the cause is mended");
    resume->add_option("name", options.follower)->required();
    on_record(resume);
    word(resume, [&](const app::Where& w) {
        return app::resume_command(w, options.follower, options.reason, options.by);
    });
}

int run(int argc, char** argv)
{
    CLI::App program{"Tianping: a public resource trading platform"};
    Options options;
    program.require_subcommand(1);
    program.fallthrough();
    program.add_option("--config", options.config_file, "TOML file");
    program.set_version_flag(
        "--version", [] { return app::version_text(app::this_program()); },
        "Print the version and the digests of this very file, and end");
    program.add_option("--language", options.language, "zh or en");
    add_settings(program, options);
    int code = 0;
    const app::Word word = [&](CLI::App* command, std::function<int(const app::Where&)> act) {
        command->callback(
            [&, command, act] { code = act_with_config(options, command == options.shows_mistakes, act); });
    };
    add_serving(program, options, word);
    add_upkeep(program, options, word);
    add_acts_on_record(program, options, word);
    app::add_procedures(program, word);
    app::add_tools(program, word);
    app::add_bidder_words(program, word);
    app::add_service_words(program, word);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return program.exit(e) == 0 ? 0 : 64; // EX_USAGE; --help is no mistake
    }
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "tianping: " << log::masked(e.what()) << "\n";
        return 70;
    }
}
