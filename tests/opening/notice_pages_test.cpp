// What the public pages say of a notice's lots, and of notices that belong together: a corrected one and its
// correction, a hold and the suspension that tells of it.
#include "base/canonical.hpp"
#include "rooms/notice/types.hpp"
#include "rooms/trade/types.hpp"
#include "support/holding.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::Tender;
using test::scene::must;

std::string shown(Tender& tender, const std::string& path)
{
    const auto got = tender.anyone().send("GET", path).value();
    EXPECT_EQ(got.status, 200) << path;
    return got.body;
}

notice::NoticeOut published(Tender& tender, notice::DraftIn in)
{
    in.publish_at = tender.installation().clock().now();
    const auto kind = wire::name_of(in.kind);
    auto& owner = tender.owner();
    const auto drafted =
        must(tender.agency().client().post<notice::NoticeOut>(
                 "/api/v1/trades/" + tender.trade().id.text() + "/notices", in, tender.agency().key(kind)),
             kind);
    const auto digest = digest_from_hex(drafted.digest).value();
    return must(owner.client().post<notice::NoticeOut>(
                    "/api/v1/notices/" + drafted.id.text() + "/signature",
                    notice::SignIn{drafted.digest, owner.sign(notice::signed_bytes(digest))},
                    owner.key("sign-" + kind)),
                kind + " is signed");
}

std::string only_notice(Tender& tender)
{
    const auto lines = must(tender.anyone().get<http::Page<notice::NoticeLine>>("/api/v1/notices?trade=" +
                                                                                tender.trade().id.text()),
                            "the public list");
    EXPECT_EQ(lines.items.size(), 1U);
    return lines.items.at(0).id.text();
}

// A lot of the same trade with a round of this number.
trade::RoundFacts other_lot(Tender& tender, std::int64_t number)
{
    trade::RoundFacts out;
    tender.inside([&](WriteTx& tx, const Call& call) {
        trade::LotRow lot;
        lot.id = call.mint<trade::LotId>();
        lot.trade = tender.trade().id;
        lot.position = 2;
        lot.name = "另一标段";
        tx.insert(lot).value();
        trade::RoundRow round;
        round.id = call.mint<trade::RoundId>();
        round.trade = lot.trade;
        round.lot = lot.id;
        round.intake = call.mint<trade::IntakeId>();
        round.number = number;
        round.stage = trade::Stage::registered;
        tx.insert(round).value();
        out = trade::round_facts(tx, round.id).value();
    });
    return out;
}

// As if a notice of this round alone had come out.
std::string notice_of(Tender& tender, const trade::RoundFacts& round)
{
    notice::NoticeRow row;
    tender.inside([&](WriteTx& tx, const Call& call) {
        row.id = call.mint<notice::NoticeId>();
        row.trade = round.trade;
        row.state = notice::State::published;
        row.title = "只涉及一个标段";
        notice::Text text;
        text.notice = row.id.text();
        text.trade = round.trade.text();
        text.rounds = {round.id.text()};
        text.title = row.title;
        row.body = canonical(wire::write(text));
        row.digest = to_hex(notice::digest(text));
        row.published_at = call.arrived;
        tx.insert(row).value();
    });
    return row.id.text();
}

std::string lots_shown(const std::string& page)
{
    const auto from = page.find("<dt>标段</dt><dd>");
    return from == std::string::npos ? std::string{} : page.substr(from, page.find("</dd>", from) - from);
}

TEST(notice_pages, a_notice_names_the_lots_that_it_serves_and_no_other)
{
    Tender tender;
    const auto other = other_lot(tender, 2);
    const auto& own = tender.trade().rounds.at(0);
    EXPECT_EQ(lots_shown(shown(tender, "/notices/" + only_notice(tender))),
              "<dt>标段</dt><dd><span class=\"line\">" + own.lot_name + "  " + own.section_code + "</span>");
    const auto late = notice_of(tender, other);
    EXPECT_EQ(lots_shown(shown(tender, "/notices/" + late)),
              "<dt>标段</dt><dd><span class=\"line\">另一标段第 2 轮  </span>");
    EXPECT_NE(shown(tender, "/notices/" + late + "?lang=en").find(">另一标段, round 2  </span>"),
              std::string::npos);
}

TEST(notice_pages, whoever_reads_a_corrected_notice_is_led_to_its_correction_and_back)
{
    Tender tender;
    const auto before = only_notice(tender);
    EXPECT_EQ(shown(tender, "/notices/" + before).find("本公告已被更正"), std::string::npos);
    notice::DraftIn in;
    in.kind = notice::Kind::correction;
    in.corrects = before;
    in.changes = std::vector<notice::ChangeIn>{{"supervisor", std::nullopt, "平州市招标投标监督管理局"}};
    in.affects_bids = false;
    in.reason = "监督部门名称有误";
    const auto after = published(tender, in).id.text();
    const auto old_page = shown(tender, "/notices/" + before);
    EXPECT_NE(old_page.find("<b>本公告已被更正：</b><a href=\"/notices/" + after + "\">"), std::string::npos);
    const auto new_page = shown(tender, "/notices/" + after);
    EXPECT_NE(new_page.find("<b>本公告更正：</b><a href=\"/notices/" + before + "\">"), std::string::npos);
    EXPECT_NE(new_page.find("原内容："), std::string::npos);
    EXPECT_NE(new_page.find("新内容：平州市招标投标监督管理局"), std::string::npos);
    EXPECT_EQ(new_page.find("本公告已被更正"), std::string::npos);
}

TEST(notice_pages, clause_6_5_5b_a_hold_leads_to_the_suspension_that_tells_of_it)
{
    Tender tender;
    must(test::hold_round(tender), "the hold");
    const auto trade_page = "/trades/" + tender.trade().id.text();
    EXPECT_EQ(shown(tender, trade_page).find(">暂停公告</a>"), std::string::npos);
    notice::DraftIn in;
    in.kind = notice::Kind::suspension;
    const auto id = published(tender, in).id.text();
    EXPECT_NE(shown(tender, trade_page).find("<a href=\"/notices/" + id + "\">暂停公告</a>"),
              std::string::npos);
    const auto page = shown(tender, "/notices/" + id);
    EXPECT_NE(page.find("条例22"), std::string::npos);
    EXPECT_NE(page.find("不截止、不开标"), std::string::npos);
}

} // namespace
} // namespace tianping::opening
