#include "infra/spine/batch.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/rebuild.hpp"
#include <algorithm>

namespace tianping {

struct FollowerRow {
    std::string name;
    std::int64_t seen{};
    std::optional<std::string> stopped;
    static constexpr std::string_view table = "follower";
};
BOOST_DESCRIBE_STRUCT(FollowerRow, (), (name, seen, stopped))

namespace {

FollowerRow cursor_of(WriteTx& tx, const std::string& name)
{
    if (auto row = tx.find<FollowerRow>("WHERE name = :n", name))
        return *std::move(row);
    const FollowerRow fresh{name, 0, std::nullopt};
    tx.insert(fresh).value();
    return fresh;
}

void apply(WriteTx& tx, const Follower& follower, const events::Event& event)
{
    if (const auto handler = follower.by_kind.find(event.kind); handler != follower.by_kind.end())
        handler->second(tx, event);
    else if (follower.any)
        follower.any(tx, event);
}

std::vector<events::Event> after(const ReadTx& tx, std::int64_t seen, std::size_t most)
{
    return tx.list<events::Event>("WHERE seq > :s ORDER BY seq LIMIT :m", seen,
                                  static_cast<std::int64_t>(most));
}

} // namespace

bool take_turn(events::LogTx& tx, const Follower& follower, std::size_t most)
{
    const auto cursor = cursor_of(tx, follower.name);
    if (cursor.stopped)
        return false;
    const auto events = after(tx, cursor.seen, most);
    for (const auto& event : events)
        apply(tx, follower, event);
    if (!events.empty())
        tx.change("UPDATE follower SET seen = :s WHERE name = :n", events.back().seq, follower.name);
    return events.size() == most;
}

bool Batch::follow(events::LogTx& tx, const Follower& follower, std::size_t most)
{
    bool more = false;
    in_savepoint(tx, [&] {
        more = take_turn(tx, follower, most);
        return true;
    });
    return more;
}

// As the table says: another node may have stopped one, an earlier process, or a batch that was lost.
void Batch::find_stopped(const events::LogTx& tx)
{
    stopped_.clear();
    for (auto& row : tx.list<FollowerRow>("WHERE stopped IS NOT NULL"))
        if (std::ranges::find(followers_, row.name, &Follower::name) != followers_.end())
            stopped_[row.name] = *std::move(row.stopped);
}

void Batch::run_followers(events::LogTx& tx, Left& left)
{
    find_stopped(tx);
    for (const auto& follower : followers_) {
        if (stopped_.contains(follower.name))
            continue;
        try {
            left.more = follow(tx, follower, limits_.follower_turn) || left.more;
            continue;
        } catch (const Lost&) {
            throw;
        } catch (const std::exception&) { // somewhere in the turn there is a poisonous event: find it
        }
        try {
            while (follow(tx, follower, 1)) {
            }
        } catch (const Lost&) {
            throw;
        } catch (const std::exception& e) {
            stopped_[follower.name] = e.what();
            tx.change("UPDATE follower SET stopped = :r WHERE name = :n", std::string{e.what()},
                      follower.name);
            log::error("a follower stopped", {{"follower", follower.name}, {"reason", e.what()}});
        }
    }
}

Result<std::int64_t> rebuild(const DatabaseAddress& database, const Follower& follower, Instant now)
{
    if (follower.kind == FollowerKind::outbox) {
        Error e{Fault::conflict, "house.outbox_never_replayed"};
        e.params["follower"] = follower.name;
        return e;
    }
    sql::Connection connection{database, sql::Connection::Use::write};
    connection.execute(connection.is_postgres() ? "BEGIN" : "BEGIN IMMEDIATE");
    events::LogHead head{0, now};
    events::LogTx tx{connection, head};
    if (connection.is_postgres())
        tx.number("SELECT seq FROM log_head WHERE only_row = 1 FOR UPDATE");
    for (const auto& table : follower.tables)
        tx.change("DELETE FROM " + table);
    tx.change("DELETE FROM follower WHERE name = :n", follower.name);
    while (take_turn(tx, follower, 1000)) {
    }
    const auto seen = tx.number("SELECT coalesce(max(seen), 0) FROM follower WHERE name = :n", follower.name);
    connection.execute("COMMIT");
    return seen;
}

} // namespace tianping
