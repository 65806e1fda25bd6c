#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

TEST_P(AfterAnnouncement, a_late_clarification_that_affects_bids_moves_the_deadline_and_shows_why)
{
    house.advance(at("2026-03-16T10:00:00"));
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "图纸第12页以新图为准"}};
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(draft.text.affects_bids, true);
    EXPECT_EQ(draft.inside->earliest_deadline, at("2026-03-31T10:00:00"));
    for (const auto& why : {draft.inside->earliest_because, draft.inside->earliest_because_en})
        EXPECT_NE(why.find("条例21"), std::string::npos) << why;
    EXPECT_NE(draft.inside->earliest_because_en.find("days"), std::string::npos);
    EXPECT_EQ(draft.text.deadline, at("2026-03-31T11:00:00")) << "terms and notice are still to be signed";
    in.terms = terms_until(at("2026-03-31T10:00:00"));
    const auto out = publish(in);
    EXPECT_EQ(out.inside->state, State::published);
    EXPECT_EQ(facts(round).deadline, at("2026-03-31T10:00:00"));
    EXPECT_EQ(facts(round).terms_digest, in.terms);
    const auto& effect = std::ranges::find(out.text.sections, "effect", &notice::Section::id)->text;
    EXPECT_NE(effect.find("顺延至2026-03-31 10:00:00"), std::string::npos) << effect;
}

TEST_P(AfterAnnouncement, a_notice_that_moves_the_deadline_names_terms_that_say_it)
{
    house.advance(at("2026-03-16T10:00:00"));
    const auto now = house.house.base.clock.now();
    const auto wanted = [&](const trade::RoundId& of) {
        return "notice.deadline_wants_terms rounds." + of.text();
    };
    auto clarify = house.draft_in(Kind::clarification, now);
    clarify.sections = std::vector<notice::Section>{{"content", "", "图纸第12页以新图为准"}};
    const auto moved = house.draft(trade.id, clarify).value();
    EXPECT_EQ(findings(moved), (std::vector{wanted(round), wanted(trade.rounds[1].id)}));
    EXPECT_EQ(code_of(house.sign(moved)), "notice.not_publishable");
    auto postpone = postponement(at("2026-04-10T09:30:00"), now);
    const auto refused = house.draft(trade.id, postpone).value();
    EXPECT_EQ(findings(refused), std::vector{wanted(round)});
    EXPECT_EQ(code_of(house.sign(refused)), "notice.not_publishable");
    postpone.terms = facts(round).terms_digest;
    EXPECT_EQ(findings(house.draft(trade.id, postpone).value()),
              std::vector{"notice.deadline_not_of_terms rounds." + round.text()});
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(AfterAnnouncement, at_its_hour_a_notice_is_held_against_the_terms_that_are_in_force_by_then)
{
    house.advance(at("2026-03-05T10:00:00"));
    const auto late = at("2026-03-06T10:00:00");
    auto keeps = house.draft_in(Kind::clarification, late);
    keeps.rounds = std::vector{round};
    keeps.sections = std::vector<notice::Section>{{"content", "", "更正一处错字"}};
    keeps.affects_bids = false;
    keeps.reason = "只改错字";
    keeps.deadline = deadline;
    const auto kept = publish(keeps);
    ASSERT_EQ(kept.inside->state, State::signed_) << "it moves nothing as long as these terms stand";
    auto moves = postponement(at("2026-04-10T09:30:00"), at("2026-03-06T09:00:00"));
    moves.terms = terms_until(*moves.deadline);
    publish(moves);
    house.advance(late);
    EXPECT_EQ(get(kept.id, house.as_owner).value().inside->state, State::draft);
    const auto refused = house.house.log().back().as<notice::PublicationRefused>();
    EXPECT_TRUE(std::ranges::any_of(refused.reasons, [](const std::string& reason) {
        return reason.starts_with("notice.deadline_wants_terms");
    }));
    EXPECT_EQ(facts(round).deadline, at("2026-04-10T09:30:00"));
}

TEST_P(AfterAnnouncement, an_owner_who_keeps_the_old_deadline_is_refused_with_the_earliest_lawful_one)
{
    house.advance(at("2026-03-16T10:00:00"));
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "图纸第12页以新图为准"}};
    in.deadline = deadline;
    const auto refused = house.sign(house.draft(trade.id, in).value()).error();
    EXPECT_EQ(refused.code, "notice.not_publishable");
    EXPECT_EQ(refused.earliest, at("2026-03-31T10:00:00"));
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(AfterAnnouncement, a_clarification_in_good_time_moves_nothing)
{
    house.advance(at("2026-03-05T10:00:00"));
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "说明"}};
    EXPECT_EQ(publish(in).text.deadline, std::nullopt);
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(AfterAnnouncement, one_that_the_owner_classes_as_harmless_needs_his_reason_and_moves_nothing)
{
    house.advance(at("2026-03-20T10:00:00"));
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "更正一处错字"}};
    in.affects_bids = false;
    EXPECT_EQ(code_of(house.sign(house.draft(trade.id, in).value())), "notice.not_publishable");
    in.reason = "只改错字";
    EXPECT_EQ(publish(in).inside->state, State::published);
    EXPECT_EQ(facts(round).deadline, deadline);
}

TEST_P(AfterAnnouncement, a_clarification_with_new_terms_puts_the_next_version_in_force)
{
    house.advance(at("2026-03-16T10:00:00"));
    const auto before = facts(round).terms_digest;
    auto next = house.terms_for(trade, 2, before);
    next.deadline = at("2026-04-02T09:30:00");
    next.tie_rule = "工期短者优先";
    const auto digest = house.sign_terms(next).value().digest;
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "见新版交易文件"}};
    in.terms = digest;
    publish(in);
    EXPECT_EQ(facts(round).terms_digest, digest);
    EXPECT_EQ(facts(trade.rounds[1].id).deadline, at("2026-04-02T09:30:00"));
    const auto versions =
        house.house.base.pool.read([&](const ReadTx& tx) { return trade::terms_versions(tx, trade.id); });
    EXPECT_EQ(versions[0].in_force_from, opens);
    EXPECT_EQ(versions[1].in_force_from, at("2026-03-16T10:00:00"));
}

TEST_P(AfterAnnouncement, trustees_stay_the_same_from_the_first_terms_in_force_on)
{
    const auto before = facts(round).terms_digest;
    auto next = house.terms_for(trade, 2, before);
    next.lots[1].unsealing.closers[2].certificate_digest = std::string(64, '7');
    const auto refused = house.sign_terms(next);
    ASSERT_EQ(code_of(refused), "trade.closers_changed");
    EXPECT_EQ(refused.error().fields.at(0).path, "terms.lots[1].unsealing");
    next = house.terms_for(trade, 2, before);
    next.lots[0].unsealing.threshold += 1;
    EXPECT_EQ(code_of(house.sign_terms(next)), "trade.closers_changed");
    next = house.terms_for(trade, 2, before);
    next.lots[0].unsealing.closers[2].name = "改了名称的受托人";
    EXPECT_EQ(code_of(house.sign_terms(next)), "");
}

TEST_P(AfterAnnouncement, terms_signed_before_the_notice_do_not_bring_other_trustees_into_force)
{
    const auto other = house.registered();
    const auto first = house.sign_terms(house.terms_for(other)).value().digest;
    auto second = house.terms_for(other, 2, first);
    second.lots[0].unsealing.closers[0].certificate_digest = std::string(64, '7');
    const auto changed = house.sign_terms(second).value().digest; // nothing is in force yet
    auto announce = house.draft_in(Kind::tender_notice, house.house.base.clock.now());
    announce.terms = first;
    house.sign(house.draft(other.id, announce).value()).value();
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "见新版交易文件"}};
    in.terms = changed;
    for (const auto hour : {house.house.base.clock.now(), at("2026-03-06T10:00:00")}) {
        in.publish_at = hour;
        const auto draft = house.draft(other.id, in).value();
        EXPECT_EQ(findings(draft),
                  std::vector<std::string>{"trade.closers_changed rounds." + other.rounds[0].id.text()});
        EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
    }
    EXPECT_EQ(facts(other.rounds[0].id).terms_digest, first);
}

TEST_P(AfterAnnouncement, a_postponement_of_one_lot_leaves_the_other_alone)
{
    const auto before = facts(round).terms_digest;
    auto in = postponement(at("2026-04-10T09:30:00"), house.house.base.clock.now());
    in.terms = terms_until(*in.deadline);
    const auto said = publish(in).text.sections.at(0);
    EXPECT_EQ(said.id, "instants");
    EXPECT_TRUE(said.text.starts_with("标段：" + facts(round).lot_name + "。")) << said.text;
    EXPECT_EQ(facts(round).deadline, at("2026-04-10T09:30:00"));
    EXPECT_EQ(facts(round).terms_digest, in.terms);
    EXPECT_EQ(facts(trade.rounds[1].id).terms_digest, before);
    EXPECT_EQ(facts(trade.rounds[1].id).deadline, deadline);
}

TEST_P(AfterAnnouncement, a_held_round_takes_a_postponement_and_no_clarification)
{
    hold();
    auto clarify = house.draft_in(Kind::clarification, house.house.base.clock.now());
    clarify.rounds = std::vector{round};
    clarify.sections = std::vector<notice::Section>{{"content", "", "说明"}};
    EXPECT_EQ(findings(house.draft(trade.id, clarify).value()),
              std::vector<std::string>{"trade.held rounds." + round.text()});
    auto postpone = postponement(at("2026-04-10T09:30:00"), house.house.base.clock.now());
    postpone.terms = terms_until(*postpone.deadline);
    EXPECT_EQ(publish(postpone).inside->state, State::published);
}

TEST_P(AfterAnnouncement, a_hold_stops_what_it_forbids_and_nothing_else)
{
    hold({Act::begin_opening});
    auto clarify = house.draft_in(Kind::clarification, house.house.base.clock.now());
    clarify.rounds = std::vector{round};
    clarify.sections = std::vector<notice::Section>{{"content", "", "说明"}};
    EXPECT_EQ(publish(clarify).inside->state, State::published) << "bidding goes on";
    auto end = house.draft_in(Kind::termination, house.house.base.clock.now());
    end.rounds = std::vector{round};
    end.reason = "不可抗力";
    const std::vector<std::string> told{"works.no_termination"};
    EXPECT_EQ(findings(house.draft(trade.id, end).value()), told);
    hold({Act::close});
    const std::vector<std::string> held{"trade.held rounds." + round.text()};
    EXPECT_EQ(findings(house.draft(trade.id, clarify).value()), held);
    EXPECT_EQ(findings(house.draft(trade.id, end).value()), told) << "no hold forbids to end it (条例31)";
}

TEST_P(AfterAnnouncement, failed_round_notice_and_second_round_are_one_act)
{
    for (const auto act : {Act::close, Act::begin_opening, Act::finish_opening})
        house.move(round, act);
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        trade::set_instant(tx, call, round, "nothing_opened", procedure::Channel::none, call.arrived);
        return {};
    });
    auto in = house.draft_in(Kind::failed_round, house.house.base.clock.now());
    in.rounds = std::vector{round};
    in.reason = "投标文件均未能解密";
    in.second_round = true;
    publish(in);
    EXPECT_EQ(facts(round).stage, Stage::failed);
    const auto rounds = house.get(trade.id, house.as_owner).value().rounds;
    ASSERT_EQ(rounds.size(), 3U);
    const auto next = std::ranges::find(rounds, 2, &trade::RoundFacts::number);
    EXPECT_EQ(next->lot, trade.rounds[0].lot);
    EXPECT_EQ(next->stage, Stage::registered);
    const auto last = house.house.log().back().as<notice::Published>();
    EXPECT_EQ(last.new_rounds, std::vector{next->id.text()});
}

TEST_P(AfterAnnouncement, a_round_that_is_still_open_cannot_be_called_failed)
{
    auto in = house.draft_in(Kind::failed_round, house.house.base.clock.now());
    in.rounds = std::vector{round};
    in.reason = "投标人少于3个";
    EXPECT_EQ(code_of(house.sign(house.draft(trade.id, in).value())), "notice.not_publishable");
}

TEST_P(AfterAnnouncement, a_sealed_round_is_not_called_failed_without_a_ground_in_the_log)
{
    const std::vector<std::string> refused{"notice.no_ground_of_failure rounds." + round.text()};
    auto in = house.draft_in(Kind::failed_round, house.house.base.clock.now());
    in.rounds = std::vector{round};
    in.reason = "招标人认为竞争不充分";
    EXPECT_EQ(findings(house.draft(trade.id, in).value()), refused) << "announced";
    for (const auto act : {Act::close, Act::begin_opening, Act::finish_opening}) {
        house.move(round, act);
        const auto draft = house.draft(trade.id, in).value();
        EXPECT_EQ(findings(draft), refused) << wire::name_of(act);
        EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
    }
    EXPECT_EQ(facts(round).stage, Stage::opened);
}

TEST_P(AfterAnnouncement, a_second_round_is_announced_with_terms_of_its_own)
{
    const auto second = second_round();
    const auto draft =
        house.draft(trade.id, house.draft_in(Kind::tender_notice, house.house.base.clock.now())).value();
    EXPECT_EQ(draft.text.rounds, std::vector{second.text()});
    house.sign(draft).value();
    EXPECT_EQ(facts(second).stage, Stage::announced);
}

TEST_P(AfterAnnouncement, termination_ends_the_rounds_that_it_names)
{
    auto in = house.draft_in(Kind::termination, house.house.base.clock.now());
    in.rounds = std::vector{round};
    EXPECT_EQ(code_of(house.sign(house.draft(trade.id, in).value())), "notice.not_publishable");
    in.reason = "规划调整，属于不可抗力";
    publish(in);
    EXPECT_EQ(facts(round).stage, Stage::terminated);
    EXPECT_EQ(facts(trade.rounds[1].id).stage, Stage::announced);
}

TEST_P(AfterAnnouncement, the_public_list_shows_what_is_out_and_nothing_else)
{
    auto in = house.draft_in(Kind::termination, house.house.base.clock.now());
    house.draft(trade.id, in).value();
    const auto list = house.ask<http::Page<notice::NoticeLine>>("GET", "/api/v1/notices",
                                                                identity::IdentityHouse::stranger());
    ASSERT_EQ(list.value().items.size(), 1U);
    EXPECT_EQ(list.value().items[0].kind, Kind::tender_notice);
}

INSTANTIATE_TEST_SUITE_P(On, AfterAnnouncement, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
