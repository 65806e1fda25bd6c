// Due work runs after its hour: what milliseconds, and what minutes, do to a notice.
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class LateHour : public Notices {
protected:
    // The batch that takes the due work begins only then.
    void wake_at(Instant late)
    {
        house.house.base.clock.move_to(late).value();
        house.advance(late);
    }
    // Documents and notice are both set for `opens`.
    NoticeOut signed_for_its_hour(Instant deadline)
    {
        auto t = house.terms_for(trade);
        t.deadline = deadline;
        house.sign_terms(t).value();
        const auto out =
            house.sign(house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value()).value();
        EXPECT_EQ(out.inside->state, State::signed_);
        return out;
    }
    std::optional<Instant> known(const std::string& instant)
    {
        return house.known(trade, instant, procedure::Channel::platform);
    }
    notice::DraftIn clarification(Instant publish_at)
    {
        auto in = house.draft_in(Kind::clarification, publish_at);
        in.sections = std::vector<notice::Section>{{"content", "", "图纸第12页以新图为准"}};
        return in;
    }
    std::string terms_until(Instant deadline) { return house.terms_until(trade, deadline); }
    NoticeOut signed_clarification(Instant publish_at, const std::string& terms)
    {
        auto in = clarification(publish_at);
        in.terms = terms;
        return house.sign(house.draft(trade.id, in).value()).value();
    }

    const trade::TradeOut trade = house.registered();
    const Instant twenty_days = opens + 24h * 20;
};

TEST_P(LateHour, documents_of_the_same_hour_come_out_with_a_notice_that_is_milliseconds_late)
{
    const auto notice = signed_for_its_hour(twenty_days);
    wake_at(opens + 3ms);
    const auto out = get(notice.id, house.as_owner).value();
    EXPECT_EQ(out.inside->state, State::published) << out.inside->refused;
    EXPECT_EQ(out.published_at, opens + 3ms) << "never before it was";
    EXPECT_EQ(known("notice_published"), opens + 3ms);
    EXPECT_EQ(known("documents_released"), opens + 3ms);
    auto harmless = clarification(opens + 3ms);
    harmless.affects_bids = false;
    harmless.reason = "只改错字";
    EXPECT_EQ(findings(house.draft(trade.id, harmless).value()), std::vector<std::string>{})
        << "what is recorded breaks no limit later either";
}

TEST_P(LateHour, documents_come_out_with_a_notice_that_is_minutes_late_where_the_limits_leave_them)
{
    const auto notice = signed_for_its_hour(twenty_days + 30min);
    wake_at(opens + 7min);
    EXPECT_EQ(get(notice.id, house.as_owner).value().published_at, opens + 7min);
    EXPECT_EQ(known("documents_released"), opens + 7min);
    // The next version says the hour that the first one said.
    const auto next = signed_clarification(opens + 8min, terms_until(twenty_days + 48h));
    wake_at(opens + 8min);
    EXPECT_EQ(get(next.id, house.as_owner).value().inside->state, State::published);
    EXPECT_EQ(known("documents_released"), opens + 7min);
}

TEST_P(LateHour, minutes_that_the_twenty_days_do_not_leave_are_told_and_nothing_is_published)
{
    const auto notice = signed_for_its_hour(twenty_days);
    wake_at(opens + 7min);
    EXPECT_EQ(get(notice.id, house.as_owner).value().inside->state, State::draft);
    const auto reasons = house.house.log().back().as<notice::PublicationRefused>().reasons;
    ASSERT_EQ(reasons.size(), 1U) << "its documents are no reason";
    EXPECT_NE(reasons[0].find("招法24"), std::string::npos) << reasons[0];
    EXPECT_FALSE(known("documents_released"));
}

TEST_P(LateHour, documents_that_were_set_before_the_hour_of_the_notice_are_refused_when_it_is_signed)
{
    house.sign_terms(house.terms_for(trade)).value();
    const auto draft = house.draft(trade.id, house.draft_in(Kind::tender_notice, opens + 1min)).value();
    const auto found = findings(draft);
    EXPECT_EQ(std::ranges::count(found, "notice.documents_before_notice rounds." + trade.rounds[0].id.text()),
              1);
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
}

TEST_P(LateHour, the_deadline_that_the_platform_proposes_stands_whatever_its_clarification_waited_for)
{
    signed_for_its_hour(at("2026-03-26T09:30:00"));
    house.advance(at("2026-03-16T10:00:20"));
    const auto hour = at("2026-03-16T10:30:00");
    const auto draft = house.draft(trade.id, clarification(hour)).value();
    EXPECT_EQ(draft.inside->earliest_deadline, at("2026-03-31T10:30:00"));
    EXPECT_EQ(draft.text.deadline, at("2026-03-31T12:00:00"));
    const auto notice = signed_clarification(hour, terms_until(*draft.text.deadline));
    wake_at(hour + 20min);
    EXPECT_EQ(get(notice.id, house.as_owner).value().published_at, hour + 20min);
    EXPECT_EQ(known("clarification_sent"), hour + 20min);
}

TEST_P(LateHour, fifteen_days_to_the_minute_keep_a_clarification_that_is_milliseconds_late_and_not_minutes)
{
    signed_for_its_hour(at("2026-03-26T09:30:00"));
    house.advance(at("2026-03-16T10:00:00"));
    const auto hour = at("2026-03-16T11:00:00");
    const auto late = signed_clarification(hour - 2min, terms_until(hour + 24h * 15 - 2min));
    wake_at(hour);
    EXPECT_EQ(get(late.id, house.as_owner).value().inside->state, State::draft);
    const auto kept = signed_clarification(hour + 1min, terms_until(hour + 24h * 15 + 1min));
    wake_at(hour + 1min + 3ms);
    EXPECT_EQ(get(kept.id, house.as_owner).value().published_at, hour + 1min + 3ms);
}

TEST(ProposedDeadline, is_a_whole_hour_and_leaves_one_for_the_signatures)
{
    using notice::proposed_deadline;
    EXPECT_EQ(proposed_deadline(at("2026-03-31T10:00:00")), at("2026-03-31T11:00:00"));
    EXPECT_EQ(proposed_deadline(at("2026-03-31T10:00:00") + 1ms), at("2026-03-31T12:00:00"));
    EXPECT_EQ(proposed_deadline(at("2026-03-31T23:30:00")), at("2026-04-01T01:00:00"));
}

INSTANTIATE_TEST_SUITE_P(On, LateHour, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
