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
    auto followed = state_->follow(request);
    if (!followed) {
        state_->events.reset();
        state_->stream.reset();
    }
    return followed;
}

Status Client::State::follow(const beast::http::request<beast::http::string_body>& request)
{
    events.emplace().body_limit(at_most);
    unread.clear();
    given = 0;
    TP_CHECK(connect());
    auto ec = wait([&](auto done) { beast::http::async_write(*stream, request, done); });
    if (!ec)
        ec = wait([&](auto done) { beast::http::async_read_header(*stream, unread, *events, done); });
    if (!ec && events->get().result() == beast::http::status::ok)
        return {};
    if (!ec)
        ec = wait([&](auto done) { beast::http::async_read(*stream, unread, *events, done); });
    if (ec)
        return lost("client.broken", ec.message());
    return ClientAnswer{static_cast<int>(events->get().result_int()), {}, events->get().body()}.problem();
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
