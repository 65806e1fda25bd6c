// A correction names the published notice that it corrects, with old and new, and is no way around what a
// clarification has to do.
#include "notice/medium_scene.hpp"
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class Correction : public AfterAnnouncement {
protected:
    NoticeOut original()
    {
        const auto id = house.house.base.pool.read(
            [&](const ReadTx& tx) { return notice::published_of(tx, trade.id).at(0).id; });
        return get(id, house.as_owner).value();
    }
    notice::DraftIn correction(const notice::NoticeId& of, std::vector<notice::ChangeIn> changes)
    {
        auto in = house.draft_in(Kind::correction, house.house.base.clock.now());
        in.corrects = of.text();
        in.changes = std::move(changes);
        return in;
    }
    notice::DraftIn harmless(const notice::NoticeId& of, std::vector<notice::ChangeIn> changes)
    {
        auto in = correction(of, std::move(changes));
        in.affects_bids = false;
        in.reason = "只改笔误";
        return in;
    }
    static std::string section(const NoticeOut& notice, const std::string& id)
    {
        return std::ranges::find(notice.text.sections, id, &notice::Section::id)->text;
    }
    static std::string field_of(const Result<NoticeOut>& refused)
    {
        return refused ? "" : refused.error().fields.at(0).path + " " + refused.error().fields.at(0).code;
    }
    std::size_t told(const NoticeOut& draft, const std::string& what)
    {
        const auto all = findings(draft);
        return static_cast<std::size_t>(std::ranges::count(all, what));
    }
    const std::vector<notice::ChangeIn> another_supervisor{{"supervisor", {}, "云川市招标投标监督管理局"}};
    const std::vector<notice::ChangeIn> another_place{{"place_time", {}, "云川市滨河路，150日历天"}};
};

TEST_P(Correction, it_names_notice_and_digest_and_shows_old_and_new)
{
    house.advance(at("2026-03-05T10:00:00"));
    const auto before = original();
    auto in = correction(before.id, another_place);
    in.sections = std::vector<notice::Section>{{"content", "", "开标时间另行通知"}, {"own", "说明", "致歉"}};
    const auto out = publish(in);
    EXPECT_EQ(out.text.corrects, before.id.text());
    EXPECT_EQ(out.text.corrects_digest, before.digest);
    ASSERT_EQ(out.text.changes->size(), 1U);
    EXPECT_EQ(out.text.changes->at(0).before, section(before, "place_time"));
    EXPECT_NE(section(out, "corrected").find(before.digest), std::string::npos);
    const auto content = section(out, "content");
    EXPECT_NE(content.find(section(before, "place_time")), std::string::npos) << content;
    EXPECT_NE(content.find("150日历天"), std::string::npos) << content;
    EXPECT_EQ(content.find("另行通知"), std::string::npos) << "the platform says what the changes say";
    EXPECT_EQ(section(out, "own"), "致歉");
    const auto now = get(before.id, identity::IdentityHouse::stranger()).value();
    ASSERT_EQ(now.corrected_by.size(), 1U) << "whoever reads the old one is told";
    EXPECT_EQ(now.corrected_by[0].id, out.id);
    EXPECT_EQ(now.digest, before.digest);
    EXPECT_TRUE(out.corrected_by.empty());
}

TEST_P(Correction, it_corrects_nothing_but_a_published_notice_of_its_own_trade)
{
    const auto other = house.registered();
    house.sign_terms(house.terms_for(other)).value();
    const auto of_other =
        house.sign(house.draft(other.id, house.draft_in(Kind::tender_notice, opens)).value()).value();
    ASSERT_EQ(of_other.inside->state, State::published);
    house.advance(at("2026-03-05T10:00:00"));
    const auto drafted = house.draft(trade.id, postponement(deadline, deadline - 1h)).value();
    const auto known = original();
    for (const auto& id :
         {of_other.id.text(), drafted.id.text(), "ntc_" + std::string(32, '7'), known.digest}) {
        auto in = correction(known.id, another_place);
        in.corrects = id;
        EXPECT_EQ(field_of(house.draft(trade.id, in)), "corrects notice.corrected_unknown") << id;
    }
    const auto first = publish(correction(known.id, another_place));
    const auto again = house.draft(trade.id, correction(first.id, another_place));
    EXPECT_EQ(field_of(again), "corrects notice.correction_of_correction");
    EXPECT_EQ(again.error().fields.at(0).allowed, known.id.text());
    auto clarify = correction(known.id, {});
    clarify.kind = Kind::clarification;
    EXPECT_EQ(field_of(house.draft(trade.id, clarify)), "corrects notice.corrects_unexpected");
    auto nameless = house.draft_in(Kind::correction, house.house.base.clock.now());
    EXPECT_EQ(told(house.draft(trade.id, nameless).value(), "notice.corrected_wanted corrects"), 1U);
}

TEST_P(Correction, every_change_says_something_of_a_section_that_the_notice_has)
{
    const auto before = original();
    EXPECT_EQ(field_of(house.draft(trade.id, correction(before.id, {{"nothing", {}, "内容"}}))),
              "changes[0].section notice.section_unknown");
    EXPECT_EQ(
        field_of(house.draft(trade.id, correction(before.id, {another_place.at(0), another_place.at(0)}))),
        "changes[1].section notice.section_twice");
    const auto none = house.draft(trade.id, correction(before.id, {})).value();
    EXPECT_EQ(told(none, "notice.changes_wanted changes"), 1U);
    EXPECT_EQ(code_of(house.sign(none)), "notice.not_publishable");
    const auto same =
        house
            .draft(trade.id, correction(before.id, {{"supervisor", {}, section(before, "supervisor")},
                                                    {"funds", {}, " "}}))
            .value();
    EXPECT_EQ(told(same, "notice.change_says_nothing changes.supervisor"), 1U);
    EXPECT_EQ(told(same, "notice.change_says_nothing changes.funds"), 1U);
    const auto added =
        publish(harmless(before.id, {{"contact", "补充联系方式", "0000-1000001"}, {"title", {}, "新标题"}}));
    EXPECT_EQ(added.text.changes->at(0).before, "");
    EXPECT_EQ(added.text.changes->at(1).before, before.text.title);
}

TEST_P(Correction, a_second_one_starts_from_what_the_first_left_and_an_older_draft_is_outdated)
{
    const auto before = original();
    const auto older = house.draft(trade.id, harmless(before.id, another_supervisor)).value();
    publish(harmless(before.id, {{"supervisor", {}, "云川市住房和城乡建设委员会"}}));
    EXPECT_EQ(told(get(older.id, house.as_owner).value(), "notice.change_outdated changes.supervisor"), 1U);
    EXPECT_EQ(code_of(house.sign(older)), "notice.not_publishable");
    const auto second = publish(harmless(before.id, another_supervisor));
    EXPECT_EQ(second.text.changes->at(0).before, "云川市住房和城乡建设委员会");
    const auto now = get(before.id, identity::IdentityHouse::stranger()).value();
    ASSERT_EQ(now.corrected_by.size(), 2U);
    EXPECT_EQ(now.corrected_by[1].id, second.id);
}

TEST_P(Correction, one_that_may_affect_bids_counts_the_fifteen_days_and_moves_no_deadline)
{
    house.advance(at("2026-03-16T10:00:00"));
    const auto before = original();
    auto in = correction(before.id, another_place);
    const auto late = house.draft(trade.id, in).value();
    EXPECT_EQ(late.text.affects_bids, true) << "not classed counts as affecting";
    EXPECT_NE(told(late, "works.clarification"), 0U);
    const auto refused = house.sign(late).error();
    EXPECT_EQ(refused.code, "notice.not_publishable");
    EXPECT_EQ(refused.earliest, at("2026-03-31T10:00:00"));
    in.deadline = at("2026-03-31T10:00:00");
    EXPECT_EQ(told(house.draft(trade.id, in).value(), "notice.deadline_unexpected deadline"), 1U);
    in.deadline.reset();
    in.terms = terms_until(at("2026-03-31T10:00:00"));
    const auto with_terms = house.draft(trade.id, in).value();
    EXPECT_EQ(told(with_terms, "notice.deadline_unexpected deadline"), 1U);
    EXPECT_EQ(code_of(house.sign(with_terms)), "notice.not_publishable");
    EXPECT_EQ(facts(round).deadline, deadline);
    auto move = postponement(at("2026-03-31T10:00:00"), house.house.base.clock.now());
    move.rounds.reset();
    move.terms = in.terms;
    publish(move);
    publish(correction(before.id, another_place));
    EXPECT_EQ(house.known(trade, "clarification_sent", procedure::Channel::none), at("2026-03-16T10:00:00"));
}

TEST_P(Correction, one_that_is_classed_as_harmless_needs_a_reason_and_the_owner_is_asked_where_it_is_doubtful)
{
    house.advance(at("2026-03-20T10:00:00"));
    const auto before = original();
    auto in = harmless(before.id, another_place);
    in.reason.reset();
    EXPECT_EQ(told(house.draft(trade.id, in).value(), "notice.reason_wanted reason"), 1U);
    EXPECT_EQ(findings(house.draft(trade.id, harmless(before.id, another_place)).value()),
              std::vector<std::string>{"notice.class_doubtful affects_bids"});
    EXPECT_EQ(findings(house.draft(trade.id, harmless(before.id, another_supervisor)).value()),
              std::vector<std::string>{});
    publish(harmless(before.id, another_supervisor));
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(Correction, what_the_notice_says_of_the_terms_instants_stays_what_the_terms_say)
{
    const auto before = original();
    const std::string refused = "notice.correction_moves_instants changes.submission";
    const auto draft = [&](const std::string& text) {
        return house.draft(trade.id, harmless(before.id, {{"submission", {}, text}})).value();
    };
    for (const auto* text : {"投标截止时间为 2026-04-10 09:30:00，加密递交。", "投标截止时间另行通知。",
                             "2026-03-26 09:30:00 前递交；2026-04-10 09:30 前也可以递交。"}) {
        const auto moved = draft(text);
        EXPECT_EQ(told(moved, refused), 1U) << text;
        EXPECT_EQ(code_of(house.sign(moved)), "notice.not_publishable") << text;
    }
    const auto right = draft("2026-03-26 09:30:00 前在交易平台递交加密的投标文件。");
    EXPECT_EQ(told(right, refused), 0U);
    EXPECT_EQ(house.sign(right).value().inside->state, State::published);
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(Correction, the_class_of_a_clarification_is_not_corrected)
{
    house.advance(at("2026-03-05T10:00:00"));
    auto clarify = house.draft_in(Kind::clarification, house.house.base.clock.now());
    clarify.sections = std::vector<notice::Section>{{"content", "", "图纸第12页以新图为准"}};
    const auto out = publish(clarify);
    const auto draft =
        house.draft(trade.id, harmless(out.id, {{"effect", {}, "不影响投标文件编制。"}})).value();
    EXPECT_EQ(told(draft, "notice.correction_moves_instants changes.effect"), 1U);
}

TEST_P(Correction, it_serves_the_lots_of_the_notice_and_no_others)
{
    house.advance(at("2026-03-05T10:00:00"));
    auto move = postponement(at("2026-04-10T09:30:00"), house.house.base.clock.now());
    move.terms = terms_until(*move.deadline);
    const auto of_one = publish(move);
    auto in = harmless(of_one.id, {{"reason", {}, "开标场地停电检修"}});
    EXPECT_EQ(house.draft(trade.id, in).value().text.rounds, std::vector{round.text()});
    in.rounds = std::vector{round, trade.rounds[1].id};
    EXPECT_EQ(told(house.draft(trade.id, in).value(),
                   "notice.corrected_of_another rounds." + trade.rounds[1].id.text()),
              1U);
}

TEST_P(Correction, during_a_hold_one_that_may_affect_bids_waits_and_a_harmless_one_does_not)
{
    house.advance(at("2026-03-05T10:00:00"));
    hold();
    const auto before = original();
    const auto held = "trade.held rounds." + round.text();
    EXPECT_EQ(told(house.draft(trade.id, correction(before.id, another_place)).value(), held), 1U);
    EXPECT_EQ(publish(harmless(before.id, another_supervisor)).inside->state, State::published);
}

INSTANTIATE_TEST_SUITE_P(On, Correction, testing::ValuesIn(homes()), identity::home_name);

class CorrectionOnMedium : public OnMedium {};

TEST_P(CorrectionOnMedium, clause_6_4_1b_it_stands_in_both_channels_with_one_digest)
{
    ASSERT_EQ(courier.deliver(), 1U);
    auto in = house.draft_in(Kind::correction, house.house.base.clock.now());
    in.corrects = house.house.base.pool
                      .read([&](const ReadTx& tx) { return notice::published_of(tx, trade.id).at(0).id; })
                      .text();
    in.changes = std::vector<notice::ChangeIn>{{"supervisor", {}, "云川市招标投标监督管理局"}};
    const auto out = house.sign(house.draft(trade.id, in).value()).value();
    EXPECT_EQ(courier.deliver(), 1U);
    const auto shown =
        house.ask<NoticeOut>("GET", "/api/v1/notices/" + out.id.text(), house.as_owner).value();
    ASSERT_EQ(shown.channels.size(), 2U);
    for (const auto& channel : shown.channels) {
        EXPECT_EQ(channel.state, notice::ChannelState::out);
        EXPECT_EQ(channel.digest, out.digest);
    }
    EXPECT_EQ(stand_in.shown(), 2U);
}

INSTANTIATE_TEST_SUITE_P(On, CorrectionOnMedium, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
