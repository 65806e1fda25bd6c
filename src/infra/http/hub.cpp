#include "infra/http/hub.hpp"
#include "infra/http/shares.hpp"
#include "infra/spine/log.hpp"
#include <set>

namespace tianping::http {
namespace {

using Steady = std::chrono::steady_clock;
using Ready = std::function<void(std::string)>;

struct Reader {
    Source source;
    std::string after, address;
    Steady::time_point until;
    Ready ready{}; // set while it wants more
};

std::string one_line(std::string_view text)
{
    std::string out{text};
    std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });
    return out;
}

} // namespace

std::string to_text(const StreamEvent& event)
{
    std::string out = "id: " + one_line(event.id) + "\n";
    if (!event.event.empty())
        out += "event: " + one_line(event.event) + "\n";
    std::string_view data = event.data;
    for (;;) {
        const auto end = std::min(data.find('\n'), data.size());
        out += "data: " + one_line(data.substr(0, end)) + "\n";
        if (end == data.size())
            break;
        data.remove_prefix(end + 1);
    }
    return out + "\n";
}

struct Hub::State {
    State(ReadPool& pool, HubLimits given) : reads{pool}, limits{given} {}

    ReadPool& reads;
    const HubLimits limits;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::set<std::shared_ptr<Reader>> readers;
    Shares by_address{limits.readers_per_address};
    bool woken = false, stopping = false;

    using Group = std::vector<std::shared_ptr<Reader>>;
    // Who waits for more, by topic and place.
    std::map<std::pair<std::string, std::string>, Group> hungry()
    {
        std::map<std::pair<std::string, std::string>, Group> out;
        const std::lock_guard lock{mutex};
        for (const auto& reader : readers)
            if (reader->ready)
                out[{reader->source.topic, reader->after}].push_back(reader);
        return out;
    }
    void give(const Group& group, const std::string& text, const std::string& after)
    {
        for (const auto& reader : group) {
            Ready ready;
            {
                const std::lock_guard lock{mutex};
                ready = std::exchange(reader->ready, {});
                reader->after = after;
            }
            if (ready)
                ready(text);
        }
    }
    void look(const Group& group)
    {
        try {
            const auto& first = *group.front();
            const auto events =
                reads.read([&](const ReadTx& tx) { return first.source.next(tx, first.after, limits.page); });
            if (events.empty())
                return;
            std::string text;
            for (const auto& event : events)
                text += to_text(event);
            give(group, text, events.back().id);
        } catch (const std::exception& e) {
            log::error("a stream cannot be read",
                       {{"topic", group.front()->source.topic}, {"reason", e.what()}});
            give(group, {}, {});
        }
    }
    Status enter(const std::shared_ptr<Reader>& reader)
    {
        const std::lock_guard lock{mutex};
        if (stopping || readers.size() >= limits.readers)
            return Error{Fault::unavailable, "house.overloaded", {}, {{"retry_after", "5"}}};
        if (!by_address.take(reader->address))
            return Error{Fault::too_many, "http.too_many_streams", {}, {{"retry_after", "5"}}};
        readers.insert(reader);
        return {};
    }
    void leave(const std::shared_ptr<Reader>& reader)
    {
        const std::lock_guard lock{mutex};
        reader->ready = {};
        readers.erase(reader);
        by_address.give(reader->address);
    }
    // Readers whose time is over, or all.
    void end(bool all)
    {
        Group over;
        const auto now = Steady::now();
        {
            const std::lock_guard lock{mutex};
            for (const auto& reader : readers)
                if (reader->ready && (all || reader->until < now))
                    over.push_back(reader);
        }
        give(over, {}, {});
    }
    bool wait()
    {
        std::unique_lock lock{mutex};
        changed.wait_for(lock, limits.at_least, [&] { return woken || stopping; });
        if (!stopping)
            changed.wait_for(lock, limits.gather, [&] { return stopping; });
        woken = false;
        return !stopping;
    }
    void loop()
    {
        while (wait()) {
            for (const auto& [place, group] : hungry())
                look(group);
            end(false);
        }
        end(true);
    }
};

namespace {

class ReaderFeed final : public Feed {
public:
    ReaderFeed(std::function<void(Ready)> ask, std::function<void()> leave)
        : ask_{std::move(ask)}, leave_{std::move(leave)}
    {
    }
    ~ReaderFeed() override { leave_(); }
    void next(Ready ready) override { ask_(std::move(ready)); }

private:
    std::function<void(Ready)> ask_;
    std::function<void()> leave_;
};

} // namespace

Hub::Hub(ReadPool& reads, HubLimits limits)
    : state_{std::make_shared<State>(reads, limits)}, thread_{[state = state_.get()] { state->loop(); }}
{
}

Hub::~Hub()
{
    stop();
}

Result<std::shared_ptr<Feed>> Hub::open(Source source, std::string after, const std::string& address)
{
    auto reader = std::make_shared<Reader>();
    reader->after = after.empty() ? source.start : std::move(after);
    reader->source = std::move(source);
    reader->address = address;
    reader->until = Steady::now() + state_->limits.longest;
    TP_CHECK(state_->enter(reader));
    const auto ask = [state = state_, reader](Ready ready) {
        std::unique_lock lock{state->mutex};
        if (state->stopping) {
            lock.unlock();
            return ready({});
        }
        reader->ready = std::move(ready);
        state->woken = true;
        state->changed.notify_all();
    };
    const auto leave = [state = state_, reader] { state->leave(reader); };
    return std::shared_ptr<Feed>{std::make_shared<ReaderFeed>(ask, leave)};
}

void Hub::wake()
{
    const std::lock_guard lock{state_->mutex};
    state_->woken = true;
    state_->changed.notify_all();
}

void Hub::stop()
{
    {
        const std::lock_guard lock{state_->mutex};
        state_->stopping = true;
    }
    state_->changed.notify_all();
    if (thread_.joinable())
        thread_.join();
}

std::size_t Hub::readers() const
{
    const std::lock_guard lock{state_->mutex};
    return state_->readers.size();
}

} // namespace tianping::http
