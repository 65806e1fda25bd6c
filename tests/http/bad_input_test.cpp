// Bad input: a clear answer, and nothing lost.
#include "http/notes_house.hpp"
#include <atomic>
#include <future>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::NotesHouse;
using test::RawClient;
using test::soon;

class BadInput : public testing::Test {
protected:
    std::string code(const std::string& body) { return h.code_of(h.post("/api/v1/notes", body)); }
    test::RawAnswer raw(const std::string& bytes) { return RawClient{h.server->port()}.ask(bytes); }
    void still_well() { EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"after"})").status, 200); }
    NotesHouse h;
};

TEST_F(BadInput, a_json_bomb_is_refused_before_it_grows)
{
    EXPECT_EQ(code(std::string(500'000, '[')), "wire.malformed");
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += R"({"text":)";
    EXPECT_EQ(code(deep), "wire.malformed");
    EXPECT_EQ(code("[" + std::string(900'000, ' ') + "]"), "wire.bad_fields");
    still_well();
}

TEST_F(BadInput, a_declared_body_of_ten_gigabytes_is_refused_unread)
{
    const auto answer =
        raw("POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nIdempotency-Key: "
            "ten-gigabytes\r\nContent-Length: 10737418240\r\n\r\n{");
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(h.code_of(answer), "http.body_too_large");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    still_well();
}

TEST_F(BadInput, chunks_that_never_end_are_cut_at_the_limit)
{
    RawClient client{h.server->port()};
    client.send("POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nContent-Type: "
                "application/json\r\nIdempotency-Key: endless-chunks\r\n"
                "Transfer-Encoding: chunked\r\n\r\n");
    const auto chunk = "10000\r\n" + std::string(65'536, ' ') + "\r\n";
    for (int i = 0; i < 100 && client.send(chunk); ++i) {
    }
    EXPECT_EQ(client.read().status, 413);
    still_well();
}

TEST_F(BadInput, a_chunked_body_within_the_limit_is_as_good_as_another)
{
    const auto answer = raw("POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                            "ann\r\nContent-Type: application/json\r\n"
                            "Idempotency-Key: chunked-note\r\nTransfer-Encoding: "
                            "chunked\r\n\r\n9\r\n{\"text\":\"\r\n4\r\nab\"}\r\n0\r\n\r\n");
    EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(BadInput, invalid_utf8_and_nul_are_refused)
{
    EXPECT_EQ(code("{\"text\":\"\xff\xfe\"}"), "wire.malformed");
    EXPECT_EQ(code("{\"text\":\"\xed\xa0\x80\"}"), "wire.malformed");
    EXPECT_EQ(code(R"({"text":"a\u0000b"})"), "wire.bad_fields");
    EXPECT_EQ(code(""), "wire.malformed");
}

TEST_F(BadInput, what_a_proxy_calls_an_address_and_is_none_is_put_on_record_nowhere)
{
    const std::pair<const char*, const char*> rows[]{
        {"\xff\xfe", "unknown"},
        {"192.0.2.1, \xc3(", "unknown"},
        {"unix:", "unknown"},
        {"192.0.2.1:80", "unknown"},
        {"", "127.0.0.1"},
        {"192.0.2.1 ", "192.0.2.1"},
        {"x, 192.0.2.7", "192.0.2.7"},
        {"2001:DB8:0::1", "2001:db8::1"},
    };
    int turn = 0;
    for (const auto& [forwarded, address] : rows) {
        const auto key = "forwarded-" + std::to_string(++turn);
        const auto header = "X-Forwarded-For: " + std::string{forwarded} + "\r\n";
        EXPECT_EQ(h.post("/api/v1/notes", R"({"text":"x"})", header, key).status, 200) << forwarded;
        EXPECT_EQ(h.house.pool.read([&](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM command WHERE key = :k AND address = :a", key,
                             std::string{address});
        }),
                  1)
            << forwarded;
    }
}

TEST_F(BadInput, a_field_of_the_wrong_kind_is_named_with_what_would_be_right)
{
    const auto answer =
        h.post("/api/v1/notes", R"({"text":7,"weight":"heavy","colour":1})", "Accept-Language: en\r\n");
    EXPECT_EQ(answer.status, 422);
    const auto fields = boost::json::parse(answer.body).at("fields").as_array();
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[0].at("path"), "text");
    EXPECT_EQ(fields[0].at("message"), "It must be text.");
    EXPECT_EQ(fields[1].at("code"), "wire.want_integer");
    EXPECT_EQ(fields[2].at("code"), "wire.unexpected");
}

TEST_F(BadInput, names_without_end_in_a_query_are_named_up_to_a_bound_and_never_cut_in_a_character)
{
    std::string many = "/api/v1/notes?limit=0";
    for (int i = 0; i < 1'000; ++i)
        many += "&n" + std::to_string(i);
    EXPECT_LE(boost::json::parse(h.get(many).body).at("fields").as_array().size(), 200U);
    std::string name = "a";
    for (int i = 0; i < 40; ++i)
        name += "%E6%8B%9B";
    const auto field = boost::json::parse(h.get("/api/v1/notes?" + name + "=1").body).at("fields").at(0);
    EXPECT_EQ(field.at("path").as_string().size(), 2U + 99U) << "a question mark, a letter, 33 characters";
    const auto twice = h.get("/api/v1/notes?a" + name + "=1&a" + name + "=2");
    EXPECT_EQ(h.code_of(twice), "http.repeated_query");
    EXPECT_TRUE(is_utf8(twice.body)) << twice.body;
}

TEST_F(BadInput, a_members_name_without_end_is_named_up_to_a_bound_and_never_cut_in_a_character)
{
    std::string name = "a";
    for (int i = 0; i < 100; ++i)
        name += "招";
    const auto answer = h.post("/api/v1/notes", R"({"text":"x",")" + name + R"(":1})");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(boost::json::parse(answer.body).at("fields").at(0).at("path").as_string().size(), 1U + 198U);
}

TEST_F(BadInput, a_member_that_comes_twice_is_refused_with_its_path_whichever_would_count)
{
    const auto answer = h.post("/api/v1/notes", R"({"text":"first","text":"second"})");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(h.code_of(answer), "wire.repeated_member");
    EXPECT_EQ(boost::json::parse(answer.body).at("fields").at(0).at("path"), "text");
    EXPECT_EQ(h.count(), 0);
    still_well();
}

TEST_F(BadInput, a_hundred_bad_fields_are_named_in_one_answer)
{
    boost::json::object body{{"text", "x"}};
    for (int i = 0; i < 100; ++i)
        body["field" + std::to_string(i)] = i;
    const auto answer = h.post("/api/v1/notes", boost::json::serialize(body));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(boost::json::parse(answer.body).at("fields").as_array().size(), 100U);
    for (int i = 100; i < 5000; ++i)
        body["field" + std::to_string(i)] = i;
    const auto many = h.post("/api/v1/notes", boost::json::serialize(body));
    EXPECT_EQ(boost::json::parse(many.body).at("fields").as_array().size(), 200U);
}

TEST_F(BadInput, path_tricks_reach_nothing)
{
    for (const auto* path :
         {"/api/v1/notes/../../etc/passwd", "/api/v1/notes/%2e%2e%2f", "/problems/..%2f..%2fetc",
          "/problems/%00", "/api/v1/notes/..\\x", "/files//large", "/api/v1/notes/%"})
        EXPECT_EQ(h.code_of(h.get(path)), "http.bad_target") << path;
    EXPECT_EQ(h.code_of(h.get("/problems/passwd")), "http.no_such_route");
    EXPECT_EQ(h.code_of(h.get("/api/v1/notes/" + std::string(3000, 'x'))), "id.malformed");
}

TEST_F(BadInput, unknown_addresses_methods_and_parameters_are_told)
{
    EXPECT_EQ(h.get("/nowhere").status, 404);
    const auto method = raw(NotesHouse::request("DELETE", "/api/v1/notes", ""));
    EXPECT_EQ(method.status, 405);
    EXPECT_EQ(method.headers.at("allow"), "GET, POST");
    EXPECT_EQ(raw(NotesHouse::request("BREW", "/api/v1/notes", "")).status, 405);
    const auto query = h.get("/api/v1/notes?limit=1&sort=up");
    EXPECT_EQ(query.status, 422);
    EXPECT_EQ(boost::json::parse(query.body).at("fields").at(0).at("path"), "?sort");
    const auto all = h.get("/api/v1/notes?foo=1&limit=999&after=x&bar");
    EXPECT_EQ(all.status, 422);
    std::vector<std::string> named;
    const auto said = boost::json::parse(all.body);
    for (const auto& field : said.at("fields").as_array())
        named.push_back(std::string{field.at("path").as_string()} + " " +
                        std::string{field.at("code").as_string()});
    EXPECT_EQ(named, (std::vector<std::string>{"?after http.bad_cursor", "?limit wire.want_integer",
                                               "?bar wire.unexpected", "?foo wire.unexpected"}));
    EXPECT_EQ(h.code_of(h.get("/files/large?foo=1")), "wire.bad_fields");
    EXPECT_EQ(h.code_of(h.get("/api/v1/notes?limit=1&limit=2")), "http.repeated_query");
    const auto media = raw(NotesHouse::request(
        "POST", "/api/v1/notes", "Content-Type: text/plain\r\nIdempotency-Key: a-plain-key\r\n", "x"));
    EXPECT_EQ(media.status, 415);
}

TEST_F(BadInput, a_small_refused_body_does_not_end_the_connection)
{
    RawClient client{h.server->port()};
    const auto refused = NotesHouse::request("POST", "/api/v1/notes", "Content-Type: application/json\r\n",
                                             R"({"text":"no key"})");
    EXPECT_EQ(h.code_of(client.ask(refused)), "http.want_idempotency_key");
    EXPECT_EQ(client.ask(NotesHouse::request("GET", "/healthz", "")).body, "alive\n");
}

TEST_F(BadInput, headers_without_end_are_refused)
{
    const auto one =
        raw("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Long: " + std::string(20'000, 'x') + "\r\n\r\n");
    EXPECT_EQ(one.status, 431);
    std::string many = "GET /healthz HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 3000; ++i)
        many += "X-" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(raw(many + "\r\n").status, 431);
    EXPECT_EQ(raw("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n").status, 431);
    still_well();
}

TEST_F(BadInput, what_is_no_http_is_refused_and_the_connection_ends)
{
    for (const auto* text :
         {"hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n",
          "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "GET /healthz HTTP/1.1\r\n\r\n",
          "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"}) {
        const auto answer = raw(text);
        EXPECT_TRUE(answer.status == 400 || answer.status == 0) << text << answer.status;
    }
    still_well();
}

TEST_F(BadInput, two_lengths_of_one_body_smuggle_nothing)
{
    const std::string head = "POST /api/v1/notes HTTP/1.1\r\nHost: h\r\nContent-Type: "
                             "application/json\r\nIdempotency-Key: smuggled-1\r\n";
    for (const auto* lengths : {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                "Content-Length: 4\r\nContent-Length: 40\r\n", "Content-Length: -4\r\n",
                                "Content-Length: 4x\r\n", "Transfer-Encoding: chunked, identity\r\n"}) {
        RawClient client{h.server->port()};
        client.send(head + lengths + "\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(client.read().status, 400) << lengths;
        EXPECT_TRUE(client.ended()) << lengths;
    }
    EXPECT_EQ(h.count(), 0);
}

TEST_F(BadInput, a_connection_cut_at_every_stage_of_a_command_leaves_nothing_behind)
{
    const auto whole = NotesHouse::request(
        "POST", "/api/v1/notes",
        "Authorization: Bearer ann\r\nContent-Type: application/json\r\nIdempotency-Key: cut-at-stage\r\n",
        R"({"text":"cut"})");
    for (std::size_t came = 0; came < whole.size(); came += 7) {
        RawClient client{h.server->port()};
        client.send(std::string_view{whole}.substr(0, came));
        client.reset();
    }
    still_well();
    EXPECT_EQ(h.count(), 1);
}

TEST_F(BadInput, a_caller_that_leaves_before_its_answer_still_has_acted_once)
{
    std::atomic<bool> taken{false};
    std::promise<void> left;
    h.room.held = [&taken, gone = left.get_future().share()] {
        taken = true;
        gone.wait();
        return Status{};
    };
    const auto whole = NotesHouse::request(
        "POST", "/api/v1/notes/thought",
        "Authorization: Bearer ann\r\nContent-Type: application/json\r\nIdempotency-Key: left-early\r\n",
        R"({"text":"held"})");
    {
        RawClient client{h.server->port()};
        client.send(whole);
        EXPECT_TRUE(soon([&] { return taken.load(); })) << "a reset throws away what nobody has read";
        client.reset();
    }
    left.set_value();
    EXPECT_TRUE(soon([&] { return h.count() == 1; })) << "nobody has asked again";
    const auto again = raw(whole);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_TRUE(again.headers.contains("idempotent-replay"));
    EXPECT_EQ(h.count(), 1);
}

} // namespace
} // namespace tianping
