// Server-sent events as a program reads them.
#include "infra/http/client_state.hpp"

namespace tianping::http {
namespace {

constexpr std::string_view end_of_event = "\n\n";

// The value of a line of this name; empty for another.
std::string value_of(std::string_view line, std::string_view name)
{
    return line.starts_with(name) ? std::string{line.substr(name.size())} : std::string{};
}

// Comments, and what else is no part of an event, are passed over.
ClientEvent event_of(std::string_view block)
{
    ClientEvent out;
    while (!block.empty()) {
        const auto line = block.substr(0, block.find('\n'));
        block.remove_prefix(std::min(line.size() + 1, block.size()));
        out.id += value_of(line, "id: ");
        out.event += value_of(line, "event: ");
        if (const auto data = value_of(line, "data: "); !data.empty())
            out.data += (out.data.empty() ? "" : "\n") + data;
    }
    return out;
}

} // namespace

Status Client::follow(const std::string& target, const std::string& after)
{
    auto request = state_->request<beast::http::string_body>("GET", target);
    request.set(beast::http::field::accept, "text/event-stream");
    if (!after.empty())
        request.set("Last-Event-ID", after);
    auto& events = state_->events.emplace();
    events.body_limit(state_->at_most);
    state_->unread.clear();
    state_->given = 0;
    TP_CHECK(state_->connect());
    auto ec = state_->wait([&](auto done) { beast::http::async_write(*state_->stream, request, done); });
    if (!ec)
        ec = state_->wait([&](auto done) {
            beast::http::async_read_header(*state_->stream, state_->unread, events, done);
        });
    if (!ec && events.get().result() != beast::http::status::ok) {
        state_->wait(
            [&](auto done) { beast::http::async_read(*state_->stream, state_->unread, events, done); });
        const ClientAnswer refused{static_cast<int>(events.get().result_int()), {}, events.get().body()};
        state_->events.reset();
        state_->stream.reset();
        return refused.problem();
    }
    return ec ? Status{state_->lost("client.broken", ec.message())} : Status{};
}

Result<ClientEvent> Client::next_event()
{
    if (!state_->events)
        return state_->lost("client.broken", "nothing is followed");
    auto& events = *state_->events;
    for (;;) {
        const auto fresh = std::string_view{events.get().body()}.substr(state_->given);
        if (const auto end = fresh.find(end_of_event); end != std::string_view::npos) {
            state_->given += end + end_of_event.size();
            if (auto out = event_of(fresh.substr(0, end)); !out.data.empty())
                return out;
            continue;
        }
        if (events.is_done())
            return state_->lost("client.broken", "the stream has ended");
        const auto ec = state_->wait(
            [&](auto done) { beast::http::async_read_some(*state_->stream, state_->unread, events, done); });
        if (ec)
            return state_->lost("client.broken", ec.message());
    }
}

} // namespace tianping::http
