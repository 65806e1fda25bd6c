#pragma once
// One SOCI session with its prepared statements. Only infra/spine includes this.
#include "infra/spine/database.hpp"
#include "infra/spine/sql_value.hpp"
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace tianping::sql {

// The database said no in a way that is no answer to a person: disk full, connection gone, our SQL is wrong.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Connection {
public:
    enum class Use { read, write };

    // What a write connection commits is durable when it says so: SQLite syncs, and PostgreSQL's
    // `synchronous_commit` is raised to `on` where it is `off` or `local`, and left where it is stronger.
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
    // there is no memory, the server is going. Nothing of the transaction counts; open another connection.
    bool is_broken() const;
    // Whether the transaction that was begun is still there: SQLite rolls back by itself on a full disk.
    bool in_transaction() const;
    // In a transaction of which no statement failed: PostgreSQL answers COMMIT of a failed one with a
    // ROLLBACK.
    bool can_commit() const;
    // Notices that PostgreSQL sent since the last call (a COMMIT with one is no proof of durability).
    int notices();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tianping::sql
