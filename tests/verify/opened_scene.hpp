#pragma once
// An opened tender and its export, for tests that change one thing and look what the verifier says.
#include "app/bidder/joint.hpp"
#include "hall/hall_scene.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/notice/medium_stand_in.hpp"
#include "support/holding.hpp"
#include "support/tender_scene.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {

using namespace std::chrono_literals;
using test::scene::must;

// One opened tender on two channels, whose terms name a file, with a corrected notice, with a joint body,
// with a key that failed its test at first, a wrong answer, a hold that was lifted, a replaced bid, and a
// session to its end: a sign-in, an objection, signatures, a refusal, an absence.
class Scene {
public:
    Scene()
    {
        tender.restart_trustee(2);
        tender.trustees_visit();
        correct_notice();
        hold_for_a_while();
        for (std::size_t i = 0; i < 2; ++i)
            tender.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
        joint_bid();
        tender.bid(1, 10'400'000, "b");
        tender.go_to(test::local_hour(test::deadline_hour));
        tender.trustees_visit();
        if (tender.opened().state != opening::ClosingState::read_out)
            throw std::runtime_error{"nothing was read out"};
        must(test::record_of(tender, [](const auto&) { return true; }), "a record");
        must(test::sign_in(tender, tender.bidder(0), "sign-in"), "a sign-in");
        const auto objection =
            must(test::object(tender, tender.bidder(0), "请说明错误份额的影响。"), "an objection");
        must(test::answer(tender, tender.agency(), objection.id, "不影响，证据可复核。"), "an answer");
        const auto signing = must(test::open_signing(tender, tender.agency(), 30), "signing");
        for (auto* who :
             {&tender.agency(), &tender.owner(), tender.trustee(2).account.get(), &tender.bidder(0)})
            must(test::sign_record(tender, *who, signing.record_digest), "a signature");
        must(test::refuse_record(tender, tender.bidder(1), "对错误份额保留意见"), "a refusal");
        tender.go_to(*signing.signing_until);
        must(test::end_session(tender, tender.agency()), "the end");
        must(test::record_of(tender, [](const auto& record) { return record.final; }), "the final record");
        wait_for_medium();
    }

    notice::MediumStandIn medium;
    test::Tender tender{
        {.accidents = {{1, trustee::Accident::wrong_answer}, {2, trustee::Accident::wrong_test_answer}},
         .settings = {{"medium_url", medium.base()}, {"medium_name", "演练媒介"}},
         .joint_bodies = true,
         .drawings = true}};

private:
    void hold_for_a_while()
    {
        must(test::lift_hold(tender, must(test::hold_round(tender), "a hold")), "it is lifted");
    }
    void correct_notice()
    {
        auto& owner = tender.owner();
        notice::DraftIn in;
        in.kind = notice::Kind::correction;
        in.corrects = tender.house().reads().read(
            [&](const ReadTx& tx) { return notice::published_of(tx, tender.trade().id).at(0).id.text(); });
        in.changes = std::vector<notice::ChangeIn>{{"supervisor", std::nullopt, "平州市招标投标监督管理局"}};
        in.affects_bids = false;
        in.reason = "监督部门名称有误";
        in.publish_at = tender.installation().clock().now();
        const auto drafted = must(tender.agency().client().post<notice::NoticeOut>(
                                      "/api/v1/trades/" + tender.trade().id.text() + "/notices", in,
                                      tender.agency().key("correct")),
                                  "a correction");
        const auto digest = digest_from_hex(drafted.digest).value();
        must(owner.client().post<notice::NoticeOut>(
                 "/api/v1/notices/" + drafted.id.text() + "/signature",
                 notice::SignIn{drafted.digest, owner.sign(notice::signed_bytes(digest))},
                 owner.key("sign-correction")),
             "it is signed");
    }
    // Bidder 2 leads; the member bids nowhere else.
    void joint_bid()
    {
        const auto member = tender.newcomer(
            {rehearsal::organisation_code("91990100MA0MEMB01"), "平州成员建设有限公司", "经办人"});
        auto joint = must(bidder::draft_joint(tender.kit(), tender.bidder(2).holder(),
                                              {member->holder().certificate.subject().organisation_code}),
                          "a joint body");
        must(bidder::sign_joint(joint, member->holder()), "the member signs");
        must(bidder::submit(tender.bidder(2), tender.kit(), tender.seal(2, 10'000'002), joint),
             "a joint bid");
    }
    void wait_for_medium()
    {
        const auto until = std::chrono::steady_clock::now() + 10s;
        const auto is_out = [&] {
            return tender.house().reads().read([&](const ReadTx& tx) {
                return std::ranges::any_of(events::of_trade(tx, tender.trade().id.text()),
                                           [](const auto& e) { return e.kind == "notice.out_on_medium"; });
            });
        };
        while (!is_out() && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(20ms);
    }
};

inline Scene& scene()
{
    static Scene once;
    return once;
}

inline const ExportFolder& exported()
{
    static const ExportFolder once{scene().tender, scene().tender.intake()};
    return once;
}

inline std::string said_of(const std::function<void(Evidence&)>& change)
{
    return exported().said_of(change);
}

struct Case {
    const char* what;
    const char* found_by;
    std::function<void(Evidence&)> change;
};

inline void find_each(const std::vector<Case>& cases)
{
    for (const auto& c : cases) {
        const auto said = said_of(c.change);
        EXPECT_NE(said.find(c.found_by), std::string::npos) << c.what << ": " << said;
    }
    EXPECT_TRUE(all_ok(verify_export(exported().folder())));
}

} // namespace tianping::verify
