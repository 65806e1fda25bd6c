#pragma once
// Asio and Beast with one concrete executor each, for the parts of the server alone. A loop is one thread, so
// a connection needs no lock.
#include "infra/http/server.hpp"
#include "infra/http/shares.hpp"
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <thread>

namespace tianping::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Stream = beast::basic_stream<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> await{};
inline auto into(error_code& ec)
{
    return asio::redirect_error(await, ec);
}

class Connection;

struct Loop {
    asio::io_context context{1};
    asio::executor_work_guard<Executor> busy{context.get_executor()};
    std::set<Connection*> connections{}; // touched on the loop's thread only
    std::thread thread{};
    std::promise<void> ended{}; // the thread has run out of work
};

struct Server::State {
    Site& site;
    const ServerOptions options;
    std::vector<std::shared_ptr<Loop>> loops{};
    std::atomic<bool> stopping{false};
    std::atomic<std::int64_t> accepted{0}, turned_away{0}, cut{0}, connections{0}, in_hand{0}, uploads{0},
        bodies{0}, turning_away{0};
    unsigned short port = 0;
    std::mutex mutex{};
    std::condition_variable gone{}; // a connection ended
    Shares by_peer{options.connections_per_peer}, requests_of{options.requests_per_address},
        uploads_of{options.uploads_per_address}, memory_of{options.body_memory_per_address};

    State(Site& given, ServerOptions wanted) : site{given}, options{std::move(wanted)} {}
    bool admit(const std::string& peer); // whoever is admitted leaves
    void leave(const std::string& peer);
};

// Counts one, or what is added to it, while it lives.
class Counted {
public:
    explicit Counted(std::atomic<std::int64_t>& counter, std::int64_t by = 1)
        : counter_{counter}, by_{by}, now_{counter += by}
    {
    }
    ~Counted() { counter_ -= by_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    std::int64_t now() const { return now_; }
    std::int64_t add(std::int64_t more)
    {
        by_ += more;
        return now_ = counter_ += more;
    }

private:
    std::atomic<std::int64_t>& counter_;
    std::int64_t by_, now_;
};

// Waits for a value that `start` delivers from any thread; the loop stays alive until then.
template <class R>
Task<R> delivered(std::shared_ptr<Loop> loop, std::function<void(std::function<void(R)>)> start)
{
    return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(R)>(
        [loop = std::move(loop)](auto handler, auto begin) {
            const auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
            begin([waiting, loop](R value) {
                asio::post(loop->context, [waiting, value = std::move(value)]() mutable {
                    std::move (*waiting)(std::move(value));
                });
            });
        },
        await, std::move(start));
}

} // namespace tianping::http
