#include "http/notes_house.hpp"
#include "infra/http/client.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::NotesHouse;
using test::RawClient;
using test::soon;

std::string follow(const std::string& headers = "")
{
    return NotesHouse::request("GET", "/api/v1/notes/live", headers);
}

std::size_t count(const std::string& text, const std::string& what)
{
    std::size_t out = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++out;
    return out;
}

TEST(Streams, what_is_committed_is_seen_at_once_by_everyone_who_follows)
{
    NotesHouse h;
    RawClient one{h.server->port()}, two{h.server->port()};
    one.send(follow());
    two.send(follow());
    EXPECT_NE(one.read_until("retry:").find("text/event-stream"), std::string::npos);
    two.read_until("retry:");
    h.post("/api/v1/notes", R"({"text":"招标\n公告"})");
    for (auto* client : {&one, &two}) {
        const auto text = client->read_until("}\n\n");
        EXPECT_EQ(count(text, "id: nte_"), 1U) << text;
        EXPECT_EQ(count(text, "event: note\n"), 1U);
        EXPECT_NE(text.find("招标\\n公告"), std::string::npos);
    }
}

TEST(Streams, whoever_comes_back_goes_on_after_the_last_event)
{
    NotesHouse h;
    std::vector<std::string> ids;
    for (int i = 0; i < 5; ++i)
        ids.emplace_back(
            boost::json::parse(h.post("/api/v1/notes", R"({"text":"n"})").body).at("id").get_string());
    std::ranges::sort(ids);
    RawClient client{h.server->port()};
    client.send(follow("Last-Event-ID: " + ids[2] + "\r\n"));
    const auto text = client.read_until(ids[4] + "\"");
    EXPECT_EQ(text.find(ids[2]), std::string::npos);
    EXPECT_LT(text.find(ids[3]), text.find(ids[4]));
    RawClient whole{h.server->port()};
    whole.send(follow());
    EXPECT_EQ(count(whole.read_until(ids[4] + "\"") + whole.read_until("\n\n"), "id: nte_"), 5U);
}

TEST(Streams, a_program_follows_and_goes_on_where_it_was_cut)
{
    NotesHouse h;
    const auto base = "http://127.0.0.1:" + std::to_string(h.server->port());
    std::optional<http::Client> client{std::in_place, base};
    ASSERT_TRUE(client->follow("/api/v1/notes/live"));
    const auto add = [&](const std::string& text) {
        h.house.clock.move_to(h.house.clock.now() + std::chrono::milliseconds{1}).value();
        h.post("/api/v1/notes", R"({"text":")" + text + R"("})");
    };
    add("one");
    const auto first = client->next_event().value();
    EXPECT_EQ(first.event, "note");
    EXPECT_NE(first.data.find("one"), std::string::npos);
    client.reset();
    add("two");
    add("three");
    client.emplace(base, std::chrono::milliseconds{500});
    ASSERT_TRUE(client->follow("/api/v1/notes/live", first.id));
    for (const char* text : {"two", "three"})
        EXPECT_NE(client->next_event().value().data.find(text), std::string::npos);
    EXPECT_EQ(client->next_event().error().code, "client.broken") << "nothing more comes";
    http::Client stranger{base};
    EXPECT_EQ(stranger.next_event().error().code, "client.broken") << "nothing is followed";
    const auto refused = stranger.follow("/api/v1/no-such-stream");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::not_found);
    EXPECT_EQ(stranger.next_event().error().code, "client.broken") << "a refused stream is not followed";
}

TEST(Streams, a_quiet_stream_beats)
{
    http::ServerOptions options;
    options.heartbeat = std::chrono::milliseconds{50};
    NotesHouse h{options};
    RawClient client{h.server->port()};
    client.send(follow());
    EXPECT_NE(client.read_until(": still here").find(": still here"), std::string::npos);
}

TEST(Streams, readers_are_limited_and_those_who_leave_make_room)
{
    http::DoorLimits limits;
    limits.hub.readers = 1;
    http::ServerOptions options;
    options.heartbeat = std::chrono::milliseconds{20};
    NotesHouse h{options, limits};
    auto first = std::make_optional<RawClient>(h.server->port());
    first->send(follow());
    first->read_until("retry:");
    const auto refused = h.get("/api/v1/notes/live");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.headers.at("retry-after"), "5");
    first->reset();
    first.reset();
    soon([&] { return h.door->figures().streams == 0; });
    EXPECT_EQ(h.door->figures().streams, 0U);
}

TEST(Streams, hold_no_place_among_the_requests_in_hand)
{
    http::ServerOptions options;
    options.requests = 2;
    NotesHouse h{options};
    std::vector<std::unique_ptr<RawClient>> readers;
    for (int i = 0; i < 3; ++i) {
        readers.push_back(std::make_unique<RawClient>(h.server->port()));
        readers.back()->send(follow());
        EXPECT_NE(readers.back()->read_until("retry:").find("200 OK"), std::string::npos);
    }
    EXPECT_EQ(h.door->figures().streams, 3U);
    EXPECT_EQ(h.server->figures().in_hand, 0);
    EXPECT_EQ(h.get("/healthz").status, 200);
    EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"in time"})").status, 200);
    for (const auto& reader : readers)
        EXPECT_NE(reader->read_until("in time").find("in time"), std::string::npos);
}

TEST(Streams, of_one_address_are_limited_and_those_of_others_go_on)
{
    http::DoorLimits limits;
    limits.hub.readers_per_address = 1;
    http::ServerOptions options;
    options.heartbeat = std::chrono::milliseconds{20};
    NotesHouse h{options, limits};
    const auto from = [](const std::string& address) { return "X-Forwarded-For: " + address + "\r\n"; };
    auto first = std::make_optional<RawClient>(h.server->port());
    first->send(follow(from("192.0.2.1")));
    first->read_until("retry:");
    const auto refused = h.get("/api/v1/notes/live", from("192.0.2.1"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(h.code_of(refused), "http.too_many_streams");
    EXPECT_EQ(refused.headers.at("retry-after"), "5");
    for (const auto& headers : {from("192.0.2.2"), std::string{}, std::string{}}) {
        RawClient other{h.server->port()};
        other.send(follow(headers));
        EXPECT_NE(other.read_until("retry:").find("200 OK"), std::string::npos) << headers;
    }
    first->reset();
    first.reset();
    EXPECT_TRUE(soon([&] { return h.door->figures().streams == 0; }));
    RawClient again{h.server->port()};
    again.send(follow(from("192.0.2.1")));
    EXPECT_NE(again.read_until("retry:").find("200 OK"), std::string::npos);
}

TEST(Streams, a_reader_that_does_not_read_holds_nobody_up_and_is_cut)
{
    http::ServerOptions options;
    options.grace = std::chrono::seconds{2};
    options.floor = std::int64_t{1} << 30; // whatever is written has to go out within the grace
    NotesHouse h{options};
    RawClient lazy{h.server->port()}, keen{h.server->port()};
    lazy.send(follow());
    keen.send(follow());
    keen.read_until("retry:");
    const std::string large(400'000, 'x'); // 20 MB in all: several times what sockets hold for him
    std::size_t seen = 0;
    for (int i = 0; i < 50; ++i) {
        h.house.clock.move_to(h.house.clock.now() + std::chrono::milliseconds{1})
            .value(); // ids keep their order
        h.post("/api/v1/notes", "{\"text\":\"" + large + "\"}");
        seen += count(keen.read_until("}\n\n"), "event: note\n");
    }
    for (int i = 0; i < 20 && seen < 50; ++i)
        seen += count(keen.read_until("}\n\n", std::chrono::milliseconds{200}), "event: note\n");
    EXPECT_EQ(seen, 50U);
    soon([&] { return h.door->figures().streams <= 1; });
    EXPECT_EQ(h.server->figures().cut, 1);
    EXPECT_EQ(h.door->figures().streams, 1U) << "nothing is kept for who is gone, and the other one goes on";
    h.post("/api/v1/notes", R"({"text":"after all"})");
    EXPECT_NE(keen.read_until("after all").find("after all"), std::string::npos);
}

TEST(Streams, end_when_the_house_stops)
{
    NotesHouse h;
    RawClient client{h.server->port()};
    client.send(follow());
    client.read_until("retry:");
    const auto start = std::chrono::steady_clock::now();
    h.server->stop();
    EXPECT_TRUE(client.ended());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{3});
}

} // namespace
} // namespace tianping
