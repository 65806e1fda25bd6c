#include "app/rehearsal/command.hpp"
#include "app/words.hpp"
#include <memory>

namespace tianping::app {

void add_tools(CLI::App& program, const Word& word)
{
    const auto play = std::make_shared<rehearsal::Options>();
    auto* rehearse = program.add_subcommand(
        "rehearse", "Play a whole trade through the real interface with a movable clock");
    rehearse->add_option("procedure", play->procedure, "works-open-tender");
    rehearse->add_option("--seed", play->seed, "names, prices, order and accidents follow from it");
    rehearse->add_flag("--small", play->small, "the same story with smaller papers");
    word(rehearse, [play](const Where& where) { return rehearsal::rehearse_command(where, *play); });
}

} // namespace tianping::app
