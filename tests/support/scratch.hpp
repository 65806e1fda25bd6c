#pragma once
// A database of its own for each test: a SQLite file in a temporary folder, or a database of its own on the
// PostgreSQL that TIANPING_TEST_POSTGRES names, whose role may create some.
#include "infra/spine/database.hpp"
#include "infra/spine/writer.hpp"
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tianping::test {

enum class Home { sqlite, postgres };
std::string name_of(Home home);
// SQLite always; PostgreSQL where the environment names one.
std::vector<Home> homes();
// Those of them that are a server: none where the environment names no PostgreSQL.
std::vector<Home> server_homes();
// SQLite, or PostgreSQL where TIANPING_TEST_HOME asks for it and there is one: a program whose tests name no
// home runs once on each.
Home home_of_this_run();

class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// What a database holds at first. Where tests do not care they are given tables, on SQLite in a run that
// keeps scenes (kept_scene.hpp): a copy of them takes a tenth of the time of the migrations.
enum class Holds { nothing, tables };

class ScratchDatabase {
public:
    explicit ScratchDatabase(Home home, Holds holds = Holds::tables);
    // Holds what `keep` left in this folder.
    ScratchDatabase(Home home, const std::filesystem::path& kept);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;
    const DatabaseAddress& address() const { return address_; }
    // Whether the migrations have been applied.
    bool has_tables() const { return has_tables_; }
    // Leaves a copy in this new folder; nobody may be connected. On PostgreSQL it stays as long as the
    // server.
    void keep(const std::filesystem::path& kept) const;

private:
    void create(const std::string& from);

    ScratchFolder folder_;
    std::string name_; // on PostgreSQL
    DatabaseAddress address_;
    bool has_tables_ = false;
};

inline constexpr Instant monday = from_millis(1'772'413'200'000); // 2026-03-02 09:00 +08:00

// A writer over a fresh, migrated database with a clock that stands still and seeded chance.
struct TestHouse {
    explicit TestHouse(Home home, jobs::Handlers handlers = {}, std::vector<Follower> followers = {},
                       WriterLimits limits = {});

    // Runs one command of `person` and waits for its outcome.
    Outcome run(const std::string& person, const std::string& key,
                std::function<Result<Answer>(WriteTx&, const Call&)> decide, const std::string& digest = "d");

    ScratchDatabase database;
    HouseClock clock = HouseClock::rehearsal(monday);
    SeededChance chance{7};
    Writer writer;
    ReadPool pool;
};

} // namespace tianping::test
