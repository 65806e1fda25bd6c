#pragma once
// Where the house keeps its tables: a SQLite file, or PostgreSQL by URL. The same code serves both.
#include "infra/spine/store.hpp"
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace tianping {

namespace sql {

// The database said no in a way that is no answer to a person: our SQL is wrong, a rule of a table is broken.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The machine failed and not what was asked of it: it lets nobody in, the connection is gone, the disk is
// full. The same may be asked again, on another connection.
class DatabaseAway : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

} // namespace sql

struct DatabaseAddress {
    std::string text{}; // "postgresql://…" or the path of a SQLite file
    bool is_postgres() const { return text.starts_with("postgresql://") || text.starts_with("postgres://"); }
};

// Brings the schema forward: the files of migrations/ in order of name, each once, all that are new in one
// transaction; of several processes at once the others wait. Refuses with `store.newer_schema` a database
// that knows migrations which this binary does not have, and with `store.migration_changed` one whose applied
// text differs; then nothing was changed. A database that cannot be opened throws sql::DatabaseAway.
Status migrate(const DatabaseAddress& database, const std::string& folder);

// A pool of read connections, for any thread. A read sees one snapshot; a read that decides anything belongs
// into a command. It waits while all connections are taken, so `work` never reads from the same pool again. A
// database that is away throws sql::DatabaseAway, and the next read opens another connection.
class ReadPool {
public:
    ReadPool(DatabaseAddress database, std::size_t connections);
    ~ReadPool();

    template <class Work>
    auto read(Work work) -> decltype(work(std::declval<const ReadTx&>()))
    {
        Lease lease{*this};
        return work(lease.tx());
    }

private:
    class Lease {
    public:
        explicit Lease(ReadPool& pool);
        ~Lease();
        const ReadTx& tx() const { return *tx_; }

    private:
        ReadPool& pool_;
        std::unique_ptr<sql::Connection> connection_;
        std::unique_ptr<ReadTx> tx_;
    };
    std::unique_ptr<sql::Connection> take();
    void give(std::unique_ptr<sql::Connection> connection);

    DatabaseAddress database_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<sql::Connection>> idle_;
    std::size_t left_to_open_;
};

} // namespace tianping
