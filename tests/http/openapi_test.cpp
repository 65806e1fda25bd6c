#include "http/notes_house.hpp"
#include "infra/http/openapi.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::http {
namespace {

std::vector<Route> routes()
{
    static const test::Notes room;
    static const test::ScratchFolder folder;
    static blob::BlobStore blobs{folder.path()};
    static SeededChance chance{1};
    static const Uploads uploads{blobs, chance};
    auto out = room.routes();
    for (auto& route : uploads.routes())
        out.push_back(route);
    return out;
}

TEST(OpenApi, names_every_route_with_id_tag_parameters_and_refusals)
{
    const auto document = boost::json::value(openapi(routes()));
    const auto& put = document.at("paths").at("/api/v1/notes/{note}").at("put");
    EXPECT_EQ(put.at("operationId"), "putNotesByNote");
    EXPECT_EQ(put.at("tags").at(0), "notes");
    EXPECT_EQ(put.at("x-capability"), "trade_manage");
    EXPECT_EQ(put.at("parameters").at(0).at("name"), "note");
    EXPECT_EQ(put.at("parameters").at(1).at("$ref"), "#/components/parameters/IdempotencyKey");
    EXPECT_EQ(put.at("requestBody").at("content").at("application/json").at("schema").at("$ref"),
              "#/components/schemas/TestNewNote");
    EXPECT_TRUE(put.at("responses").as_object().contains("422"));
    EXPECT_TRUE(put.at("security").at(0).as_object().contains("bearer"));
    EXPECT_FALSE(document.at("paths").as_object().contains("/notes/{note}")); // a page for people
    const auto& schemas = document.at("components").at("schemas").as_object();
    EXPECT_TRUE(schemas.contains("TestNotePage"));
    EXPECT_EQ(schemas.at("TestNotePage").at("properties").at("items").at("items").at("$ref"),
              "#/components/schemas/TestNote");
    EXPECT_TRUE(schemas.contains("HttpProblem"));
}

TEST(OpenApi, names_each_status_that_a_route_may_refuse_with)
{
    const auto document = boost::json::value(openapi(routes()));
    const auto statuses = [&](const char* path, const char* method) {
        std::string out;
        for (const auto& answer : document.at("paths").at(path).at(method).at("responses").as_object())
            out += (out.empty() ? "" : " ") + std::string{answer.key()};
        return out;
    };
    EXPECT_EQ(statuses("/api/v1/notes", "get"), "200 400 401 403 404 409 422 429 503 default");
    EXPECT_EQ(statuses("/api/v1/notes/live", "get"), "200 400 401 403 404 422 429 503 default");
    EXPECT_EQ(statuses("/api/v1/notes/{note}", "get"), "200 400 401 403 404 409 410 422 429 503 default");
    EXPECT_EQ(statuses("/api/v1/notes", "post"), "200 400 401 403 404 409 410 413 415 422 429 503 default");
    EXPECT_EQ(statuses("/api/v1/uploads", "post"), "201 400 401 403 404 409 413 415 422 429 503 default");
    EXPECT_EQ(statuses("/api/v1/uploads/{upload}/bytes", "put"),
              "200 400 401 403 404 409 410 413 415 422 429 503 default");
}

TEST(OpenApi, is_the_same_text_each_time_and_readable)
{
    const auto text = indented(openapi(routes()));
    EXPECT_EQ(text, indented(openapi(routes())));
    EXPECT_EQ(boost::json::parse(text), boost::json::value(openapi(routes())));
    if (const char* file = std::getenv("TIANPING_PRINT_OPENAPI"))
        std::ofstream{file} << text;
    if (const char* file = std::getenv("TIANPING_PRINT_TYPESCRIPT"))
        std::ofstream{file} << typescript(routes());
}

TEST(OpenApi, two_operations_of_one_name_are_a_bug)
{
    auto twice = routes();
    twice.push_back(twice.front());
    twice.back().path = "/api/v1/other";
    twice.back().operation = "postNotes";
    EXPECT_THROW(openapi(twice), std::logic_error);
}

TEST(TypeScript, has_an_interface_a_struct_and_a_line_a_route)
{
    const auto text = typescript(routes());
    EXPECT_NE(text.find("export interface TestNewNote {\n  text: string;\n  weight?: number;\n}"),
              std::string::npos)
        << text;
    EXPECT_NE(
        text.find("\"PUT /api/v1/notes/{note}\": { path: { note: string; }; query: {}; request: TestNewNote; "
                  "response: TestNote };"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("items: TestNote[];"), std::string::npos);
}

} // namespace
} // namespace tianping::http
