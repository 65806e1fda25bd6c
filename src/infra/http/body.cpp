#include "infra/http/connection.hpp"
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/read.hpp>

namespace tianping::http {

void Connection::begin_body(std::int64_t most)
{
    received_ = 0;
    body_began_ = Steady::now();
    pieces_.reset();
    left_ = 0;
    if (const auto length = head_->content_length()) {
        left_ = static_cast<std::int64_t>(*length);
    } else if (head_->chunked()) {
        pieces_.emplace(std::move(*head_));
        pieces_->body_limit(static_cast<std::uint64_t>(most));
    }
}

bool Connection::body_ended() const
{
    return pieces_ ? pieces_->is_done() : left_ == 0;
}

// A small body of a refused request is here already; the connection may go on after it.
void Connection::drop_what_has_come()
{
    if (pieces_ || left_ > static_cast<std::int64_t>(buffer_.size()))
        return;
    buffer_.consume(static_cast<std::size_t>(left_));
    left_ = 0;
}

// A body must keep moving: never still for longer than `stall`, never below the floor after the grace.
void Connection::set_body_deadline()
{
    const auto& o = server_->options;
    const auto earned = std::chrono::milliseconds{received_ * 1000 / o.floor};
    stream_.expires_at(std::min(body_began_ + o.grace + earned, Steady::now() + o.stall));
}

// What the socket has, straight into the caller's memory (stack.md: no copy through a parser).
Task<std::size_t> Connection::some(std::uint8_t* out, std::size_t room, error_code& ec)
{
    if (pieces_)
        co_return co_await some_of_chunks(out, room, ec);
    room = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(room), left_));
    std::size_t got = 0;
    if (buffer_.size() > 0) {
        got = asio::buffer_copy(asio::buffer(out, room), buffer_.data());
        buffer_.consume(got);
    } else {
        set_body_deadline();
        got = co_await stream_.async_read_some(asio::buffer(out, room), into(ec));
    }
    left_ -= static_cast<std::int64_t>(got);
    received_ += static_cast<std::int64_t>(got);
    co_return got;
}

Task<std::size_t> Connection::some_of_chunks(std::uint8_t* out, std::size_t room, error_code& ec)
{
    auto& body = pieces_->get().body();
    body.data = out;
    body.size = room;
    set_body_deadline();
    co_await beast::http::async_read_some(stream_, buffer_, *pieces_, into(ec));
    if (ec == beast::http::error::need_buffer)
        ec = {};
    const auto got = room - body.size;
    received_ += static_cast<std::int64_t>(got);
    co_return got;
}

Task<std::size_t> Connection::fill(std::uint8_t* out, std::size_t room, error_code& ec)
{
    std::size_t got = 0;
    while (got < room && !body_ended() && !ec)
        got += co_await some(out + got, room - got, ec);
    co_return got;
}

Error Connection::body_error(const error_code& ec)
{
    keep_ = false;
    if (ec == beast::http::error::body_limit)
        return Error{Fault::too_large, "http.body_too_large"};
    if (ec == beast::error::timeout)
        ++server_->cut;
    if (breaks_http(ec))
        return Error{Fault::malformed, "http.bad_request", {}, {{"reason", ec.message()}}};
    return Error{Fault::malformed, "http.cut_off"};
}

bool Connection::breaks_http(const error_code& ec)
{
    static const auto ours = beast::http::make_error_code(beast::http::error{});
    return ec.category() == ours.category() && ec != beast::http::error::end_of_stream &&
           ec != beast::http::error::partial_message;
}

// The answer was given before the body was read: lets the caller read it before the connection is reset.
Task<void> Connection::linger()
{
    error_code ec;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    std::array<char, 16 * 1024> waste; // NOLINT: only overwritten
    stream_.expires_after(std::chrono::seconds{2});
    for (std::size_t total = 0; !ec && total < (std::size_t{8} << 20);)
        total += co_await stream_.async_read_some(asio::buffer(waste), into(ec));
}

} // namespace tianping::http
