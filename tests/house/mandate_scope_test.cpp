// Two trades of one owner with one agency, at the real door: a mandate for one of them gives nothing in the
// other.
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "hall/hall_scene.hpp"
#include "house/walk_scene.hpp"

namespace tianping::test {
namespace {

class ScopeOfMandate : public WalkScene {
protected:
    std::string path(const trade::TradeOut& trade, const std::string& rest = {})
    {
        return "/api/v1/trades/" + trade.id.text() + rest;
    }
    std::string draft_in(const trade::TradeOut& trade, Account& who)
    {
        notice::DraftIn in;
        in.kind = notice::Kind::clarification;
        in.affects_bids = false;
        in.reason = "补充说明现场踏勘时间";
        in.sections = {{"content", "澄清或者修改的内容", "现场踏勘时间另行说明，不影响投标文件编制。"}};
        in.publish_at = tender().installation().clock().now() + std::chrono::hours{1};
        const auto key = key_of(who, "draft " + trade.id.text() + std::to_string(++acts));
        const auto made = who.client().post<notice::NoticeOut>(path(trade, "/notices"), in, key);
        return made ? "" : made.error().code;
    }
    std::string hold_in(const trade::TradeOut& trade, Account& who)
    {
        trade::HoldIn in;
        in.rounds = {trade.rounds.at(0).id};
        in.cause = trade::HoldCause::objection_answer;
        in.article = "条例22";
        const auto key = key_of(who, "hold " + trade.id.text() + std::to_string(++acts));
        const auto held = account::act<trade::HoldOut>(who, "POST", path(trade, "/holds"), in, key);
        return held ? "" : held.error().code;
    }
    std::string reads(const std::string& what, Account& who)
    {
        const auto answer = who.client().send("GET", what).value();
        return answer.ok() ? "" : answer.problem().code;
    }
    std::int64_t count(const std::string& table)
    {
        return tender().house().reads().read(
            [&](const ReadTx& tx) { return tx.number("SELECT count(*) FROM " + table); });
    }

    const trade::TradeOut& announced = tender().trade();
    int acts = 0;
};

TEST_F(ScopeOfMandate, for_one_trade_gives_nothing_in_another_of_the_same_owner)
{
    const auto under_the_other = agency_for(hidden.id.text());
    const auto notices = count("notice"), holds = count("trade_hold");
    EXPECT_EQ(draft_in(announced, *under_the_other), "identity.mandate_scope");
    EXPECT_EQ(hold_in(announced, *under_the_other), "identity.mandate_scope");
    EXPECT_EQ(open_signing(tender(), *under_the_other, 30).error().code, "identity.mandate_scope");
    EXPECT_EQ(sign_in(tender(), *under_the_other, "attends").error().code, "identity.mandate_scope");
    for (const char* inside : {"/questions", "/takers"})
        EXPECT_EQ(reads(path(announced, inside), *under_the_other), "identity.mandate_scope") << inside;
    EXPECT_EQ(count("notice"), notices);
    EXPECT_EQ(count("trade_hold"), holds);
    EXPECT_FALSE(under_the_other->client().get<trade::TradeOut>(path(announced)).value().inside)
        << "what everybody reads, and no more";
    EXPECT_TRUE(under_the_other->client().get<trade::TradeOut>(path(hidden)).value().inside);
}

TEST_F(ScopeOfMandate, for_a_published_trade_does_not_tell_that_there_is_another)
{
    const auto there =
        std::ranges::find(people, "agency for one trade", &decltype(people)::value_type::first);
    auto* under_the_first = there->second;
    for (const auto* rest : {"", "/terms", "/takers", "/questions"})
        EXPECT_EQ(reads(path(hidden, rest), *under_the_first), "trade.unknown") << rest;
    EXPECT_EQ(draft_in(hidden, *under_the_first), "trade.unknown");
    EXPECT_EQ(hold_in(hidden, *under_the_first), "trade.unknown");
    EXPECT_EQ(reads("/api/v1/intakes/" + hidden.rounds.at(0).intake.text() + "/unopened", *under_the_first),
              "intake.unknown");
    EXPECT_EQ(draft_in(announced, *under_the_first), "");
    EXPECT_EQ(hold_in(announced, *under_the_first), "");
}

TEST_F(ScopeOfMandate, for_a_project_covers_all_its_trades)
{
    ASSERT_EQ(hidden.project, announced.project);
    const auto under_the_project = agency_for(hidden.project.text());
    for (const auto& id : {hidden.id, announced.id})
        EXPECT_TRUE(
            under_the_project->client().get<trade::TradeOut>("/api/v1/trades/" + id.text()).value().inside);
    EXPECT_EQ(draft_in(announced, *under_the_project), "");
}

TEST_F(ScopeOfMandate, in_his_own_name_the_agent_signs_no_record_as_the_host)
{
    tender().bid(1, 10'000'001);
    tender().bid(2, 10'000'003, "anew");
    tender().go_to(local_hour(deadline_hour));
    tender().trustees_visit();
    tender().opened();
    const auto digest = open_signing(tender(), tender().agency(), 30).value().record_digest;
    Account own{tender().anyone().base(), tender().config().origin, tender().agency().holder()};
    ASSERT_TRUE(own.sign_in());
    EXPECT_EQ(refuse_record(tender(), own, "未到现场").error().code, "hall.no_place_at_record");
    EXPECT_TRUE(sign_record(tender(), tender().agency(), digest));
}

TEST_F(ScopeOfMandate, of_a_bidder_does_not_tell_whether_he_has_paid)
{
    Account agent{tender().anyone().base(), tender().config().origin, tender().agency().holder()};
    ASSERT_TRUE(agent.sign_in());
    const auto now = tender().installation().clock().now();
    ASSERT_TRUE(rehearsal::grant_mandate(tender().bidder(0), agent, now));
    const auto asked = tender().intake_path("deposit");
    const auto answer = agent.client().send("GET", asked).value();
    EXPECT_EQ(answer.problem().code, "deposit.unknown");
    EXPECT_EQ(answer.body, tender().agency().client().send("GET", asked).value().body);
}

} // namespace
} // namespace tianping::test
