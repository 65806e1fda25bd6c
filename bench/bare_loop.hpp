#pragma once
// The reference: a loop over raw sqlite3 with prepared statements that commits the rows of 64 waiting clients
// together and does nothing else. The rows are those that the house wrote, with fresh keys.
#include <chrono>
#include <filesystem>
#include <memory>

namespace tianping::bench {

class BareLoop {
public:
    // `database` has the house's schema; `pattern` is a database in which the house has written commands.
    BareLoop(const std::filesystem::path& database, const std::filesystem::path& pattern);
    ~BareLoop();

    // Commands committed in a second, each answered after its commit.
    double run(std::size_t clients, std::chrono::milliseconds time);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::bench
