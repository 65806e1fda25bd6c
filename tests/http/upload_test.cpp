#include "http/notes_house.hpp"
#include "infra/crypto/digest.hpp"
#include "support/full_disk.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::member;
using test::NotesHouse;
using test::RawClient;

struct DoneLine { // a row of the record of commands
    std::string name{}, person{}, address{}, outcome{};
    Instant arrived_at{};
};
BOOST_DESCRIBE_STRUCT(DoneLine, (), (name, person, address, outcome, arrived_at))

class Upload : public testing::Test {
protected:
    static constexpr const char* ann = "Authorization: Bearer ann\r\n";

    std::string begin(std::int64_t declared)
    {
        const auto answer = RawClient{h.server->port()}.ask(NotesHouse::request(
            "POST", "/api/v1/uploads", std::string{ann} + "Content-Type: application/json\r\n",
            "{\"declared\":" + std::to_string(declared) + "}"));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return member(answer, "id");
    }
    std::string head(const std::string& id, std::int64_t offset, const std::string& more)
    {
        return "PUT /api/v1/uploads/" + id + "/bytes?offset=" + std::to_string(offset) +
               " HTTP/1.1\r\nHost: h\r\n" + ann + more + "\r\n";
    }
    test::RawAnswer put(const std::string& id, std::int64_t offset, const std::string& bytes,
                        const std::string& headers = "")
    {
        return RawClient{h.server->port()}.ask(
            head(id, offset, headers + "Content-Length: " + std::to_string(bytes.size()) + "\r\n") + bytes);
    }
    std::int64_t received(const std::string& id)
    {
        return boost::json::parse(h.get("/api/v1/uploads/" + id, ann).body)
            .at("received")
            .to_number<std::int64_t>();
    }
    std::vector<DoneLine> record()
    {
        h.house.writer.settle();
        return h.house.pool.read([](const ReadTx& tx) {
            return tx.query<DoneLine>("SELECT name, person, address, outcome, arrived_at FROM command WHERE "
                                      "name LIKE '%/uploads%' ORDER BY name");
        });
    }
    static std::string some_text(std::size_t size)
    {
        Bytes bytes(size);
        SeededChance{5}.fill(bytes);
        return std::string{text_view(bytes)};
    }
    static std::string digest_header(std::string_view bytes)
    {
        return "Repr-Digest: sm3=:" + to_base64(crypto::sm3(view(bytes))) + ":\r\n";
    }
    NotesHouse h;
};

TEST_F(Upload, a_file_comes_in_chunks_and_its_digest_is_told)
{
    const auto bytes = some_text(5'500'000);
    const auto id = begin(5'500'000);
    const auto first = put(id, 0, bytes.substr(0, 3'000'000), digest_header(bytes.substr(0, 3'000'000)));
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(received(id), 3'000'000);
    const auto last = put(id, 3'000'000, bytes.substr(3'000'000));
    EXPECT_EQ(member(last, "digest"), to_hex(crypto::sm3(view(bytes))));
    EXPECT_EQ(member(last, "completed"), "2026-03-02T01:00:00.000Z");
    EXPECT_EQ(h.blobs.get(member(last, "digest")).value().size(), bytes.size());
}

TEST_F(Upload, duty_20_49_its_beginning_and_its_end_are_on_record_and_no_piece_between)
{
    const auto bytes = some_text(3000);
    const auto id = begin(3000);
    EXPECT_EQ(record().size(), 1U);
    ASSERT_EQ(put(id, 0, bytes.substr(0, 1000)).status, 200);
    ASSERT_EQ(put(id, 1000, bytes.substr(1000, 1000)).status, 200);
    EXPECT_EQ(h.code_of(put(id, 2500, bytes.substr(2500))), "blob.gap");
    EXPECT_EQ(received(id), 2000) << "and who asks changes nothing";
    EXPECT_EQ(record().size(), 1U);
    ASSERT_EQ(put(id, 2000, bytes.substr(2000)).status, 200);
    const auto lines = record();
    ASSERT_EQ(lines.size(), 2U);
    const auto names = http::Uploads::recorded();
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(lines[i].name, names[i]);
        EXPECT_EQ(lines[i].person, "per_ann");
        EXPECT_EQ(lines[i].address, "127.0.0.1");
        EXPECT_EQ(lines[i].outcome, "committed");
        EXPECT_EQ(lines[i].arrived_at, h.house.clock.now());
    }
}

TEST_F(Upload, a_chunked_body_is_taken_too)
{
    const auto bytes = some_text(2'300'000);
    const auto id = begin(2'300'000);
    RawClient client{h.server->port()};
    client.send(head(id, 0, digest_header(bytes) + "Transfer-Encoding: chunked\r\n"));
    for (std::size_t at = 0; at < bytes.size(); at += 100'000) {
        const auto piece = bytes.substr(at, 100'000);
        std::array<char, 16> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
        client.send(size.data() + piece + "\r\n");
    }
    client.send("0\r\n\r\n");
    const auto answer = client.read();
    EXPECT_EQ(member(answer, "digest"), to_hex(crypto::sm3(view(bytes)))) << answer.body;
    EXPECT_EQ(client.ask(NotesHouse::request("GET", "/healthz", "")).status, 200);
}

TEST_F(Upload, whoever_asks_first_is_told_to_go_on)
{
    const auto bytes = some_text(1000);
    const auto id = begin(1000);
    RawClient client{h.server->port()};
    client.send(head(id, 0, "Expect: 100-continue\r\nContent-Length: 1000\r\n"));
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask(bytes).status, 200);
    RawClient refused{h.server->port()};
    EXPECT_EQ(refused.ask(head(id, 5000, "Expect: 100-continue\r\nContent-Length: 1000\r\n")).status, 409);
}

TEST_F(Upload, the_same_chunk_twice_one_out_of_order_and_a_lying_digest)
{
    const auto bytes = some_text(2000);
    const auto id = begin(4000);
    EXPECT_EQ(put(id, 0, bytes).status, 200);
    EXPECT_EQ(put(id, 0, bytes).status, 200);
    EXPECT_EQ(received(id), 2000);
    EXPECT_EQ(h.code_of(put(id, 3000, bytes.substr(0, 1000))), "blob.gap");
    EXPECT_EQ(h.code_of(put(id, 2000, bytes, digest_header("a lie"))), "blob.wrong_digest");
    EXPECT_EQ(h.code_of(put(id, 0, some_text(1999) + "!")), "blob.chunk_differs");
    EXPECT_EQ(h.code_of(put(id, 2000, bytes, "Repr-Digest: md5=:AA==:\r\n")), "http.bad_digest");
    EXPECT_EQ(h.code_of(put(id, 2000, bytes + "x")), "blob.too_long");
    EXPECT_EQ(received(id), 2000);
    EXPECT_EQ(put(id, 2000, bytes, digest_header(bytes)).status, 200);
}

TEST_F(Upload, the_whole_may_be_sent_again_where_a_part_of_it_was_confirmed)
{
    const auto bytes = some_text(2000);
    const auto id = begin(2000);
    ASSERT_EQ(put(id, 0, bytes.substr(0, 1000)).status, 200);
    const auto done = put(id, 0, bytes, digest_header(bytes));
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(member(done, "digest"), to_hex(crypto::sm3(view(bytes))));
}

TEST_F(Upload, a_refused_chunk_ends_with_an_answer_that_can_be_read)
{
    const auto id = begin(10'000'000);
    const auto answer = put(id, 5, some_text(4'000'000));
    EXPECT_EQ(h.code_of(answer), "blob.gap");
    EXPECT_EQ(answer.headers.at("connection"), "close");
}

TEST_F(Upload, a_connection_cut_at_every_stage_leaves_what_was_confirmed)
{
    const auto bytes = some_text(3'000'000);
    const auto id = begin(3'000'000);
    ASSERT_EQ(put(id, 0, bytes.substr(0, 1'000'000)).status, 200);
    const auto request = head(id, 1'000'000, "Content-Length: 2000000\r\n") + bytes.substr(1'000'000);
    for (const std::size_t came :
         {10UL, 100UL, 200UL, 1'000UL, 500'000UL, 1'048'576UL, 1'500'000UL, request.size() - 1}) {
        RawClient client{h.server->port()};
        client.send(std::string_view{request}.substr(0, came));
        client.reset();
        EXPECT_EQ(received(id), 1'000'000) << came;
    }
    auto done = put(id, 1'000'000, bytes.substr(1'000'000));
    while (done.status == 503) // a connection that was cut may still be ending
        done = put(id, 1'000'000, bytes.substr(1'000'000));
    EXPECT_EQ(member(done, "digest"), to_hex(crypto::sm3(view(bytes))));
}

TEST_F(Upload, a_chunk_that_finds_the_disk_full_is_told_so_and_goes_on_once_there_is_room)
{
    const auto bytes = some_text(8'000'000);
    const auto id = begin(8'000'000);
    ASSERT_EQ(put(id, 0, bytes.substr(0, 3'000'000)).status, 200);
    {
        const test::NoRoom room{5'000'000};
        const auto refused = put(id, 3'000'000, bytes.substr(3'000'000));
        EXPECT_EQ(refused.status, 503);
        EXPECT_EQ(h.code_of(refused), "blob.no_space");
        ASSERT_TRUE(refused.headers.contains("retry-after"));
        EXPECT_EQ(refused.headers.at("retry-after"), "60");
        EXPECT_EQ(received(id), 3'000'000) << "what was confirmed stays";
    }
    const auto done = put(id, 3'000'000, bytes.substr(3'000'000), digest_header(bytes.substr(3'000'000)));
    ASSERT_EQ(done.status, 200) << done.body;
    const auto digest = to_hex(crypto::sm3(view(bytes)));
    EXPECT_EQ(member(done, "digest"), digest);
    EXPECT_TRUE(text_view(h.blobs.get(digest).value()) == bytes);
}

TEST_F(Upload, ten_gigabytes_are_refused_when_declared_and_when_sent)
{
    const auto declared = RawClient{h.server->port()}.ask(NotesHouse::request(
        "POST", "/api/v1/uploads", std::string{ann} + "Content-Type: application/json\r\n",
        R"({"declared":10737418240})"));
    EXPECT_EQ(declared.status, 413);
    EXPECT_EQ(h.code_of(declared), "blob.too_large");
    const auto id = begin(1000);
    RawClient client{h.server->port()};
    const auto sent = client.ask(head(id, 0, "Content-Length: 10737418240\r\n") + "x");
    EXPECT_EQ(sent.status, 413);
    EXPECT_EQ(h.code_of(sent), "blob.chunk_too_large");
}

TEST_F(Upload, of_no_bytes_is_refused_with_what_may_be_declared)
{
    for (const auto* declared : {"0", "-1"}) {
        const auto answer = RawClient{h.server->port()}.ask(NotesHouse::request(
            "POST", "/api/v1/uploads", std::string{ann} + "Content-Type: application/json\r\n",
            "{\"declared\":" + std::string{declared} + "}"));
        EXPECT_EQ(answer.status, 422);
        EXPECT_EQ(h.code_of(answer), "blob.empty");
        const auto field = boost::json::parse(answer.body).at("fields").at(0);
        EXPECT_EQ(field.at("path"), "declared");
        EXPECT_EQ(field.at("allowed").as_string().find("1.."), 0U) << answer.body;
    }
}

TEST_F(Upload, nobody_else_sees_it_and_a_stranger_may_not_begin_one)
{
    const auto id = begin(1000);
    EXPECT_EQ(h.code_of(h.get("/api/v1/uploads/" + id, "Authorization: Bearer bob\r\n")),
              "blob.unknown_upload");
    EXPECT_EQ(h.get("/api/v1/uploads/" + id).status, 401);
    const auto malformed = h.get("/api/v1/uploads/upl_x", ann);
    EXPECT_EQ(h.code_of(malformed), "id.malformed");
    const auto named = boost::json::parse(malformed.body).at("fields").at(0);
    EXPECT_EQ(named.at("path"), "upload");
    EXPECT_EQ(named.at("allowed"), "upl_ and 32 hex digits");
    EXPECT_EQ(h.code_of(put(id + "0", 0, "x")), "id.malformed");
    EXPECT_EQ(h.code_of(RawClient{h.server->port()}.ask("PUT /api/v1/uploads/" + id +
                                                        "/bytes?offset=-1 HTTP/1.1\r\nHost: h\r\n" + ann +
                                                        "Content-Length: 1\r\n\r\nx")),
              "wire.bad_fields");
}

} // namespace
} // namespace tianping
