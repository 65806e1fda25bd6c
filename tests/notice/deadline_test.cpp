// What moves a deadline or changes the terms is out before the deadline in force: afterwards a set is closed
// for the terms and the hour that stood.
#include "base/time_text.hpp"
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class BeforeTheDeadline : public AfterAnnouncement {
protected:
    notice::DraftIn postponed_to(Instant later, Instant publish_at)
    {
        auto in = postponement(later, publish_at);
        in.terms = terms_until(later);
        return in;
    }
    const Instant postponed = at("2026-04-10T09:30:00");
    const std::string late = "notice.after_deadline rounds." + round.text();
};

TEST_P(BeforeTheDeadline, it_is_refused_when_signed_naming_the_latest_instant)
{
    house.advance(deadline - 30min);
    for (const auto publish_at : {deadline, deadline + 5min}) {
        auto in = house.draft_in(Kind::clarification, publish_at);
        in.rounds = std::vector{round};
        in.affects_bids = false;
        in.reason = "只改错字";
        in.sections = std::vector<notice::Section>{{"content", "", "说明"}};
        in.terms = terms_until(deadline);
        const auto changes = house.draft(trade.id, in).value();
        EXPECT_EQ(std::ranges::count(findings(changes), late), 1) << "terms with the same deadline, too";
    }
    auto in = postponed_to(postponed, deadline);
    const auto draft = house.draft(trade.id, in).value();
    ASSERT_EQ(findings(draft), std::vector{late});
    EXPECT_EQ(draft.inside->findings[0].latest, deadline - 1ms);
    EXPECT_NE(draft.inside->findings[0].zh.find(to_local_text(deadline)), std::string::npos);
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
    in.publish_at = deadline - 1ms;
    house.sign(house.draft(trade.id, in).value()).value();
    house.advance(deadline);
    EXPECT_EQ(facts(round).deadline, postponed);
}

TEST_P(BeforeTheDeadline, a_publication_that_comes_too_late_is_refused_with_its_reason)
{
    house.advance(deadline - 30min);
    const auto before = facts(round).terms_digest;
    const auto draft = house.draft(trade.id, postponed_to(postponed, deadline - 10min)).value();
    EXPECT_EQ(house.sign(draft).value().inside->state, State::signed_);
    house.house.base.clock.move_to(deadline + 10min).value(); // the platform was away meanwhile
    house.advance(deadline + 11min);
    const auto after = get(draft.id, house.as_owner).value();
    EXPECT_EQ(after.inside->state, State::draft);
    EXPECT_EQ(after.inside->refused, "notice.not_publishable");
    EXPECT_EQ(findings(after), std::vector{late});
    const auto refused = house.house.log().back().as<notice::PublicationRefused>();
    ASSERT_EQ(refused.reasons.size(), 1U);
    EXPECT_TRUE(refused.reasons[0].starts_with("notice.after_deadline")) << refused.reasons[0];
    EXPECT_EQ(facts(round).deadline, deadline);
    EXPECT_EQ(facts(round).terms_digest, before);
}

TEST_P(BeforeTheDeadline, a_deadline_that_a_hold_overtook_is_postponed_while_it_stands_and_after_it)
{
    house.advance(deadline - 1h);
    const auto held = hold({Act::close, Act::begin_opening});
    house.advance(deadline + 1h);
    publish(postponed_to(postponed, house.house.base.clock.now()));
    EXPECT_EQ(facts(round).deadline, postponed);
    house.advance(postponed + 1h);
    lift(held);
    publish(postponed_to(postponed + 240h, house.house.base.clock.now()));
    EXPECT_EQ(facts(round).deadline, postponed + 240h);
}

TEST_P(BeforeTheDeadline, a_hold_that_was_lifted_before_or_forbids_no_closing_overtakes_nothing)
{
    house.advance(deadline - 2h);
    const auto held = hold({Act::close});
    const auto signed_under_it = house.draft(trade.id, postponed_to(postponed, deadline + 5min)).value();
    house.sign(signed_under_it).value();
    house.advance(deadline - 1h);
    lift(held);
    hold({Act::finish_opening});
    house.advance(deadline + 1h);
    EXPECT_EQ(get(signed_under_it.id, house.as_owner).value().inside->state, State::draft);
    const auto again = house.draft(trade.id, postponed_to(postponed, house.house.base.clock.now())).value();
    EXPECT_EQ(findings(again), std::vector{late});
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(BeforeTheDeadline, a_hold_that_is_set_after_the_deadline_overtakes_nothing)
{
    house.advance(deadline + 1min);
    hold({Act::close, Act::begin_opening});
    const auto draft = house.draft(trade.id, postponed_to(postponed, house.house.base.clock.now())).value();
    EXPECT_EQ(findings(draft), std::vector{late});
}

TEST_P(BeforeTheDeadline, a_closed_set_keeps_its_terms_and_its_deadline_whatever_hold_comes_later)
{
    house.advance(deadline);
    const auto in = postponed_to(postponed, deadline + 5min);
    house.move(round, Act::close);
    hold({Act::begin_opening});
    const auto found = findings(house.draft(trade.id, in).value());
    EXPECT_EQ(found, (std::vector{"notice.stage_out_of_order rounds." + round.text(), late}));
    const auto before = facts(round);
    EXPECT_THROW(house.house.command([&](WriteTx& tx, const Call& call) {
        const auto put = trade::put_in_force(tx, call, trade.id, {round}, *in.terms, postponed);
        EXPECT_EQ(put.error().code, "trade.closed_already");
        return put;
    }),
                 std::logic_error);
    EXPECT_EQ(facts(round).deadline, before.deadline);
    EXPECT_EQ(facts(round).terms_digest, before.terms_digest);
}

TEST_P(BeforeTheDeadline, a_postponement_to_the_deadline_in_force_is_not_published)
{
    auto in = postponement(deadline, house.house.base.clock.now());
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(findings(draft), std::vector<std::string>{"notice.postpones_nothing deadline"});
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
    in.terms = terms_until(deadline);
    EXPECT_EQ(code_of(house.sign(house.draft(trade.id, in).value())), "notice.not_publishable");
}

INSTANTIATE_TEST_SUITE_P(On, BeforeTheDeadline, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
