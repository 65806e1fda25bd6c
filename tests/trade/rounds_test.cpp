#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using trade::Act;
using trade::Stage;

class Terms : public TradeTest {};

TEST_P(Terms, only_the_owner_signs_them_and_every_version_is_kept)
{
    const auto trade = house.registered();
    const auto first = house.terms_for(trade);
    const trade::TermsIn by_agent{first, house.agent_holder.sign(terms::signed_bytes(first))};
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms";
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_agent, wire::write(by_agent))),
              "identity.not_allowed");
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(by_agent))),
              "identity.certificate_of_another");
    const auto signed_first = house.sign_terms(first).value();
    EXPECT_EQ(signed_first.digest, to_hex(terms::digest(first)));
    EXPECT_TRUE(signed_first.findings.empty()) << signed_first.findings[0].zh;
    auto second = house.terms_for(trade, 2, signed_first.digest);
    second.tie_rule = "工期短者优先";
    const auto signed_second = house.sign_terms(second).value();
    const auto versions = house.ask<trade::TermsList>("GET", path, house.as_owner).value();
    ASSERT_EQ(versions.items.size(), 2U);
    const auto out =
        house.ask<trade::TermsOut>("GET", path + "/" + signed_second.digest, house.as_owner).value();
    ASSERT_EQ(out.differences.size(), 1U);
    EXPECT_EQ(out.differences[0].path, "tie_rule");
}

TEST_P(Terms, a_forged_signature_and_terms_of_another_trade_are_refused)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    trade::TermsIn in{t, house.owner_holder.sign(terms::signed_bytes(t))};
    in.terms.deadline += 1min;
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms";
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(in))),
              "identity.signature_wrong");
    t.trade = "trd_" + std::string(32, '9');
    t.platform = "another";
    t.number = 3;
    t.previous = terms::hex_of('a');
    t.lots[0].estimate = t.lots[0].estimate + Fen{1};
    const trade::TermsIn wrong{t, house.owner_holder.sign(terms::signed_bytes(t))};
    const auto refused =
        house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(wrong)).error();
    EXPECT_EQ(refused.code, "trade.terms_do_not_fit");
    EXPECT_EQ(refused.fields.size(), 5U);
}

TEST_P(Terms, two_who_sign_the_same_number_get_one_version)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    auto other = house.terms_for(trade);
    other.tie_rule = "抽签";
    EXPECT_EQ(code_of(house.sign_terms(other)), "trade.terms_do_not_fit");
}

TEST_P(Terms, unlawful_figures_are_told_to_the_owner_and_stop_nobody_from_signing)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.lots[0].deposit->amount = Fen::yuan(500'000);
    t.deadline = t.documents_from + 24h * 10;
    const auto out = house.sign_terms(t).value();
    std::vector<std::string> rules;
    for (const auto& f : out.findings)
        rules.push_back(f.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"works.preparation", "works.bid_bond",
                                               "works.bid_bond_construction"}));
    EXPECT_NE(out.findings[0].zh.find("20"), std::string::npos) << out.findings[0].zh;
}

TEST_P(Terms, everyone_takes_them_from_their_hour_and_nobody_before)
{
    const auto trade = house.registered();
    const auto digest = house.sign_terms(house.terms_for(trade)).value().digest;
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms/" + digest;
    const auto stranger = identity::IdentityHouse::stranger();
    EXPECT_EQ(code_of(house.ask<trade::TermsOut>("GET", path, stranger)), "trade.unknown");
    house
        .sign(house.draft(trade.id, house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00")))
                  .value())
        .value();
    EXPECT_EQ(code_of(house.ask<trade::TermsOut>("GET", path, stranger)), "trade.unknown");
    house.advance(at("2026-03-03T09:00:00"));
    EXPECT_EQ(house.ask<trade::TermsOut>("GET", path, stranger).value().digest, digest);
}

INSTANTIATE_TEST_SUITE_P(On, Terms, testing::ValuesIn(homes()), identity::home_name);

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
    Result<trade::HoldOut> hold(const Actor& who, trade::HoldIn in)
    {
        return house.ask<trade::HoldOut>("POST", "/api/v1/trades/" + trade.id.text() + "/holds", who,
                                         wire::write(in));
    }
    Result<trade::HoldOut> lift(const Actor& who, const trade::HoldOut& held)
    {
        return house.ask<trade::HoldOut>(
            "POST", "/api/v1/trades/" + trade.id.text() + "/holds/" + held.hold.id.text() + "/lifting", who,
            wire::write(trade::LiftIn{"原因消除"}));
    }
    Actor supervisor()
    {
        Actor who;
        who.person = "per_" + std::string(32, '5');
        who.organisation = "org_" + std::string(32, '5');
        who.roles = {"supervisor"};
        return who;
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
    const auto held =
        hold(supervisor(), {{round}, trade::HoldCause::supervisor_order, "条例62", "云建招〔2026〕1号", {}});
    ASSERT_TRUE(held) << held.error().code;
    const auto of = [&](const std::string& rule) {
        return std::ranges::find(held->consequences, rule, &trade::Consequence::rule)->on_hold;
    };
    EXPECT_EQ(of("works.clarification"), procedure::OnHold::stops);
    EXPECT_EQ(of("works.opening"), procedure::OnHold::runs);
}

TEST_P(Holds, several_stand_at_once_and_the_round_is_free_when_the_last_is_lifted)
{
    const auto first = hold(house.as_owner, objection()).value();
    const auto second =
        hold(supervisor(), {{round}, trade::HoldCause::supervisor_order, "条例62", "1号", {}}).value();
    lift(house.as_owner, first).value();
    EXPECT_EQ(code_of(try_move(round, Act::close)), "trade.held");
    EXPECT_EQ(code_of(lift(house.as_owner, second)), "trade.hold_lifted_by_supervisor");
    lift(supervisor(), second).value();
    EXPECT_TRUE(try_move(round, Act::close));
    EXPECT_EQ(code_of(lift(supervisor(), second)), "trade.hold_lifted_already");
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
