// A lot whose deadline was moved after it was announced opens at the new hour, for bids made before and
// after.
#include "app/rehearsal/scene.hpp"
#include "rooms/opening/service.hpp"
#include "support/holding.hpp"
#include "support/next_terms.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::postpone;
using test::Tender;
using test::scene::must;

const Instant later = test::local_hour("2026-03-26 09:30");

terms::Terms sign_postponed(Tender& tender, const std::optional<Instant>& documents_from = {})
{
    return test::sign_next(tender, tender.owner(), [&](terms::Terms& next) {
        next.deadline = later;
        if (documents_from) {
            next.documents_from = *documents_from;
            next.documents_until = *documents_from + 24h * 7;
            next.deadline = *documents_from + 24h * 27;
        }
    });
}

TEST(postponed, duty_43_10_a_lot_opens_after_the_deadline_that_its_notice_and_its_terms_moved)
{
    Tender tender;
    tender.bid(0, 10'000'000);
    const auto refused = postpone(tender, std::nullopt, "without-terms", later);
    ASSERT_FALSE(refused) << "no trustee would witness a closing at an hour that no terms say";
    EXPECT_EQ(refused.error().code, "notice.not_publishable");
    const auto next = sign_postponed(tender);
    must(postpone(tender, to_hex(terms::digest(next)), "with-terms", later), "the postponement is published");
    tender.trustees_visit();
    tender.bid(1, 10'000'001);
    tender.go_to(test::local_hour(test::deadline_hour) + 1h);
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
    tender.bid(2, 10'000'002);

    tender.go_to(later);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
    EXPECT_EQ(view.witnesses, 5);
    EXPECT_EQ(view.bids.size(), 3U);
    EXPECT_EQ(tender.stage(), trade::Stage::opened);
}

TEST(postponed, duty_20_20_terms_are_in_no_kit_and_on_no_page_before_the_hour_at_which_they_are_given_out)
{
    Tender tender;
    const auto hour = test::local_hour("2026-03-24 10:40");
    const auto next = sign_postponed(tender, hour);
    const auto page = [&] {
        return tender.anyone().send("GET", "/trades/" + tender.trade().id.text()).value().body;
    };
    const auto shown = to_hex(terms::digest(next));
    EXPECT_NE(page().find(next.evaluation.at(0).title), std::string::npos);
    must(postpone(tender, shown, "later-documents", next.deadline), "the postponement is published");
    const auto refused = tender.bidder(0).client().get<bidding::SealingKit>(tender.intake_path("kit"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "bidding.not_open");
    EXPECT_EQ(refused.error().earliest, hour);
    EXPECT_EQ(page().find("/terms/" + shown), std::string::npos);
    tender.go_to(hour);
    EXPECT_EQ(tender.kit().terms_digest, shown);
    EXPECT_NE(page().find("/terms/" + shown), std::string::npos);
}

notice::NoticeOut only_postponement(Tender& tender)
{
    auto& client = tender.owner().client();
    const auto lines = must(client.get<http::Page<notice::NoticeLine>>(
                                "/api/v1/notices?kind=postponement&trade=" + tender.trade().id.text()),
                            "the owner's list");
    EXPECT_EQ(lines.items.size(), 1U);
    return must(client.get<notice::NoticeOut>("/api/v1/notices/" + lines.items.at(0).id.text()), "the draft");
}

std::string trade_page(Tender& tender)
{
    return tender.anyone().send("GET", "/trades/" + tender.trade().id.text()).value().body;
}

TEST(postponed, clause_6_5_5b_a_deadline_that_a_hold_overtakes_leaves_the_owner_a_draft_to_sign)
{
    Tender tender;
    tender.all_bid();
    const auto held = must(test::hold_round(tender), "the hold");
    tender.go_to(test::local_hour(test::deadline_hour));
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
    const auto draft = only_postponement(tender);
    EXPECT_EQ(draft.inside->state, notice::State::draft);
    EXPECT_TRUE(draft.inside->drafted_for_hold);
    EXPECT_NE(draft.text.reason->find("条例22"), std::string::npos);
    EXPECT_FALSE(tender.anyone().get<notice::NoticeOut>("/api/v1/notices/" + draft.id.text()))
        << "a draft is for the parties";
    EXPECT_NE(trade_page(tender).find("原定时间在暂停期间到来"), std::string::npos);
    EXPECT_NE(tender.anyone().send("GET", "/api/v1/changes?limit=100").value().body.find("trade.hold_set"),
              std::string::npos);

    must(test::lift_hold(tender, held), "the hold is lifted");
    tender.go_to(test::local_hour(test::deadline_hour));
    EXPECT_NE(only_postponement(tender).text.reason->find("解除"), std::string::npos);
    EXPECT_EQ(tender.stage(), trade::Stage::announced) << "lifting opens nothing";
    EXPECT_NE(trade_page(tender).find("等待招标人公告新的时间"), std::string::npos);
    const auto next = sign_postponed(tender);
    must(postpone(tender, to_hex(terms::digest(next)), "after-hold", later), "the postponement is published");
    EXPECT_EQ(trade_page(tender).find("原定时间在暂停期间到来"), std::string::npos);
}

} // namespace
} // namespace tianping::opening
