#include "infra/spine/database.hpp"
#include "infra/spine/connection.hpp"

namespace tianping {

ReadPool::ReadPool(DatabaseAddress database, std::size_t connections)
    : database_{std::move(database)}, left_to_open_{connections}
{
}

ReadPool::~ReadPool() = default;

std::unique_ptr<sql::Connection> ReadPool::take()
{
    std::unique_lock lock{mutex_};
    free_.wait(lock, [&] { return !idle_.empty() || left_to_open_ > 0; });
    if (!idle_.empty()) {
        auto out = std::move(idle_.back());
        idle_.pop_back();
        return out;
    }
    --left_to_open_;
    lock.unlock();
    try {
        return std::make_unique<sql::Connection>(database_, sql::Connection::Use::read);
    } catch (...) {
        lock.lock();
        ++left_to_open_;
        free_.notify_one();
        throw;
    }
}

void ReadPool::give(std::unique_ptr<sql::Connection> connection)
{
    const std::lock_guard lock{mutex_};
    if (connection)
        idle_.push_back(std::move(connection));
    else
        ++left_to_open_;
    free_.notify_one();
}

ReadPool::Lease::Lease(ReadPool& pool) : pool_{pool}, connection_{pool.take()}
{
    try {
        connection_->execute(connection_->is_postgres() ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                                        : "BEGIN");
    } catch (...) {
        pool_.give(nullptr);
        throw;
    }
    tx_ = std::make_unique<ReadTx>(*connection_);
}

ReadPool::Lease::~Lease()
{
    tx_.reset();
    try {
        connection_->execute("COMMIT");
    } catch (const sql::DatabaseError&) {
        connection_.reset(); // a broken connection is not given back; the next read opens a new one
    }
    pool_.give(std::move(connection_));
}

} // namespace tianping
