#include "infra/http/server.hpp"
#include "infra/http/connection.hpp"
#include "infra/spine/log.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <utility>

namespace tianping::http {
namespace {

Task<void> serve(std::shared_ptr<Server::State> server, std::shared_ptr<Loop> loop, Socket socket)
{
    try {
        Connection connection{std::move(server), std::move(loop), std::move(socket)};
        co_await connection.serve();
    } catch (const std::exception& e) {
        log::error("a connection ended by a fault", {{"reason", e.what()}});
    }
}

Task<void> listen(std::shared_ptr<Server::State> server, std::shared_ptr<Acceptor> acceptor)
{
    std::size_t turn = 0;
    while (!server->stopping) {
        const auto loop = server->loops[turn++ % server->loops.size()];
        Socket socket{loop->context};
        error_code ec;
        co_await acceptor->async_accept(socket, into(ec));
        if (server->stopping)
            co_return;
        if (ec) { // out of descriptors: wait until some are given back
            asio::basic_waitable_timer<std::chrono::steady_clock,
                                       asio::wait_traits<std::chrono::steady_clock>, Executor>
                pause{server->loops.front()->context, std::chrono::milliseconds{50}};
            co_await pause.async_wait(into(ec));
            continue;
        }
        asio::post(loop->context, [server, loop, held = std::make_shared<Socket>(std::move(socket))] {
            asio::co_spawn(loop->context.get_executor(), serve(server, loop, std::move(*held)),
                           asio::detached);
        });
    }
}

// Runs `work` on each loop's thread and waits for it.
template <class Work>
void on_each(Server::State& server, Work work)
{
    for (const auto& loop : server.loops) {
        std::promise<void> done;
        asio::post(loop->context, [&] {
            work(*loop);
            done.set_value();
        });
        done.get_future().wait();
    }
}

} // namespace

bool Server::State::admit(const std::string& peer)
{
    const std::lock_guard lock{mutex};
    const bool fits = connections < static_cast<std::int64_t>(options.connections) && by_peer.take(peer);
    ++(fits ? accepted : turned_away);
    if (!fits)
        return false;
    ++connections;
    return true;
}

void Server::State::leave(const std::string& peer)
{
    const std::lock_guard lock{mutex};
    --connections;
    by_peer.give(peer);
    gone.notify_all();
}

Server::Server(Site& site, ServerOptions options) : state_{std::make_shared<State>(site, std::move(options))}
{
    for (std::size_t i = 0; i < std::max<std::size_t>(1, state_->options.threads); ++i)
        state_->loops.push_back(std::make_shared<Loop>());
    const auto acceptor = std::make_shared<Acceptor>(state_->loops.front()->context);
    const asio::ip::tcp::endpoint where{asio::ip::make_address(state_->options.address),
                                        state_->options.port};
    acceptor->open(where.protocol());
    acceptor->set_option(asio::socket_base::reuse_address{true});
    acceptor->bind(where);
    acceptor->listen(4096);
    state_->port = acceptor->local_endpoint().port();
    asio::co_spawn(acceptor->get_executor(), listen(state_, acceptor), asio::detached);
    acceptor_ = acceptor;
    for (const auto& loop : state_->loops)
        loop->thread = std::thread{[loop] {
            loop->context.run();
            loop->ended.set_value();
        }};
}

Server::~Server()
{
    stop(std::chrono::milliseconds{1000});
    // What waits in a loop holds the loop: what a worker delivered since the stop runs to its end here.
    for (const auto& loop : state_->loops) {
        loop->context.restart();
        loop->context.poll();
    }
    std::exchange(state_->loops, {}).clear();
}

unsigned short Server::port() const
{
    return state_->port;
}

void Server::stop(std::chrono::milliseconds patience)
{
    if (state_->stopping.exchange(true))
        return;
    on_each(*state_, [&](Loop& loop) {
        if (&loop == state_->loops.front().get())
            std::static_pointer_cast<Acceptor>(acceptor_)->close();
        for (auto* connection : loop.connections)
            connection->stop(false);
    });
    {
        std::unique_lock lock{state_->mutex};
        state_->gone.wait_for(lock, patience, [&] { return state_->connections == 0; });
    }
    on_each(*state_, [](Loop& loop) {
        for (auto* connection : loop.connections)
            connection->stop(true);
    });
    {
        std::unique_lock lock{state_->mutex};
        state_->gone.wait_for(lock, std::chrono::seconds{1}, [&] { return state_->connections == 0; });
    }
    for (const auto& loop : state_->loops) {
        loop->busy.reset();
        // A loop whose connections are gone runs out of work; one that a worker keeps waiting is cut off.
        if (loop->ended.get_future().wait_for(std::chrono::seconds{1}) != std::future_status::ready)
            loop->context.stop();
        loop->thread.join();
    }
}

Server::Figures Server::figures() const
{
    const auto& s = *state_;
    return {s.accepted, s.turned_away, s.cut, s.connections, s.in_hand, s.uploads};
}

} // namespace tianping::http
