#include "infra/spine/batch.hpp"
#include "infra/spine/log.hpp"

namespace tianping {

Batch::Batch(DatabaseAddress database, const HouseClock& clock, Chance& chance, jobs::Handlers handlers,
             std::vector<Follower> followers, WriterLimits limits)
    : database_{std::move(database)}, clock_{clock}, chance_{chance}, handlers_{std::move(handlers)},
      followers_{std::move(followers)}, limits_{limits}
{
}

void Batch::begin()
{
    if (!connection_)
        connection_ = std::make_unique<sql::Connection>(database_, sql::Connection::Use::write);
    connection_->cut_after(limits_.patience);
    connection_->execute(connection_->is_postgres() ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                                    : "BEGIN IMMEDIATE");
}

events::LogHead Batch::read_head()
{
    const WriteTx tx{*connection_};
    // On PostgreSQL the head's row is the lock that puts the batches of all nodes into one order.
    const auto seq =
        tx.number(connection_->is_postgres() ? "SELECT seq FROM log_head WHERE only_row = 1 FOR UPDATE"
                                             : "SELECT seq FROM log_head WHERE only_row = 1");
    return {seq, clock_.now()};
}

void Batch::commit()
{
    if (!connection_->can_commit())
        throw Lost("the database gave up the transaction");
    connection_->notices();
    connection_->cut_after(limits_.patience);
    connection_->execute("COMMIT");
    connection_->cut_after({});
    if (connection_->notices() > 0)
        throw Lost("COMMIT came with a notice");
}

void Batch::mark(const char* text)
{
    try {
        connection_->cut_after(limits_.patience);
        connection_->change(text, {});
    } catch (const sql::DatabaseError& e) {
        throw Lost(e.what());
    }
}

void Batch::in_savepoint(events::LogTx& tx, const std::function<bool()>& work)
{
    mark("SAVEPOINT one");
    bool keep = false;
    std::exception_ptr bug;
    try {
        keep = work();
    } catch (...) {
        bug = std::current_exception();
    }
    if (connection_->is_broken())
        throw Lost("the machine under the database failed");
    if (!connection_->in_transaction())
        throw Lost("the database rolled the batch back by itself");
    if (!keep)
        mark("ROLLBACK TO SAVEPOINT one");
    mark("RELEASE SAVEPOINT one");
    if (keep)
        tx.head().keep();
    else
        tx.head().roll_back();
    if (bug)
        std::rethrow_exception(bug);
}

Outcome Batch::decide(events::LogTx& tx, const Command& command)
{
    if (auto known = commands::recall(tx, command))
        return *std::move(known);
    Outcome outcome;
    try {
        in_savepoint(tx, [&] {
            outcome.answer = command.decide(tx, command.call);
            outcome.decided = outcome.answer ? Decided::committed : Decided::refused;
            return outcome.decided == Decided::committed;
        });
    } catch (const Lost&) {
        throw;
    } catch (const std::exception& e) {
        outcome = {Decided::refused, Error{Fault::internal, "house.fault"}, false};
        outcome.answer.error().detail = e.what();
        log::error("a command failed by a fault of the house",
                   {{"command", command.name}, {"reason", e.what()}});
    }
    if (command.is_remembered && commands::is_kept(outcome))
        commands::remember(tx, command, outcome, tx.head().now());
    return outcome;
}

Left Batch::run_all(std::vector<WaitingCommand>& commands, const std::function<void(double)>& decided_in)
{
    begin();
    auto head = read_head();
    const auto first = head.last();
    events::LogTx tx{*connection_, head};
    Left left;
    if (before_)
        before_(tx);
    run_jobs(tx, left);
    for (auto& waiting : commands) {
        const auto start = std::chrono::steady_clock::now();
        waiting.outcome = decide(tx, waiting.command);
        decided_in(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    run_followers(tx, left);
    left.events = head.last() - first;
    if (left.events > 0)
        tx.change("UPDATE log_head SET seq = :s WHERE only_row = 1", head.last());
    const auto due = tx.number("SELECT coalesce(min(due), -1) FROM job WHERE state = 'due'");
    if (due >= 0)
        left.next_due = from_millis(due);
    commit();
    return left;
}

Left Batch::run(std::vector<WaitingCommand>& commands, const std::function<void(double)>& decided_in)
{
    try {
        return run_all(commands, decided_in);
    } catch (const std::exception& e) {
        log::error("a batch was lost", {{"reason", e.what()}, {"commands", std::to_string(commands.size())}});
        resolve(commands);
        Left left;
        left.lost = true;
        left.reason = e.what();
        return left;
    }
}

// What PostgreSQL shows here may stand on this server alone, where a COMMIT came with a notice or not back at
// all. A write behind it that is committed without one has gone the same way.
void Batch::conclude()
{
    if (!connection_->is_postgres())
        return connection_->execute("ROLLBACK");
    connection_->change("UPDATE log_head SET seq = seq WHERE only_row = 1", {});
    commit();
}

void Batch::resolve(std::vector<WaitingCommand>& commands)
{
    for (auto& waiting : commands)
        waiting.outcome = {Decided::unknown, Error{Fault::outcome_unknown, "command.outcome_unknown"}, false};
    connection_.reset();
    try {
        begin();
        read_head(); // waits until a commit that is still under way elsewhere has ended
        const ReadTx tx{*connection_};
        std::vector<std::optional<Outcome>> found;
        for (const auto& waiting : commands)
            found.push_back(commands::recall(tx, waiting.command));
        conclude();
        for (std::size_t i = 0; i < found.size(); ++i)
            if (found[i])
                commands[i].outcome = *std::move(found[i]);
    } catch (const std::exception& e) {
        log::error("what became of a lost batch cannot be told", {{"reason", e.what()}});
        connection_.reset();
    }
}

} // namespace tianping
