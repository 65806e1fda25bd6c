#include "infra/http/connection.hpp"
#include "infra/spine/log.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

namespace tianping::http {
namespace {

constexpr std::size_t piece = std::size_t{1} << 20; // of an upload
constexpr std::int64_t told_at_once = 256;          // of those for whom there is no room
constexpr std::size_t first_room = 16 * 1024;       // for a body in memory; it grows as bytes come

Error house_full()
{
    return Error{Fault::unavailable, "house.overloaded"};
}

} // namespace

Connection::Connection(std::shared_ptr<Server::State> server, std::shared_ptr<Loop> loop, Socket socket)
    : server_{std::move(server)}, loop_{std::move(loop)}, stream_{std::move(socket)}
{
    error_code ec;
    peer_ = stream_.socket().remote_endpoint(ec).address().to_string();
    stream_.socket().set_option(asio::ip::tcp::no_delay{true}, ec);
    loop_->connections.insert(this);
}

Connection::~Connection()
{
    loop_->connections.erase(this);
    if (admitted_)
        server_->leave(peer_);
}

void Connection::stop(bool now)
{
    stopping_ = true;
    if (pause_)
        pause_->cancel();
    if (idle_ || now)
        stream_.cancel();
    if (now)
        stream_.close();
}

Task<void> Connection::serve()
{
    admitted_ = server_->admit(peer_);
    if (!admitted_) {
        co_await turn_away();
        co_return;
    }
    while (!stopping_) {
        const auto got = co_await read_head();
        if (got == HeadRead::gone)
            break;
        if (got == HeadRead::refused) {
            co_await linger();
            break;
        }
        if (!co_await one_request())
            break;
    }
    error_code ec;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ec);
}

// Said before anything is asked; a flood is closed without a word, or it would hold what it is refused.
Task<void> Connection::turn_away()
{
    const Counted one{server_->turning_away};
    if (one.now() > told_at_once)
        co_return;
    keep_ = false;
    if (co_await send(server_->site.refuse(house_full())))
        co_await linger();
}

Task<Connection::HeadRead> Connection::read_head()
{
    const auto& o = server_->options;
    head_.emplace();
    head_->header_limit(static_cast<std::uint32_t>(o.header_bytes));
    head_->body_limit(boost::none);
    error_code ec;
    if (buffer_.size() == 0) {
        idle_ = true;
        stream_.expires_after(o.idle);
        buffer_.commit(co_await stream_.async_read_some(buffer_.prepare(4096), into(ec)));
        idle_ = false;
    }
    if (!ec) {
        stream_.expires_after(o.header);
        co_await beast::http::async_read_header(stream_, buffer_, *head_, into(ec));
        if (ec == beast::error::timeout)
            ++server_->cut;
    }
    if (!ec)
        co_return HeadRead::yes;
    if (!breaks_http(ec))
        co_return HeadRead::gone;
    keep_ = false;
    const bool large = ec == beast::http::error::header_limit;
    Error e{Fault::malformed, large ? "http.headers_too_large" : "http.bad_request"};
    e.params["reason"] = ec.message();
    co_await send(server_->site.refuse(e));
    co_return HeadRead::refused;
}

Head Connection::head() const
{
    const auto& message = head_->get();
    Head out;
    out.method = std::string{message.method_string()};
    out.target = std::string{message.target()};
    out.peer = peer_;
    for (const auto& field : message)
        out.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
    if (const auto length = head_->content_length())
        out.content_length =
            static_cast<std::int64_t>(std::min<std::uint64_t>(*length, std::int64_t{1} << 62));
    else if (!head_->chunked())
        out.content_length = 0;
    return out;
}

// False when the connection ends.
Task<bool> Connection::one_request()
{
    keep_ = head_->keep_alive() && !stopping_;
    told_to_go_on_ = !beast::iequals(head_->get()[beast::http::field::expect], "100-continue");
    const auto version = head_->get().version();
    auto about = head();
    auto good = check_transfer(about);
    if (version >= 11 && about.header("Host").empty())
        good = Error{Fault::malformed, "http.bad_request", {}, {{"reason", "no Host"}}};
    if (!good) {
        keep_ = false;
        if (co_await send(server_->site.refuse(good.error())))
            co_await linger();
        co_return false;
    }
    std::optional<Counted> in_hand{std::in_place, server_->in_hand};
    const auto visit = server_->site.visit(std::move(about));
    std::optional<Share> own{std::in_place, server_->requests_of, visit->caller()};
    const auto plan = visit->plan();
    const bool full = in_hand->now() > static_cast<std::int64_t>(server_->options.requests);
    begin_body(plan.most);
    Response response;
    if (full)
        response = visit->refuse(house_full());
    else if (!own->take())
        response = visit->refuse(share_full());
    else
        response = co_await answer(*visit, plan);
    drop_what_has_come();
    const bool unread = !body_ended();
    keep_ = keep_ && !unread && !response.close && !stopping_;
    if (!std::holds_alternative<std::string>(response.body)) { // it may go out for hours, from no memory
        in_hand.reset();
        own.reset();
    }
    const bool sent = co_await send(std::move(response));
    if (sent && unread)
        co_await linger();
    co_return sent&& keep_;
}

Task<Response> Connection::answer(Visit& visit, BodyPlan plan)
{
    if (plan.way == BodyPlan::Way::refuse)
        co_return visit.refusal();
    if (plan.way == BodyPlan::Way::streamed)
        co_return co_await take_streamed(visit);
    co_return co_await take_whole(visit, plan.most);
}

Task<bool> Connection::say_continue()
{
    if (std::exchange(told_to_go_on_, true) || body_ended())
        co_return true;
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ec;
    stream_.expires_after(server_->options.stall);
    co_await asio::async_write(stream_, asio::buffer(text), into(ec));
    co_return !ec;
}

Task<Response> Connection::take_whole(Visit& visit, std::int64_t most)
{
    if (left_ > most)
        co_return visit.refuse(
            Error{Fault::too_large, "http.body_too_large", {}, {{"most", std::to_string(most)}}});
    if (!co_await say_continue())
        co_return visit.refuse(body_error({}));
    Counted memory{server_->bodies, 0};
    Share own{server_->memory_of, visit.caller()};
    std::string body;
    error_code ec;
    for (std::size_t size = 0; !body_ended();) {
        const auto room = pieces_ ? std::max(first_room, size)
                                  : std::min(static_cast<std::size_t>(left_), std::max(first_room, size));
        if (memory.add(static_cast<std::int64_t>(room)) > server_->options.body_memory)
            co_return visit.refuse(house_full());
        if (!own.take(static_cast<std::int64_t>(room)))
            co_return visit.refuse(share_full());
        body.resize(size + room);
        size += co_await fill(reinterpret_cast<std::uint8_t*>(body.data()) + size, room, ec);
        body.resize(size);
        if (ec)
            co_return visit.refuse(body_error(ec));
    }
    const auto render = co_await delivered<Render>(loop_, [&](std::function<void(Render)> deliver) {
        visit.answer(std::move(body), std::move(deliver));
    });
    co_return render();
}

template <class R>
Task<R> Connection::on_worker(std::function<R()> work, R otherwise)
{
    co_return co_await delivered<R>(loop_, [&](std::function<void(R)> deliver) {
        if (!server_->site.run([work, deliver] { deliver(work()); }))
            deliver(otherwise);
    });
}

Task<Response> Connection::take_streamed(Visit& visit)
{
    const Counted one{server_->uploads};
    if (one.now() > static_cast<std::int64_t>(server_->options.uploads))
        co_return visit.refuse(house_full());
    Share own{server_->uploads_of, visit.caller()};
    if (!own.take())
        co_return visit.refuse(share_full());
    if (pieces_)
        pieces_->body_limit(boost::none); // the upload itself knows how much may come
    const auto opened = co_await on_worker<Status>([&] { return visit.open(); }, house_full());
    if (!opened)
        co_return visit.refuse(opened.error());
    if (!co_await say_continue())
        co_return visit.refuse(body_error({}));
    const auto taken = co_await pump(visit);
    if (!taken)
        co_return visit.refuse(taken.error());
    co_return co_await on_worker<Response>([&] { return visit.finish(); }, visit.refuse(house_full()));
}

// While one piece is hashed and written, the next is read.
Task<Status> Connection::pump(Visit& visit)
{
    using namespace asio::experimental::awaitable_operators;
    const auto memory = std::make_unique_for_overwrite<std::uint8_t[]>(2 * piece);
    std::uint8_t* now = memory.get();
    std::uint8_t* next = now + piece;
    error_code ec;
    auto got = co_await fill(now, piece, ec);
    if (!ec && body_ended())
        visit.last_byte();
    while (got > 0 && !ec) {
        const ByteView bytes{now, got};
        const std::function<Status()> work = [&visit, bytes] { return visit.receive(bytes); };
        if (body_ended()) {
            const auto last = co_await on_worker<Status>(work, house_full());
            co_return last;
        }
        auto both = on_worker<Status>(work, house_full()) && fill(next, piece, ec);
        const auto [taken, came] = co_await std::move(both);
        if (!taken)
            co_return taken;
        if (!ec && body_ended())
            visit.last_byte();
        got = came;
        std::swap(now, next);
    }
    if (ec)
        co_return body_error(ec);
    co_return Status{};
}

} // namespace tianping::http
