// What the trade's page says of the project, and of a second round, which begins where no first one does.
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::Tender;

std::string read_page(Tender& tender, const std::string& path)
{
    const auto got = tender.anyone().send("GET", path).value();
    EXPECT_EQ(got.status, 200) << path;
    return got.body;
}

std::string first_round_section(const std::string& page)
{
    const auto from = page.find("<section class=\"round\">");
    return page.substr(from, page.find("</section>", from) - from);
}

std::string stage_item(const std::string& mark, const std::string& name)
{
    const auto current = mark == "current" ? " aria-current=\"step\"" : "";
    return "<li class=\"" + mark + "\"" + current + "><span class=\"dot\" aria-hidden=\"true\"></span><b>" +
           name + "</b>";
}

TEST(trade_pages, a_second_round_shows_no_stage_that_it_did_not_pass_as_still_to_come)
{
    Tender tender;
    tender.inside([&](WriteTx& tx, const Call& call) {
        const auto first = tender.trade().rounds.at(0).id;
        ASSERT_TRUE(trade::move(tx, call, first, trade::Act::close, ""));
        ASSERT_TRUE(trade::move(tx, call, first, trade::Act::fail, "opening.too_few_bidders"));
        const auto next = trade::follow_round(tx, call, first, "");
        ASSERT_TRUE(next);
        ASSERT_TRUE(trade::move(tx, call, next->id, trade::Act::announce, ""));
    });
    const auto line = first_round_section(read_page(tender, "/trades/" + tender.trade().id.text()));
    EXPECT_NE(line.find("第 2 轮"), std::string::npos);
    EXPECT_NE(line.find(stage_item("done", "已登记")), std::string::npos) << line;
    EXPECT_NE(line.find(stage_item("current", "招标公告和投标")), std::string::npos) << line;
    EXPECT_NE(line.find(stage_item("coming", "开标中")), std::string::npos) << line;
    EXPECT_EQ(line.find("登记准备"), std::string::npos) << "it began registered";
}

TEST(trade_pages, a_trade_tells_of_its_project_and_of_no_sum)
{
    Tender tender;
    const auto path = "/trades/" + tender.trade().id.text();
    const auto in = tender.house().reads().read(
        [&](const ReadTx& tx) { return trade::registration(tx, tender.trade().id).value(); });
    const auto page = read_page(tender, path);
    EXPECT_NE(page.find(">项目信息</h2>"), std::string::npos);
    for (const auto& part : {in.investment_code, in.trade_class + " 市政", in.funds_source,
                             std::string{"依法必须招标"}, std::string{"公开招标"}})
        EXPECT_NE(page.find("<dd>" + part + "</dd>"), std::string::npos) << part;
    for (const auto& sum : {in.budget, in.estimate})
        EXPECT_EQ(page.find(sum.text()), std::string::npos) << sum.text();
    EXPECT_NE(read_page(tender, path + "?lang=en").find("<dd>open tender</dd>"), std::string::npos);
}

} // namespace
} // namespace tianping::opening
