// Who is slow, too many or too much is refused or cut, and others do not notice.
#include "http/notes_house.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping {
namespace {

using std::chrono::milliseconds;
using test::NotesHouse;
using test::RawClient;

http::ServerOptions impatient()
{
    http::ServerOptions out;
    out.idle = milliseconds{400};
    out.header = milliseconds{300};
    out.stall = milliseconds{300};
    out.grace = milliseconds{300};
    out.floor = 10'000;
    return out;
}

TEST(Limits, headers_that_drip_are_cut_and_honest_callers_do_not_notice)
{
    NotesHouse h{impatient()};
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 500; ++i)
        slow.emplace_back(std::make_unique<RawClient>(h.server->port()))
            ->send("GET /healthz HTTP/1.1\r\nX: ");
    std::atomic<bool> over{false};
    std::thread drip{[&] {
        while (!over) {
            for (auto& client : slow)
                client->send("x");
            std::this_thread::sleep_for(milliseconds{50});
        }
    }};
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"honest"})").status, 200);
    for (int i = 0; i < 100 && h.server->figures().cut < 500; ++i)
        std::this_thread::sleep_for(milliseconds{50});
    over = true;
    drip.join();
    EXPECT_EQ(h.server->figures().cut, 500);
}

TEST(Limits, a_body_below_the_floor_is_cut)
{
    NotesHouse h{impatient()};
    RawClient client{h.server->port()};
    client.send("POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nContent-Type: "
                "application/json\r\nIdempotency-Key: slow-body-1\r\n"
                "Content-Length: 100000\r\n\r\n");
    const auto start = std::chrono::steady_clock::now();
    while (client.send(" ") && std::chrono::steady_clock::now() - start < std::chrono::seconds{5})
        std::this_thread::sleep_for(milliseconds{20});
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{3});
    EXPECT_EQ(h.server->figures().cut, 1);
}

TEST(Limits, an_idle_connection_is_closed)
{
    NotesHouse h{impatient()};
    RawClient client{h.server->port()};
    EXPECT_EQ(client.ask(NotesHouse::request("GET", "/healthz", "")).status, 200);
    EXPECT_TRUE(client.ended(milliseconds{3000}));
}

TEST(Limits, connections_beyond_the_limit_are_turned_away)
{
    http::ServerOptions options;
    options.connections = 3;
    NotesHouse h{options};
    std::vector<std::unique_ptr<RawClient>> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(std::make_unique<RawClient>(h.server->port()));
        EXPECT_EQ(held.back()->ask(NotesHouse::request("GET", "/healthz", "")).status, 200);
    }
    RawClient silent{h.server->port()}, asking{h.server->port()};
    for (const auto& told : {silent.read(), asking.ask(NotesHouse::request("GET", "/healthz", ""))}) {
        EXPECT_EQ(told.status, 503);
        EXPECT_EQ(h.code_of(told), "house.overloaded");
        EXPECT_EQ(told.headers.at("retry-after"), "1");
        EXPECT_EQ(told.headers.at("connection"), "close");
    }
    EXPECT_EQ(h.server->figures().connections, 3) << "who is told holds no place";
    EXPECT_EQ(h.server->figures().turned_away, 2);
    held.pop_back();
    for (int i = 0; i < 100 && h.server->figures().connections > 2; ++i)
        std::this_thread::sleep_for(milliseconds{10});
    EXPECT_EQ(h.get("/healthz").status, 200);
}

TEST(Limits, a_flood_of_connections_is_closed_without_a_word)
{
    http::ServerOptions options;
    options.connections = 0;
    NotesHouse h{options};
    std::vector<std::unique_ptr<RawClient>> flood;
    for (int i = 0; i < 400; ++i)
        flood.push_back(std::make_unique<RawClient>(h.server->port()));
    std::map<int, int> answers;
    for (auto& client : flood)
        ++answers[client->read().status];
    EXPECT_GE(answers[503], 256);
    EXPECT_GE(answers[0], 1);
    EXPECT_EQ(answers[503] + answers[0], 400);
}

TEST(Limits, requests_beyond_those_in_hand_are_told_when_to_come_back)
{
    http::ServerOptions options;
    options.requests = 1;
    NotesHouse h{options};
    RawClient busy{h.server->port()};
    busy.send(NotesHouse::request(
        "POST", "/api/v1/notes/thought",
        "Authorization: Bearer ann\r\nContent-Type: application/json\r\nIdempotency-Key: slow-thought\r\n",
        R"({"text":"slow"})"));
    std::this_thread::sleep_for(milliseconds{100});
    const auto refused = h.get("/healthz");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(h.code_of(refused), "house.overloaded");
    EXPECT_EQ(refused.headers.at("retry-after"), "1");
    EXPECT_EQ(busy.read().status, 200);
}

TEST(Limits, a_writer_that_takes_nothing_is_told_as_overload)
{
    NotesHouse h;
    h.house.writer.stop(); // takes nothing more, as with a full queue
    const auto refused = h.post("/api/v1/notes", R"({"text":"x"})");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(h.code_of(refused), "house.overloaded");
    EXPECT_TRUE(refused.headers.contains("retry-after"));
}

TEST(Limits, one_address_that_asks_without_pause_is_slowed)
{
    http::DoorLimits limits;
    limits.peers = {5, 10, 1000, false};
    NotesHouse h{{}, limits};
    int refused = 0;
    RawClient client{h.server->port()};
    for (int i = 0; i < 30; ++i) {
        const auto answer =
            client.ask(NotesHouse::request("GET", "/healthz", "X-Forwarded-For: 192.0.2.1\r\n"));
        refused += answer.status == 429 ? 1 : 0;
    }
    EXPECT_GE(refused, 15);
    EXPECT_EQ(h.get("/healthz", "X-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n").status, 200);
    EXPECT_EQ(h.get("/healthz").status, 200);
}

} // namespace
} // namespace tianping
