#include "infra/http/insist.hpp"
#include "infra/spine/command_table.hpp"
#include "infra/spine/log.hpp"
#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace tianping::http {
namespace {

using Steady = std::chrono::steady_clock;
constexpr auto shortest_pause = std::chrono::milliseconds{25};
constexpr auto longest_pause = std::chrono::milliseconds{5000};

// Whose, under which key, and when it arrived.
using Stamp = std::tuple<std::string, std::string, Instant>;

Stamp stamp_of(const Call& call)
{
    return {call.actor.person, call.key, call.arrived};
}

struct Case {
    Stamp stamp;
    Insist::Prepare prepare;
    Writer::Deliver deliver;
    std::function<void(const Outcome&)> decided;
    std::chrono::milliseconds pause{shortest_pause};
    Steady::time_point next{};
    std::optional<Command> command{}; // once it is prepared
    int faults = 0;
    // It asks once more with its own stamp, after it was answered by the refusal of another one.
    bool asks_with_own_stamp = false;
    std::optional<Outcome> refused{};
};
using CasePtr = std::shared_ptr<Case>;

bool is_fault(const Outcome& outcome)
{
    return !outcome.answer && outcome.answer.error().fault == Fault::internal;
}

bool stays_open(const Outcome& outcome)
{
    return outcome.decided == Decided::unknown || is_fault(outcome) ||
           (!outcome.answer && outcome.answer.error().fault == Fault::unavailable);
}

Outcome unknown()
{
    return {Decided::unknown, Error{Fault::outcome_unknown, "command.outcome_unknown"}};
}

} // namespace

struct Insist::State : std::enable_shared_from_this<State> {
    State(Writer& given, int most) : writer{given}, tries{most} {}

    Writer& writer;
    const int tries;
    std::mutex mutex;
    std::condition_variable changed;
    std::set<Stamp> open;
    std::vector<CasePtr> waiting;
    bool stopping = false;

    void attempt(const CasePtr& one)
    {
        if (!prepare(one))
            return;
        if (!writer.submit(*one->command, [self = shared_from_this(), one](Outcome outcome) {
                self->settle(one, std::move(outcome));
            }))
            wait(one, shortest_pause); // the queue was full; it empties fast
    }
    // A fault of the house is a decision here: what a bidder sent could else hold closings back for ever.
    // What is away, no bidder brought about.
    bool prepare(const CasePtr& one)
    {
        if (one->command)
            return true;
        auto ready = one->prepare();
        if (ready) {
            one->command = *std::move(ready);
            return true;
        }
        if (ready.error().fault == Fault::unavailable)
            conclude(one, unknown(), true);
        else
            conclude(one, {Decided::refused, ready.error()}, false);
        return false;
    }
    // The refusal may have been of a stamp that was later than this one, another node's above all.
    void ask_with_own_stamp(const CasePtr& one, Outcome refused)
    {
        one->asks_with_own_stamp = true;
        one->command = commands::with_first_stamp(*one->command);
        one->refused = std::move(refused);
        attempt(one);
    }
    void give_up(const CasePtr& one)
    {
        auto& command = *one->command;
        std::array<std::uint8_t, 8> incident{};
        command.call.chance->fill(incident);
        const Error why{Fault::conflict, "house.given_up", {}, {{"incident", to_hex(incident)}}};
        log::error("a stamped command is given up, which met a fault of the house at each try",
                   {{"incident", to_hex(incident)}, {"command", command.name}});
        command.decide = [why](WriteTx&, const Call&) -> Result<Answer> { return why; };
        attempt(one);
    }
    void settle(const CasePtr& one, Outcome outcome)
    {
        if (is_fault(outcome) && ++one->faults == tries)
            return give_up(one);
        if (outcome.repeated && outcome.decided == Decided::refused && !one->asks_with_own_stamp)
            return ask_with_own_stamp(one, std::move(outcome));
        if (one->refused && !outcome.answer && outcome.answer.error().code == commands::stamp_is_later)
            outcome = *std::exchange(one->refused, std::nullopt);
        const bool again = stays_open(outcome);
        conclude(one, is_fault(outcome) ? unknown() : std::move(outcome), again);
    }
    void conclude(const CasePtr& one, Outcome outcome, bool again)
    {
        if (!again) {
            {
                const std::lock_guard lock{mutex};
                open.erase(one->stamp);
            }
            one->decided(outcome);
        }
        if (auto deliver = std::exchange(one->deliver, {}))
            deliver(std::move(outcome));
        if (again)
            wait(one, std::exchange(one->pause, std::min(one->pause * 2, longest_pause)));
    }
    void wait(const CasePtr& one, std::chrono::milliseconds pause)
    {
        const std::lock_guard lock{mutex};
        one->next = Steady::now() + pause;
        waiting.push_back(one);
        changed.notify_all();
    }
    std::vector<CasePtr> due()
    {
        const auto now = Steady::now();
        const auto later = std::stable_partition(waiting.begin(), waiting.end(),
                                                 [&](const CasePtr& one) { return one->next > now; });
        std::vector<CasePtr> out{later, waiting.end()};
        waiting.erase(later, waiting.end());
        return out;
    }
    bool is_stopping()
    {
        const std::lock_guard lock{mutex};
        return stopping;
    }
    void loop()
    {
        std::unique_lock lock{mutex};
        while (!stopping) {
            changed.wait(lock, [&] { return stopping || !waiting.empty(); });
            changed.wait_for(lock, shortest_pause, [&] { return stopping; });
            if (stopping)
                break;
            const auto now = due();
            lock.unlock();
            for (const auto& one : now) { // each may wait for a database that lets nobody in
                if (is_stopping())
                    wait(one, shortest_pause);
                else
                    attempt(one);
            }
            lock.lock();
        }
        if (!waiting.empty())
            log::warn("stamped commands stay undecided in the journal",
                      {{"count", std::to_string(waiting.size())}});
    }
};

Insist::Insist(Writer& writer, int tries)
    : state_{std::make_shared<State>(writer, tries)}, thread_{[state = state_.get()] { state->loop(); }}
{
}

Insist::~Insist()
{
    stop();
}

bool Insist::reserve(const Call& call)
{
    const std::lock_guard lock{state_->mutex};
    const auto mine = stamp_of(call);
    const auto first = state_->open.lower_bound({call.actor.person, call.key, Instant::min()});
    const bool is_taken = first != state_->open.end() && std::get<0>(*first) == call.actor.person &&
                          std::get<1>(*first) == call.key && *first <= mine;
    return !is_taken && state_->open.insert(mine).second;
}

void Insist::release(const Call& call)
{
    const std::lock_guard lock{state_->mutex};
    state_->open.erase(stamp_of(call));
}

void Insist::submit(const Call& call, Prepare prepare, Writer::Deliver deliver,
                    std::function<void(const Outcome&)> decided)
{
    state_->attempt(std::make_shared<Case>(
        Case{stamp_of(call), std::move(prepare), std::move(deliver), std::move(decided)}));
}

std::size_t Insist::undecided() const
{
    const std::lock_guard lock{state_->mutex};
    return state_->open.size();
}

void Insist::stop()
{
    {
        const std::lock_guard lock{state_->mutex};
        state_->stopping = true;
    }
    state_->changed.notify_all();
    if (thread_.joinable())
        thread_.join();
}

} // namespace tianping::http
