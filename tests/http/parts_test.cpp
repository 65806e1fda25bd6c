// The parts of the door that need no network: targets, routes, texts, problems, pages, limits.
#include "infra/http/asking.hpp"
#include "infra/http/page.hpp"
#include "infra/http/peer_rate.hpp"
#include "infra/http/problem.hpp"
#include "infra/http/router.hpp"
#include "infra/http/target.hpp"
#include "infra/http/uploads.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::http {
namespace {

TEST(FreshKey, is_another_for_each_call_and_says_which_act_it_is_of)
{
    const auto one = fresh_key("close/1"), other = fresh_key("close/1");
    EXPECT_NE(one, other) << "what was refused once is not answered alike for ever";
    EXPECT_TRUE(one.starts_with("close/1/"));
    EXPECT_EQ(one.size(), other.size());
}

TEST(Target, is_taken_apart_and_decoded)
{
    const auto t = parse_target("/api/v1/%E6%8B%9B%E6%A0%87/x?name=a+b%26c&empty=&flag").value();
    EXPECT_EQ(t.segments, (std::vector<std::string>{"api", "v1", "招标", "x"}));
    EXPECT_EQ(t.query.at("name"), "a b&c");
    EXPECT_EQ(t.query.at("empty"), "");
    EXPECT_EQ(t.query.at("flag"), "");
    EXPECT_TRUE(parse_target("/").value().segments.empty());
}

TEST(Target, tricks_are_refused_and_never_repaired)
{
    for (const auto* text :
         {"",         "x",         "*",     "http://other/x", "/a/../b", "/a/./b",   "/..",
          "//",       "/a//b",     "/a/",   "/a/%2e%2e/b",    "/a%2Fb",  "/a%5cb",   "/a\\b",
          "/a%00b",   "/a%0d%0ab", "/a%",   "/a%4",           "/a%zz",   "/a%ff%fe", "/%c0%ae%c0%ae/x",
          "/x?q=%00", "/x?q=%ff",  "/x?%=1"})
        EXPECT_EQ(parse_target(text).error().code, "http.bad_target") << text;
    EXPECT_EQ(parse_target("/x?a=1&a=2").error().code, "http.repeated_query");
    EXPECT_EQ(parse_target("/" + std::string(9000, 'a')).error().code, "http.bad_target");
}

Route route(Method method, std::string path)
{
    Route r;
    r.method = method;
    r.path = std::move(path);
    return r;
}

std::string found(const Router& router, std::string_view method, const std::string& path)
{
    const auto got = router.find(method, parse_target(path).value().segments);
    if (!got)
        return got.error().code;
    if (!got->route)
        return "not " + std::string{method};
    std::string out = got->route->path;
    for (const auto& [name, value] : got->path)
        out.append(" ").append(name).append("=").append(value);
    return out;
}

TEST(Routes, literal_goes_before_capture_and_the_rest_comes_last)
{
    const Router router{{route(Method::get, "/"), route(Method::get, "/a/{one}"), route(Method::get, "/a/b"),
                         route(Method::post, "/a/{other}"), route(Method::get, "/a/{one}/c"),
                         route(Method::get, "/f/{file*}"), route(Method::get, "/f/x/{y}/z")}};
    EXPECT_EQ(found(router, "GET", "/"), "/");
    EXPECT_EQ(found(router, "GET", "/a/b"), "/a/b");
    EXPECT_EQ(found(router, "GET", "/a/q"), "/a/{one} one=q");
    EXPECT_EQ(found(router, "POST", "/a/q"), "/a/{other} other=q");
    EXPECT_EQ(found(router, "GET", "/a/b/c"), "/a/{one}/c one=b");
    EXPECT_EQ(found(router, "HEAD", "/a/b"), "/a/b");
    EXPECT_EQ(found(router, "GET", "/f/x/y"), "/f/{file*} file=x/y");
    EXPECT_EQ(found(router, "GET", "/f/x/1/z"), "/f/x/{y}/z y=1");
    EXPECT_EQ(found(router, "GET", "/f/x/1/q"), "/f/{file*} file=x/1/q");
    EXPECT_EQ(found(router, "GET", "/a"), "http.no_such_route");
    EXPECT_EQ(found(router, "GET", "/f"), "http.no_such_route");
    EXPECT_EQ(found(router, "DELETE", "/a/b"), "not DELETE");
}

TEST(Routes, two_of_one_shape_are_a_bug)
{
    EXPECT_THROW(Router({route(Method::get, "/a/{x}"), route(Method::get, "/a/{y}")}), std::logic_error);
    EXPECT_THROW(Router({route(Method::get, "a")}), std::logic_error);
}

TEST(Catalogues, name_every_mistake_at_once)
{
    const test::ScratchFolder folder;
    std::ofstream{folder.path() / "a.toml"} << R"(
["a.good"]
zh = "好 {x}"
en = "good {x}"
["a.half"]
zh = "半"
["a.differs"]
zh = "{x}"
en = "{y}"
)";
    std::ofstream{folder.path() / "b.toml"} << "[\"a.good\"]\nzh = \"x\"\nen = \"x\"\n";
    std::ofstream{folder.path() / "c.toml"} << "[[[";
    const auto error = Catalogue::load(folder.path()).error();
    std::vector<std::string> codes;
    for (const auto& field : error.fields)
        codes.push_back(field.code);
    std::ranges::sort(codes);
    EXPECT_EQ(codes, (std::vector<std::string>{"catalogue.bad_toml", "catalogue.parameters_differ",
                                               "catalogue.text_missing", "catalogue.told_twice"}));
    EXPECT_EQ(Catalogue::load(folder.path() / "nowhere").error().code, "catalogue.broken");
}

const Catalogue& house()
{
    static const auto loaded = Catalogue::load(test::source_folder() + "/catalogues");
    return *loaded;
}

TEST(Catalogues, of_the_house_are_whole_and_fill_parameters_in)
{
    EXPECT_EQ(house().text("blob.gap", {{"expected", "7"}}, "en"), "The next chunk must begin at byte 7.");
    EXPECT_EQ(house().text("blob.gap", {{"expected", "7"}}, "zh"), "分块应从第 7 字节开始。");
    EXPECT_EQ(house().text("blob.gap", {}, "en"), "The next chunk must begin at byte {expected}.");
    EXPECT_EQ(house().text("no.such_code", {}, "en"), "no.such_code");
    for (const auto fault : {Fault::malformed, Fault::too_late, Fault::internal})
        EXPECT_TRUE(house().has("fault." + wire::name_of(fault)));
}

TEST(Languages, follow_their_weights_and_are_chinese_otherwise)
{
    EXPECT_EQ(language_of(""), "zh");
    EXPECT_EQ(language_of("de, fr"), "zh");
    EXPECT_EQ(language_of("en"), "en");
    EXPECT_EQ(language_of("en-GB,zh;q=0.9"), "en");
    EXPECT_EQ(language_of("en;q=0.5, zh-CN;q=0.8"), "zh");
    EXPECT_EQ(language_of("en;q=0"), "zh");
}

TEST(Problems, carry_code_article_earliest_and_every_field)
{
    Error e{Fault::too_early, "notes.too_early"};
    e.article = "招法34";
    e.earliest = test::monday;
    e.fields = {{"lots[2].estimate", "wire.want_integer", "1..9"}, {"x", "wire.missing", ""}};
    const auto response = problem_response(e, house(), "en");
    EXPECT_EQ(response.status, 409);
    const auto body = boost::json::parse(std::get<std::string>(response.body));
    EXPECT_EQ(body.at("type"), "/problems/notes.too_early");
    EXPECT_EQ(body.at("article"), "招法34");
    EXPECT_EQ(body.at("earliest"), "2026-03-02T01:00:00.000Z");
    EXPECT_EQ(body.at("fields").at(0).at("message"), "It must be a whole number: 1..9.");
    EXPECT_EQ(body.at("fields").at(1).at("path"), "x");
}

TEST(Problems, name_in_the_text_of_each_field_what_is_its_own)
{
    Error e{Fault::invalid, "blob.gap", {}, {{"expected", "3"}}};
    e.fields = {{"first", "blob.gap", "", {{"expected", "7"}}}, {"second", "blob.gap", ""}};
    const auto said = problem_of(e, house(), "en");
    EXPECT_EQ(said.fields.at(0).message, "The next chunk must begin at byte 7.");
    EXPECT_EQ(said.fields.at(1).message, "The next chunk must begin at byte 3.") << "of the whole";
}

TEST(Problems, say_as_a_whole_what_their_one_field_says)
{
    const auto said = problem_of(invalid_field("wire.want_integer", "limit", "1..9"), house(), "en");
    EXPECT_EQ(said.detail, "It must be a whole number: 1..9.");
    EXPECT_EQ(said.detail, said.fields.at(0).message);
}

TEST(Problems, have_the_number_that_http_has_for_them)
{
    EXPECT_EQ(status_of({Fault::malformed, "wire.malformed"}), 400);
    EXPECT_EQ(status_of({Fault::malformed, "http.method_not_allowed"}), 405);
    EXPECT_EQ(status_of({Fault::malformed, "http.headers_too_large"}), 431);
    EXPECT_EQ(status_of({Fault::too_late, "x.y"}), 410);
    EXPECT_EQ(status_of({Fault::outcome_unknown, "x.y"}), 503);
    const auto busy =
        problem_response({Fault::unavailable, "house.overloaded", {}, {{"retry_after", "9"}}}, house(), "zh");
    EXPECT_EQ(busy.status, 503);
    EXPECT_TRUE(std::ranges::any_of(
        busy.headers, [](const Header& h) { return h.name == "Retry-After" && h.value == "9"; }));
}

TEST(Cursors, come_back_as_they_went_and_no_other_is_believed)
{
    for (const auto* key : {"", "nte_1", "2026-03-02|nte_00ff", "招标"}) {
        const auto cursor = to_cursor(key);
        EXPECT_EQ(from_cursor(cursor).value(), key);
        EXPECT_EQ(cursor.find_first_of("+/=&"), std::string::npos);
    }
    auto forged = to_cursor("nte_1");
    forged.back() = forged.back() == 'A' ? 'B' : 'A';
    for (const auto& text :
         {std::string{"x"}, std::string{"bnRlXzE"}, forged, std::string(5000, 'A'), to_cursor("\xff\xfe"),
          to_cursor("\xed\xa0\x80"), to_cursor(std::string_view{"nte\0", 4})})
        EXPECT_EQ(from_cursor(text).error().code, "http.bad_cursor") << text.substr(0, 20);
}

TEST(Queries, name_every_bad_parameter_at_once)
{
    Request request;
    request.query = {{"limit", "5000"}, {"after", "nonsense"}, {"from", "yesterday"}, {"kind", "read"}};
    QueryReader query{request};
    query.limit();
    query.after();
    query.instant("from");
    EXPECT_EQ(query.choice<Method>("kind"), std::nullopt);
    const auto error = query.done().error();
    EXPECT_EQ(error.fields.size(), 4U);
    EXPECT_EQ(error.fields.front().path, "?limit");
    EXPECT_EQ(error.fields.front().allowed, "1..100");
}

TEST(Pages, of_a_list_that_is_read_whole_hold_each_item_once_in_the_order_of_its_keys)
{
    const std::vector<std::string> all{"d", "a", "c", "e", "b"};
    const auto itself = [](const std::string& item) { return item; };
    Request request;
    request.query["limit"] = "2";
    std::vector<std::string> sizes, seen;
    for (auto page = page_of_all(request, all, itself).value();;
         page = page_of_all(request, all, itself).value()) {
        sizes.push_back(std::to_string(page.items.size()));
        seen.insert(seen.end(), page.items.begin(), page.items.end());
        if (!page.next)
            break;
        request.query["after"] = *page.next;
    }
    EXPECT_EQ(sizes, (std::vector<std::string>{"2", "2", "1"}));
    EXPECT_EQ(seen, (std::vector<std::string>{"a", "b", "c", "d", "e"}));
    request.query["after"] = to_cursor("cc"); // gone meanwhile
    EXPECT_EQ(page_of_all(request, all, itself)->items, (std::vector<std::string>{"d", "e"}));
    request.query["limit"] = "0";
    EXPECT_EQ(page_of_all(request, all, itself).error().fields.at(0).allowed, "1..100");
}

TEST(PeerRates, fill_up_steadily_and_leave_this_machine_alone)
{
    PeerRate rate{{10, 3, 100, false}};
    const PeerRate::Moment start{};
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(rate.allow("192.0.2.1", start));
    EXPECT_FALSE(rate.allow("192.0.2.1", start));
    EXPECT_TRUE(rate.allow("192.0.2.2", start));
    EXPECT_TRUE(rate.allow("192.0.2.1", start + std::chrono::milliseconds{101}));
    EXPECT_FALSE(rate.allow("192.0.2.1", start + std::chrono::milliseconds{102}));
    for (int i = 0; i < 100; ++i)
        EXPECT_TRUE(rate.allow("127.0.0.1", start));
}

TEST(Digests, are_read_as_rfc_9530_writes_them)
{
    const Digest zero{};
    EXPECT_EQ(promised_digest("sm3=:" + to_base64(zero) + ":").value(), std::optional{zero});
    EXPECT_EQ(promised_digest("").value(), std::nullopt);
    for (const auto* text : {"sm3=::", "sm3=:AAAA:", "sha-256=:AAAA:", "sm3=:", "x"})
        EXPECT_EQ(promised_digest(text).error().code, "http.bad_digest") << text;
}

TEST(PublicNames, are_short_and_keep_the_room)
{
    EXPECT_EQ(detail::public_type_name("tianping::trade::Draft"), "TradeDraft");
    EXPECT_EQ(detail::public_type_name("tianping::Actor"), "Actor");
    EXPECT_EQ(detail::public_type_name("tianping::http::Page<tianping::trade::Line>"), "TradeLinePage");
    EXPECT_EQ(detail::public_type_name("tianping::(anonymous namespace)::X"), "X");
}

} // namespace
} // namespace tianping::http
