// What the public pages say of the law, and of what is not there: limits with what a hold does to them, the
// procedure's words, and refusals as pages in the visitor's own language, mode and address.
#include "support/tender.hpp"
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace tianping::opening {
namespace {

using test::Tender;

bool says(const std::string& page, const std::string& part)
{
    return page.find(part) != std::string::npos;
}

std::string page_at(Tender& tender, const std::string& path)
{
    const auto got = tender.anyone().send("GET", path).value();
    EXPECT_EQ(got.status, 200) << path;
    return got.body;
}

http::ClientAnswer refusal_at(Tender& tender, const std::string& path,
                              std::map<std::string, std::string> headers = {})
{
    headers.insert({"Accept", "text/html"});
    return tender.anyone().send("GET", path, "", headers).value();
}

// The limit's item on /limits.
std::string limit_item(const std::string& page, const std::string& id)
{
    const auto from = page.find("<li id=\"" + id + "\">");
    return from == std::string::npos ? std::string{} : page.substr(from, page.find("</li>", from) - from);
}

TEST(rules_pages, a_limit_says_its_figure_its_instants_its_effect_and_what_a_hold_does)
{
    Tender tender;
    const auto stopped = limit_item(page_at(tender, "/limits"), "works-open-tender.works.preparation");
    EXPECT_TRUE(says(stopped, "<b class=\"fig\">不少于20日</b>")) << stopped;
    for (const char* part : {"<span>招标文件开始发出</span>", "<span>投标截止</span>", "不符合的，平台拒绝",
                             "暂停期间：照常计算"})
        EXPECT_TRUE(says(stopped, part)) << part << "\n" << stopped;
    const auto english = page_at(tender, "/limits?lang=en");
    EXPECT_TRUE(says(english, "During a hold: the count goes on"));
    EXPECT_TRUE(
        says(english, "While an objection is answered: the days that it touches are left out (条例60)"));
    EXPECT_TRUE(says(page_at(tender, "/procedures/works-open-tender"),
                     "答复异议期间暂停：暂停涉及的日子不计入（条例60）"));
}

TEST(rules_pages, no_two_elements_of_the_limits_bear_one_id)
{
    Tender tender;
    const auto page = page_at(tender, "/limits");
    const std::regex id{"[ <]id=\"([^\"]+)\""};
    std::set<std::string> seen;
    for (std::sregex_iterator at{page.begin(), page.end(), id}; at != std::sregex_iterator{}; ++at)
        EXPECT_TRUE(seen.insert((*at)[1]).second) << (*at)[1];
    EXPECT_GT(seen.size(), 20U);
}

TEST(rules_pages, a_procedure_calls_notices_and_stages_by_their_names)
{
    Tender tender;
    const auto page = page_at(tender, "/procedures/works-open-tender");
    for (const char* part : {"<span>招标公告</span>", "<span>开标记录</span>", "<span>中标候选人公示</span>",
                             "先经资格预审阶段"})
        EXPECT_TRUE(says(page, part)) << part;
    EXPECT_TRUE(says(page_at(tender, "/procedures/works-open-tender?lang=en"), "<span>tender notice</span>"));
    for (const std::string name : {"works-invited-tender", "framework-agreement-closed",
                                   "framework-agreement-open", "framework-call-off", "land-listing"}) {
        const auto other = page_at(tender, "/procedures/" + name);
        std::smatch raw;
        EXPECT_FALSE(std::regex_search(other, raw, std::regex{"<span>[a-z]+_?[a-z]+</span>"}))
            << name << " " << raw.str();
    }
}

TEST(rules_pages, a_refusal_is_a_page_in_the_visits_language_and_mode_at_its_own_address)
{
    Tender tender;
    const std::map<std::string, std::string> english_browser{{"Accept-Language", "en"}};
    const auto plain = refusal_at(tender, "/procedures/nope", english_browser);
    EXPECT_EQ(plain.status, 404);
    EXPECT_TRUE(says(plain.body, "<html lang=\"zh-CN\" data-mode=\"normal\">")) << "Chinese first";
    EXPECT_TRUE(says(plain.body, "没有交易程序“nope”"));
    EXPECT_TRUE(says(plain.body, "href=\"/procedures/nope?lang=en\""));
    EXPECT_FALSE(plain.headers.contains("content-language"));
    const auto chosen = refusal_at(tender, "/procedures/nope?lang=en&mode=elder");
    EXPECT_TRUE(says(chosen.body, "<html lang=\"en\" data-mode=\"elder\">"));
    EXPECT_TRUE(says(chosen.body, "href=\"/procedures/nope?lang=zh&amp;mode=elder\""));
    EXPECT_TRUE(chosen.headers.contains("set-cookie")) << "as on every page";
    const auto remembered = refusal_at(tender, "/nowhere", {{"Cookie", "tp_lang=en; tp_mode=contrast"}});
    EXPECT_TRUE(says(remembered.body, "<html lang=\"en\" data-mode=\"contrast\">"));
    EXPECT_FALSE(remembered.headers.contains("set-cookie"));
    const auto broken = refusal_at(tender, "/a%zz?lang=en");
    EXPECT_EQ(broken.status, 400);
    EXPECT_TRUE(says(broken.body, "href=\"/?lang=en\"")) << "an address that cannot be read leads home";
}

TEST(rules_pages, no_refusal_shows_a_name_in_braces)
{
    Tender tender;
    const std::string none = "_00000000000000000000000000";
    for (const auto& path :
         {std::string{"/procedures/nope"}, std::string{"/nowhere"}, std::string{"/notices/nope"},
          "/notices/ntc" + none, std::string{"/trades/nope"}, "/trades/trd" + none,
          std::string{"/openings/nope"}, "/openings/int" + none, "/openings/int" + none + "/record",
          "/openings/" + tender.intake() + "/record", std::string{"/assets/nope"}, std::string{"/a%zz"},
          std::string{"/notices?page=1&page=2"}})
        for (const char* language : {"tp_lang=zh", "tp_lang=en"}) {
            const auto got = refusal_at(tender, path, {{"Cookie", language}});
            EXPECT_GE(got.status, 400) << path;
            EXPECT_TRUE(got.body.starts_with("<!doctype html>")) << path;
            EXPECT_FALSE(std::regex_search(got.body, std::regex{"\\{[a-z_]+\\}"})) << path << "\n"
                                                                                   << got.body;
        }
}

} // namespace
} // namespace tianping::opening
