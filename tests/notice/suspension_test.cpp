// A suspension tells of a hold that stands; it moves nothing itself.
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class Suspension : public AfterAnnouncement {
protected:
    trade::HoldOut order()
    {
        return house
            .hold(trade.id, house.supervisor(),
                  {{round},
                   trade::HoldCause::supervisor_order,
                   "条例62",
                   "云建招〔2026〕1号",
                   std::vector{Act::submit, Act::close}})
            .value();
    }
    void lift(const trade::HoldOut& held) { house.lift(trade.id, house.supervisor(), held).value(); }
    notice::DraftIn suspension(Instant publish_at) { return house.draft_in(Kind::suspension, publish_at); }
    static std::string section(const NoticeOut& notice, const std::string& id)
    {
        return std::ranges::find(notice.text.sections, id, &notice::Section::id)->text;
    }
};

TEST_P(Suspension, clause_6_5_5b_it_names_hold_lot_cause_and_what_stops_and_moves_no_instant)
{
    house.advance(at("2026-03-20T10:00:00"));
    const auto held = order();
    const auto out = publish(suspension(house.house.base.clock.now()));
    EXPECT_EQ(out.inside->state, State::published);
    EXPECT_EQ(out.text.rounds, std::vector{round.text()}) << "the other lot goes on";
    EXPECT_EQ(out.text.holds, std::vector{held.hold.id.text()});
    EXPECT_EQ(section(out, "lots"), "标段：" + facts(round).lot_name + "。");
    EXPECT_EQ(section(out, "cause"),
              "行政监督部门责令暂停（条例62，云建招〔2026〕1号），自 2026-03-20 10:00:00 起。");
    const auto effect = section(out, "effect");
    EXPECT_NE(effect.find("递交投标文件、截止"), std::string::npos) << effect;
    EXPECT_NE(effect.find("2026-03-26 09:30:00 不因本公告改变"), std::string::npos) << effect;
    EXPECT_NE(effect.find("不截止、不开标"), std::string::npos) << effect;
    EXPECT_EQ(facts(round).deadline, deadline);
    EXPECT_EQ(facts(round).stage, Stage::announced);
}

TEST_P(Suspension, without_a_hold_that_stands_on_its_lots_there_is_nothing_to_tell)
{
    house.advance(at("2026-03-20T10:00:00"));
    auto in = suspension(house.house.base.clock.now());
    const auto no_hold = "notice.no_hold rounds." + round.text();
    const auto contains = [&](const notice::DraftIn& draft, const std::string& what) {
        const auto all = findings(house.draft(trade.id, draft).value());
        return std::ranges::count(all, what) == 1;
    };
    EXPECT_TRUE(contains(in, "notice.no_round rounds"));
    in.rounds = std::vector{round};
    EXPECT_TRUE(contains(in, no_hold));
    EXPECT_EQ(code_of(house.sign(house.draft(trade.id, in).value())), "notice.not_publishable");
    const auto held = order();
    EXPECT_FALSE(contains(in, no_hold));
    in.rounds = std::vector{trade.rounds[1].id};
    in.holds = std::vector{held.hold.id};
    EXPECT_TRUE(contains(in, "notice.no_hold rounds." + trade.rounds[1].id.text()));
    EXPECT_TRUE(contains(in, "notice.hold_not_standing holds." + held.hold.id.text()));
}

TEST_P(Suspension, one_whose_hold_is_lifted_before_its_hour_is_not_published)
{
    house.advance(at("2026-03-20T10:00:00"));
    const auto held = order();
    const auto hour = at("2026-03-20T16:00:00");
    const auto kept = publish(suspension(hour));
    ASSERT_EQ(kept.inside->state, State::signed_);
    lift(held);
    house.advance(hour);
    const auto after = get(kept.id, house.as_owner).value();
    EXPECT_EQ(after.inside->state, State::draft);
    EXPECT_EQ(after.inside->refused, "notice.not_publishable");
    EXPECT_EQ(findings(after),
              (std::vector<std::string>{"notice.no_hold rounds." + round.text(),
                                        "notice.hold_not_standing holds." + held.hold.id.text()}));
}

TEST_P(Suspension, it_tells_of_no_hold_of_another_trade_and_no_other_kind_names_holds)
{
    auto in = suspension(house.house.base.clock.now());
    in.rounds = std::vector{round};
    in.holds = std::vector{trade::HoldId::parse("hld_" + std::string(32, '7')).value()};
    const auto unknown = house.draft(trade.id, in);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().fields.at(0).path, "holds[0]");
    EXPECT_EQ(unknown.error().fields.at(0).code, "notice.hold_unknown");
    in.kind = Kind::clarification;
    EXPECT_EQ(code_of(house.draft(trade.id, in)), "notice.holds_unexpected");
}

INSTANTIATE_TEST_SUITE_P(On, Suspension, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
