#pragma once
// A registered trade with signed terms, and what tests of notices say about it.
#include "trade/trade_house.hpp"

namespace tianping::test {

using notice::Kind;
using notice::NoticeOut;
using notice::State;
using trade::Act;
using trade::Stage;

class Notices : public TradeTest {
protected:
    std::vector<std::string> findings(const NoticeOut& notice)
    {
        std::vector<std::string> out;
        for (const auto& f : notice.inside->findings)
            out.push_back(f.rule.empty() ? f.code + " " + f.subject : f.rule);
        return out;
    }
    Result<NoticeOut> get(const notice::NoticeId& id, const Actor& who)
    {
        return house.ask<NoticeOut>("GET", "/api/v1/notices/" + id.text(), who);
    }
    trade::RoundFacts facts(const trade::RoundId& id)
    {
        return house.house.base.pool.read(
            [&](const ReadTx& tx) { return trade::round_facts(tx, id).value(); });
    }
    const Instant opens = at("2026-03-03T09:00:00");
};

// Two lots whose notice is out.
class AfterAnnouncement : public Notices {
protected:
    NoticeOut publish(const notice::DraftIn& in)
    {
        return house.sign(house.draft(trade.id, in).value()).value();
    }
    notice::DraftIn failed(const trade::RoundId& of)
    {
        auto in = house.draft_in(Kind::failed_round, house.house.base.clock.now());
        in.rounds = std::vector{of};
        in.reason = "投标人少于3个";
        return in;
    }
    // The first lot has failed; its second round has terms of its own and waits, at their first instant, for
    // its announcement.
    trade::RoundId second_round()
    {
        house.move(round, Act::close);
        house.move(round, Act::fail);
        auto in = failed(round);
        in.second_round = true;
        publish(in);
        auto now = house.get(trade.id, house.as_owner).value();
        std::erase_if(now.rounds, [](const auto& r) { return r.number != 2; });
        auto t = house.terms_for(now, 2, now.inside->latest_terms);
        t.documents_from = at("2026-04-01T09:00:00");
        t.documents_until = at("2026-04-08T17:00:00");
        t.deadline = at("2026-04-22T09:30:00");
        house.sign_terms(t).value();
        house.advance(t.documents_from);
        return now.rounds.at(0).id;
    }
    std::string terms_until(Instant later) { return house.terms_until(trade, later); }
    notice::DraftIn postponement(Instant later, Instant publish_at)
    {
        auto in = house.draft_in(Kind::postponement, publish_at);
        in.rounds = std::vector{round};
        in.deadline = later;
        in.reason = "场地检修";
        return in;
    }
    // By the owner, for an objection; where no acts are named it forbids all that it may.
    trade::HoldOut hold(const std::vector<Act>& forbids = {})
    {
        trade::HoldIn in{{round}, trade::HoldCause::objection_answer, "条例22", "", std::nullopt};
        if (!forbids.empty())
            in.forbids = forbids;
        return house.hold(trade.id, house.as_owner, in).value();
    }
    void lift(const trade::HoldOut& held) { house.lift(trade.id, house.as_owner, held).value(); }
    trade::TradeOut trade = house.announced(2);
    trade::RoundId round = trade.rounds[0].id;
    const Instant deadline = at("2026-03-26T09:30:00");
};

} // namespace tianping::test
