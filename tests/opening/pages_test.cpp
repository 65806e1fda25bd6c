// What the public pages say of a round that really came this far: stages that it passed and no others, why it
// ended, what holds it.
#include "app/account/act.hpp"
#include "rooms/trade/bodies.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::Tender;

std::string page_of(Tender& tender, const std::string& path)
{
    const auto got = tender.anyone().send("GET", path).value();
    EXPECT_EQ(got.status, 200) << path;
    return got.body;
}

std::string round_page(Tender& tender)
{
    return page_of(tender, "/trades/" + tender.trade().id.text());
}

// The names of the stages with this mark, in their order.
std::vector<std::string> stages(const std::string& page, const std::string& mark)
{
    std::vector<std::string> out;
    const auto begin = "<li class=\"" + mark + "\"";
    for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
        const auto from = page.find("<b>", at) + 3;
        out.push_back(page.substr(from, page.find("</b>", from) - from));
    }
    return out;
}

TEST(pages, a_failed_round_shows_what_it_passed_and_nothing_that_never_happened)
{
    Tender tender;
    tender.bid(0, 10'000'000);
    tender.bid(1, 10'000'001);
    tender.go_to(test::local_hour(test::deadline_hour));
    ASSERT_EQ(tender.stage(), trade::Stage::failed);
    const auto page = round_page(tender);
    EXPECT_EQ(stages(page, "done"),
              (std::vector<std::string>{"登记准备", "已登记", "招标公告和投标", "已截止"}));
    EXPECT_EQ(stages(page, "ended"), std::vector<std::string>{"招标失败"});
    EXPECT_TRUE(stages(page, "coming").empty());
    EXPECT_NE(page.find("投标人少于规定的数量"), std::string::npos);
    const auto opening = page_of(tender, "/openings/" + tender.intake());
    EXPECT_NE(opening.find("本次不开标"), std::string::npos);
    EXPECT_EQ(opening.find("一并公布"), std::string::npos) << "nothing will be published";
}

TEST(pages, a_living_round_shows_what_it_passed_and_what_may_come)
{
    Tender tender;
    const auto page = round_page(tender);
    EXPECT_EQ(stages(page, "done"), (std::vector<std::string>{"登记准备", "已登记"}));
    EXPECT_EQ(stages(page, "current"), std::vector<std::string>{"招标公告和投标"});
    const auto coming = stages(page, "coming");
    EXPECT_NE(std::ranges::find(coming, "开标中"), coming.end());
    EXPECT_EQ(std::ranges::find(coming, "招标失败"), coming.end());
}

TEST(pages, a_limit_that_starts_at_a_publication_says_of_which_channel)
{
    Tender tender;
    for (const std::string path : {"/limits", "/procedures/works-open-tender"}) {
        for (const char* part :
             {"以本平台的发布时间为准", "以指定媒介的发布时间为准", "以最后发布的渠道为准"})
            EXPECT_NE(page_of(tender, path).find(part), std::string::npos) << path << " " << part;
        EXPECT_NE(page_of(tender, path + "?lang=en").find("as published on this platform"),
                  std::string::npos);
    }
}

TEST(pages, a_hold_is_shown_with_cause_article_and_who_may_lift_it)
{
    Tender tender;
    EXPECT_EQ(round_page(tender).find("notice-box y"), std::string::npos);
    trade::HoldIn in;
    in.rounds = {tender.trade().rounds.at(0).id};
    in.cause = trade::HoldCause::objection_answer;
    in.article = "条例22";
    const auto held = account::act<trade::HoldOut>(tender.owner(), "POST",
                                                   "/api/v1/trades/" + tender.trade().id.text() + "/holds",
                                                   in, tender.owner().key("hold"));
    ASSERT_TRUE(held) << held.error().code;
    const auto page = round_page(tender);
    for (const char* part : {"notice-box y", "答复异议期间暂停", "条例22", "招标人或其代理机构"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
}

} // namespace
} // namespace tianping::opening
