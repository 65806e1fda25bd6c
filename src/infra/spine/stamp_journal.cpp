#include "infra/spine/stamp_journal.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/stamp_file.hpp"
#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

namespace tianping {
namespace {

constexpr std::int64_t rotate_at = std::int64_t{32} << 20;

// A caller whose line is written and not yet durable.
struct Waiter {
    std::uint64_t token, line;
    bool lost = false;
};

} // namespace

struct StampJournal::State {
    State(const Clock& given, std::filesystem::path path, std::chrono::milliseconds patience)
        : clock{given}, lease{patience}, file{std::move(path)}
    {
    }

    const Clock& clock;
    const std::chrono::milliseconds lease;

    // What arrives, and what of it is undecided. Never held while the disk is asked: whoever stamps a last
    // byte would wait for it, and be late.
    std::mutex arrivals;
    std::uint64_t last_token = 0;
    bool leaving = false, anothers = false;
    Instant last{};
    std::map<std::uint64_t, Instant> pending;
    std::vector<Kept> undecided;
    std::chrono::steady_clock::time_point published = std::chrono::steady_clock::now(), publishing{};

    // The file. Whoever holds both took this one first. A line stands here only of what was pending before.
    std::mutex mutex;
    stamps::File file;
    std::condition_variable synced_more;
    std::uint64_t written = 0, synced = 0;
    bool syncing = false;
    std::vector<Waiter*> waiters;

    Instant read_time() // under `arrivals`; never goes back, whatever the machine's clock does
    {
        last = std::max(last, clock.now());
        return last;
    }
    bool may_stamp() const // under `arrivals`
    {
        return !leaving && !anothers && std::chrono::steady_clock::now() - published <= lease;
    }
    bool none_pending()
    {
        const std::lock_guard lock{arrivals};
        return pending.empty();
    }
    stamps::Requests still_pending(stamps::Requests requests)
    {
        const std::lock_guard lock{arrivals};
        std::erase_if(requests, [this](const auto& one) { return !pending.contains(one.first); });
        return requests;
    }
    void mend(std::unique_lock<std::mutex>& lock);
    void sync(std::unique_lock<std::mutex>& lock);
    void keep(std::uint64_t token, const std::string& line);
    void note_decided(std::uint64_t token);
    bool has_left();
};

// Nothing is written behind what the disk may have lost: a fresh file takes over what is still pending.
void StampJournal::State::mend(std::unique_lock<std::mutex>& lock)
{
    if (!file.is_damaged())
        return;
    synced_more.wait(lock, [this] { return !syncing; });
    if (!file.is_damaged()) // another caller was here meanwhile
        return;
    const auto open = still_pending(stamps::undecided_in(file.path()));
    file.begin_anew(open);
    for (auto* waiter : waiters)
        waiter->lost = waiter->lost || !open.contains(waiter->token);
    synced = written;
    synced_more.notify_all();
}

// One caller syncs for all who wrote before it began. A failure is everybody's: the kernel tells it once, and
// the next sync would succeed without their lines.
void StampJournal::State::sync(std::unique_lock<std::mutex>& lock)
{
    syncing = true;
    const auto target = written;
    lock.unlock();
    const bool done = file.sync();
    lock.lock();
    syncing = false;
    if (done) {
        synced = std::max(synced, target);
    } else {
        file.damaged();
        for (auto* waiter : waiters)
            waiter->lost = true;
    }
    synced_more.notify_all();
}

void StampJournal::State::keep(std::uint64_t token, const std::string& line)
{
    std::unique_lock lock{mutex};
    mend(lock);
    file.append(line);
    Waiter mine{token, ++written};
    waiters.push_back(&mine);
    while (!mine.lost && synced < mine.line)
        if (syncing)
            synced_more.wait(lock);
        else
            sync(lock);
    std::erase(waiters, &mine);
    if (mine.lost)
        throw std::runtime_error("the stamp journal cannot be made durable");
}

// Not synced: after a crash the command table answers the same key as before.
void StampJournal::State::note_decided(std::uint64_t token)
{
    const std::lock_guard lock{mutex};
    if (file.is_damaged())
        return; // mend() leaves out what is no longer pending
    file.append(stamps::line_of(token, nullptr));
    ++written;
    if (none_pending() && !syncing && file.bytes() > rotate_at)
        file.begin_anew({});
}

StampJournal::StampJournal(const std::filesystem::path& file, const Clock& clock,
                           std::chrono::milliseconds lease)
    : state_{std::make_unique<State>(clock, file, lease)}
{
    std::filesystem::create_directories(file.parent_path());
    const auto open = stamps::undecided_in(file);
    state_->file.begin_anew(open);
    for (const auto& [token, request] : open) {
        state_->last_token = std::max(state_->last_token, token);
        state_->pending[token] = request.arrived;
        state_->last = std::max(state_->last, request.arrived);
        state_->undecided.push_back({{request.arrived, token}, request});
    }
}

StampJournal::~StampJournal() = default;

Instant StampJournal::now()
{
    const std::lock_guard lock{state_->arrivals};
    return state_->read_time();
}

Result<http::Arrival> StampJournal::arrive()
{
    const std::lock_guard lock{state_->arrivals};
    if (!state_->may_stamp())
        return Error{Fault::unavailable, "clock.no_lease"};
    const http::Arrival arrival{state_->read_time(), ++state_->last_token};
    state_->pending[arrival.token] = arrival.at;
    return arrival;
}

bool StampJournal::has_lease() const
{
    const std::lock_guard lock{state_->arrivals};
    return state_->may_stamp();
}

Status StampJournal::journal(const http::Arrival& arrival, const http::StampedRequest& request)
{
    try {
        state_->keep(arrival.token, stamps::line_of(arrival.token, &request));
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
    {
        const std::lock_guard lock{state_->arrivals};
        state_->pending.erase(arrival.token);
    }
    try {
        state_->note_decided(arrival.token);
    } catch (const std::exception& e) {
        log::warn("the stamp journal could not note a decision", {{"reason", e.what()}});
    }
}

std::vector<StampJournal::Kept> StampJournal::take_undecided()
{
    const std::lock_guard lock{state_->arrivals};
    return std::exchange(state_->undecided, {});
}

Instant StampJournal::low_water()
{
    const std::lock_guard lock{state_->arrivals};
    auto low = state_->read_time();
    for (const auto& [token, at] : state_->pending)
        low = std::min(low, at);
    return low;
}

void StampJournal::leave()
{
    const std::lock_guard lock{state_->arrivals};
    state_->leaving = true;
}

bool StampJournal::State::has_left()
{
    const std::lock_guard lock{arrivals};
    return leaving && pending.empty();
}

bool StampJournal::is_anothers() const
{
    const std::lock_guard lock{state_->arrivals};
    return state_->anothers;
}

void StampJournal::publish(WriteTx& tx, const std::string& node, const std::string& folder)
{
    const auto gone = state_->has_left();
    const auto from = std::chrono::steady_clock::now();
    const auto low = low_water();
    const auto written = tx.change(
        "INSERT INTO node (name, low_water, published, retired, folder) VALUES (:n, :l, :p, :r, :f) "
        "ON CONFLICT (name) DO UPDATE SET low_water = excluded.low_water, published = excluded.published, "
        "retired = excluded.retired, folder = excluded.folder "
        "WHERE node.retired = 1 OR node.folder IN ('', excluded.folder)",
        node, low, state_->clock.now(), gone, folder);
    const std::lock_guard lock{state_->arrivals};
    state_->anothers = written == 0;
    if (written > 0)
        state_->publishing = from;
}

void StampJournal::committed()
{
    const std::lock_guard lock{state_->arrivals};
    state_->published = std::max(state_->published, state_->publishing);
}

} // namespace tianping
