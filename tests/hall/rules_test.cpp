// The law of a session by tables.
#include "rooms/hall/rules.hpp"
#include <gtest/gtest.h>

namespace tianping::hall {
namespace {

using namespace std::chrono_literals;
using opening::ClosingState;

const Instant deadline = from_rfc3339("2026-03-24T09:30:00+08:00").value();
const Instant sign_in_from = deadline - 60min;

SessionFacts facts(trade::Stage stage, std::optional<ClosingState> closing = {}, bool signing = false,
                   bool ended = false)
{
    return {stage, deadline, closing, signing, ended, sign_in_from};
}

TEST(session_state, goes_its_way_by_the_clock_and_by_what_was_done)
{
    using S = SessionState;
    const auto announced = facts(trade::Stage::announced);
    EXPECT_EQ(session_state(announced, sign_in_from - 1ms), S::waiting);
    EXPECT_EQ(session_state(announced, sign_in_from), S::signing_in);
    EXPECT_EQ(session_state(announced, deadline - 1ms), S::signing_in);
    EXPECT_EQ(session_state(announced, deadline), S::opening);
    EXPECT_EQ(session_state(facts(trade::Stage::closed, ClosingState::closed), deadline), S::opening);
    EXPECT_EQ(session_state(facts(trade::Stage::opening, ClosingState::witnessed), deadline), S::opening);
    EXPECT_EQ(session_state(facts(trade::Stage::opened, ClosingState::read_out), deadline), S::reading);
    EXPECT_EQ(session_state(facts(trade::Stage::opened, ClosingState::read_out, true), deadline), S::signing);
    EXPECT_EQ(session_state(facts(trade::Stage::opened, ClosingState::read_out, true, true), deadline),
              S::ended);
    EXPECT_EQ(session_state(facts(trade::Stage::failed, ClosingState::returned), deadline), S::not_opened);
    EXPECT_EQ(session_state(facts(trade::Stage::terminated), deadline), S::not_opened);
}

TEST(session_state, without_a_deadline_it_waits)
{
    SessionFacts none{trade::Stage::registered};
    EXPECT_EQ(session_state(none, deadline), SessionState::waiting);
}

std::string code(const Status& status)
{
    return status ? "" : status.error().code;
}

TEST(sign_in, opens_at_its_time_and_stays_open_for_those_who_are_late)
{
    const auto early = may_sign_in(SessionState::waiting, sign_in_from);
    EXPECT_EQ(code(early), "hall.sign_in_not_open");
    EXPECT_EQ(early.error().earliest, sign_in_from);
    for (const auto state :
         {SessionState::signing_in, SessionState::opening, SessionState::reading, SessionState::signing})
        EXPECT_TRUE(may_sign_in(state, sign_in_from));
    EXPECT_EQ(code(may_sign_in(SessionState::ended, sign_in_from)), "hall.session_over");
    EXPECT_EQ(code(may_sign_in(SessionState::not_opened, sign_in_from)), "hall.nothing_opened");
}

TEST(objections, are_raised_on_the_spot_only)
{
    for (const auto state : {SessionState::waiting, SessionState::signing_in, SessionState::opening})
        EXPECT_EQ(code(may_object(state)), "hall.not_read_out");
    EXPECT_TRUE(may_object(SessionState::reading));
    EXPECT_TRUE(may_object(SessionState::signing));
    EXPECT_EQ(code(may_object(SessionState::ended)), "hall.session_over");
    EXPECT_EQ(code(may_object(SessionState::not_opened)), "hall.nothing_opened");
}

TEST(objections, the_first_without_an_answer_is_named)
{
    std::vector<ObjectionRow> all(2);
    all[0].answered_at = deadline;
    all[1].who = "云帆建设";
    const auto refused = all_answered(all);
    EXPECT_EQ(code(refused), "hall.objection_unanswered");
    EXPECT_EQ(refused.error().params.at("who"), "云帆建设");
    all[1].answered_at = deadline;
    EXPECT_TRUE(all_answered(all));
}

TEST(signing, runs_until_its_instant_and_the_session_ends_then_or_when_all_have_spoken)
{
    SessionRow row;
    row.signing_until = deadline + 2h;
    const auto open = SessionState::signing;
    EXPECT_TRUE(may_sign(open, row, row.signing_until - 1ms));
    EXPECT_EQ(code(may_sign(open, row, row.signing_until)), "hall.signing_over");
    EXPECT_EQ(code(may_sign(SessionState::reading, {}, deadline)), "hall.signing_not_open");
    EXPECT_EQ(code(may_sign(SessionState::ended, row, deadline)), "hall.session_over");
    const auto early = may_end(open, row, false, row.signing_until - 1ms);
    EXPECT_EQ(code(early), "hall.signing_runs");
    EXPECT_EQ(early.error().earliest, row.signing_until);
    EXPECT_TRUE(may_end(open, row, true, deadline));
    EXPECT_TRUE(may_end(open, row, false, row.signing_until));
    EXPECT_EQ(code(may_end(SessionState::reading, {}, true, deadline)), "hall.signing_not_open");
    EXPECT_EQ(code(may_open_signing(open)), "hall.signing_already_open");
}

TEST(bidders, a_joint_body_is_present_in_each_of_its_members)
{
    bidding::ClosedSubmission submission;
    submission.bidder = "org_lead";
    submission.members = {"CODE-2"};
    identity::Organisation member;
    member.code = "CODE-2";
    EXPECT_TRUE(bids_in(submission, member));
    member.code = "CODE-3";
    EXPECT_FALSE(bids_in(submission, member));
}

} // namespace
} // namespace tianping::hall
