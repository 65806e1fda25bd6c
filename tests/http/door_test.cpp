#include "http/notes_house.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping {
namespace {

using test::member;
using test::NotesHouse;
using test::RawClient;
using test::soon;

TEST(Door, a_command_is_decided_and_its_answer_carries_the_version)
{
    NotesHouse h;
    const auto made = h.post("/api/v1/notes", R"({"text":"招标"})");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.headers.at("etag"), "\"1\"");
    EXPECT_EQ(made.headers.at("content-type"), "application/json");
    EXPECT_EQ(made.headers.at("date"), "Mon, 02 Mar 2026 01:00:00 GMT");
    const auto id = member(made, "id");
    const auto seen = h.get("/api/v1/notes/" + id);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(boost::json::parse(seen.body), boost::json::parse(made.body));
    EXPECT_EQ(h.get("/api/v1/notes/" + id, "If-None-Match: \"1\"\r\n").status, 304);
}

TEST(Door, the_same_key_is_answered_alike_and_acts_once)
{
    NotesHouse h;
    const auto first = h.post("/api/v1/notes", R"({"text":"a"})", "", "one-key-for-all");
    const auto again = h.post("/api/v1/notes", R"({"text":"a"})", "", "one-key-for-all");
    EXPECT_EQ(first.body, again.body);
    EXPECT_FALSE(first.headers.contains("idempotent-replay"));
    EXPECT_EQ(again.headers.at("idempotent-replay"), "true");
    EXPECT_EQ(again.headers.at("etag"), "\"1\"");
    EXPECT_EQ(h.count(), 1);
    const auto other = h.post("/api/v1/notes", R"({"text":"b"})", "", "one-key-for-all");
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(h.code_of(other), "command.key_reused");
}

TEST(Door, a_refusal_is_a_problem_in_the_callers_language_and_replays_too)
{
    NotesHouse h;
    const auto en =
        h.post("/api/v1/notes", R"({"text":"refused"})", "Accept-Language: en\r\n", "refused-key");
    EXPECT_EQ(en.status, 409);
    EXPECT_EQ(en.headers.at("content-type"), "application/problem+json");
    EXPECT_EQ(member(en, "title"), "Too early");
    EXPECT_EQ(member(en, "article"), "招法34");
    EXPECT_EQ(member(en, "earliest"), "2026-03-02T01:00:00.000Z");
    const auto zh = h.post("/api/v1/notes", R"({"text":"refused"})", "", "refused-key");
    EXPECT_EQ(member(zh, "title"), "时间未到");
    EXPECT_EQ(zh.headers.at("idempotent-replay"), "true");
}

TEST(Door, two_people_editing_one_note_are_told_apart_by_their_versions)
{
    NotesHouse h;
    const auto id = member(h.post("/api/v1/notes", R"({"text":"draft"})"), "id");
    const auto put = [&](const std::string& version, const std::string& key) {
        return RawClient{h.server->port()}.ask(NotesHouse::request(
            "PUT", "/api/v1/notes/" + id,
            "Authorization: Bearer bob\r\nContent-Type: application/json\r\nIf-Match: " + version +
                "\r\nIdempotency-Key: " + key + "\r\n",
            R"({"text":"changed"})"));
    };
    const auto first = put("\"1\"", "first-edit");
    EXPECT_EQ(first.headers.at("etag"), "\"2\"") << first.body;
    EXPECT_EQ(h.code_of(put("\"1\"", "second-edit")), "store.changed_meanwhile");
    EXPECT_EQ(h.code_of(put("W/\"1\"", "weak-edit")), "http.bad_if_match");
    EXPECT_EQ(h.code_of(put("1", "bare-edit")), "http.bad_if_match");
}

TEST(Door, every_write_needs_a_key_of_the_right_shape)
{
    NotesHouse h;
    const auto with = [&](const std::string& header) {
        return h.code_of(RawClient{h.server->port()}.ask(NotesHouse::request(
            "POST", "/api/v1/notes",
            "Authorization: Bearer ann\r\nContent-Type: application/json\r\n" + header, R"({"text":"x"})")));
    };
    EXPECT_EQ(with(""), "http.want_idempotency_key");
    EXPECT_EQ(with("Idempotency-Key: short\r\n"), "http.bad_idempotency_key");
    EXPECT_EQ(with("Idempotency-Key: " + std::string(129, 'k') + "\r\n"), "http.bad_idempotency_key");
    EXPECT_EQ(with("Idempotency-Key: key with space\r\n"), "http.bad_idempotency_key");
    EXPECT_EQ(with("Idempotency-Key: \xE6\x8B\x9B\xE6\xA0\x87\xE6\x8B\x9B\r\n"), "http.bad_idempotency_key");
    EXPECT_EQ(with("Idempotency-Key: one-key-1\r\nIdempotency-Key: one-key-2\r\n"), "http.repeated_header");
}

TEST(Door, a_stranger_a_false_token_and_a_denied_person_are_told_apart_and_audited)
{
    NotesHouse h;
    const auto as = [&](const std::string& authorization, const std::string& key) {
        return h.post("/api/v1/notes", R"({"text":"x"})", authorization, key);
    };
    const auto stranger = as("Authorization: Bearer nobody\r\n", "stranger-key");
    EXPECT_EQ(stranger.status, 401);
    EXPECT_EQ(stranger.headers.at("www-authenticate"), "Bearer");
    EXPECT_EQ(as("Authorization: Basic YTpi\r\n", "basic-auth-key").status, 401);
    const auto eve = as("Authorization: Bearer eve\r\n", "denied-key");
    EXPECT_EQ(eve.status, 403);
    EXPECT_EQ(h.code_of(eve), "identity.not_allowed");
    EXPECT_EQ(h.count(), 0);
    h.server->stop();
    soon([&] {
        const std::lock_guard lock{h.mutex};
        return !h.denials.empty() && !h.refused_tokens.empty();
    });
    const std::lock_guard lock{h.mutex};
    ASSERT_EQ(h.denials.size(), 1U);
    EXPECT_EQ(h.denials.front().person, "per_eve");
    EXPECT_EQ(h.denials.front().what, Capability::trade_register);
    EXPECT_EQ(h.refused_tokens, std::vector<std::string>{"nobody at 127.0.0.1: http.bad_authorization"});
}

TEST(Door, not_found_and_not_visible_answer_alike)
{
    NotesHouse h;
    const auto hidden = member(h.post("/api/v1/notes", R"({"text":"hidden"})"), "id");
    const auto there = h.get("/api/v1/notes/" + hidden);
    auto missing = hidden;
    missing.back() = missing.back() == '0' ? '1' : '0';
    const auto absent = h.get("/api/v1/notes/" + missing);
    EXPECT_EQ(there.status, 404);
    EXPECT_EQ(there.body, absent.body);
}

TEST(Door, a_bug_says_nothing_but_an_incident_and_the_next_try_decides_anew)
{
    NotesHouse h;
    for (const auto* path : {"/api/v1/notes", "/api/v1/notes/thought"}) {
        const auto fault = h.post(path, R"({"text":"bug"})");
        EXPECT_EQ(fault.status, 500);
        EXPECT_EQ(h.code_of(fault), "house.fault");
        EXPECT_EQ(member(fault, "incident").size(), 16U);
        EXPECT_EQ(fault.body.find("secret"), std::string::npos);
        EXPECT_EQ(fault.body.find("thinking"), std::string::npos);
    }
    const auto broken = member(h.post("/api/v1/notes", R"({"text":"broken"})"), "id");
    const auto read = h.get("/api/v1/notes/" + broken);
    EXPECT_EQ(read.status, 500);
    EXPECT_EQ(read.body.find("secret"), std::string::npos);
    EXPECT_EQ(h.door->figures().faults, 3);
}

TEST(Door, pages_of_a_list_join_without_gap_and_their_cursor_shows_no_count)
{
    NotesHouse h;
    for (int i = 0; i < 7; ++i)
        h.post("/api/v1/notes", R"({"text":"n"})");
    std::vector<std::string> ids;
    std::string after;
    for (int page = 0; page < 4; ++page) {
        const auto answer = boost::json::parse(h.get("/api/v1/notes?limit=3" + after).body);
        for (const auto& item : answer.at("items").as_array())
            ids.emplace_back(item.at("id").get_string());
        if (!answer.as_object().contains("next"))
            break;
        after = "&after=" + std::string{answer.at("next").get_string()};
    }
    EXPECT_EQ(ids.size(), 7U);
    EXPECT_TRUE(std::ranges::is_sorted(ids));
    const auto bad = h.get("/api/v1/notes?limit=0&after=zzz");
    EXPECT_EQ(bad.status, 422);
    EXPECT_EQ(boost::json::parse(bad.body).at("fields").as_array().size(), 2U);
}

TEST(Door, several_requests_share_a_connection_and_may_come_at_once)
{
    NotesHouse h;
    RawClient client{h.server->port()};
    const auto one = NotesHouse::request("GET", "/healthz", "");
    client.send(one + one + NotesHouse::request("HEAD", "/healthz", "") + one);
    EXPECT_EQ(client.read().body, "alive\n");
    EXPECT_EQ(client.read().body, "alive\n");
    const auto head = client.read(true);
    EXPECT_EQ(head.headers.at("content-length"), "6");
    EXPECT_EQ(client.read().body, "alive\n");
}

TEST(Door, a_page_has_its_policy_and_a_refused_page_is_a_problem)
{
    NotesHouse h;
    const auto id = member(h.post("/api/v1/notes", R"({"text":"page"})"), "id");
    const auto page = h.get("/notes/" + id);
    EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(page.headers.at("content-security-policy").find("default-src 'self'"), std::string::npos);
    EXPECT_EQ(page.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(page.body, "<!doctype html><p>page");
    EXPECT_EQ(h.get("/notes/" + id, "If-None-Match: \"1\"\r\n").status, 304);
    EXPECT_EQ(h.get("/notes/nte_1").status, 422);
}

TEST(Door, a_file_comes_whole_or_in_the_part_that_was_asked)
{
    NotesHouse h;
    const auto whole = h.get("/files/large");
    EXPECT_EQ(whole.body.size(), 200'000U);
    EXPECT_EQ(whole.headers.at("content-disposition"),
              "attachment; filename*=UTF-8''%e6%8b%9b%e6%a0%87%e6%96%87%e4%bb%b6.bin");
    const auto part = [&](const std::string& range) {
        return h.get("/files/large", "Range: " + range + "\r\n");
    };
    const auto middle = part("bytes=10-35");
    EXPECT_EQ(middle.status, 206);
    EXPECT_EQ(middle.body, "klmnopqrstuvwxyzabcdefghij");
    EXPECT_EQ(middle.headers.at("content-range"), "bytes 10-35/200000");
    EXPECT_EQ(part("bytes=199999-").body, whole.body.substr(199'999));
    EXPECT_EQ(part("bytes=-5").body, whole.body.substr(199'995));
    EXPECT_EQ(part("bytes=199990-999999").body.size(), 10U);
    EXPECT_EQ(part("bytes=200000-").status, 416);
    EXPECT_EQ(part("bytes=5-2").status, 416);
    for (const auto* odd : {"bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=-", "bytes= 0-9", "bytes=x-5",
                            "bytes=0-x", "bytes=1-2-3", "bytes=99999999999999999999-4", "bytes=+1-2"}) {
        const auto answer = part(odd);
        EXPECT_EQ(answer.status, 200) << odd;
        EXPECT_EQ(answer.body.size(), 200'000U) << odd;
    }
    EXPECT_EQ(part("bytes=10-35\r\nIf-Range: \"7\"").body, middle.body);
    for (const auto* other : {"\"6\"", "W/\"7\"", "7", "Mon, 02 Mar 2026 01:00:00 GMT"})
        EXPECT_EQ(part("bytes=10-35\r\nIf-Range: " + std::string{other}).status, 200) << other;
    const auto head = RawClient{h.server->port()}.ask(NotesHouse::request("HEAD", "/files/large", ""), true);
    EXPECT_EQ(head.headers.at("content-length"), "200000");
}

TEST(Door, health_and_figures_are_told_and_figures_only_to_this_machine)
{
    NotesHouse h;
    h.post("/api/v1/notes", R"({"text":"x"})");
    EXPECT_EQ(h.get("/readyz").body, "ready\n");
    const auto figures = h.get("/metrics");
    EXPECT_NE(figures.body.find("tianping_decide_seconds_bucket{le=\"+Inf\"}"), std::string::npos);
    EXPECT_EQ(figures.body.find("notes"), std::string::npos);
    const auto outside = h.get("/metrics", "X-Forwarded-For: 192.0.2.7\r\n");
    EXPECT_EQ(outside.status, 403);
    EXPECT_NE(h.get("/problems/blob.gap").body.find("The next chunk"), std::string::npos);
}

TEST(Door, a_good_stop_finishes_what_is_in_hand_and_takes_nothing_new)
{
    NotesHouse h;
    const auto port = h.server->port();
    RawClient idle{port}, busy{port};
    EXPECT_EQ(idle.ask(NotesHouse::request("GET", "/healthz", "")).status, 200);
    busy.send(
        NotesHouse::request("POST", "/api/v1/notes/thought",
                            "Authorization: Bearer ann\r\nContent-Type: application/json\r\nIdempotency-Key: "
                            "slow-thought\r\n",
                            R"({"text":"slow"})"));
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    std::thread stopping{[&] { h.server->stop(); }};
    EXPECT_EQ(busy.read().status, 200);
    EXPECT_TRUE(busy.ended());
    EXPECT_TRUE(idle.ended());
    stopping.join();
    EXPECT_THROW(RawClient{port}, std::runtime_error);
    EXPECT_EQ(h.count(), 1);
}

} // namespace
} // namespace tianping
