#include "support/scratch.hpp"
#include "infra/spine/connection.hpp"
#include "support/places.hpp"
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <set>
#include <unistd.h>

namespace tianping::test {
namespace {

const char* postgres_url()
{
    return std::getenv("TIANPING_TEST_POSTGRES");
}

std::string unique_name()
{
    static std::atomic<int> counter{0};
    return "t" + std::to_string(getpid()) + "_" + std::to_string(++counter);
}

DatabaseAddress migrated(DatabaseAddress address)
{
    migrate(address, source_folder() + "/migrations").value();
    return address;
}

std::string text_of_migrations()
{
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{source_folder() + "/migrations"})
        files.insert(entry.path());
    std::string out;
    for (const auto& file : files) {
        std::ifstream in{file};
        out.append(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    }
    return out;
}

std::string name_of_tables()
{
    return "tables_" + std::to_string(std::hash<std::string>{}(text_of_migrations()));
}

// The same for SQLite, where the run keeps scenes: a file that is whole when it has its name.
bool copy_tables(const std::filesystem::path& to)
{
    const char* scenes = std::getenv("TIANPING_TEST_SCENES");
    if (scenes == nullptr)
        return false;
    const auto whole = std::filesystem::path{scenes} / name_of_tables();
    if (!std::filesystem::exists(whole)) {
        const auto unfinished = whole.string() + "." + std::to_string(getpid());
        migrated({unfinished});
        std::filesystem::rename(unfinished, whole);
    }
    return std::filesystem::copy_file(whole, to);
}

// One at a time, over a connection that is kept for the next database: to make one takes as long as many a
// test.
void administrate(const std::function<void(sql::Connection&)>& act)
{
    static std::mutex one_at_a_time;
    static std::unique_ptr<sql::Connection> kept;
    const std::lock_guard lock{one_at_a_time};
    if (!kept || kept->is_broken())
        kept =
            std::make_unique<sql::Connection>(DatabaseAddress{postgres_url()}, sql::Connection::Use::write);
    act(*kept);
}

// The address with another database in the place of the one that it names.
DatabaseAddress on_postgres(const std::string& database)
{
    const std::string url = postgres_url();
    const auto begin = url.find('/', url.find("://") + 3) + 1;
    const auto end = std::min(url.find('?', begin), url.size());
    return {url.substr(0, begin) + database + url.substr(end)};
}

bool has_database(sql::Connection& admin, const std::string& name)
{
    bool found = false;
    admin.query("SELECT datname FROM pg_database WHERE datname = :n", {sql::text_value(name)},
                {sql::Kind::text}, [&](const auto&) { found = true; });
    return found;
}

// Of the migrations as they stand. Whoever is first makes it, under a name that counts for nobody until it is
// whole.
std::string template_of_tables(sql::Connection& admin)
{
    const auto name = name_of_tables();
    if (has_database(admin, name))
        return name;
    admin.execute("SELECT pg_advisory_lock(20260101)");
    if (!has_database(admin, name)) {
        admin.execute("DROP DATABASE IF EXISTS tables_unfinished");
        admin.execute("CREATE DATABASE tables_unfinished TEMPLATE template0");
        migrated(on_postgres("tables_unfinished"));
        admin.execute("ALTER DATABASE tables_unfinished RENAME TO " + name);
    }
    admin.execute("SELECT pg_advisory_unlock(20260101)");
    return name;
}

// Where a folder says which database of the server it stands for.
constexpr const char* kept_name = "name";

void copy_database(const std::string& from, const std::string& to)
{
    administrate([&](sql::Connection& admin) {
        admin.execute("CREATE DATABASE " + to + " TEMPLATE " + from + " STRATEGY file_copy");
    });
}

} // namespace

std::string name_of(Home home)
{
    return home == Home::sqlite ? "sqlite" : "postgres";
}

std::vector<Home> homes()
{
    if (postgres_url() != nullptr)
        return {Home::sqlite, Home::postgres};
    return {Home::sqlite};
}

std::vector<Home> server_homes()
{
    auto out = homes();
    std::erase(out, Home::sqlite);
    return out;
}

Home home_of_this_run()
{
    const char* wanted = std::getenv("TIANPING_TEST_HOME");
    return wanted != nullptr && name_of(homes().back()) == wanted ? homes().back() : Home::sqlite;
}

ScratchFolder::ScratchFolder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "tianping-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

ScratchDatabase::ScratchDatabase(Home home, Holds holds)
{
    if (home == Home::sqlite) {
        address_.text = (folder_.path() / "house.db").string();
        has_tables_ = holds == Holds::tables && copy_tables(address_.text);
        return;
    }
    has_tables_ = holds == Holds::tables;
    std::string from = "template0";
    if (has_tables_)
        administrate([&](sql::Connection& admin) { from = template_of_tables(admin); });
    create(from);
}

ScratchDatabase::ScratchDatabase(Home home, const std::filesystem::path& kept) : has_tables_{true}
{
    if (home == Home::postgres) {
        std::ifstream file{kept / kept_name};
        create(std::string{std::istreambuf_iterator<char>{file}, {}});
        return;
    }
    address_.text = (folder_.path() / "house.db").string();
    std::filesystem::copy(kept, folder_.path());
}

void ScratchDatabase::create(const std::string& from)
{
    name_ = unique_name();
    copy_database(from, name_);
    address_ = on_postgres(name_);
}

void ScratchDatabase::keep(const std::filesystem::path& kept) const
{
    if (name_.empty())
        return std::filesystem::copy(folder_.path(), kept);
    std::filesystem::create_directories(kept);
    copy_database(name_, "kept_" + name_);
    std::ofstream{kept / kept_name} << "kept_" + name_;
}

ScratchDatabase::~ScratchDatabase()
{
    if (name_.empty())
        return;
    administrate([&](sql::Connection& admin) { admin.execute("DROP DATABASE " + name_ + " WITH (FORCE)"); });
}

TestHouse::TestHouse(Home home, jobs::Handlers handlers, std::vector<Follower> followers, WriterLimits limits)
    : database{home}, writer{database.has_tables() ? database.address() : migrated(database.address()),
                             clock,
                             chance,
                             std::move(handlers),
                             std::move(followers),
                             limits},
      pool{database.address(), 2}
{
}

Outcome TestHouse::run(const std::string& person, const std::string& key,
                       std::function<Result<Answer>(WriteTx&, const Call&)> decide, const std::string& digest)
{
    Command command{"test", digest, {}, std::move(decide)};
    command.call.actor.person = person;
    command.call.arrived = clock.now();
    command.call.key = key;
    command.call.chance = &chance;
    return writer.run(std::move(command));
}

} // namespace tianping::test
