// What is told to the audit: whom the policy denies, whatever he sends, and whose token signs nobody in.
#include "http/notes_house.hpp"
#include <atomic>
#include <gtest/gtest.h>

namespace tianping {
namespace {

using test::member;
using test::NotesHouse;
using test::RawClient;
using test::soon;

test::RawAnswer put_note(const NotesHouse& h, const std::string& id, const std::string& authorization,
                         const std::string& body)
{
    return RawClient{h.server->port()}.ask(NotesHouse::request(
        "PUT", "/api/v1/notes/" + id,
        authorization + "Content-Type: application/json\r\nIdempotency-Key: put-a-note\r\n", body));
}

TEST(Denied, a_refused_token_is_audited_once_by_each_kind_of_route)
{
    NotesHouse h;
    const std::string nobody = "Authorization: Bearer nobody\r\n";
    for (const auto* path : {"/api/v1/notes/in-time", "/api/v1/notes/thought", "/api/v1/uploads"})
        EXPECT_EQ(h.post(path, R"({"text":"x"})", nobody).status, 401) << path;
    for (const auto* path : {"/api/v1/notes", "/healthz", "/files/large", "/api/v1/notes/live"})
        EXPECT_EQ(h.get(path, nobody).status, 401) << path;
    h.server->stop();
    soon([&] {
        const std::lock_guard lock{h.mutex};
        return h.refused_tokens.size() >= 7;
    });
    const std::lock_guard lock{h.mutex};
    EXPECT_EQ(h.refused_tokens.size(), 7U);
    EXPECT_TRUE(h.denials.empty());
}

TEST(Denied, who_may_not_is_told_that_alone_and_audited_whatever_his_body_says)
{
    NotesHouse h;
    const auto id = member(h.post("/api/v1/notes", R"({"text":"a note"})"), "id");
    const std::string eve = "Authorization: Bearer eve\r\n";
    for (const auto* path :
         {"/api/v1/notes", "/api/v1/notes/thought", "/api/v1/notes/in-time", "/api/v1/notes/thought-in-time"})
        for (const auto* body : {"{", R"({"text":7})"})
            EXPECT_EQ(h.code_of(h.post(path, body, eve)), "identity.not_allowed") << path << body;
    EXPECT_EQ(h.code_of(put_note(h, id, eve, "{")), "identity.not_allowed");
    h.server->stop();
    soon([&] {
        const std::lock_guard lock{h.mutex};
        return h.denials.size() >= 9;
    });
    const std::lock_guard lock{h.mutex};
    EXPECT_EQ(h.denials.size(), 9U);
    for (const auto& denial : h.denials) {
        EXPECT_EQ(denial.person, "per_eve");
        EXPECT_EQ(denial.object, denial.what == Capability::trade_manage ? id : "");
    }
}

TEST(Denied, what_a_preparation_refuses_for_want_of_a_right_is_audited_and_nothing_else_of_it)
{
    NotesHouse h;
    std::atomic<Fault> fault{Fault::forbidden};
    h.room.held = [&]() -> Status { return Error{fault.load(), "notes.not_yours"}; };
    const auto send = [&](const char* path) { return h.post(path, R"({"text":"held"})").status; };
    EXPECT_EQ(send("/api/v1/notes/thought"), 403);
    EXPECT_EQ(send("/api/v1/notes/thought-in-time"), 403);
    fault = Fault::conflict;
    EXPECT_EQ(send("/api/v1/notes/thought"), 409);
    h.server->stop();
    soon([&] {
        const std::lock_guard lock{h.mutex};
        return h.denials.size() >= 2;
    });
    const std::lock_guard lock{h.mutex};
    ASSERT_EQ(h.denials.size(), 2U);
    for (const auto& denial : h.denials)
        EXPECT_EQ(denial.person + " " + denial.code, "per_ann notes.not_yours");
}

TEST(Denied, a_bad_body_tells_nothing_of_what_is_hidden)
{
    NotesHouse h;
    const auto hidden = member(h.post("/api/v1/notes", R"({"text":"hidden"})"), "id");
    auto missing = hidden;
    missing.back() = missing.back() == '0' ? '1' : '0';
    const std::string bob = "Authorization: Bearer bob\r\n";
    const auto there = put_note(h, hidden, bob, "{");
    EXPECT_EQ(there.status, 404);
    EXPECT_EQ(there.body, put_note(h, missing, bob, "{").body);
}

} // namespace
} // namespace tianping
