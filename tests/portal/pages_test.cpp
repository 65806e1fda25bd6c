// What every page promises: escaped, in both languages, whole, and without anything that the policy forbids.
#include "portal/assets.hpp"
#include "portal/files.hpp"
#include "portal/sample_views.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <regex>

namespace tianping::portal {
namespace {

const Pages& pages()
{
    static const Pages all{sample::site()};
    return all;
}

Visit visit(Language language = Language::zh, std::string path = "/", Query query = {})
{
    return {language, Mode::normal, std::move(path), std::move(query), sample::now()};
}

std::string api_page(const boost::json::object& openapi, const Visit& v)
{
    const std::string href = "/api/v1/openapi.json";
    return pages().api({pages().api_body(openapi, href, v.language), href}, v);
}

std::vector<std::string> every_page(Language language, Mode mode = Mode::normal)
{
    Visit v = visit(language);
    v.mode = mode;
    const Pages& p = pages();
    return {p.home(sample::home(language), v),
            p.notices(sample::notices(language), v),
            p.notice(sample::notice(language), v),
            p.trade(sample::trade(language), v),
            p.openings(sample::openings(language), v),
            p.opening(sample::opening_waiting(language), v),
            p.opening(sample::opening_reading(language, 6), v),
            p.opening_record(sample::opening_record(language), v),
            p.procedures(sample::procedures(language), v),
            p.procedure(sample::procedure(language), v),
            p.limits(sample::limits(language), v),
            p.verify(sample::verify(language), v),
            api_page(sample::openapi(), v),
            p.guide(sample::guide(language), v),
            p.error({404, "", "", "", {}, 0}, v)};
}

std::vector<std::string> every_empty_page(Language language)
{
    const Visit v = visit(language);
    const Pages& p = pages();
    return {p.home({}, v),      p.notices({}, v), p.notice({}, v),         p.trade({}, v),
            p.openings({}, v),  p.opening({}, v), p.opening_record({}, v), p.procedures({}, v),
            p.procedure({}, v), p.limits({}, v),  p.verify({}, v),         api_page({}, v),
            p.guide({}, v),     p.error({}, v)};
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

TEST(Pages, a_title_with_markup_is_shown_as_text)
{
    NoticePage view = sample::notice(Language::zh);
    view.title = "<script>alert(1)</script>\"'&";
    view.sections = {{"<b>", {"<img src=x onerror=y>"}, {{"<i>", "\" onclick=\""}}}};
    const auto html = pages().notice(view, visit());
    EXPECT_FALSE(holds(html, "<script>alert"));
    EXPECT_FALSE(holds(html, "<img"));
    EXPECT_FALSE(holds(html, "\" onclick=\""));
    EXPECT_TRUE(holds(html, "&lt;script&gt;alert(1)"));
}

TEST(Pages, no_template_prints_raw_text_but_what_another_template_drew)
{
    for (const auto& file : embedded_files())
        if (file.name.ends_with(".mustache")) {
            const std::string_view drawn = file.name == "api.mustache" ? "{{{body}}}" : "{{{";
            EXPECT_EQ(file.bytes.find("{{{"), file.bytes.find(drawn)) << file.name;
            EXPECT_EQ(file.bytes.find("{{{") == std::string_view::npos, file.name != "api.mustache");
            EXPECT_EQ(file.bytes.find("{{&"), std::string_view::npos) << file.name;
        }
}

TEST(Pages, nothing_is_inline_that_the_policy_forbids)
{
    const std::regex forbidden{R"( style="| on[a-z]+="|<style|javascript:|<script(?! src="/assets/))"};
    for (const auto language : {Language::zh, Language::en})
        for (const auto& html : every_page(language)) {
            std::smatch seen;
            EXPECT_FALSE(std::regex_search(html, seen, forbidden)) << seen.str();
        }
}

TEST(Pages, every_page_has_its_landmarks_language_and_one_heading)
{
    for (const auto language : {Language::zh, Language::en})
        for (const auto& html : every_page(language)) {
            EXPECT_TRUE(html.starts_with("<!doctype html>"));
            EXPECT_TRUE(holds(html, language == Language::zh ? "<html lang=\"zh-CN\"" : "<html lang=\"en\""));
            for (const char* part :
                 {"class=\"skip\" href=\"#main\"", "<main id=\"main\"", "<nav class=\"main-nav\"", "<footer",
                  "rel=\"canonical\" href=\"https://ggzy.example.cn/"})
                EXPECT_TRUE(holds(html, part)) << part;
            const std::regex h1{"<h1[ >]"};
            EXPECT_EQ(std::distance(std::sregex_iterator{html.begin(), html.end(), h1}, {}), 1);
        }
}

TEST(Pages, a_page_with_nothing_to_show_says_so)
{
    for (const auto language : {Language::zh, Language::en})
        for (const auto& html : every_empty_page(language))
            EXPECT_TRUE(html.ends_with("</html>")) << html.substr(0, 400);
    EXPECT_TRUE(holds(pages().home({}, visit()), "今天没有开标安排。"));
    EXPECT_TRUE(holds(pages().notices({}, visit()), "没有符合条件的公告。"));
}

TEST(Pages, before_publication_an_opening_shows_neither_names_nor_their_number_duty_20_30)
{
    const auto html = pages().opening(sample::opening_waiting(Language::zh), visit());
    EXPECT_TRUE(holds(html, "投标人数也不公开"));
    EXPECT_FALSE(holds(html, "<table"));
}

TEST(Pages, the_live_part_is_what_the_whole_page_holds)
{
    const auto view = sample::opening_reading(Language::zh, 3);
    const auto whole = visit(Language::zh, "/openings/" + view.id);
    const auto part = pages().opening_live(view, whole);
    EXPECT_TRUE(part.starts_with("<div id=\"live\" data-live=\"/openings/" + view.id + "?part=live\""));
    EXPECT_TRUE(holds(pages().opening(view, whole), part));
}

TEST(Pages, the_live_part_is_asked_for_in_the_language_and_mode_of_its_page)
{
    const auto view = sample::opening_reading(Language::en, 3);
    const auto address = "/openings/" + view.id;
    for (const Query& query : {Query{{"lang", "en"}, {"mode", "elder"}},
                               Query{{"lang", "en"}, {"mode", "elder"}, {"part", "live"}}}) {
        const auto part = pages().opening_live(view, visit(Language::en, address, query));
        EXPECT_TRUE(holds(part, "data-live=\"" + address + "?lang=en&amp;mode=elder&amp;part=live\""));
        EXPECT_TRUE(holds(part, "href=\"" + address + "?lang=en&amp;mode=elder\""));
    }
}

TEST(Pages, the_guide_shows_services_times_fees_and_supervision)
{
    const auto html = pages().guide(sample::guide(Language::zh), visit());
    for (const char* part : {"服务事项", "办理时限承诺", "收费标准", "监督渠道", "0000-12347"})
        EXPECT_TRUE(holds(html, part)) << part;
    EXPECT_TRUE(holds(pages().home(sample::home(Language::zh), visit()), "href=\"/guide\""));
}

TEST(Pages, times_are_shown_in_beijing_time_and_carry_the_offset)
{
    const auto html = pages().notice(sample::notice(Language::zh), visit());
    EXPECT_TRUE(holds(html, "<time datetime=\"2026-04-17T10:42:08+08:00\">2026-04-17 10:42</time>"));
}

TEST(Pages, amounts_are_exact_in_ten_thousands)
{
    TradePage view = sample::trade(Language::zh);
    view.lots[0].limit_price = Fen{12'345'678'901};
    view.lots[0].deposit = Fen{999'999};
    const auto html = pages().trade(view, visit());
    EXPECT_TRUE(holds(html, "12,345.678901 万元"));
    EXPECT_TRUE(holds(html, "9,999.99 元"));
    EXPECT_TRUE(holds(pages().trade(view, visit(Language::en)), "CNY 123,456,789.01"));
}

TEST(Pages, a_deadline_is_told_in_days_of_beijing_time)
{
    NoticePage view = sample::notice(Language::zh);
    const auto shows = [&](const char* at, const char* words) {
        view.deadline = Due{sample::at(at)};
        EXPECT_TRUE(holds(pages().notice(view, visit()), words)) << at;
    };
    shows("2026-04-17T23:59:59+08:00", "今日截止");
    shows("2026-04-18T00:00:00+08:00", "距截止 1 天");
    shows("2026-04-17T10:42:08+08:00", "已截止");
}

TEST(Pages, filters_are_links_that_keep_the_others_and_start_at_the_first_page)
{
    const auto v = visit(Language::zh, "/notices", {{"kind", "works"}, {"page", "7"}, {"text", "桥 梁"}});
    const auto html = pages().notices(sample::notices(Language::zh), v);
    EXPECT_TRUE(holds(html, "href=\"/notices?kind=works&amp;text=%E6%A1%A5%20%E6%A2%81&amp;type=tender\""));
    EXPECT_TRUE(holds(html, "aria-label=\"移除条件：业务类型：工程建设\""));
    EXPECT_TRUE(holds(html, "value=\"桥 梁\""));
}

TEST(Pages, a_type_that_no_notice_can_have_is_neither_a_filter_nor_a_tab)
{
    const auto list = pages().notices(sample::notices(Language::zh), visit(Language::zh, "/notices"));
    const auto home = pages().home(sample::home(Language::zh), visit());
    for (const auto* html : {&list, &home}) {
        EXPECT_TRUE(holds(*html, "href=\"/notices?type=candidates\""));
        EXPECT_FALSE(holds(*html, "type=contract"));
    }
    EXPECT_FALSE(holds(list, "type=opening_record"));
    EXPECT_FALSE(holds(pages().notices({}, visit()), "信息类型"));
}

TEST(Pages, a_trade_of_which_nothing_is_known_has_no_empty_card)
{
    EXPECT_TRUE(holds(pages().trade(sample::trade(Language::zh), visit()), "项目信息"));
    EXPECT_FALSE(holds(pages().trade({}, visit()), "项目信息"));
}

TEST(Pages, what_happened_bears_the_day_where_it_changes)
{
    OpeningPage view;
    view.happenings = {{sample::at("2026-04-02T09:00:01+08:00"), "三"},
                       {sample::at("2026-04-01T18:00:00+08:00"), "二"},
                       {sample::at("2026-04-01T09:30:00+08:00"), "一"}};
    const auto html = pages().opening_live(view, visit());
    for (const char* line : {"\"><b>2026-04-02</b> 09:00:01</time><span>三",
                             "\"><b>2026-04-01</b> 18:00:00</time><span>二", "\">09:30:00</time><span>一"})
        EXPECT_TRUE(holds(html, line)) << line;
}

TEST(Pages, the_modes_are_links_and_mark_the_document)
{
    Visit v = visit();
    v.mode = Mode::elder;
    const auto html = pages().home({}, v);
    EXPECT_TRUE(holds(html, "data-mode=\"elder\""));
    EXPECT_TRUE(holds(html, "href=\"/?mode=contrast\""));
    EXPECT_TRUE(holds(html, "href=\"/?lang=en\""));
}

TEST(Pages, a_rehearsal_is_named_on_every_page)
{
    for (const auto& html : every_page(Language::zh))
        EXPECT_TRUE(holds(html, "演练环境"));
    Site real = sample::site();
    real.rehearsal = false;
    EXPECT_FALSE(holds(Pages{real}.home({}, visit()), "演练环境"));
}

TEST(Pages, chinese_pages_use_full_width_punctuation_between_ideographs)
{
    const std::regex half{"[\xe4-\xe9][\x80-\xbf]{2}[,;:?!][\xe4-\xe9]"};
    for (const auto& html : every_page(Language::zh)) {
        std::smatch seen;
        EXPECT_FALSE(std::regex_search(html, seen, half))
            << seen.prefix().str().substr(seen.prefix().length() - 40);
    }
}

TEST(Pages, the_interface_reference_lists_operations_and_schemas)
{
    const auto html = api_page(sample::openapi(), visit());
    for (const char* part : {"/api/v1/notices", "bid_submit", "string (date-time)", "Notice[]",
                             "string | null", "tender | clarification"})
        EXPECT_TRUE(holds(html, part)) << part;
}

TEST(Assets, are_found_under_the_name_that_carries_their_digest)
{
    const auto path = asset_path("portal.css");
    ASSERT_TRUE(find_asset(path));
    EXPECT_EQ(find_asset(path)->type, "text/css; charset=utf-8");
    EXPECT_TRUE(holds(pages().home({}, visit()), "href=\"" + path + "\""));
    EXPECT_TRUE(find_asset("/favicon.svg"));
    EXPECT_FALSE(find_asset("/assets/portal.css"));
    EXPECT_FALSE(find_asset("/assets/../texts.toml"));
    EXPECT_THROW(asset_path("home.mustache"), std::logic_error);
}

TEST(Assets, name_colours_only_in_the_tokens)
{
    const std::string css{find_asset(asset_path("portal.css"))->bytes};
    const auto after = css.find("*{box-sizing");
    ASSERT_NE(after, std::string::npos);
    EXPECT_FALSE(std::regex_search(css.substr(after), std::regex{"#[0-9a-fA-F]{3,8}[;} ,]"}));
}

} // namespace
} // namespace tianping::portal
