#pragma once
// One writer per process, group commit: commands run one after another as savepoints of one transaction and
// are answered after its commit (design.md 2).
#include "infra/spine/command.hpp"
#include "infra/spine/database.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/house_clock.hpp"
#include "infra/spine/job.hpp"
#include <memory>

namespace tianping {

struct WriterLimits {
    std::size_t batch = 256;         // commands a transaction
    std::size_t queue = 8192;        // waiting commands; beyond it `house.overloaded` with Retry-After
    std::size_t follower_turn = 512; // events a follower and batch
    // For the head of the log, for each command, turn and piece of due work, for a COMMIT. Where PostgreSQL
    // takes longer the connection is cut and the batch is lost: what became of it is asked with the same
    // patience, and told as unknown where that takes as long.
    std::chrono::milliseconds patience{30'000};
};

class Writer {
public:
    using Deliver = std::function<void(Outcome)>; // called on the writer's thread after the commit

    Writer(const DatabaseAddress& database, const HouseClock& clock, Chance& chance, jobs::Handlers handlers,
           std::vector<Follower> followers, WriterLimits limits = {});
    ~Writer(); // as stop()

    // Any thread. False when the queue is full or the writer stops: nothing was taken, answer 503 with
    // Retry-After. What was taken is answered once, with `unknown` where nobody can tell.
    bool submit(Command command, Deliver deliver);
    // submit and wait, `house.overloaded` where nothing was taken; for tests, the command line and
    // follow-ups. Never on the writer's own thread, which would wait for itself.
    Outcome run(Command command);

    // Takes turns until no job is due at `clock.now()` and every follower has read the whole log, or the
    // writer stops. Waits as long as due work asks to be asked again at once (a closing behind a dead node).
    void settle();
    // Rehearsal clocks only: moves forward to `to`, stopping at every instant at which work is due on the
    // way. Refuses as HouseClock::move_to() does.
    Status advance(HouseClock& clock, Instant to);
    // Refuses new work from now on, finishes what was taken. The last batch begins after this was called.
    void stop();

    struct Figures {
        std::int64_t batches{}, commands{}, refused{}, unknown{}, events{};
        double decide_seconds{};
        std::vector<std::int64_t> decide_buckets{};             // <= 0.25, 0.5, 1, 2, 4, 8, 16, 32 ms, more
        std::map<std::string, std::string> stopped_followers{}; // name -> reason
        std::size_t waiting{};
        std::int64_t held{};   // due work that waits for something at once, such as a node's stamps
        std::string held_by{}; // why, of the oldest: the cause and the remedy
        // The last batch could not be committed: a full disk, a database that went away. The writer takes a
        // turn at least every half a second, asked or not, so that this ends by itself with its cause.
        bool lost{};
    };
    Figures figures() const;
    // `before` runs at the head of each batch, inside its transaction (publishes the node's low-water mark),
    // `stands` once that is committed; both on the writer's thread.
    void before_each_batch(std::function<void(WriteTx&)> before, std::function<void()> stands);
    // Called after each commit of events on the writer's thread, and on the caller's after advance(): wakes
    // SSE streams and whoever works outside the writer, some of whose work waits for a time.
    void on_commit(std::function<void()> wake);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping
