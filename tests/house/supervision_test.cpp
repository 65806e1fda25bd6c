// Authorities of another industry and of another city at the real door: what is not published is not there
// for them, what is published they neither hold nor free, and the auditor reads that they tried.
#include "app/account/act.hpp"
#include "house/walk_scene.hpp"
#include <thread>

namespace tianping::test {
namespace {

const std::vector<std::string> elsewhere{"supervisor of another industry", "supervisor of another city"};

class ScopeOfSupervision : public WalkScene {
protected:
    Account& account_of(const std::string& who)
    {
        return *std::ranges::find(people, who, &decltype(people)::value_type::first)->second;
    }
    static std::string holds_of(const trade::TradeOut& trade)
    {
        return "/api/v1/trades/" + trade.id.text() + "/holds";
    }
    Result<trade::HoldOut> order(const trade::TradeOut& trade, Account& who)
    {
        trade::HoldIn in;
        in.rounds = {trade.rounds.at(0).id};
        in.cause = trade::HoldCause::supervisor_order;
        in.article = "条例62";
        in.document = "平监〔2026〕1号";
        return account::act<trade::HoldOut>(who, "POST", holds_of(trade), in,
                                            who.key("order-" + std::to_string(++acts)));
    }
    Result<trade::HoldOut> lift(const trade::TradeOut& trade, const std::string& hold, Account& who)
    {
        return account::act<trade::HoldOut>(who, "POST", holds_of(trade) + "/" + hold + "/lifting",
                                            trade::LiftIn{"投诉已处理"},
                                            who.key("lift-" + std::to_string(++acts)));
    }
    static std::string code_of(const Result<trade::HoldOut>& done) { return done ? "" : done.error().code; }
    // Denials are kept beside the answer: waits until this many are.
    std::int64_t denials(const std::string& organisation, const std::string& code, std::int64_t wanted)
    {
        std::int64_t out = 0;
        for (int tries = 0; tries < 250 && out < wanted; ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
            out = tender().house().reads().read([&](const ReadTx& tx) {
                return tx.number("SELECT count(*) FROM denial WHERE organisation = :o AND code = :c",
                                 organisation, code);
            });
        }
        return out;
    }

    int acts = 0;
};

TEST_F(ScopeOfSupervision, does_not_tell_another_authority_that_a_trade_is_there_and_the_try_is_recorded)
{
    trade::TradeOut none = hidden;
    none.id = trade::TradeId::parse(nowhere("trade")).value();
    for (const auto& name : elsewhere) {
        auto& who = account_of(name);
        const auto read = who.client().send("GET", "/api/v1/trades/" + hidden.id.text()).value();
        EXPECT_EQ(read.problem().code, "trade.unknown") << name;
        EXPECT_EQ(read.status, who.client().send("GET", "/api/v1/trades/" + none.id.text())->status);
        EXPECT_EQ(code_of(order(hidden, who)), "trade.unknown") << name;
        EXPECT_EQ(code_of(order(none, who)), "trade.unknown") << name;
        EXPECT_EQ(code_of(lift(hidden, of_the_hidden.at("hold"), who)), "trade.unknown") << name;
        EXPECT_GE(denials(actors.at(name).organisation, "trade.unknown", 3), 3) << name;
    }
}

TEST_F(ScopeOfSupervision, lets_another_authority_neither_hold_a_published_trade_nor_free_it)
{
    const auto& trade = tender().trade();
    auto& own = account_of("supervisor");
    const auto held = order(trade, own).value().hold.id.text();
    for (const auto& name : elsewhere) {
        auto& who = account_of(name);
        EXPECT_EQ(code_of(order(trade, who)), "identity.not_allowed") << name;
        EXPECT_EQ(code_of(lift(trade, held, who)), "identity.not_allowed") << name;
        EXPECT_GE(denials(actors.at(name).organisation, "identity.not_allowed", 2), 2) << name;
        const auto path = "/api/v1/trades/" + trade.id.text();
        EXPECT_FALSE(who.client().get<trade::TradeOut>(path).value().inside) << "what everybody reads";
    }
    EXPECT_EQ(code_of(lift(trade, held, tender().owner())), "trade.hold_lifted_by_supervisor");
    EXPECT_EQ(code_of(lift(trade, held, own)), "");
}

} // namespace
} // namespace tianping::test
