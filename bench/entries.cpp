#include "entries.hpp"
#include "app/followers.hpp"
#include "app/share.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/own_command.hpp"

namespace tianping::bench {
namespace {

struct EntryWritten {
    static constexpr std::string_view kind = "bench.entry_written";
    static constexpr int version = 1;
    std::string text{};
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(EntryWritten, (), (text, amount))

constexpr const char* about_trade = "trd_018e3f2a1b4c0123456789abcdef01234567";

Actor benchmark_actor(const std::string& address)
{
    Actor out;
    out.person = "per_018e3f2a1b4c0123456789abcdef01234567";
    out.organisation = "org_018e3f2a1b4c0123456789abcdef01234567";
    out.certificate = std::string(64, 'c');
    out.address = address;
    return out;
}

} // namespace

std::vector<http::Route> Entries::routes() const
{
    return {http::write(http::Method::post, "/api/v1/bench/entries", Capability::trade_register,
                        http::no_object, *this, &Entries::add, "Write an entry")};
}

Result<Entry> Entries::add(WriteTx& tx, const http::Request& request, const NewEntry& in) const
{
    const Entry entry{request.call.mint<EntryId>(), in.text, in.amount, request.call.arrived, 1};
    TP_CHECK(tx.insert(entry));
    events::append(tx, request.call, entry.id.text(), {"bench", {about_trade}, {}, {}},
                   EntryWritten{in.text, in.amount});
    return entry;
}

DatabaseAddress fresh_database(const std::filesystem::path& file)
{
    const DatabaseAddress address{file.string()};
    migrate(address, app::built_share() + "/migrations").value();
    const auto clock = HouseClock::real();
    SystemChance chance;
    Writer writer{address, clock, chance, {}, {}};
    const auto decide = [](WriteTx& tx, const Call&) -> Result<tianping::Answer> {
        tx.change(
            "CREATE TABLE bench_entry (id TEXT PRIMARY KEY, text TEXT NOT NULL, amount INTEGER NOT NULL, "
            "written INTEGER NOT NULL, version INTEGER NOT NULL) STRICT");
        return tianping::Answer{};
    };
    auto command = own_command({"make the table", "", {}, decide}, "make-the-table", clock.now(), chance);
    if (!writer.run(std::move(command)).answer)
        throw std::runtime_error("the room's table could not be made");
    return address;
}

BenchHouse::BenchHouse(const std::filesystem::path& folder)
    : database_{folder / "house.db"}, address_{fresh_database(database_)}, blobs_{folder / "blobs"},
      stamper_{clock_}, catalogue_{http::Catalogue::load(app::built_share() + "/catalogues").value()},
      writer_{address_, clock_, chance_, {}, app::followers(chance_)}, reads_{address_, 8}, uploads_{blobs_,
                                                                                                     chance_}
{
    auto routes = room_.routes();
    for (auto& more : uploads_.routes())
        routes.push_back(std::move(more));
    http::DoorLimits limits;
    door_.emplace(std::move(routes), parts(), std::move(limits));
    server_.emplace(*door_, http::ServerOptions{});
}

http::DoorParts BenchHouse::parts()
{
    http::DoorParts out{writer_, reads_, chance_, stamper_, catalogue_};
    out.policy = [](const Actor& actor, Capability, const http::Object*) -> Status {
        if (actor.anonymous())
            return Error{Fault::unauthenticated, "http.bad_authorization"};
        return {};
    };
    out.sessions = [](const std::string&, const std::string& address) -> Result<Actor> {
        return benchmark_actor(address);
    };
    out.sessions_at_once = [](const std::string&, const std::string& address) {
        return std::optional<Result<Actor>>{benchmark_actor(address)};
    };
    return out;
}

BenchHouse::~BenchHouse()
{
    server_.reset();
    door_->stop();
    writer_.stop();
}

} // namespace tianping::bench
