#pragma once
// The whole house on one page: members are built top to bottom and torn down bottom to top; nothing else
// constructs a room, and there are no singletons.
#include "app/calendar_watch.hpp"
#include "app/clock_desk.hpp"
#include "app/erasure_desk.hpp"
#include "app/installation.hpp"
#include "app/medium_desk.hpp"
#include "app/portal/desk.hpp"
#include "app/this_program.hpp"
#include "app/timestamp_desk.hpp"
#include "followers/feed/feed.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/http/catalogue.hpp"
#include "infra/http/door.hpp"
#include "infra/http/operations.hpp"
#include "infra/http/server.hpp"
#include "infra/http/uploads.hpp"
#include "infra/spine/clock_watch.hpp"
#include "infra/spine/node_lock.hpp"
#include "infra/spine/rounds.hpp"
#include "infra/spine/stamp_journal.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/audit/service.hpp"
#include "rooms/bidding/key_tests.hpp"
#include "rooms/bidding/questions.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/hall/record_printer.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/sessions.hpp"
#include "rooms/notice/service.hpp"
#include "rooms/opening/opener.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/procedure/load.hpp"
#include "rooms/trade/service.hpp"

namespace tianping::app {

// What is read from files before anything runs.
struct Shelf {
    http::Catalogue catalogue;
    procedure::Library law;
    guidance::Guidance guidance;
    std::optional<ThisProgram> program{}; // shown on the portal; whoever serves adds it
};
Result<Shelf> read_shelf(const Config& config);

// That this process alone is its node, and that database and clock are as this program needs them:
// make_ready() alone makes one.
class Ready {
    Ready(NodeLock node, std::unique_ptr<ReadPool> reads) : node_{std::move(node)}, reads_{std::move(reads)}
    {
    }
    NodeLock node_;
    std::unique_ptr<ReadPool> reads_; // the house goes on reading over these connections
    friend class House;
    friend Result<Ready> make_ready(const Config& config, Installation& installation);
};
// Takes the node's name, then brings the schema and a rehearsal's clock forward. Refuses as NodeLock::take()
// and migrate() do, with `installation.of_another` a database that another installation's process
// established, and a folder of blobs as check_blobs() does.
Result<Ready> make_ready(const Config& config, Installation& installation);

struct ServerChoice {
    bool any_port = false; // tests and rehearsals: whatever is free, on the configured address
};

class House {
public:
    // Builds everything; nothing listens yet. `chance` serves ids and salts.
    House(const Config& config, Installation& installation, Shelf shelf, Chance& chance, Ready ready);
    ~House();

    // First start: the installation goes on record with the centre, its staff and the three administrators,
    // whose keys are handed out under `data`/handed-out. Later starts, and where another node was first:
    // nothing. `installation.of_another` when that node has other keys, `installation.other_blobs` when it
    // has another folder of blobs.
    Status establish();
    // Decides what a killed process left undecided, brings rounds over to later versions of their procedures
    // where these say so, then listens. `house.node_elsewhere` when the database knows the node's name from
    // another folder, and the outcome where this node's low-water mark could not be published.
    Status open_door(const ServerChoice& choice = {});
    unsigned short port() const { return server_->port(); }
    // Stops taking work, finishes what is in hand, and gives the node's name back.
    void stop();

    Writer& writer() { return writer_; }
    ReadPool& reads() { return *reads_; }
    const blob::BlobStore& blobs() const { return blobs_; }

    // Every route of the house, for the door, OpenAPI and the generated access tests.
    std::vector<http::Route> routes() const;

private:
    jobs::Handlers handlers() const;
    http::DoorParts door_parts();
    std::vector<http::Gauge> gauges();
    Status check_files();
    Status readiness() const; // why this node should be given no work
    std::string warnings();   // what operators should see to, though it takes work
    void replay_undecided();
    Status bring_rounds_over();
    Status announce_node();
    void forget_uploads();

    const Config& config_;
    Installation& installation_;
    Shelf shelf_;
    Chance& chance_;
    SystemClock steady_;
    blob::BlobStore blobs_;
    NodeLock node_;
    std::unique_ptr<ReadPool> reads_;
    StampJournal stamps_;
    trade::Trades trades_;
    notice::Notices notices_;
    bidding::Bidding bidding_;
    bidding::Questions questions_;
    deposit::Deposits deposits_;
    opening::Opening opening_;
    hall::Hall hall_;
    feed::Feed feed_;
    PortalDesk portal_;
    Writer writer_;
    identity::Sessions sessions_;
    identity::Identity identity_;
    audit::Audit audit_;
    opening::Opener opener_;
    bidding::KeyTester key_tester_;
    hall::RecordPrinter record_printer_;
    CalendarWatch calendar_watch_;
    std::optional<ClockWatch> clock_watch_; // a rehearsal's clock is moved by hand
    Rounds follow_ups_, old_uploads_;
    MediumDesk medium_;
    TimestampDesk timestamps_;
    ClockDesk clock_desk_;
    ErasureDesk erasure_desk_;
    http::Uploads uploads_;
    http::Operations operations_;
    std::unique_ptr<http::Door> door_;
    std::unique_ptr<http::Server> server_;
};

} // namespace tianping::app
