// A lot whose deadline was moved after it was announced opens at the new hour, for bids made before and
// after.
#include "app/rehearsal/scene.hpp"
#include "rooms/opening/service.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::Tender;
using test::scene::must;

const Instant later = test::local_hour("2026-03-26 09:30");

terms::Terms sign_postponed(Tender& tender)
{
    const auto in_force = tender.kit();
    auto next = in_force.terms;
    next.number = 2;
    next.previous = in_force.terms_digest;
    next.deadline = later;
    must(tender.owner().client().post<trade::TermsSignedOut>(
             "/api/v1/trades/" + next.trade + "/terms",
             trade::TermsIn{next, tender.owner().sign(terms::signed_bytes(next))},
             tender.owner().key("postponed-terms")),
         "the next terms are signed");
    return next;
}

Result<notice::NoticeOut> postpone(Tender& tender, const std::optional<std::string>& terms,
                                   const std::string& key)
{
    notice::DraftIn in;
    in.kind = notice::Kind::postponement;
    in.terms = terms;
    in.deadline = later;
    in.reason = "开标场地检修";
    in.publish_at = tender.installation().clock().now();
    const auto drafted =
        must(tender.agency().client().post<notice::NoticeOut>(
                 "/api/v1/trades/" + tender.trade().id.text() + "/notices", in, tender.agency().key(key)),
             "the postponement is drafted");
    const auto digest = digest_from_hex(drafted.digest).value();
    return tender.owner().client().post<notice::NoticeOut>(
        "/api/v1/notices/" + drafted.id.text() + "/signature",
        notice::SignIn{drafted.digest, tender.owner().sign(notice::signed_bytes(digest))},
        tender.owner().key("sign-" + key));
}

TEST(postponed, duty_43_10_a_lot_opens_after_the_deadline_that_its_notice_and_its_terms_moved)
{
    Tender tender;
    tender.bid(0, 10'000'000);
    const auto refused = postpone(tender, std::nullopt, "without-terms");
    ASSERT_FALSE(refused) << "no trustee would witness a closing at an hour that no terms say";
    EXPECT_EQ(refused.error().code, "notice.not_publishable");
    const auto next = sign_postponed(tender);
    must(postpone(tender, to_hex(terms::digest(next)), "with-terms"), "the postponement is published");
    tender.trustees_visit();
    tender.bid(1, 10'000'001);
    tender.go_to(test::local_hour(test::deadline_hour) + 1h);
    EXPECT_EQ(tender.stage(), trade::Stage::announced);
    tender.bid(2, 10'000'002);

    tender.go_to(later);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(view.witnesses, 5);
    ASSERT_EQ(view.bids.size(), 3U);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, BidState::opened);
    EXPECT_EQ(tender.stage(), trade::Stage::opened);
}

} // namespace
} // namespace tianping::opening
