// Sign-in, objections on the spot and signatures in a live house.
#include "hall/hall_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::hall {
namespace {

using namespace std::chrono_literals;
using test::Tender;

std::string name_at(const test::Home home)
{
    return test::name_of(home);
}

class OpeningSession : public ::testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, OpeningSession, ::testing::ValuesIn(test::homes()),
                         [](const auto& chosen) { return name_at(chosen.param); });

TEST_P(OpeningSession, duty_20_21_each_who_signs_in_sees_himself_and_nobody_else)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    auto& first = tender.bidder(0);
    auto& second = tender.bidder(1);
    const auto mine = test::sign_in(tender, first, "here");
    ASSERT_TRUE(mine) << mine.error().code;
    EXPECT_EQ(mine->state, SessionState::signing_in);
    ASSERT_TRUE(mine->signed_in_at);
    EXPECT_EQ(test::sign_in(tender, first, "here again")->signed_in_at, mine->signed_in_at);
    const auto path = tender.intake_path("attendance");
    EXPECT_EQ(first.client().get<AttendanceOut>(path)->signed_in_at, mine->signed_in_at);
    EXPECT_FALSE(second.client().get<AttendanceOut>(path)->signed_in_at);
    EXPECT_EQ(tender.anyone().get<AttendanceOut>(path).error().code, "identity.sign_in_first");
    // Someone else's signature, and a signature over another intake.
    EXPECT_EQ(second.client()
                  .post<AttendanceOut>(path, AttendIn{first.sign(attendance_message(tender.intake()))},
                                       test::key_of(second, "not mine"))
                  .error()
                  .code,
              "identity.certificate_of_another");
    EXPECT_EQ(second.client()
                  .post<AttendanceOut>(path, AttendIn{second.sign(attendance_message("int_other"))},
                                       test::key_of(second, "elsewhere"))
                  .error()
                  .code,
              "identity.signature_wrong");
    // What the public reads is the same whether one came or none.
    const auto seen = test::session_of(tender);
    EXPECT_TRUE(seen.signatures.empty());
    EXPECT_TRUE(seen.objections.empty());
    EXPECT_TRUE(seen.records.empty());
}

TEST_P(OpeningSession, the_list_of_a_day_names_place_time_and_state)
{
    Tender tender{{.home = GetParam()}};
    const auto day = [&](const std::string& text) {
        return tender.anyone().get<http::Page<OpeningLine>>("/api/v1/openings?day=" + text).value().items;
    };
    EXPECT_TRUE(day("2026-03-23").empty());
    EXPECT_TRUE(day("2026-03-25").empty());
    const auto lines = day("2026-03-24");
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].intake, tender.intake());
    EXPECT_EQ(lines[0].place, "开标一室");
    EXPECT_EQ(lines[0].at, test::local_hour(test::deadline_hour));
    EXPECT_EQ(lines[0].state, SessionState::signing_in);
    EXPECT_FALSE(lines[0].held);
    const auto bad = tender.anyone().get<http::Page<OpeningLine>>("/api/v1/openings?day=tomorrow");
    ASSERT_EQ(bad.error().code, "wire.bad_fields");
    EXPECT_EQ(bad.error().fields.at(0).code, "time.want_day");
}

TEST_P(OpeningSession, duty_20_32_objections_signatures_and_refusals_stand_in_the_final_record)
{
    Tender tender{{.home = GetParam()}};
    ASSERT_TRUE(test::sign_in(tender, tender.bidder(0), "sign-in-of-the-first"));
    test::read_out(tender);
    const auto first = test::record_of(tender, [](const auto&) { return true; });
    ASSERT_TRUE(first) << first.error().code;
    EXPECT_EQ(first->version, 1);
    EXPECT_FALSE(first->final);
    const auto objection = test::object(tender, tender.bidder(1), "请说明报价是否含暂列金额。");
    ASSERT_TRUE(objection) << objection.error().code;
    EXPECT_EQ(test::open_signing(tender, tender.agency(), 30).error().code, "hall.objection_unanswered");
    ASSERT_TRUE(test::answer(tender, tender.agency(), objection->id, "包含，见招标文件第 3.2.4 款。"));
    const auto signing = test::open_signing(tender, tender.agency(), 30);
    ASSERT_TRUE(signing) << signing.error().code;
    const auto digest = signing->record_digest;
    ASSERT_TRUE(test::sign_record(tender, tender.bidder(0), digest));
    ASSERT_TRUE(test::sign_record(tender, tender.agency(), digest));
    ASSERT_TRUE(test::sign_record(tender, tender.staff("witness"), digest));
    ASSERT_TRUE(test::refuse_record(tender, tender.bidder(1), "对答复不满意"));
    EXPECT_EQ(test::end_session(tender, tender.agency()).error().code, "hall.signing_runs");
    tender.go_to(*signing->signing_until);
    EXPECT_EQ(test::sign_record(tender, tender.bidder(2), digest).error().code, "hall.signing_over");
    const auto ended = test::end_session(tender, tender.agency());
    ASSERT_TRUE(ended) << ended.error().code;
    EXPECT_EQ(ended->state, SessionState::ended);
    const auto last = test::record_of(tender, [](const auto& r) { return r.final; });
    ASSERT_TRUE(last);
    const auto& record = last->record;
    EXPECT_EQ(record.signed_digest, digest);
    ASSERT_EQ(record.objections.size(), 1U);
    EXPECT_EQ(record.objections[0].answer, "包含，见招标文件第 3.2.4 款。");
    const auto in_state = [&](SignatureState state) {
        return std::ranges::count(record.signatures, state, &RecordSignature::state);
    };
    EXPECT_EQ(in_state(SignatureState::signed_), 3);
    EXPECT_EQ(in_state(SignatureState::refused), 1);
    EXPECT_EQ(in_state(SignatureState::absent), 1);
    EXPECT_EQ(
        std::ranges::count_if(record.bids, [](const auto& bid) { return bid.signed_in_at.has_value(); }), 1);
    for (const auto& bid : record.bids)
        EXPECT_EQ(bid.state, opening::BidState::opened) << "absence has no consequence";
}

TEST(session_order, clause_6_5_2b_no_step_of_the_session_comes_before_its_turn)
{
    Tender tender;
    tender.all_bid();
    const std::string some_digest(64, 'a');
    EXPECT_EQ(test::object(tender, tender.bidder(0), "太早").error().code, "hall.not_read_out");
    EXPECT_EQ(test::open_signing(tender, tender.agency(), 30).error().code, "hall.not_read_out");
    EXPECT_EQ(test::sign_record(tender, tender.bidder(0), some_digest).error().code, "hall.signing_not_open");
    auto& first = tender.bidder(0);
    const auto malformed =
        first.client().post<SessionView>(tender.intake_path("session/signatures"),
                                         RecordSignatureIn{"00", {"AAAA", "AAAA"}}, first.key("bad"));
    EXPECT_EQ(malformed.error().fields.size(), 2U) << "digest and signature are named together";
    EXPECT_EQ(test::end_session(tender, tender.agency()).error().code, "hall.signing_not_open");
    EXPECT_EQ(tender.anyone().get<RecordOut>(tender.intake_path("record.json")).error().code,
              "hall.no_record");
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    tender.opened();
    EXPECT_EQ(test::end_session(tender, tender.agency()).error().code, "hall.signing_not_open");
    ASSERT_TRUE(test::open_signing(tender, tender.agency(), 30));
    EXPECT_EQ(test::open_signing(tender, tender.agency(), 30).error().code, "hall.signing_already_open");
}

TEST(session_people, only_bidders_object_only_the_host_answers_and_opens_the_signing)
{
    Tender tender;
    test::read_out(tender);
    EXPECT_EQ(test::object(tender, *tender.trustee(3).account, "我不是投标人").error().code,
              "hall.not_a_bidder");
    EXPECT_EQ(test::object(tender, tender.staff("witness"), "见证人不提异议").error().code,
              "hall.not_a_bidder");
    const auto objection = test::object(tender, tender.bidder(0), "异议").value();
    EXPECT_EQ(test::answer(tender, tender.bidder(1), objection.id, "代答").error().code,
              "identity.not_allowed");
    EXPECT_EQ(test::answer(tender, tender.staff("witness"), objection.id, "代答").error().code,
              "identity.not_allowed");
    EXPECT_FALSE(test::open_signing(tender, tender.staff("witness"), 30));
    ASSERT_TRUE(test::answer(tender, tender.owner(), objection.id, "当场答复"));
    EXPECT_EQ(test::answer(tender, tender.agency(), objection.id, "改口").error().code,
              "hall.objection_answered");
    EXPECT_EQ(test::object(tender, tender.bidder(0), "").error().code, "wire.missing");
    EXPECT_EQ(test::open_signing(tender, tender.agency(), 0).error().code, "hall.signing_minutes");
    const auto signing = test::open_signing(tender, tender.agency(), 30).value();
    EXPECT_EQ(test::sign_record(tender, *tender.trustee(3).account, signing.record_digest).error().code,
              "hall.no_place_at_record");
    EXPECT_EQ(test::sign_record(tender, tender.bidder(0), std::string(64, 'a')).error().code,
              "hall.another_record");
    EXPECT_EQ(test::refuse_record(tender, tender.bidder(0), "").error().code, "wire.missing");
    ASSERT_TRUE(test::sign_record(tender, tender.bidder(0), signing.record_digest));
    EXPECT_EQ(test::refuse_record(tender, tender.bidder(0), "后悔").error().code,
              "hall.record_signed_already");
}

TEST(session_people, the_session_may_end_early_when_all_have_signed_or_refused)
{
    Tender tender;
    test::read_out(tender);
    const auto digest = test::open_signing(tender, tender.agency(), 30).value().record_digest;
    for (std::size_t i = 0; i < 3; ++i)
        ASSERT_TRUE(test::sign_record(tender, tender.bidder(i), digest));
    ASSERT_TRUE(test::sign_record(tender, tender.agency(), digest));
    EXPECT_EQ(test::end_session(tender, tender.agency()).error().code, "hall.signing_runs");
    ASSERT_TRUE(test::refuse_record(tender, tender.staff("witness"), "见证人未到现场"));
    ASSERT_TRUE(test::end_session(tender, tender.agency()));
    EXPECT_EQ(test::object(tender, tender.bidder(0), "太晚").error().code, "hall.session_over");
    EXPECT_EQ(test::sign_in(tender, tender.bidder(0), "too-late").error().code, "hall.session_over");
}

TEST(session_people, nothing_is_done_where_nothing_was_opened)
{
    Tender tender;
    tender.bid(0, 10'000'000);
    tender.go_to(test::local_hour(test::deadline_hour));
    EXPECT_EQ(test::session_of(tender).state, SessionState::not_opened);
    EXPECT_EQ(test::object(tender, tender.bidder(0), "异议").error().code, "hall.nothing_opened");
    EXPECT_EQ(tender.anyone().get<RecordOut>(tender.intake_path("record.json")).error().code,
              "hall.no_record");
}

} // namespace
} // namespace tianping::hall
