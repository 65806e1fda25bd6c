// Kills the real server at random instants in a burst of submissions, and looks afterwards whether the house
// kept its word: no receipt lost, none doubled, none false, no acknowledged arrival changed.
#include "app/rehearsal/narrator.hpp"
#include "faults/audit.hpp"
#include "faults/server_process.hpp"
#include "infra/spine/log.hpp"
#include "support/scratch.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <random>

namespace tianping::faults {
namespace {

struct Options {
    std::string server;
    int kills = 100;
    std::size_t bidders = 8;
    std::uint64_t seed = 1;
};

struct Lives {
    int kills = 0;
    int before_ready = 0; // while it was still deciding what the last kill left undecided
};

// One life in five ends while the server starts, before it is ready. The others end in the burst: once a
// random number of submissions was receipted, so that slow machines see a burst too, and a random moment
// later.
Lives live_and_die(ServerProcess& server, const Burst& burst, const Options& options)
{
    std::mt19937_64 chance{options.seed};
    Lives out;
    for (; out.kills < options.kills; ++out.kills) {
        server.start();
        const bool early = out.kills > 0 && chance() % 5 == 0;
        if (!early) {
            server.await_ready();
            const auto goal = burst.done() + chance() % (2 * options.bidders + 1);
            const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
            while (burst.done() < goal && std::chrono::steady_clock::now() < until)
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        std::this_thread::sleep_for(std::chrono::microseconds{chance() % (early ? 300'000 : 60'000)});
        server.kill();
        out.before_ready += early ? 1 : 0;
        if ((out.kills + 1) % 10 == 0)
            std::cerr << out.kills + 1 << " kills, " << burst.done() << " receipts\n";
    }
    return out;
}

int tell(const Lives& lives, const Burst& burst, const Audit& seen)
{
    const auto handed = burst.handed();
    std::cout << "kills                      " << lives.kills << " (" << lives.before_ready
              << " aimed at the start)\n"
              << "bidders' submissions       " << handed.size() << ", in the database " << seen.submissions
              << "\n"
              << "receipts handed out        " << handed.size() << ", in the database " << seen.receipts
              << "\n"
              << "sent again by the same key " << burst.asked_again() << "\n";
    const auto say = [](const char* what, const std::vector<std::string>& found) {
        std::cout << what << found.size() << "\n";
        for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 10); ++i)
            std::cout << "    " << found[i] << "\n";
    };
    say("lost                       ", seen.lost);
    say("doubled                    ", seen.doubled);
    say("false                      ", seen.false_);
    say("arrivals changed           ", seen.restamped);
    say("log and rows broken        ", seen.broken);
    say("bidders left without answer ", burst.failures());
    const bool good = seen.clean() && burst.failures().empty() && !handed.empty();
    std::cout << (good ? "the house kept its word\n" : "THE HOUSE BROKE ITS WORD\n");
    return good ? 0 : 1;
}

int run(const Options& options)
{
    log::set_level(log::Level::warn);
    const test::ScratchFolder folder;
    const test::ScratchDatabase database{test::home_of_this_run(), test::Holds::nothing};
    auto scene = set_scene(folder.path(), database.address(), lasting_port(), options.bidders);
    std::cerr << "an announced tender, " << scene.bidders.size() << " bidders with sealed parts\n";
    ServerProcess server{options.server, scene.config, folder.path() / "server.log"};
    Burst burst{scene};
    burst.start();
    const auto lives = live_and_die(server, burst, options);
    server.start();
    server.await_ready();
    burst.finish();
    if (server.stop() != 0)
        throw std::runtime_error("the server did not end well");
    return tell(lives, burst, audit(scene, burst.handed()));
}

} // namespace
} // namespace tianping::faults

int main(int argc, char** argv)
{
    tianping::faults::Options options;
    CLI::App program{"Kills the server in a burst of submissions"};
    program.add_option("--server", options.server, "the program tianping")->required();
    program.add_option("--kills,kills", options.kills);
    program.add_option("--bidders", options.bidders)->check(CLI::Range(1, 27));
    program.add_option("--seed", options.seed, "of the instants of the kills");
    CLI11_PARSE(program, argc, argv);
    try {
        return tianping::faults::run(options);
    } catch (const tianping::rehearsal::Stopped& stopped) {
        std::cerr << "faults_kill: " << stopped.what() << " " << stopped.error.detail << "\n";
    } catch (const std::exception& e) {
        std::cerr << "faults_kill: " << e.what() << "\n";
    }
    return 1;
}
