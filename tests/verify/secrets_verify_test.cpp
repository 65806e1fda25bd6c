// What an evidence leaves out: what only the parties read of a registration, and notices that are not out.
#include "app/rehearsal/scene.hpp"
#include "support/tender_scene.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using test::scene::must;

notice::NoticeOut draft(test::Tender& tender, const std::string& text, Instant publish_at)
{
    notice::DraftIn in;
    in.kind = notice::Kind::clarification;
    in.affects_bids = false;
    in.reason = "只改错字";
    in.sections = {{"content", "澄清或者修改的内容", text}};
    in.publish_at = publish_at;
    return must(tender.agency().client().post<notice::NoticeOut>(
                    "/api/v1/trades/" + tender.trade().id.text() + "/notices", in,
                    tender.agency().key("draft/" + std::to_string(millis(publish_at)))),
                "a draft");
}

notice::NoticeOut sign(test::Tender& tender, const notice::NoticeOut& drafted)
{
    const auto digest = digest_from_hex(drafted.digest).value();
    return must(tender.owner().client().post<notice::NoticeOut>(
                    "/api/v1/notices/" + drafted.id.text() + "/signature",
                    notice::SignIn{drafted.digest, tender.owner().sign(notice::signed_bytes(digest))},
                    tender.owner().key("sign-" + drafted.id.text())),
                "a signature");
}

std::string bodies(const Evidence& evidence, const std::string& streams)
{
    std::string out;
    for (const auto& event : evidence.events)
        if (event.stream.starts_with(streams))
            out += event.body + "\n";
    return out;
}

TEST(verify, an_evidence_holds_nothing_that_is_the_parties_own_and_verifies_whole)
{
    test::Tender tender;
    const auto now = tender.installation().clock().now();
    const auto left = draft(tender, "没有发布的草稿", now + 1h);
    const auto later = sign(tender, draft(tender, "签署后尚未发布", now + 24h * 300));
    const auto out = sign(tender, draft(tender, "已经发布的澄清", now));
    tender.all_bid();
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);

    const ExportFolder exported{tender, tender.intake()};
    EXPECT_EQ(exported.said(), "");
    const auto& evidence = exported.evidence();
    const auto all = boost::json::serialize(wire::write(evidence));
    EXPECT_EQ(bodies(evidence, left.id.text()), "");
    EXPECT_EQ(bodies(evidence, later.id.text()), "");
    EXPECT_NE(bodies(evidence, out.id.text()).find("已经发布的澄清"), std::string::npos);
    for (const auto* words : {"没有发布的草稿", "签署后尚未发布"})
        EXPECT_EQ(all.find(words), std::string::npos) << words;
    for (const auto& secret : {left.id.text(), left.digest, later.id.text(), later.digest})
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
    const auto trade =
        must(tender.owner().client().get<trade::TradeOut>("/api/v1/trades/" + tender.trade().id.text()),
             "the owner's own reading");
    const auto& in = trade.inside.value().registration;
    const auto of_trade = bodies(evidence, "trd_");
    EXPECT_NE(of_trade.find("\"commitment\""), std::string::npos);
    for (const auto& secret :
         {"\"budget\":" + boost::json::serialize(wire::write(in.budget)), in.owner_contact.phone,
          in.agent_contact.value().phone, in.conditions.at(0).id, std::string{"\"conditions\""}})
        EXPECT_EQ(of_trade.find(secret), std::string::npos) << secret;
}

} // namespace
} // namespace tianping::verify
