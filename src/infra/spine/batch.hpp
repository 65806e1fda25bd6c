#pragma once
// One transaction of the writer: due work, commands, followers, commit. Used by writer.cpp alone.
#include "infra/spine/command_table.hpp"
#include "infra/spine/connection.hpp"
#include "infra/spine/log_head.hpp"
#include "infra/spine/writer.hpp"

namespace tianping {

struct WaitingCommand {
    Command command;
    Writer::Deliver deliver;
    Outcome outcome{};
};

// What a batch leaves behind.
struct Left {
    bool more = false;                 // due work or events that did not fit
    std::int64_t held = 0;             // due work that asked to be asked again at once
    std::string held_by{};             // its reason, the oldest one's
    std::optional<Instant> next_due{}; // of the earliest job that waits
    std::int64_t events = 0;
    std::int64_t jobs = 0;
    bool lost = false;
    std::string reason{};
};

class Batch {
public:
    Batch(DatabaseAddress database, const HouseClock& clock, Chance& chance, jobs::Handlers handlers,
          std::vector<Follower> followers, WriterLimits limits);

    // Decides every waiting command; their outcomes are true once this returns. When the transaction is lost
    // on the way, or PostgreSQL does not come forward with it (a host that is gone, a COMMIT that waits for a
    // standby), each outcome is asked of the reopened database by its key; it is `unknown` where nothing is
    // found, and where the database does not confirm by a commit without a notice that what was found stays.
    Left run(std::vector<WaitingCommand>& commands, const std::function<void(double)>& decided_in);

    void before(std::function<void(WriteTx&)> work) { before_ = std::move(work); }
    std::map<std::string, std::string> stopped_followers() const { return stopped_; }

private:
    struct Lost : std::runtime_error {
        using std::runtime_error::runtime_error;
    };

    void begin();
    void commit();
    events::LogHead read_head();
    Left run_all(std::vector<WaitingCommand>& commands, const std::function<void(double)>& decided_in);
    Outcome decide(events::LogTx& tx, const Command& command);
    void run_jobs(events::LogTx& tx, Left& left);
    void run_job(events::LogTx& tx, const Job& job, Left& left);
    Result<jobs::Outcome> attempt(events::LogTx& tx, const Job& job, std::string& fault);
    std::map<std::string, std::int64_t> cursors(const events::LogTx& tx);
    void run_followers(events::LogTx& tx, Left& left);
    void follow(events::LogTx& tx, const Follower& follower, const std::vector<events::Event>& events);
    bool follow_one(events::LogTx& tx, const Follower& follower);
    void resolve(std::vector<WaitingCommand>& commands);
    void conclude();
    // Runs `work` in a savepoint; anything but true rolls back what it wrote.
    void in_savepoint(events::LogTx& tx, const std::function<bool()>& work);
    void mark(const char* text); // a savepoint's statement, which fails only with the transaction

    DatabaseAddress database_;
    const HouseClock& clock_;
    Chance& chance_;
    jobs::Handlers handlers_;
    std::vector<Follower> followers_;
    WriterLimits limits_;
    std::function<void(WriteTx&)> before_;
    std::unique_ptr<sql::Connection> connection_;
    std::map<std::string, std::string> stopped_;
};

// One follower over the whole log or from its cursor on, in the given transaction; `most` events at most.
// True when it read that many, so that more may wait.
bool take_turn(events::LogTx& tx, const Follower& follower, std::size_t most);

} // namespace tianping
