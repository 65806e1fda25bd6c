// What is refused at its hour is a draft again, says why, leaves nothing half done, and may be signed for a
// later hour.
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class RefusedPublication : public AfterAnnouncement {
protected:
    notice::DraftIn clarification(Instant publish_at)
    {
        auto in = house.draft_in(Kind::clarification, publish_at);
        in.rounds = std::vector{round};
        in.sections = std::vector<notice::Section>{{"content", "", "更正一处错字"}};
        in.affects_bids = false;
        in.reason = "只改错字";
        return in;
    }
    NoticeOut signed_for(const notice::DraftIn& in)
    {
        auto out = publish(in);
        EXPECT_EQ(out.inside->state, State::signed_);
        return out;
    }
    NoticeOut edit(const notice::NoticeId& id, const notice::DraftIn& in)
    {
        house.house.if_match = get(id, house.as_owner).value().version;
        return house.ask<NoticeOut>("PUT", "/api/v1/notices/" + id.text(), house.as_agent, wire::write(in))
            .value();
    }
    // Refused for a hold at its first hour, and edited for a later one.
    NoticeOut refused_once(Instant first, Instant second)
    {
        const auto kept = signed_for(clarification(first));
        house.advance(first - 1h);
        const auto held = hold();
        house.advance(first);
        EXPECT_EQ(get(kept.id, house.as_owner).value().inside->state, State::draft);
        lift(held);
        return edit(kept.id, clarification(second));
    }
    std::int64_t waiting()
    {
        return house.house.base.pool.read([](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM job WHERE kind = 'publish_notice' AND state = 'due'");
        });
    }
    const Instant today = at("2026-03-06T09:00:00");
    const Instant tomorrow = at("2026-03-07T09:00:00");
};

TEST_P(RefusedPublication, clause_6_4_1a_one_that_is_signed_again_after_a_refusal_appears_at_its_later_hour)
{
    const auto edited = refused_once(today, tomorrow);
    ASSERT_EQ(house.sign(edited).value().inside->state, State::signed_);
    EXPECT_EQ(waiting(), 1);
    house.advance(tomorrow);
    const auto out = get(edited.id, identity::IdentityHouse::stranger()).value();
    EXPECT_EQ(out.published_at, tomorrow);
}

TEST_P(RefusedPublication, one_that_is_withdrawn_after_its_second_signature_waits_no_more)
{
    const auto edited = refused_once(today, tomorrow);
    house.sign(edited).value();
    house
        .ask<NoticeOut>("POST", "/api/v1/notices/" + edited.id.text() + "/withdrawal", house.as_agent,
                        wire::write(notice::WithdrawIn{"内容有误"}))
        .value();
    EXPECT_EQ(waiting(), 0);
    house.advance(tomorrow);
    EXPECT_EQ(get(edited.id, house.as_owner).value().inside->state, State::withdrawn);
}

TEST_P(RefusedPublication, of_two_notices_that_begin_a_second_round_the_later_one_says_why_it_does_not)
{
    house.move(round, Act::close);
    house.move(round, Act::fail);
    auto in = failed(round);
    in.second_round = true;
    in.publish_at = today;
    const auto first = signed_for(in);
    in.publish_at = tomorrow;
    const auto second = signed_for(in);
    house.advance(tomorrow);
    EXPECT_EQ(get(first.id, house.as_owner).value().inside->state, State::published);
    const auto after = get(second.id, house.as_owner).value();
    EXPECT_EQ(after.inside->state, State::draft);
    EXPECT_EQ(after.inside->refused, "notice.not_publishable");
    EXPECT_EQ(findings(after), std::vector<std::string>{"trade.cannot_follow rounds." + round.text()});
    const auto reasons = house.house.log().back().as<notice::PublicationRefused>().reasons;
    ASSERT_EQ(reasons.size(), 1U);
    EXPECT_TRUE(reasons[0].starts_with("trade.cannot_follow")) << reasons[0];
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().rounds.size(), 3U);
    in.second_round = false;
    in.publish_at = tomorrow;
    EXPECT_EQ(house.sign(edit(second.id, in)).value().inside->state, State::published);
}

TEST_P(RefusedPublication, an_older_version_of_the_terms_never_takes_the_place_of_a_newer_one)
{
    house.advance(at("2026-03-05T10:00:00"));
    auto older = clarification(today);
    older.terms = terms_until(at("2026-04-10T09:30:00"));
    const auto kept = signed_for(older);
    auto newer = postponement(at("2026-04-20T09:30:00"), house.house.base.clock.now());
    newer.terms = terms_until(*newer.deadline);
    publish(newer);
    const std::string refused = "notice.terms_older rounds." + round.text();
    const auto again = findings(house.draft(trade.id, older).value());
    EXPECT_EQ(std::ranges::count(again, refused), 1) << "when it is drafted";
    house.advance(today);
    const auto after = get(kept.id, house.as_owner).value();
    EXPECT_EQ(after.inside->state, State::draft);
    const auto found = findings(after);
    EXPECT_EQ(std::ranges::count(found, refused), 1);
    EXPECT_EQ(facts(round).terms_digest, newer.terms);
    EXPECT_EQ(facts(round).deadline, newer.deadline);
    EXPECT_THROW(house.house.command([&](WriteTx& tx, const Call& call) {
        const auto put = trade::put_in_force(tx, call, trade.id, {round}, *older.terms, *newer.deadline);
        EXPECT_EQ(put.error().code, "trade.terms_older");
        return put;
    }),
                 std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(On, RefusedPublication, testing::ValuesIn(homes()), identity::home_name);

// The room that keeps the questions refuses when everything else of the notice has been done.
class RefusedHalfway : public testing::TestWithParam<Home> {
protected:
    static notice::Answering refusing()
    {
        notice::Answering out;
        out.word = [](const ReadTx&, const trade::TradeId&, const std::vector<notice::AnswerIn>& in) {
            std::vector<notice::Answered> worded;
            for (const auto& one : in)
                worded.push_back({one.questions, "问", one.answer});
            return Result<std::vector<notice::Answered>>{std::move(worded)};
        };
        out.published = [](WriteTx&, const Call&, const notice::Text&) -> Status {
            return Error{Fault::conflict, "test.question_gone"};
        };
        return out;
    }
    TradeHouse house{GetParam(), "发布媒介", refusing()};
};

TEST_P(RefusedHalfway, whatever_refuses_it_is_told_and_nothing_of_it_is_done)
{
    const auto trade = house.announced();
    const auto inside = house.get(trade.id, house.as_owner).value().inside.value();
    auto in = house.draft_in(Kind::clarification, at("2026-03-06T09:00:00"));
    in.affects_bids = true;
    in.answers = std::vector<notice::AnswerIn>{{{"qst_" + std::string(32, '1')}, std::nullopt, "答"}};
    in.terms = house.sign_terms(house.terms_for(trade, 2, inside.latest_terms)).value().digest;
    const auto kept = house.sign(house.draft(trade.id, in).value()).value();
    ASSERT_EQ(kept.inside->state, State::signed_);
    auto kinds = house.kinds_of_log();
    house.advance(in.publish_at);
    const auto after =
        house.ask<NoticeOut>("GET", "/api/v1/notices/" + kept.id.text(), house.as_owner).value();
    EXPECT_EQ(after.inside->state, State::draft);
    EXPECT_EQ(after.inside->refused, "test.question_gone");
    EXPECT_TRUE(after.channels.empty());
    kinds.push_back("notice.publication_refused");
    EXPECT_EQ(house.kinds_of_log(), kinds);
    const auto round = house.house.base.pool.read(
        [&](const ReadTx& tx) { return trade::round_facts(tx, trade.rounds[0].id).value(); });
    EXPECT_EQ(round.terms_digest, inside.latest_terms);
}

INSTANTIATE_TEST_SUITE_P(On, RefusedHalfway, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
