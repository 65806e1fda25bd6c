#pragma once
// The connection of a client (client.cpp, following.cpp).
#include "infra/http/client.hpp"
#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

namespace tianping::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

// An empty buffer would grow, and be asked for, 512 bytes at a time.
inline constexpr std::size_t receive_at_once = 65536;

struct Client::State {
    std::string base;
    std::chrono::milliseconds patience;
    std::string token;
    std::string language;
    std::uint64_t at_most = std::uint64_t{1} << 30;
    asio::io_context io;
    std::optional<beast::tcp_stream> stream;
    // Of a stream of events: what was read of it, and how much of that was given out.
    using EventParser = beast::http::response_parser<beast::http::string_body>;
    std::optional<EventParser> events;
    beast::flat_buffer unread;
    std::size_t given = 0;

    // Runs one asynchronous step to its end, so that the stream's time limit holds.
    template <class Start>
    beast::error_code wait(Start start)
    {
        beast::error_code result = asio::error::would_block;
        stream->expires_after(patience);
        start([&](beast::error_code ec, auto&&...) { result = ec; });
        io.restart();
        io.run();
        return result;
    }

    Status connect();
    // Until the stream's header is there, or its refusal; what is left of a failure is the caller's to drop.
    Status follow(const beast::http::request<beast::http::string_body>& request);
    std::string host() const; // as the Host header names it
    Error lost(const char* code, const std::string& reason) const;

    template <class Body>
    Result<ClientAnswer> exchange(beast::http::request<Body>& request)
    {
        const bool fresh = !stream;
        if (fresh)
            TP_CHECK(connect());
        auto answer = exchange_once(request);
        // A kept connection that the server closed meanwhile; nothing of this request was answered.
        if (!answer && !fresh && answer.error().code == "client.not_sent") {
            TP_CHECK(connect());
            answer = exchange_once(request);
        }
        if (!answer && answer.error().code == "client.not_sent")
            return lost("client.broken", answer.error().params["reason"]);
        return answer;
    }

    template <class Body>
    Result<ClientAnswer> exchange_once(beast::http::request<Body>& request)
    {
        auto ec = wait([&](auto done) { beast::http::async_write(*stream, request, done); });
        // A server that refuses a large body answers before it has read all of it: the answer is still read.
        const auto write_error = ec;
        beast::flat_buffer buffer;
        buffer.reserve(receive_at_once);
        beast::http::response_parser<beast::http::string_body> parser;
        parser.body_limit(at_most);
        ec = wait([&](auto done) { beast::http::async_read(*stream, buffer, parser, done); });
        if (ec) {
            stream.reset();
            return lost(write_error || ec == beast::http::error::end_of_stream ? "client.not_sent"
                                                                               : "client.broken",
                        ec.message());
        }
        auto message = parser.release();
        ClientAnswer out{static_cast<int>(message.result_int()), {}, std::move(message.body())};
        for (const auto& field : message) {
            std::string name{field.name_string()};
            std::ranges::transform(name, name.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            out.headers[name] = std::string{field.value()};
        }
        if (write_error || !message.keep_alive())
            stream.reset();
        return out;
    }

    template <class Body>
    beast::http::request<Body> request(const std::string& method, const std::string& target) const
    {
        beast::http::request<Body> out;
        out.version(11);
        out.method_string(method);
        out.target(target);
        out.set(beast::http::field::host, host());
        out.set(beast::http::field::user_agent, "tianping");
        if (!token.empty())
            out.set(beast::http::field::authorization, "Bearer " + token);
        if (!language.empty())
            out.set(beast::http::field::accept_language, language);
        return out;
    }
};

} // namespace tianping::http
