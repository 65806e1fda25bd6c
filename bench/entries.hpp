#pragma once
// A house with one small room: entries with a text and an amount, each an event about a trade, which the
// house's followers pass. What a command of the house costs at least, and its upload route.
#include "infra/blob/blob_store.hpp"
#include "infra/http/door.hpp"
#include "infra/http/server.hpp"
#include "infra/http/uploads.hpp"
#include <filesystem>
#include <optional>

namespace tianping::bench {

struct EntryTag {
    static constexpr std::string_view prefix = "ent";
};
using EntryId = Id<EntryTag>;

struct NewEntry {
    std::string text{};
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(NewEntry, (), (text, amount))

struct Entry {
    EntryId id{};
    std::string text{};
    std::int64_t amount{};
    Instant written{};
    std::int64_t version{1};
    static constexpr std::string_view table = "bench_entry";
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, text, amount, written, version))

class Entries {
public:
    std::vector<http::Route> routes() const;

private:
    Result<Entry> add(WriteTx& tx, const http::Request& request, const NewEntry& in) const;
};

// The spine's schema and the room's table in a fresh SQLite file.
DatabaseAddress fresh_database(const std::filesystem::path& file);

class BenchHouse {
public:
    explicit BenchHouse(const std::filesystem::path& folder);
    ~BenchHouse();
    unsigned short port() const { return server_->port(); }
    const std::filesystem::path& database() const { return database_; }
    const blob::BlobStore& blobs() const { return blobs_; }

private:
    http::DoorParts parts();

    std::filesystem::path database_;
    DatabaseAddress address_;
    HouseClock clock_ = HouseClock::real();
    SystemChance chance_;
    blob::BlobStore blobs_;
    http::PlainStamper stamper_;
    http::Catalogue catalogue_;
    Writer writer_;
    ReadPool reads_;
    Entries room_;
    http::Uploads uploads_;
    std::optional<http::Door> door_;
    std::optional<http::Server> server_;
};

} // namespace tianping::bench
