// A registration of which nothing was announced is withdrawn, and what is sealed begins with a notice.
#include "support/refusal.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using trade::Stage;
using trade::TradeOut;
using trade::TradeState;

class WithdrawnRegistration : public TradeTest {
protected:
    Result<TradeOut> withdraw(const TradeOut& trade, const Actor& who,
                              const std::string& reason = "资金未落实")
    {
        return house.ask<TradeOut>("POST", path(trade) + "/withdrawal", who,
                                   wire::write(trade::WithdrawalIn{reason}));
    }
    Result<TradeOut> want_more(const TradeOut& trade)
    {
        return house.ask<TradeOut>("POST", path(trade) + "/supplement-lists", house.as_desk,
                                   wire::write(trade::AskIn{{{"立项批复", "缺第2页", "30号令8"}}, {}}));
    }
    static std::string path(const TradeOut& trade) { return "/api/v1/trades/" + trade.id.text(); }
    std::optional<Instant> sealed_since()
    {
        return house.house.base.pool.read([](const ReadTx& tx) { return trade::sealed_since(tx); });
    }
};
INSTANTIATE_TEST_SUITE_P(on, WithdrawnRegistration, testing::ValuesIn(homes()), identity::home_name);

TEST_P(WithdrawnRegistration, clause_6_2_5_is_over_in_every_state_before_a_notice_and_nobody_approves_it)
{
    const auto submitted = house.submit(sample_registration(2), house.as_agent).value();
    const auto wanted = house.submit(sample_registration(2), house.as_agent).value();
    want_more(wanted).value();
    const auto registered = house.registered(2);
    for (const auto* trade : {&submitted, &wanted, &registered}) {
        const auto out = withdraw(*trade, house.as_owner).value();
        EXPECT_EQ(out.inside->state, TradeState::withdrawn);
        for (const auto& round : out.rounds)
            EXPECT_EQ(round.stage, Stage::terminated);
        const auto last = house.house.log().back();
        EXPECT_EQ(last.kind, trade::RegistrationWithdrawn::kind);
        EXPECT_EQ(last.as<trade::RegistrationWithdrawn>().reason, "资金未落实");
        EXPECT_EQ(code_of(withdraw(*trade, house.as_owner)), "trade.registration_step_out_of_order");
        EXPECT_EQ(code_of(want_more(*trade)), "trade.registration_step_out_of_order");
        EXPECT_EQ(code_of(house.finish(trade->id)), "trade.registration_step_out_of_order");
    }
}

TEST_P(WithdrawnRegistration, by_owner_or_agent_alone_and_with_a_reason)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(code_of(withdraw(trade, house.as_desk)), "identity.not_allowed");
    EXPECT_EQ(bad_fields_of(withdraw(trade, house.as_agent, " ")), "reason trade.empty;");
    EXPECT_TRUE(withdraw(trade, house.as_agent));
}

TEST_P(WithdrawnRegistration, is_no_way_out_of_a_tender_whose_notice_was_out)
{
    const auto trade = house.announced(2);
    const auto refused = withdraw(trade, house.as_owner);
    EXPECT_EQ(code_of(refused), "trade.announced_already");
    EXPECT_EQ(refused.error().article, "30号令15、27号令14、2号令20");
    for (const auto& round : trade.rounds)
        house.move(round.id, trade::Act::terminate);
    EXPECT_EQ(code_of(withdraw(trade, house.as_owner)), "trade.announced_already");
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().inside->state, TradeState::registered);
}

// An abandoned registration hides nothing; a round is sealed from its notice to its reading out.
TEST_P(WithdrawnRegistration, duty_20_21_what_bidders_do_is_secret_from_a_notice_to_the_reading_out_alone)
{
    house.submit(sample_registration(), house.as_agent).value();
    house.registered();
    EXPECT_FALSE(sealed_since());
    house.advance(house.house.base.clock.now() + 1h);
    const auto born = house.house.base.clock.now();
    const auto round = house.announced().rounds.at(0).id;
    EXPECT_EQ(sealed_since(), born);
    for (const auto act : {trade::Act::close, trade::Act::begin_opening}) {
        house.move(round, act);
        EXPECT_EQ(sealed_since(), born);
    }
    house.move(round, trade::Act::finish_opening);
    EXPECT_FALSE(sealed_since());
}

// Who bid in the first round is likely to bid in the next.
TEST_P(WithdrawnRegistration,
       duty_20_21_a_round_that_follows_one_that_failed_keeps_secret_what_was_done_in_both)
{
    const auto born = house.house.base.clock.now();
    const auto round = house.announced().rounds.at(0).id;
    house.move(round, trade::Act::close);
    house.move(round, trade::Act::fail);
    EXPECT_FALSE(sealed_since());
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        TP_CHECK(trade::follow_round(tx, call, round, "投标人少于3个"));
        return {};
    });
    EXPECT_EQ(sealed_since(), born);
}

} // namespace
} // namespace tianping::test
