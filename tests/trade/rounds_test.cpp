#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using trade::Act;
using trade::Stage;

class Rounds : public TradeTest {
protected:
    trade::RoundFacts facts(const trade::RoundId& id)
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return trade::round_facts(tx, id).value(); });
    }
    Status try_move(const trade::RoundId& id, Act act)
    {
        Status out;
        house.house.base.run("", house.house.next_key(),
                             [&](WriteTx& tx, const Call& call) -> Result<Answer> {
                                 if (const auto moved = trade::move(tx, call, id, act, "test"); !moved)
                                     out = moved.error();
                                 return Answer{};
                             });
        return out;
    }
    trade::TradeOut trade = house.announced(2);
    trade::RoundId round = trade.rounds[0].id;
};

TEST_P(Rounds, a_published_notice_puts_terms_deadline_and_rules_in_force)
{
    const auto f = facts(round);
    EXPECT_EQ(f.stage, Stage::announced);
    EXPECT_EQ(f.deadline, at("2026-03-26T09:30:00"));
    EXPECT_FALSE(f.terms_digest.empty());
    const auto rules = house.house.base.pool.read(
        [&](const ReadTx& tx) { return trade::rules_of(tx, f, procedure::Library{}).value(); });
    EXPECT_EQ(rules.procedure.id, "works-open-tender");
    EXPECT_FALSE(rules.limits.empty());
}

TEST_P(Rounds, a_later_version_takes_over_what_its_transition_names_and_no_other_round)
{
    auto later = law().library;
    auto& second = later.procedures.at("works-open-tender");
    second.version = 2;
    const auto due = [&] {
        return house.house.base.pool.read([&](const ReadTx& tx) { return trade::going_over(tx, later); });
    };
    const auto& closed = trade.rounds[1].id;
    house.move(closed, Act::close);
    EXPECT_TRUE(due().empty()) << "without a transition it is for new rounds alone";
    second.transition = procedure::Transition{{1}, {"announced"}, ""};
    ASSERT_EQ(due().size(), 1U);
    EXPECT_EQ(due()[0].round, round);
    EXPECT_EQ(due()[0].version, 2);
    for (const auto& id : {round, closed, round})
        house.house.command(
            [&](WriteTx& tx, const Call& call) -> Status { return trade::go_over(tx, call, id, later); });
    const auto version_of = [&](const trade::RoundId& id) {
        const auto f = facts(id);
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return trade::rules_of(tx, f, later).value().procedure.version; });
    };
    EXPECT_EQ(version_of(round), 2);
    EXPECT_EQ(version_of(closed), 1);
    EXPECT_TRUE(due().empty());
    EXPECT_EQ(std::ranges::count(house.kinds_of_log(), trade::RulesPinned::kind), 3) << "two and one";
}

TEST_P(Rounds, a_step_out_of_order_is_refused_naming_stage_and_act)
{
    const auto refused = try_move(round, Act::begin_opening).error();
    EXPECT_EQ(refused.code, "trade.step_out_of_order");
    EXPECT_EQ(refused.params.at("stage"), "announced");
    EXPECT_EQ(refused.params.at("act"), "begin_opening");
    EXPECT_EQ(refused.params.at("allowed"), "close, terminate");
}

TEST_P(Rounds, row_and_stream_count_alike)
{
    house.move(round, Act::close);
    const auto version = house.house.base.pool.read(
        [&](const ReadTx& tx) { return tx.number("SELECT version FROM trade_round WHERE id = :id", round); });
    const auto events =
        house.house.base.pool.read([&](const ReadTx& tx) { return events::of_stream(tx, round.text()); });
    EXPECT_EQ(version, static_cast<std::int64_t>(events.size()));
    EXPECT_EQ(events.back().kind, "trade.round_moved");
}

TEST_P(Rounds, a_failed_round_is_followed_by_another_for_the_same_lot_once)
{
    house.move(round, Act::close);
    house.move(round, Act::fail);
    trade::RoundFacts next;
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        TP_TRY(followed, trade::follow_round(tx, call, round, "投标人少于3个"));
        next = followed;
        return {};
    });
    EXPECT_EQ(next.number, 2);
    EXPECT_EQ(next.stage, Stage::registered);
    EXPECT_EQ(next.lot, trade.rounds[0].lot);
    EXPECT_NE(next.intake, trade.rounds[0].intake);
    EXPECT_EQ(next.unified_code, trade.rounds[0].unified_code);
    EXPECT_THROW(house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        TP_CHECK(trade::follow_round(tx, call, round, "again"));
        return {};
    }),
                 std::logic_error);
}

TEST_P(Rounds, the_policy_finds_trade_round_and_intake_alike)
{
    house.house.base.pool.read([&](const ReadTx& tx) {
        http::Request by_round, by_intake;
        by_round.path["round"] = round.text();
        by_intake.path["intake"] = trade.rounds[0].intake.text();
        for (const auto& request : {by_round, by_intake}) {
            const auto object = trade::trade_object(tx, request).value();
            EXPECT_EQ(object.owners, std::vector{house.owner.text()});
            EXPECT_EQ(object.agents, std::vector{house.agent.text()});
            EXPECT_TRUE(object.published);
            EXPECT_EQ(object.stage, "announced");
        }
        return 0;
    });
}

TEST_P(Rounds, the_public_sees_the_trade_but_not_its_inside)
{
    const auto out = house.get(trade.id, identity::IdentityHouse::stranger()).value();
    EXPECT_FALSE(out.inside);
    EXPECT_EQ(out.version, 0);
    EXPECT_EQ(out.rounds.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(On, Rounds, testing::ValuesIn(homes()), identity::home_name);

class Holds : public Rounds {
protected:
    Result<trade::HoldOut> hold(const Actor& who, const trade::HoldIn& in)
    {
        return house.hold(trade.id, who, in);
    }
    Result<trade::HoldOut> lift(const Actor& who, const trade::HoldOut& held)
    {
        return house.lift(trade.id, who, held);
    }
    trade::HoldIn objection() const
    {
        return {{round}, trade::HoldCause::objection_answer, "条例22", "", std::nullopt};
    }
};

TEST_P(Holds, clause_6_5_5b_a_hold_names_rounds_acts_cause_and_article_and_moves_no_instant)
{
    const auto held = hold(house.as_owner, objection()).value();
    EXPECT_EQ(facts(round).held, 1);
    EXPECT_EQ(facts(trade.rounds[1].id).held, 0);
    EXPECT_EQ(facts(round).deadline, trade.rounds[0].deadline);
    const auto refused = try_move(round, Act::close).error();
    EXPECT_EQ(refused.code, "trade.held");
    EXPECT_EQ(refused.article, "条例22");
    EXPECT_TRUE(try_move(trade.rounds[1].id, Act::close));
    EXPECT_TRUE(lift(house.as_owner, held));
    EXPECT_EQ(facts(round).held, 0);
    EXPECT_TRUE(try_move(round, Act::close));
}

TEST_P(Holds, clause_6_5_5b_each_limit_says_what_the_hold_does_to_it)
{
    const auto held = hold(house.supervisor(),
                           {{round}, trade::HoldCause::supervisor_order, "条例62", "云建招〔2026〕1号", {}});
    ASSERT_TRUE(held) << held.error().code;
    const auto of = [&](const std::string& rule) {
        return std::ranges::find(held->consequences, rule, &trade::Consequence::rule)->on_hold;
    };
    EXPECT_EQ(of("works.clarification"), procedure::OnHold::stops);
    EXPECT_EQ(of("works.opening"), procedure::OnHold::runs);
    EXPECT_EQ(
        std::ranges::find(held->consequences, "works.record_volume_terminated", &trade::Consequence::rule),
        held->consequences.end())
        << "43号令 is in force from 2027-01-01";
}

TEST_P(Holds, several_stand_at_once_and_the_round_is_free_when_the_last_is_lifted)
{
    const auto first = hold(house.as_owner, objection()).value();
    const auto second =
        hold(house.supervisor(), {{round}, trade::HoldCause::supervisor_order, "条例62", "1号", {}}).value();
    lift(house.as_owner, first).value();
    EXPECT_EQ(code_of(try_move(round, Act::close)), "trade.held");
    EXPECT_EQ(code_of(lift(house.as_owner, second)), "trade.hold_lifted_by_supervisor");
    lift(house.supervisor(), second).value();
    EXPECT_TRUE(try_move(round, Act::close));
    EXPECT_EQ(code_of(lift(house.supervisor(), second)), "trade.hold_lifted_already");
}

TEST_P(Holds, an_owner_cannot_give_himself_a_supervisors_order)
{
    const auto refused =
        hold(house.as_owner, {{round}, trade::HoldCause::supervisor_order, "", "", {}}).error();
    EXPECT_EQ(refused.fields.size(), 3U);
}

TEST_P(Holds, a_hold_forbids_what_the_procedure_does_not_allow_despite_it)
{
    const auto held = hold(house.as_owner, objection()).value();
    EXPECT_EQ(held.hold.forbids, (std::vector{Act::register_, Act::announce, Act::close, Act::begin_opening,
                                              Act::finish_opening, Act::fail, Act::submit}));
    lift(house.as_owner, held).value();
    auto in = objection();
    in.forbids = std::vector{Act::submit, Act::terminate};
    const auto refused = hold(house.as_owner, in).error();
    ASSERT_EQ(refused.fields.size(), 1U);
    EXPECT_EQ(refused.fields[0].path, "forbids[1]");
    EXPECT_EQ(refused.fields[0].code, "trade.act_despite_hold"); // 条例31: a held round may be ended
    in.forbids = std::vector{Act::submit};
    const auto only = hold(house.as_owner, in).value();
    EXPECT_EQ(only.hold.forbids, std::vector{Act::submit});
    EXPECT_EQ(facts(round).held, 1) << "where nobody may submit the deadline does not come";
    EXPECT_EQ(code_of(try_move(round, Act::close)), "trade.held");
}

TEST_P(Holds, one_of_several_rounds_forbids_in_none_what_the_procedure_of_one_lets_go_on)
{
    trade = house.registered(2);
    auto rules = law().library.rulebook("works-open-tender").value();
    for (auto& stage : rules.procedure.stage)
        for (auto& act : stage.act)
            act.despite_hold = act.despite_hold || act.id == "submit";
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        return trade::pin_rules(tx, call, trade.rounds[1].id, rules);
    });
    auto in = objection();
    in.rounds = {trade.rounds[0].id, trade.rounds[1].id};
    const auto both = hold(house.as_owner, in).value().hold.forbids;
    EXPECT_EQ(std::ranges::count(both, Act::submit), 0);
    EXPECT_EQ(std::ranges::count(both, Act::close), 1);
    in.forbids = std::vector{Act::submit};
    EXPECT_EQ(hold(house.as_owner, in).error().fields.at(0).code, "trade.act_despite_hold");
    in.rounds.pop_back();
    EXPECT_TRUE(hold(house.as_owner, in));
}

TEST_P(Holds, whether_a_round_closes_is_settled_at_its_deadline)
{
    house.advance(*facts(round).deadline + 1min);
    hold(house.as_owner, objection()).value();
    EXPECT_TRUE(try_move(round, Act::close)) << "the deadline came before the hold";
    EXPECT_EQ(code_of(try_move(round, Act::begin_opening)), "trade.held");
}

INSTANTIATE_TEST_SUITE_P(On, Holds, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
