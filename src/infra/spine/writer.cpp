#include "infra/spine/writer.hpp"
#include "infra/spine/batch.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace tianping {
namespace {

constexpr std::array<double, 8> decide_bounds{0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032};
constexpr auto idle_wait = std::chrono::milliseconds{500};

} // namespace

struct Writer::State {
    State(const DatabaseAddress& database, const HouseClock& house_clock, Chance& chance,
          jobs::Handlers handlers, std::vector<Follower> followers, WriterLimits given)
        : clock{house_clock}, limits{given},
          batch{database, house_clock, chance, std::move(handlers), std::move(followers), given}
    {
        figures.decide_buckets.resize(decide_bounds.size() + 1);
    }

    const HouseClock& clock;
    const WriterLimits limits;
    Batch batch;

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<WaitingCommand> queue;
    Figures figures;
    Left left;
    std::function<void()> wake, stands;
    std::function<void(WriteTx&)> before;
    std::uint64_t begun = 0, ended = 0;
    bool poked = false, stopping = false, last_turn = false;
    std::thread thread;

    void loop();
    std::vector<WaitingCommand> take();
    std::chrono::milliseconds patience() const;
    void measure(double seconds);
    void notify(const Left& after) const;
    void call(const std::function<void()>& hook) const; // as it is set now, outside the lock
    void account(const std::vector<WaitingCommand>& done, const Left& after);
};

std::chrono::milliseconds Writer::State::patience() const
{
    if (left.more)
        return std::chrono::milliseconds{1};
    if (left.held > 0) // for another node, perhaps for long: no need to ask a thousand times a second
        return std::chrono::milliseconds{20};
    if (!left.next_due)
        return idle_wait;
    const auto until = *left.next_due - clock.now();
    return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(until),
                      std::chrono::milliseconds{1}, idle_wait);
}

std::vector<WaitingCommand> Writer::State::take()
{
    std::unique_lock lock{mutex};
    changed.wait_for(lock, patience(), [&] { return !queue.empty() || poked || stopping; });
    poked = false;
    last_turn = stopping;
    ++begun;
    batch.before(before);
    std::vector<WaitingCommand> out;
    while (!queue.empty() && out.size() < limits.batch) {
        out.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    return out;
}

void Writer::State::measure(double seconds)
{
    const std::lock_guard lock{mutex};
    figures.decide_seconds += seconds;
    const auto at = std::ranges::lower_bound(decide_bounds, seconds) - decide_bounds.begin();
    ++figures.decide_buckets[static_cast<std::size_t>(at)];
}

void Writer::State::account(const std::vector<WaitingCommand>& done, const Left& after)
{
    const std::lock_guard lock{mutex};
    left = after;
    ++figures.batches;
    figures.events += after.events;
    figures.lost = after.lost;
    figures.stopped_followers = batch.stopped_followers();
    if (!after.lost) {
        figures.held = after.held;
        figures.held_by = after.held_by;
    }
    for (const auto& waiting : done) {
        ++figures.commands;
        figures.refused += waiting.outcome.decided == Decided::refused ? 1 : 0;
        figures.unknown += waiting.outcome.decided == Decided::unknown ? 1 : 0;
    }
    ended = begun;
    changed.notify_all();
}

void Writer::State::notify(const Left& after) const
{
    if (!after.lost)
        call(stands);
    if (after.events > 0 || after.lost)
        call(wake);
}

void Writer::State::call(const std::function<void()>& hook) const
{
    std::unique_lock lock{mutex};
    const auto set = hook;
    lock.unlock();
    if (set)
        set();
}

void Writer::State::loop()
{
    for (;;) {
        auto commands = take();
        const auto after = batch.run(commands, [&](double seconds) { measure(seconds); });
        account(commands, after);
        for (auto& waiting : commands)
            waiting.deliver(std::move(waiting.outcome));
        notify(after);
        if (after.lost)
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        const std::lock_guard lock{mutex};
        if (last_turn && queue.empty())
            return;
    }
}

Writer::Writer(const DatabaseAddress& database, const HouseClock& clock, Chance& chance,
               jobs::Handlers handlers, std::vector<Follower> followers, WriterLimits limits)
    : state_{
          std::make_unique<State>(database, clock, chance, std::move(handlers), std::move(followers), limits)}
{
    state_->thread = std::thread{[state = state_.get()] { state->loop(); }};
}

Writer::~Writer()
{
    stop();
}

void Writer::stop()
{
    {
        const std::lock_guard lock{state_->mutex};
        state_->stopping = true;
        state_->changed.notify_all();
    }
    if (state_->thread.joinable())
        state_->thread.join();
}

bool Writer::submit(Command command, Deliver deliver)
{
    const std::lock_guard lock{state_->mutex};
    if (state_->stopping || state_->queue.size() >= state_->limits.queue)
        return false;
    state_->queue.push_back({std::move(command), std::move(deliver)});
    state_->changed.notify_all();
    return true;
}

Outcome Writer::run(Command command)
{
    std::promise<Outcome> promise;
    auto future = promise.get_future();
    if (!submit(std::move(command), [&](Outcome outcome) { promise.set_value(std::move(outcome)); }))
        return {Decided::refused, Error{Fault::unavailable, "house.overloaded"}, false};
    return future.get();
}

void Writer::settle()
{
    std::unique_lock lock{state_->mutex};
    for (;;) {
        const auto before = state_->begun;
        state_->poked = true;
        state_->changed.notify_all();
        state_->changed.wait(lock, [&] { return state_->ended > before || state_->stopping; });
        if (state_->stopping ||
            (!state_->left.more && state_->left.held == 0 && !state_->left.lost && state_->queue.empty()))
            return;
    }
}

Status Writer::advance(HouseClock& clock, Instant to)
{
    for (;;) {
        settle();
        std::optional<Instant> next;
        {
            const std::lock_guard lock{state_->mutex};
            next = state_->left.next_due;
        }
        if (!next || *next > to)
            break;
        TP_CHECK(clock.move_to(std::max(*next, clock.now())));
    }
    TP_CHECK(clock.move_to(to));
    settle();
    state_->call(state_->wake);
    return {};
}

Writer::Figures Writer::figures() const
{
    const std::lock_guard lock{state_->mutex};
    auto out = state_->figures;
    out.waiting = state_->queue.size();
    return out;
}

void Writer::before_each_batch(std::function<void(WriteTx&)> before, std::function<void()> stands)
{
    const std::lock_guard lock{state_->mutex};
    state_->before = std::move(before);
    state_->stands = std::move(stands);
}

void Writer::on_commit(std::function<void()> wake)
{
    const std::lock_guard lock{state_->mutex};
    state_->wake = std::move(wake);
}

} // namespace tianping
