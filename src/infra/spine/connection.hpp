#pragma once
// One SOCI session with its prepared statements. Only infra/spine includes this.
#include "infra/spine/database.hpp"
#include "infra/spine/sql_value.hpp"
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace tianping::sql {

class Connection {
public:
    enum class Use { read, write };

    // What a write connection commits is durable when it says so: SQLite syncs, and PostgreSQL's
    // `synchronous_commit` is raised to `on` where it is `off` or `local`, and left where it is stronger.
    // Whom PostgreSQL does not let in within ten seconds, and who talks to a machine that dropped off, gets
    // DatabaseAway; the URL may name other times.
    Connection(const DatabaseAddress& address, Use use);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool is_postgres() const;
    // One or several statements without arguments.
    void execute(const std::string& text);
    // A prepared statement, kept for the next time; each row is handed on and the cursor is read to its end.
    void query(const std::string& text, const std::vector<Value>& args, const std::vector<Kind>& kinds,
               const std::function<void(const std::vector<Value>&)>& each);
    std::int64_t change(const std::string& text, const std::vector<Value>& args);

    // A statement failed because of the machine and not because of what it said: the disk is full or broken,
    // there is no memory, the server is going. That was DatabaseAway, and so is all that is asked from then
    // on. Nothing of the transaction counts; open another connection.
    bool is_broken() const;
    // Whether the transaction that was begun is still there: SQLite rolls back by itself on a full disk.
    bool in_transaction() const;
    // In a transaction of which no statement failed: PostgreSQL answers COMMIT of a failed one with a
    // ROLLBACK.
    bool can_commit() const;
    // From now on for so long; then the socket to PostgreSQL is shut, and whoever waits on it gets
    // DatabaseAway. Nothing ends the wait: the other end goes on with what it was asked, and a COMMIT that
    // waited for a standby is never cancelled, which would answer like one that is done (reliability.md 2.1).
    // Nothing given: no longer. On SQLite there is nothing to wait for.
    void cut_after(std::optional<std::chrono::milliseconds> patience);
    // Notices that PostgreSQL sent since the last call (a COMMIT with one is no proof of durability).
    int notices();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::sql
