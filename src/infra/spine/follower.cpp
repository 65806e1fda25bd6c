#include "infra/spine/batch.hpp"
#include "infra/spine/connection.hpp"
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

void pass(WriteTx& tx, const std::vector<std::string>& followers, std::int64_t seen)
{
    std::string places;
    std::vector<sql::Value> args{sql::to_value(seen)};
    for (const auto& name : followers) {
        places += (places.empty() ? ":n" : ", :n") + std::to_string(args.size());
        args.push_back(sql::to_value(name));
    }
    tx.connection().change("UPDATE follower SET seen = :s WHERE name IN (" + places + ")", args);
}

void apply(WriteTx& tx, const Follower& follower, const std::vector<events::Event>& events)
{
    for (const auto& event : events)
        apply(tx, follower, event);
    pass(tx, {follower.name}, events.back().seq);
}

bool listens(const Follower& follower, const std::vector<events::Event>& events)
{
    return follower.any || std::ranges::any_of(events, [&](const events::Event& event) {
               return follower.by_kind.contains(event.kind);
           });
}

} // namespace

bool take_turn(events::LogTx& tx, const Follower& follower, std::size_t most)
{
    const auto cursor = cursor_of(tx, follower.name);
    if (cursor.stopped)
        return false;
    const auto events = after(tx, cursor.seen, most);
    if (!events.empty())
        apply(tx, follower, events);
    return events.size() == most;
}

// As the table says: another node may have stopped one, an earlier process, or a batch that was lost.
std::map<std::string, std::int64_t> Batch::cursors(const events::LogTx& tx)
{
    stopped_.clear();
    std::map<std::string, std::int64_t> out;
    for (auto& row : tx.list<FollowerRow>("ORDER BY name")) {
        out[row.name] = row.seen;
        if (row.stopped && std::ranges::find(followers_, row.name, &Follower::name) != followers_.end())
            stopped_[row.name] = *std::move(row.stopped);
    }
    return out;
}

void Batch::run_followers(events::LogTx& tx, Left& left)
{
    const auto cursors = this->cursors(tx);
    std::optional<std::int64_t> from;
    std::vector<events::Event> events;                        // after `from`, where nearly all of them stand
    std::map<std::int64_t, std::vector<std::string>> passing; // to where: who listens to nothing on the way
    for (const auto& follower : followers_) {
        if (stopped_.contains(follower.name))
            continue;
        const auto known = cursors.find(follower.name);
        const auto seen = known == cursors.end() ? cursor_of(tx, follower.name).seen : known->second;
        if (from != seen)
            events = after(tx, seen, limits_.follower_turn);
        from = seen;
        left.more = left.more || events.size() == limits_.follower_turn;
        if (events.empty())
            continue;
        if (listens(follower, events))
            follow(tx, follower, events);
        else
            passing[events.back().seq].push_back(follower.name);
    }
    for (const auto& [seq, names] : passing)
        pass(tx, names, seq);
}

void Batch::follow(events::LogTx& tx, const Follower& follower, const std::vector<events::Event>& events)
{
    try {
        in_savepoint(tx, [&] {
            apply(tx, follower, events);
            return true;
        });
        return;
    } catch (const Lost&) {
        throw;
    } catch (const std::exception&) { // somewhere in the turn there is a poisonous event: find it
    }
    try {
        while (follow_one(tx, follower)) {
        }
    } catch (const Lost&) {
        throw;
    } catch (const std::exception& e) {
        stopped_[follower.name] = e.what();
        tx.change("UPDATE follower SET stopped = :r WHERE name = :n", std::string{e.what()}, follower.name);
        log::error("a follower stopped", {{"follower", follower.name}, {"reason", e.what()}});
    }
}

bool Batch::follow_one(events::LogTx& tx, const Follower& follower)
{
    bool more = false;
    in_savepoint(tx, [&] {
        more = take_turn(tx, follower, 1);
        return true;
    });
    return more;
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
