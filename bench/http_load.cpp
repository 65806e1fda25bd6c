#include "http_load.hpp"
#include "socket.hpp"
#include <poll.h>
#include <random>
#include <stdexcept>
#include <vector>

namespace tianping::bench {
namespace {

struct Client {
    Socket socket;
    std::string buffer{};
};

std::string request_of(std::mt19937_64& chance)
{
    static const std::string body =
        R"({"text":"a fact of the usual length, as rooms keep them","amount":1250000})";
    static constexpr char hex[] = "0123456789abcdef";
    std::string key(32, '0');
    for (auto& c : key)
        c = hex[chance() % 16];
    return "POST /api/v1/bench/entries HTTP/1.1\r\nHost: house\r\nAuthorization: Bearer bench\r\n"
           "Content-Type: application/json\r\nIdempotency-Key: " +
           key + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Whether a whole answer had come, and the next command is on its way.
bool turn(Client& client, std::mt19937_64& chance)
{
    client.socket.receive(client.buffer);
    Answer answer;
    if (!take_answer(client.buffer, answer))
        return false;
    if (answer.status / 100 != 2)
        throw std::runtime_error("a command was answered " + std::to_string(answer.status) + ": " +
                                 answer.body);
    client.socket.send_all(request_of(chance));
    return true;
}

} // namespace

double post_entries(const Load& load)
{
    std::mt19937_64 chance{load.seed};
    std::vector<Client> clients;
    std::vector<pollfd> watched;
    for (std::size_t i = 0; i < load.clients; ++i) {
        clients.push_back({Socket{load.port}});
        watched.push_back({clients.back().socket.descriptor(), POLLIN, 0});
        clients.back().socket.send_all(request_of(chance));
    }
    const auto begin = std::chrono::steady_clock::now();
    std::int64_t answered = 0;
    while (std::chrono::steady_clock::now() - begin < load.time) {
        if (::poll(watched.data(), watched.size(), 100) < 0)
            throw std::runtime_error("poll failed");
        for (std::size_t i = 0; i < clients.size(); ++i)
            if (watched[i].revents != 0)
                answered += turn(clients[i], chance) ? 1 : 0;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(answered) / took.count();
}

} // namespace tianping::bench
