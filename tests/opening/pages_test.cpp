// What the public pages say of a round that really came this far: stages that it passed and no others, why it
// ended, what holds it; and of its opening: how long the window is, what happened, what is followed live.
#include "base/time_text.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/trade/bodies.hpp"
#include "support/holding.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
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

std::string opening_page(Tender& tender, const std::string& query = "")
{
    return page_of(tender, "/openings/" + tender.intake() + query);
}

// Empty where none is shown.
std::string window_shown(const std::string& page)
{
    const auto label = page.find("解密截止");
    if (label == std::string::npos)
        return {};
    const auto from = page.find("\">", label) + 2;
    return page.substr(from, page.find('<', from) - from);
}

// On which kinds of events the page is read again.
std::set<std::string> followed_by(const std::string& page)
{
    const std::string begin = "data-kinds=\"";
    const auto from = page.find(begin) + begin.size();
    std::istringstream in{page.substr(from, page.find('"', from) - from)};
    std::set<std::string> out;
    for (std::string kind; in >> kind;)
        out.insert(kind);
    return out;
}

std::set<std::string> kinds_written(Tender& tender)
{
    std::set<std::string> out;
    for (const auto& event : tender.house().reads().read(
             [&](const ReadTx& tx) { return events::of_stream(tx, tender.intake()); }))
        if (event.kind.starts_with("opening.") || event.kind.starts_with("hall."))
            out.insert(event.kind);
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
    const auto held = test::hold_round(tender);
    ASSERT_TRUE(held) << held.error().code;
    const auto page = round_page(tender);
    for (const char* part : {"notice-box y", "答复异议期间暂停", "条例22", "招标人或其代理机构"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST(pages, an_opening_tells_in_words_that_it_is_held_and_that_the_hold_was_lifted)
{
    Tender tender;
    const auto held = test::hold_round(tender, {trade::Act::close, trade::Act::begin_opening});
    ASSERT_TRUE(held) << held.error().code;
    const auto since = to_local_text(held->hold.set_at).substr(0, 16);
    const auto standing = opening_page(tender);
    EXPECT_NE(standing.find("自 " + since + " 起暂停：答复异议期间暂停（条例22）；其间不进行：截止、开标"),
              std::string::npos);
    EXPECT_EQ(standing.find(" 解除："), std::string::npos);
    tender.go_to(held->hold.set_at + 10min);
    const auto lifted = test::lift_hold(tender, *held);
    ASSERT_TRUE(lifted) << lifted.error().code;
    const auto until = to_local_text(*lifted->hold.lifted_at).substr(0, 16);
    const auto page = opening_page(tender);
    EXPECT_NE(page.find("暂停于 " + until + " 解除：答复异议期间暂停（条例22）"), std::string::npos);
    EXPECT_EQ(page.find("异议已答复"), std::string::npos) << "the page of the trade does not say why either";
    const auto english = opening_page(tender, "?lang=en");
    for (const auto& part : {"On hold from " + since +
                                 ": While an objection is answered (条例22); stopped meanwhile: closing, "
                                 "opening",
                             "The hold was lifted at " + until + ": While an objection is answered (条例22)"})
        EXPECT_NE(english.find(part), std::string::npos) << part;
}

TEST(pages, an_opening_is_read_again_on_every_kind_that_opening_and_hall_write_into_its_stream)
{
    Tender tender;
    const auto followed = followed_by(opening_page(tender));
    boost::mp11::mp_for_each<boost::mp11::mp_append<IntakeBodies, hall::IntakeBodies>>(
        [&]<class Body>(Body) { EXPECT_TRUE(followed.contains(std::string{Body::kind})) << Body::kind; });
    boost::mp11::mp_for_each<BidderBodies>([&]<class Body>(Body) {
        EXPECT_FALSE(followed.contains(std::string{Body::kind})) << Body::kind << " is in its own stream";
    });
    EXPECT_FALSE(followed.contains(std::string{hall::SignedIn::kind}));
    for (const auto kind : {trade::HoldSet::kind, trade::HoldLifted::kind})
        EXPECT_TRUE(followed.contains(std::string{kind})) << kind;
}

TEST(pages, the_unsealing_window_and_its_extension_with_the_reason_are_shown_while_it_runs)
{
    Tender tender{{.manner = terms::Manner::bidder}};
    tender.all_bid();
    EXPECT_EQ(window_shown(opening_page(tender)), "");
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(window_shown(opening_page(tender)), "2026-03-24 10:30");
    ASSERT_EQ(code_of(extend(tender, tender.agency(), deadline + 90min)), "");
    const auto longer = opening_page(tender);
    EXPECT_EQ(window_shown(longer), "2026-03-24 11:00");
    EXPECT_NE(longer.find("延长至 2026-03-24 11:00；理由：电力故障"), std::string::npos);
    const auto english = opening_page(tender, "?lang=en");
    EXPECT_NE(english.find("until 2026-03-24 11:00; reason: 电力故障"), std::string::npos);
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    const auto giving = opening_page(tender);
    EXPECT_EQ(window_shown(giving), "") << "it is over when all have proved";
    EXPECT_NE(giving.find("投标人开始交出密钥，至 2026-03-24 10:30 止"), std::string::npos);
    const auto followed = followed_by(giving);
    for (const auto& kind : kinds_written(tender))
        EXPECT_TRUE(followed.contains(kind)) << kind;
}

TEST(pages, wrong_shares_are_told_once_with_their_number_and_whose_they_are)
{
    Tender tender{{.accidents = {{1, trustee::Accident::wrong_answer}}}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    const auto evidence = tender.anyone().get<Evidence>(tender.intake_path("evidence")).value();
    const auto wrong =
        std::ranges::count_if(evidence.opened, [](const auto& part) { return !part.wrong.empty(); });
    ASSERT_GT(wrong, 1);
    const std::string told = "发现错误份额：";
    const auto page = opening_page(tender);
    const auto first = page.find(told + tender.trustee(1).name + "（" + std::to_string(wrong) + " 次）");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(page.find(told), first);
    EXPECT_EQ(page.find(told, first + 1), std::string::npos);
    EXPECT_NE(opening_page(tender, "?lang=en")
                  .find("Wrong shares were found, of: " + tender.trustee(1).name + " (" +
                        std::to_string(wrong) + " times)"),
              std::string::npos);
}

TEST(pages, causes_and_the_remedy_are_told_and_the_causes_not_counted_before_the_reading_out_duty_20_30)
{
    Tender tender{{.manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(code_of(prove(tender, 0)), "");
    tender.go_to(deadline + 60min);
    ASSERT_EQ(code_of(give(tender, 0)), "");
    ASSERT_EQ(wait_for_unopened(tender, 2).bids.size(), 2U);
    const std::string told = "主持人记录投标文件未解密的原因";
    for (const std::size_t i : {1U, 2U})
        ASSERT_EQ(
            code_of(record(tender, tender.agency(), submission_of(tender, i), CauseCode::platform_failed)),
            "");
    wait_for_phase(tender, Phase::remedy);
    const auto page = opening_page(tender);
    const auto first = page.find(told);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(page.find(told, first + 1), std::string::npos);
    EXPECT_NE(page.find("受托机构开始补救解密"), std::string::npos);
}

} // namespace
} // namespace tianping::opening
