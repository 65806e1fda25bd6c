// Bidders unseal: they prove within the window, give afterwards, and the trustees are the remedy.
#include "app/bidder/proving.hpp"
#include "rooms/notice/bodies.hpp"
#include "rooms/opening/store.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::Tender;

class ByBidders : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, ByBidders, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

TEST_P(ByBidders, duty_20_30_all_prove_then_all_give_and_everything_is_published_together)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_EQ(code_of(prove(tender, 0)), "opening.not_witnessed");
    tender.trustees_visit();
    EXPECT_EQ(tender.view().phase, Phase::prove);
    for (const std::size_t i : {0U, 1U}) {
        const auto own = prove(tender, i);
        ASSERT_TRUE(own) << own.error().code;
        EXPECT_EQ(own->phase, Phase::prove) << "others have not proved";
        EXPECT_TRUE(own->parts.at(0).proved && own->parts.at(1).proved);
    }
    EXPECT_EQ(code_of(give(tender, 0)), "opening.giving_not_begun");
    const auto last = prove(tender, 2);
    ASSERT_TRUE(last) << last.error().code;
    EXPECT_EQ(last->phase, Phase::give) << "all have proved";
    EXPECT_EQ(code_of(give(tender, 0)), "");
    EXPECT_EQ(code_of(give(tender, 1)), "");
    EXPECT_EQ(unopened_bids(tender).bids.size(), 0U);
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(tender.view().bids.empty()) << "one has not given";
    EXPECT_FALSE(anything_opened(tender));
    EXPECT_EQ(code_of(give(tender, 2)), "");
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
    EXPECT_EQ(view.bids.size(), 3U);
    tender.go_to(deadline + 2h);
    tender.trustees_visit();
    EXPECT_TRUE(evidence_of(tender).answers.empty()) << "no trustee was needed";
}

TEST_P(ByBidders, duty_20_31_trustees_open_who_failed_without_fault_and_nobody_opens_who_failed_by_his_own)
{
    Tender tender{{.home = GetParam(), .bidders = 4, .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    auto& trustee = tender.trustee(1).account->client();
    const auto witnessed = trustee.get<Closing>(tender.intake_path("closing")).value();
    EXPECT_TRUE(witnessed.witnessed);
    EXPECT_TRUE(witnessed.submissions.empty()) << "a trustee who is asked nothing learns of no bidder";
    EXPECT_TRUE(unopened_bids(tender).bids.empty()) << "within the window nobody knows who has proved";
    EXPECT_EQ(tender.trustee(1).service->visit(tender.intake()).reason, "trustee.before_window_end");
    tender.go_to(deadline + 60min);
    EXPECT_EQ(code_of(prove(tender, 2)), "opening.window_over");
    EXPECT_EQ(code_of(give(tender, 3)), "opening.not_proved");
    EXPECT_EQ(code_of(give(tender, 0)), "");
    const auto found = wait_for_unopened(tender, 2);
    ASSERT_EQ(found.bids.size(), 2U);
    EXPECT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 2),
                             CauseCode::key_destroyed_by_others)),
              "");
    EXPECT_EQ(code_of(record(tender, tender.owner(), submission_of(tender, 3), CauseCode::bidder_lost_key)),
              "");
    tender.trustees_visit();
    EXPECT_TRUE(tender.view().bids.empty()) << "bidder 1 proved and may still give";
    tender.go_to(deadline + 120min);
    EXPECT_EQ(code_of(give(tender, 1)), "opening.giving_over");
    wait_for_phase(tender, Phase::remedy);
    EXPECT_EQ(trustee.get<Closing>(tender.intake_path("closing"))->submissions.size(), 4U);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(line_of(view, submission_of(tender, i)).state, BidState::opened) << i;
    const auto& lost = line_of(view, submission_of(tender, 3));
    EXPECT_EQ(lost.state, BidState::void_);
    EXPECT_EQ(lost.outcome, "revoked");
    EXPECT_EQ(lost.cause, "opening.cause_bidder_lost_key");
    EXPECT_TRUE(lost.fields.empty());
    for (const auto& answer : evidence_of(tender).answers)
        for (const auto& part : parts_of(tender, 3))
            EXPECT_NE(answer.header, part.header) << "a trustee answered for the bid of one at fault";
}

TEST_P(ByBidders, duty_20_31_without_a_remedy_in_the_terms_it_is_for_none)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder, .trustees_remedy = false}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    tender.go_to(deadline + 60min);
    ASSERT_EQ(code_of(give(tender, 0)), "");
    wait_for_unopened(tender, 1);
    EXPECT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 2), CauseCode::platform_failed)),
              "");
    tender.go_to(deadline + 120min);
    wait_for_unopened(tender, 2);
    tender.trustees_visit();
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(tender.view().bids.empty()) << "the cause of bidder 1 is not recorded";
    tender.go_to(deadline + 180min);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(line_of(view, submission_of(tender, 0)).state, BidState::opened);
    EXPECT_EQ(line_of(view, submission_of(tender, 1)).cause, "opening.cause_not_recorded");
    EXPECT_EQ(line_of(view, submission_of(tender, 2)).outcome, "withdrawn");
    EXPECT_TRUE(evidence_of(tender).answers.empty());
    EXPECT_EQ(
        code_of(record(tender, tender.agency(), submission_of(tender, 1), CauseCode::bidder_did_not_act)), "")
        << "a late cause is still recorded";
}

// The owner's notice that the round failed, as findings and as what becomes of it when he signs.
std::string call_failed(Tender& tender, const std::string& key)
{
    notice::DraftIn in;
    in.kind = notice::Kind::failed_round;
    in.rounds = std::vector{tender.trade().rounds.at(0).id};
    in.reason = "投标文件均未能解密";
    in.publish_at = tender.installation().clock().now();
    const auto drafted = tender.agency().client().post<notice::NoticeOut>(
        "/api/v1/trades/" + tender.trade().id.text() + "/notices", in, tender.agency().key(key));
    auto& owner = tender.owner();
    const auto digest = digest_from_hex(drafted.value().digest).value();
    return code_of(owner.client().post<notice::NoticeOut>(
        "/api/v1/notices/" + drafted->id.text() + "/signature",
        notice::SignIn{drafted->digest, owner.sign(notice::signed_bytes(digest))}, owner.key("sign-" + key)));
}

TEST_P(ByBidders, duty_20_31_only_an_opening_in_which_none_opened_lets_the_owner_call_the_round_failed)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder, .trustees_remedy = false}};
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_EQ(call_failed(tender, "closed"), "notice.not_publishable");
    tender.trustees_visit();
    ASSERT_EQ(tender.stage(), trade::Stage::opening);
    EXPECT_EQ(call_failed(tender, "witnessed"), "notice.not_publishable");
    for (const auto minutes : {60min, 120min, 180min, 240min})
        tender.go_to(deadline + minutes);
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    for (const auto& bid : tender.view().bids)
        EXPECT_EQ(bid.state, BidState::void_);
    EXPECT_EQ(tender.stage(), trade::Stage::opened);
    EXPECT_EQ(call_failed(tender, "none-opened"), "");
    EXPECT_EQ(tender.stage(), trade::Stage::failed);
}

TEST_P(ByBidders, what_is_terminated_while_it_is_being_opened_stays_sealed)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    tender.inside([&](WriteTx& tx, const Call& call) {
        const auto& round = tender.trade().rounds.at(0).id;
        ASSERT_TRUE(trade::move(tx, call, round, trade::Act::terminate, "不可抗力"));
    });
    for (const auto minutes : {60min, 120min, 180min, 240min})
        tender.go_to(deadline + minutes);
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(tender.view().bids.empty());
    EXPECT_EQ(tender.stage(), trade::Stage::terminated);
}

TEST_P(ByBidders, proofs_and_secrets_of_another_are_refused)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    const auto kept = bidder::read_secrets(tender.sealed_folder(0)).value();
    auto& other = tender.bidder(1);
    const auto foreign = bidder::prove(other, tender.intake(), tender.sealed_folder(0), kept);
    EXPECT_EQ(code_of(foreign), "bidder.secrets_missing");
    // By hand: bidder 1 proves for a header of bidder 0, and proves for his own with a code of chance.
    const auto close = digest_from_hex(tender.view().closing_digest).value();
    const auto send = [&](const std::string& header, const std::string& act) {
        const auto message = seal::Proof{close, digest_from_hex(header).value(), close}.encode();
        const ProofsIn body{other.certificate_base64(), {{to_base64(message), other.sign(message).value}}};
        return other.client().post<OwnUnsealing>(tender.intake_path("proofs"), body, other.key(act));
    };
    EXPECT_EQ(code_of(send(parts_of(tender, 0).at(0).header, "p1")), "opening.proof_of_another");
    EXPECT_EQ(code_of(send(parts_of(tender, 1).at(0).header, "p2")), "");
    EXPECT_EQ(code_of(prove(tender, 1)), "opening.proved_otherwise");
    EXPECT_EQ(code_of(send(parts_of(tender, 1).at(1).header, "p3")), "");
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    EXPECT_EQ(code_of(give(tender, 1)), "opening.proof_differs");
}

TEST_P(ByBidders, duty_20_31_who_proved_falsely_is_not_opened_by_the_trustees_and_the_host_says_why)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    ASSERT_EQ(code_of(prove_falsely(tender, 1)), "");
    ASSERT_EQ(code_of(give(tender, 0)), "");
    tender.go_to(deadline + 60min);
    wait_for_phase(tender, Phase::remedy);
    tender.trustees_visit();
    const auto found = wait_for_unopened(tender, 1);
    ASSERT_EQ(found.bids.size(), 1U) << "bidder 2 proved truly, did not give, and is opened";
    const auto liar = submission_of(tender, 1);
    EXPECT_EQ(found.bids[0].submission, liar);
    EXPECT_EQ(found.bids[0].finding.parts.at(0).reason, proof_false);
    EXPECT_EQ(found.bids[0].proposed.at(0), CauseCode::bidder_lost_key);
    ASSERT_EQ(code_of(record(tender, tender.agency(), liar, CauseCode::bidder_lost_key)), "");
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(line_of(view, liar).outcome, "revoked");
    EXPECT_TRUE(line_of(view, liar).fields.empty());
    for (const auto& opened : evidence_of(tender).opened) {
        EXPECT_EQ(opened.state, opened.submission == liar ? BidState::void_ : BidState::opened);
        EXPECT_EQ(opened.wrong,
                  opened.submission == liar ? std::vector<std::int64_t>{0} : std::vector<std::int64_t>{});
    }
}

TEST_P(ByBidders, each_sees_himself_and_strangers_see_nothing)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(code_of(prove(tender, 0)), "");
    const auto own = bidder::own_unsealing(tender.bidder(1), tender.intake());
    ASSERT_TRUE(own) << own.error().code;
    EXPECT_EQ(own->submission, submission_of(tender, 1));
    EXPECT_FALSE(own->parts.at(0).proved);
    EXPECT_EQ(code_of(bidder::own_unsealing(tender.owner(), tender.intake())), "identity.not_allowed");
    const auto by_bidder = tender.bidder(0).client().get<UnopenedBids>(tender.intake_path("unopened"));
    EXPECT_EQ(code_of(by_bidder), "identity.not_allowed");
    EXPECT_EQ(code_of(tender.anyone().get<OwnUnsealing>(tender.intake_path("unsealing"))),
              "identity.sign_in_first");
}

TEST_P(ByBidders, a_house_that_restarts_between_proofs_and_secrets_ends_the_same)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    tender.restart_house();
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    tender.restart_house();
    ASSERT_EQ(code_of(prove(tender, 2)), "");
    ASSERT_EQ(code_of(give(tender, 0)), "");
    tender.restart_house();
    ASSERT_EQ(code_of(give(tender, 1)), "");
    tender.go_to(deadline + 120min);
    wait_for_phase(tender, Phase::remedy);
    tender.restart_house();
    for (int turn = 0; turn < 2; ++turn)
        tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
}

} // namespace
} // namespace tianping::opening
