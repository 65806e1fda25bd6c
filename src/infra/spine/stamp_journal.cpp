#include "infra/spine/stamp_journal.hpp"
#include "base/wire.hpp"
#include "infra/spine/event_log.hpp"
#include "infra/spine/log.hpp"
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <mutex>
#include <unistd.h>

namespace tianping {

// One line of the journal: a request, or the word that the one with this token is decided.
struct JournalLine {
    std::int64_t token{};
    std::optional<http::StampedRequest> request{};
};
BOOST_DESCRIBE_STRUCT(JournalLine, (), (token, request))

namespace {

constexpr std::int64_t rotate_at = std::int64_t{32} << 20;

std::string line_of(std::uint64_t token, const http::StampedRequest* request)
{
    JournalLine line{static_cast<std::int64_t>(token), std::nullopt};
    if (request != nullptr)
        line.request = *request;
    return boost::json::serialize(wire::write(line)) + "\n";
}

// The requests without a later "decided". A torn last line was never answered for and is passed over.
std::map<std::uint64_t, http::StampedRequest> undecided_of(const std::filesystem::path& file)
{
    std::map<std::uint64_t, http::StampedRequest> open;
    std::ifstream in{file};
    std::string text;
    while (std::getline(in, text)) {
        auto value = wire::parse_json(text);
        if (!value)
            continue;
        auto line = wire::from_value<JournalLine>(*value);
        if (!line)
            continue;
        const auto token = static_cast<std::uint64_t>(line->token);
        if (line->request)
            open[token] = *std::move(line->request);
        else
            open.erase(token);
    }
    return open;
}

void write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        const auto n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            throw std::runtime_error(std::string{"the stamp journal cannot be written: "} +
                                     std::strerror(errno));
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace

struct StampJournal::State {
    State(const Clock& given, std::filesystem::path path, std::chrono::milliseconds patience)
        : clock{given}, file{std::move(path)}, lease{patience}
    {
    }

    const Clock& clock;
    std::filesystem::path file;
    std::chrono::milliseconds lease;

    std::mutex mutex;
    std::condition_variable synced_more;
    int fd = -1;
    std::int64_t bytes = 0;
    std::uint64_t last_token = 0, written = 0, synced = 0;
    bool syncing = false, leaving = false;
    Instant last{};
    std::map<std::uint64_t, Instant> pending;
    std::vector<Kept> undecided;
    std::chrono::steady_clock::time_point published = std::chrono::steady_clock::now();

    Instant read_time() // under the mutex; never goes back, whatever the machine's clock does
    {
        last = std::max(last, clock.now());
        return last;
    }
    void reopen(const std::map<std::uint64_t, http::StampedRequest>& open);
    void append(const std::string& text)
    {
        write_all(fd, text);
        bytes += static_cast<std::int64_t>(text.size());
        ++written;
    }
    void make_durable(std::unique_lock<std::mutex>& lock);
    bool has_left();
};

// Begins a fresh file that holds just the undecided requests, and puts it in the old one's place.
void StampJournal::State::reopen(const std::map<std::uint64_t, http::StampedRequest>& open)
{
    const auto fresh = file.string() + ".new";
    const int made = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0)
        throw std::runtime_error("the stamp journal cannot be opened: " + fresh);
    std::string text;
    for (const auto& [token, request] : open)
        text += line_of(token, &request);
    write_all(made, text);
    if (::fdatasync(made) != 0)
        throw std::runtime_error("the stamp journal cannot be made durable");
    std::filesystem::rename(fresh, file);
    if (const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_CLOEXEC); folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    if (fd >= 0)
        ::close(fd);
    fd = made;
    bytes = static_cast<std::int64_t>(text.size());
}

// One caller syncs for all who wrote before it began.
void StampJournal::State::make_durable(std::unique_lock<std::mutex>& lock)
{
    const auto mine = written;
    while (synced < mine) {
        if (syncing) {
            synced_more.wait(lock);
            continue;
        }
        syncing = true;
        const auto target = written;
        const int file_now = fd;
        lock.unlock();
        const int failed = ::fdatasync(file_now);
        lock.lock();
        syncing = false;
        synced_more.notify_all();
        if (failed != 0)
            throw std::runtime_error("the stamp journal cannot be made durable");
        synced = std::max(synced, target);
    }
}

StampJournal::StampJournal(const std::filesystem::path& file, const Clock& clock,
                           std::chrono::milliseconds lease)
    : state_{std::make_unique<State>(clock, file, lease)}
{
    std::filesystem::create_directories(file.parent_path());
    const auto open = undecided_of(file);
    state_->reopen(open);
    for (const auto& [token, request] : open) {
        state_->last_token = std::max(state_->last_token, token);
        state_->pending[token] = request.arrived;
        state_->undecided.push_back({{request.arrived, token}, request});
    }
}

StampJournal::~StampJournal()
{
    if (state_->fd >= 0)
        ::close(state_->fd);
}

Instant StampJournal::now()
{
    const std::lock_guard lock{state_->mutex};
    return state_->read_time();
}

Result<http::Arrival> StampJournal::arrive()
{
    const std::lock_guard lock{state_->mutex};
    if (state_->leaving || std::chrono::steady_clock::now() - state_->published > state_->lease)
        return Error{Fault::unavailable, "clock.no_lease"};
    const http::Arrival arrival{state_->read_time(), ++state_->last_token};
    state_->pending[arrival.token] = arrival.at;
    return arrival;
}

Status StampJournal::journal(const http::Arrival& arrival, const http::StampedRequest& request)
{
    try {
        std::unique_lock lock{state_->mutex};
        state_->append(line_of(arrival.token, &request));
        state_->make_durable(lock);
        return {};
    } catch (const std::exception& e) {
        log::error("a stamp was not kept", {{"reason", e.what()}});
        return Error{Fault::unavailable, "clock.journal_failed"};
    }
}

void StampJournal::decided(const http::Arrival& arrival)
{
    if (arrival.token == 0)
        return;
    const std::lock_guard lock{state_->mutex};
    state_->pending.erase(arrival.token);
    try {
        // Not synced: after a crash the command table answers the same key as before.
        state_->append(line_of(arrival.token, nullptr));
        if (state_->pending.empty() && !state_->syncing && state_->bytes > rotate_at)
            state_->reopen({});
    } catch (const std::exception& e) {
        log::warn("the stamp journal could not note a decision", {{"reason", e.what()}});
    }
}

std::vector<StampJournal::Kept> StampJournal::take_undecided()
{
    const std::lock_guard lock{state_->mutex};
    return std::exchange(state_->undecided, {});
}

Instant StampJournal::low_water()
{
    const std::lock_guard lock{state_->mutex};
    auto low = state_->read_time();
    for (const auto& [token, at] : state_->pending)
        low = std::min(low, at);
    return low;
}

void StampJournal::leave()
{
    const std::lock_guard lock{state_->mutex};
    state_->leaving = true;
}

bool StampJournal::State::has_left()
{
    const std::lock_guard lock{mutex};
    return leaving && pending.empty();
}

void StampJournal::publish(WriteTx& tx, const std::string& node)
{
    const auto gone = state_->has_left();
    const auto low = low_water();
    tx.change(
        "INSERT INTO node (name, low_water, published, retired) VALUES (:n, :l, :p, :r) ON CONFLICT (name) "
        "DO UPDATE SET low_water = excluded.low_water, published = excluded.published, "
        "retired = excluded.retired",
        node, low, state_->clock.now(), gone);
    const std::lock_guard lock{state_->mutex};
    state_->published = std::chrono::steady_clock::now();
}

struct NodeRow {
    std::string name;
    Instant low_water{};
    Instant published{};
    bool retired{};
    static constexpr std::string_view table = "node";
};
BOOST_DESCRIBE_STRUCT(NodeRow, (), (name, low_water, published, retired))

namespace barrier {

std::string waits_for(const ReadTx& tx, Instant closing)
{
    const auto late =
        tx.list<NodeRow>("WHERE retired = 0 AND low_water < :c ORDER BY low_water LIMIT 1", closing);
    return late.empty() ? std::string{} : late.front().name;
}

bool passed(const ReadTx& tx, Instant closing)
{
    return waits_for(tx, closing).empty();
}

Status retire(WriteTx& tx, const Call& call, const Retirement& what)
{
    if (what.reason.empty() || what.by.empty())
        return Error{Fault::invalid, "house.reason_missing"};
    if (tx.change("UPDATE node SET retired = 1 WHERE name = :n", what.node) != 1) {
        Error e{Fault::not_found, "house.node_unknown"};
        e.params["node"] = what.node;
        return e;
    }
    events::append(tx, call, "node_" + what.node, {}, NodeRetired{what.node, what.reason, what.by});
    return {};
}

} // namespace barrier
} // namespace tianping
