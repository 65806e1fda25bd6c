#include "support/scratch.hpp"
#include "infra/spine/connection.hpp"
#include "support/places.hpp"
#include <atomic>
#include <cstdlib>
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

ScratchDatabase::ScratchDatabase(Home home)
{
    if (home == Home::sqlite) {
        address_.text = (folder_.path() / "house.db").string();
        return;
    }
    schema_ = unique_name();
    sql::Connection admin{{postgres_url()}, sql::Connection::Use::write};
    admin.execute("CREATE SCHEMA " + schema_);
    const std::string url = postgres_url();
    address_.text =
        url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema_;
}

ScratchDatabase::~ScratchDatabase()
{
    if (schema_.empty())
        return;
    sql::Connection admin{{postgres_url()}, sql::Connection::Use::write};
    admin.execute("DROP SCHEMA " + schema_ + " CASCADE");
}

TestHouse::TestHouse(Home home, jobs::Handlers handlers, std::vector<Follower> followers, WriterLimits limits)
    : database{home}, writer{migrated(database.address()), clock, chance, std::move(handlers),
                             std::move(followers),         limits},
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
