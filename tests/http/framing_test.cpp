// Where a body ends and how it is coded: what is not beyond doubt is refused under its own name.
#include "http/notes_house.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::member;
using test::NotesHouse;
using test::RawAnswer;
using test::RawClient;

class Framing : public testing::Test {
protected:
    static constexpr const char* ann = "Authorization: Bearer ann\r\n";
    const std::string json = "Content-Type: application/json\r\n";
    const std::string body = R"({"text":"a"})";
    const std::string in_one_chunk = "c\r\n" + body + "\r\n0\r\n\r\n";

    // A note whose body comes in these bytes.
    std::string note(const std::string& headers, const std::string& bytes)
    {
        return "POST /api/v1/notes HTTP/1.1\r\nHost: h\r\n" + std::string{ann} + "Idempotency-Key: framing-" +
               std::to_string(++keys) + "\r\n" + headers + "\r\n" + bytes;
    }
    RawAnswer raw(const std::string& bytes) { return RawClient{h.server->port()}.ask(bytes); }
    void is_refused(const RawAnswer& answer, int status, const char* code, const std::string& said)
    {
        EXPECT_EQ(answer.status, status) << said << answer.body;
        EXPECT_EQ(h.code_of(answer), code) << said;
    }
    int keys = 0;
    NotesHouse h;
};

TEST_F(Framing, a_chunk_without_a_size_is_a_bad_request_and_no_interruption)
{
    for (const auto* size : {"-c", "0xc", "G", "", "c c", "fffffffffffffffff"}) {
        const auto bytes = size + ("\r\n" + body) + "\r\n0\r\n\r\n";
        is_refused(raw(note(json + "Transfer-Encoding: chunked\r\n", bytes)), 400, "http.bad_request", size);
    }
    EXPECT_EQ(h.count(), 0);
    RawClient client{h.server->port()};
    is_refused(client.ask(note(json + "Transfer-Encoding: chunked\r\n", "G\r\n\r\n")), 400,
               "http.bad_request", "kept");
    EXPECT_TRUE(client.ended()) << "what follows is no request";
}

TEST_F(Framing, an_upload_whose_chunk_framing_breaks_is_as_it_was)
{
    const auto begun = raw(NotesHouse::request("POST", "/api/v1/uploads", ann + json, R"({"declared":4})"));
    const auto id = member(begun, "id");
    const auto put = [&](const std::string& bytes) {
        return raw("PUT /api/v1/uploads/" + id + "/bytes HTTP/1.1\r\nHost: h\r\n" + ann +
                   "Transfer-Encoding: chunked\r\n\r\n" + bytes);
    };
    is_refused(put("2\r\nab\r\n-2\r\ncd\r\n0\r\n\r\n"), 400, "http.bad_request", "the second chunk");
    EXPECT_EQ(put("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n").status, 200);
}

TEST_F(Framing, a_transfer_coding_that_the_house_does_not_know_is_refused_and_ends_the_connection)
{
    const std::tuple<const char*, int, const char*> rows[]{
        {"gzip", 501, "http.coding_unknown"},
        {"gzip, chunked", 501, "http.coding_unknown"},
        {"gzip\r\nTransfer-Encoding: chunked", 501, "http.coding_unknown"},
        {"chunked;q=1", 501, "http.coding_unknown"},
        {"chunked, gzip", 400, "http.bad_request"},
        {"chunked, chunked", 400, "http.bad_request"},
    };
    for (const auto& [coding, status, code] : rows) {
        RawClient client{h.server->port()};
        const auto bytes = note(json + "Transfer-Encoding: " + coding + "\r\n", in_one_chunk);
        is_refused(client.ask(bytes + NotesHouse::request("GET", "/healthz", "")), status, code, coding);
        EXPECT_TRUE(client.ended()) << coding;
    }
    EXPECT_EQ(h.count(), 0);
    for (const auto* coding : {"Chunked", "identity, chunked"})
        EXPECT_EQ(raw(note(json + "Transfer-Encoding: " + coding + "\r\n", in_one_chunk)).status, 200);
}

TEST_F(Framing, a_body_that_is_packed_or_in_another_charset_is_refused_by_name)
{
    const auto length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    const auto said = [&](const std::string& headers) { return raw(note(headers + length, body)); };
    is_refused(said(json + "Content-Encoding: gzip\r\n"), 415, "http.content_coded", "gzip");
    for (const auto* charset : {"gbk", "\"gb18030\"", "", "utf-16"})
        is_refused(said("Content-Type: application/json; charset=" + std::string{charset} + "\r\n"), 415,
                   "http.want_json", charset);
    EXPECT_EQ(h.count(), 0);
    for (const auto* charset : {"; charset=utf-8", ";Charset=\"UTF-8\"", "; profile=x", ";"})
        EXPECT_EQ(said("Content-Type: application/json" + std::string{charset} + "\r\n").status, 200)
            << charset;
    EXPECT_EQ(said(json + "Content-Encoding: identity\r\n").status, 200);
    const auto begin = NotesHouse::request(
        "POST", "/api/v1/uploads", std::string{ann} + "Content-Type: application/json; charset=gbk\r\n",
        R"({"declared":1})");
    is_refused(raw(begin), 415, "http.want_json", "an upload's beginning");
    const auto chunk = NotesHouse::request("PUT", "/api/v1/uploads/upl_" + std::string(32, '0') + "/bytes",
                                           std::string{ann} + "Content-Encoding: gzip\r\n", "x");
    is_refused(raw(chunk), 415, "http.content_coded", "an upload's chunk");
}

} // namespace
} // namespace tianping
