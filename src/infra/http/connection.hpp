#pragma once
// One connection: requests one after another. For the parts of the server alone.
#include "infra/http/network.hpp"
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

namespace tianping::http {

class Connection {
public:
    Connection(std::shared_ptr<Server::State> server, std::shared_ptr<Loop> loop, Socket socket);
    ~Connection();

    Task<void> serve();
    // Ends at the next pause; at once when `now`.
    void stop(bool now);

private:
    using HeadParser = beast::http::request_parser<beast::http::empty_body>;
    using PieceParser = beast::http::request_parser<beast::http::buffer_body>;
    using Steady = std::chrono::steady_clock;
    using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;

    Task<void> turn_away();
    enum class HeadRead { yes, refused, gone };
    Task<HeadRead> read_head();
    Task<bool> one_request();
    Head head() const;
    Task<Response> answer(Visit& visit, BodyPlan plan);
    Task<Response> take_whole(Visit& visit, std::int64_t most);
    Task<Response> take_streamed(Visit& visit);
    Task<Status> pump(Visit& visit);
    Task<bool> say_continue();

    // Reading a body (body.cpp).
    void begin_body(std::int64_t most);
    Task<std::size_t> some(std::uint8_t* out, std::size_t room, error_code& ec);
    Task<std::size_t> fill(std::uint8_t* out, std::size_t room, error_code& ec);
    Task<std::size_t> some_of_chunks(std::uint8_t* out, std::size_t room, error_code& ec);
    bool body_ended() const;
    void drop_what_has_come();
    void set_body_deadline();
    Error body_error(const error_code& ec);
    // What came and is no HTTP; what ended too early may have been.
    static bool breaks_http(const error_code& ec);
    Task<void> linger();
    template <class R>
    Task<R> on_worker(std::function<R()> work, R otherwise);

    // Writing (sending.cpp).
    Task<bool> send(Response response);
    Task<bool> send_bytes(const std::string& head, const std::string& body);
    Task<bool> send_file(const std::string& head, const FileBody& file);
    Task<bool> send_feed(const std::string& head, Feed& feed);
    std::string head_of(const Response& response, std::int64_t length) const;

    std::shared_ptr<Server::State> server_;
    std::shared_ptr<Loop> loop_;
    Stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_;
    std::optional<HeadParser> head_{};
    std::optional<PieceParser> pieces_{};
    std::int64_t left_ = 0;     // of a body of known length
    std::int64_t received_ = 0; // of this body
    Steady::time_point body_began_{};
    std::shared_ptr<Timer> pause_; // of an event stream
    bool admitted_ = false, idle_ = false, stopping_ = false, keep_ = true, told_to_go_on_ = false;
};

} // namespace tianping::http
