// Who is slow, too many or too much is refused or cut, and others do not notice.
#include "http/notes_house.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping {
namespace {

using std::chrono::milliseconds;
using test::NotesHouse;
using test::RawClient;
using test::soon;

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
    soon([&] { return h.server->figures().cut >= 500; }, std::chrono::seconds{5});
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
    EXPECT_TRUE(soon([&] { return h.server->figures().connections <= 2; }));
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

std::string forwarded_for(const std::string& address)
{
    return "X-Forwarded-For: " + address + "\r\n";
}

// A command of which nothing but its head has come.
std::unique_ptr<RawClient> begun(NotesHouse& h, const std::string& address, const std::string& body_header)
{
    auto out = std::make_unique<RawClient>(h.server->port());
    out->send("POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
              "Idempotency-Key: begun-only\r\n" +
              forwarded_for(address) + body_header + "\r\n");
    return out;
}

TEST(Limits, bodies_that_are_declared_and_do_not_come_take_no_memory_from_honest_callers)
{
    http::ServerOptions options;
    options.body_memory = options.body_memory_per_address = std::int64_t{1} << 20;
    NotesHouse h{options};
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 16; ++i)
        silent.push_back(begun(
            h, "192.0.2.1", i % 2 == 0 ? "Content-Length: 1048576\r\n" : "Transfer-Encoding: chunked\r\n"));
    ASSERT_TRUE(soon([&] { return h.server->figures().in_hand == 16; }));
    EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"honest"})", forwarded_for("192.0.2.2")).status, 200);
    EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"honest"})").status, 200);
}

TEST(Limits, bodies_of_one_address_have_their_share_of_the_memory_and_give_it_back)
{
    http::ServerOptions options;
    options.body_memory_per_address = 64 * 1024;
    NotesHouse h{options};
    const auto large = "{\"text\":\"" + std::string(100'000, 'x') + "\"}";
    for (int i = 0; i < 3; ++i) {
        const auto refused = h.post("/api/v1/notes", large, forwarded_for("192.0.2.1"));
        EXPECT_EQ(refused.status, 429);
        EXPECT_EQ(h.code_of(refused), "http.too_many_at_once");
        EXPECT_EQ(refused.headers.at("retry-after"), "1");
        EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"small"})", forwarded_for("192.0.2.1")).status, 200);
    }
    EXPECT_EQ(h.post("/api/v1/notes", large).status, 200) << "this machine itself has no share";
}

TEST(Limits, slow_bodies_of_one_address_hold_its_own_share_of_the_requests_in_hand)
{
    http::ServerOptions options;
    options.requests = 6;
    options.requests_per_address = 4;
    NotesHouse h{options};
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 4; ++i)
        slow.push_back(begun(h, "192.0.2.1", "Content-Length: 1000\r\n"));
    ASSERT_TRUE(soon([&] { return h.server->figures().in_hand == 4; }));
    const auto refused = h.get("/healthz", forwarded_for("192.0.2.1"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(h.code_of(refused), "http.too_many_at_once");
    EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"honest"})", forwarded_for("192.0.2.2")).status, 200);
    slow.pop_back();
    ASSERT_TRUE(soon([&] { return h.server->figures().in_hand == 3; }));
    EXPECT_EQ(h.get("/healthz", forwarded_for("192.0.2.1")).status, 200);
}

// Uploads that their callers have begun to send and do not go on with.
struct HangingUploads {
    explicit HangingUploads(http::ServerOptions options = {}) : h{options} {}

    std::string asking(const std::string& person, const std::string& address)
    {
        return "Authorization: Bearer " + person + "\r\n" + forwarded_for(address);
    }
    std::string begin(const std::string& person)
    {
        return test::member(
            RawClient{h.server->port()}.ask(NotesHouse::request(
                "POST", "/api/v1/uploads", asking(person, "192.0.2.9") + "Content-Type: application/json\r\n",
                R"({"declared":1000})")),
            "id");
    }
    // Whether the server asked for the bytes.
    bool hangs(const std::string& person, const std::string& address)
    {
        hanging.push_back(std::make_unique<RawClient>(h.server->port()));
        hanging.back()->send("PUT /api/v1/uploads/" + begin(person) +
                             "/bytes?offset=0 HTTP/1.1\r\nHost: h\r\n" + asking(person, address) +
                             "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
        return hanging.back()->read_until("\r\n\r\n").starts_with("HTTP/1.1 100");
    }
    test::RawAnswer put(const std::string& person, const std::string& address)
    {
        return RawClient{h.server->port()}.ask(
            NotesHouse::request("PUT", "/api/v1/uploads/" + begin(person) + "/bytes?offset=0",
                                asking(person, address), std::string(1000, 'x')));
    }
    NotesHouse h;
    std::vector<std::unique_ptr<RawClient>> hanging;
};

TEST(Limits, uploads_of_one_address_leave_room_for_those_of_another)
{
    http::ServerOptions options;
    options.uploads = 3;
    options.uploads_per_address = 2;
    HangingUploads u{options};
    ASSERT_TRUE(u.hangs("ann", "192.0.2.1"));
    ASSERT_TRUE(u.hangs("bob", "192.0.2.1"));
    EXPECT_EQ(u.h.code_of(u.put("ann", "192.0.2.1")), "http.too_many_at_once");
    EXPECT_EQ(u.put("bob", "192.0.2.2").status, 200);
    u.hanging.clear();
    ASSERT_TRUE(soon([&] { return u.h.server->figures().in_hand == 0; }));
    EXPECT_EQ(u.put("ann", "192.0.2.1").status, 200);
}

TEST(Limits, uploads_of_one_organisation_leave_room_for_those_of_another_from_wherever_they_come)
{
    HangingUploads u;
    for (int i = 0; i < 8; ++i)
        ASSERT_TRUE(u.hangs("ann", "192.0.2." + std::to_string(i)));
    const auto refused = u.put("ann", "192.0.2.100");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(u.h.code_of(refused), "http.too_many_at_once");
    EXPECT_EQ(u.put("bob", "192.0.2.1").status, 200);
    u.hanging.clear();
    ASSERT_TRUE(soon([&] { return u.h.server->figures().in_hand == 0; }));
    EXPECT_EQ(u.put("ann", "192.0.2.100").status, 200);
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
