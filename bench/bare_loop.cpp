#include "bare_loop.hpp"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <semaphore>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace tianping::bench {
namespace {

using Column = std::variant<std::int64_t, std::string>;
using Row = std::vector<Column>;

class Database {
public:
    explicit Database(const std::filesystem::path& file)
    {
        check(sqlite3_open(file.c_str(), &handle_));
        execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
    }
    ~Database()
    {
        for (auto* statement : statements_)
            sqlite3_finalize(statement);
        sqlite3_close(handle_);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void execute(const char* text) { check(sqlite3_exec(handle_, text, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const std::string& text)
    {
        sqlite3_stmt* out = nullptr;
        check(sqlite3_prepare_v3(handle_, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &out, nullptr));
        statements_.push_back(out);
        return out;
    }
    void step(sqlite3_stmt* statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            check(SQLITE_ERROR);
        check(sqlite3_reset(statement));
    }
    Row first_row(const std::string& text)
    {
        auto* statement = prepare(text);
        if (sqlite3_step(statement) != SQLITE_ROW)
            throw std::runtime_error("the house has written no " + text);
        Row out;
        for (int i = 0; i < sqlite3_column_count(statement); ++i)
            if (sqlite3_column_type(statement, i) == SQLITE_INTEGER)
                out.emplace_back(sqlite3_column_int64(statement, i));
            else
                out.emplace_back(
                    std::string{reinterpret_cast<const char*>(sqlite3_column_text(statement, i))});
        sqlite3_reset(statement);
        return out;
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK)
            throw std::runtime_error(std::string{"sqlite3: "} + sqlite3_errmsg(handle_));
    }
    sqlite3* handle_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

// One table's row as the house wrote it, and the statement that writes it.
struct Pattern {
    Row row;
    sqlite3_stmt* insert;
};

Pattern pattern_of(Database& written, Database& target, const std::string& table, const std::string& where)
{
    auto row = written.first_row("SELECT * FROM " + table + " " + where + " LIMIT 1");
    std::string places = "?";
    for (std::size_t i = 1; i < row.size(); ++i)
        places += ",?";
    auto* insert = target.prepare("INSERT INTO " + table + " VALUES (" + places + ")");
    return {std::move(row), insert};
}

void bind(sqlite3_stmt* statement, const Row& row)
{
    for (std::size_t i = 0; i < row.size(); ++i)
        if (const auto* number = std::get_if<std::int64_t>(&row[i]))
            sqlite3_bind_int64(statement, static_cast<int>(i + 1), *number);
        else
            sqlite3_bind_text(statement, static_cast<int>(i + 1), std::get<std::string>(row[i]).c_str(), -1,
                              SQLITE_STATIC);
}

std::string hex_of(std::uint64_t value, std::size_t digits)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::string out(digits, '0');
    for (auto place = out.rbegin(); place != out.rend(); ++place, value >>= 4)
        *place = hex[value & 15];
    return out;
}

} // namespace

struct BareLoop::State {
    State(const std::filesystem::path& database, const std::filesystem::path& written)
        : target{database}, source{written}, command{pattern_of(source, target, "command",
                                                                "WHERE name LIKE 'POST %'")},
          event{pattern_of(source, target, "event", "")},
          about{pattern_of(source, target, "event_about", "")}, entry{pattern_of(source, target,
                                                                                 "bench_entry", "")},
          head{target.prepare("UPDATE log_head SET seq = ? WHERE only_row = 1")}
    {
        seq = std::get<std::int64_t>(target.first_row("SELECT seq FROM log_head")[0]);
    }

    void write(const Pattern& pattern)
    {
        bind(pattern.insert, pattern.row);
        target.step(pattern.insert);
    }
    void write_command()
    {
        ++seq;
        auto id = std::get<std::string>(entry.row[0]);
        id.replace(id.size() - 16, 16, hex_of(static_cast<std::uint64_t>(seq), 16));
        command.row[1] = hex_of(chance(), 16) + hex_of(chance(), 16);
        event.row[0] = seq;
        event.row[1] = id;
        about.row[1] = seq;
        entry.row[0] = id;
        for (const auto* pattern : {&entry, &event, &about, &command})
            write(*pattern);
    }
    void commit(std::size_t commands)
    {
        target.execute("BEGIN IMMEDIATE");
        for (std::size_t i = 0; i < commands; ++i)
            write_command();
        sqlite3_bind_int64(head, 1, seq);
        target.step(head);
        target.execute("COMMIT");
    }

    Database target, source;
    Pattern command, event, about, entry;
    sqlite3_stmt* head;
    std::int64_t seq = 0;
    std::mt19937_64 chance{std::random_device{}()};
};

namespace {

// Clients that wait, each for the commit of its own command.
class Waiting {
public:
    void ask(std::binary_semaphore& mine)
    {
        {
            const std::lock_guard lock{mutex_};
            waiting_.push_back(&mine);
        }
        some_.notify_one();
        mine.acquire();
    }
    std::vector<std::binary_semaphore*> take()
    {
        std::unique_lock lock{mutex_};
        some_.wait_for(lock, std::chrono::milliseconds{50}, [this] { return !waiting_.empty(); });
        return std::exchange(waiting_, {});
    }

private:
    std::mutex mutex_;
    std::condition_variable some_;
    std::vector<std::binary_semaphore*> waiting_;
};

} // namespace

BareLoop::BareLoop(const std::filesystem::path& database, const std::filesystem::path& pattern)
    : state_{std::make_unique<State>(database, pattern)}
{
}

BareLoop::~BareLoop() = default;

double BareLoop::run(std::size_t clients, std::chrono::milliseconds time)
{
    Waiting waiting;
    std::atomic<bool> over{false};
    std::atomic<std::size_t> left{clients};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < clients; ++i)
        threads.emplace_back([&] {
            std::binary_semaphore mine{0};
            while (!over)
                waiting.ask(mine);
            --left;
        });
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> took{};
    std::int64_t committed = 0;
    while (left > 0) {
        const auto batch = waiting.take();
        if (!batch.empty())
            state_->commit(batch.size());
        for (auto* client : batch)
            client->release();
        if (over)
            continue;
        committed += static_cast<std::int64_t>(batch.size());
        took = std::chrono::steady_clock::now() - begin;
        over = took >= time;
    }
    return static_cast<double>(committed) / took.count();
}

} // namespace tianping::bench
