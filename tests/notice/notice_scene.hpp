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
    // The next version of the terms, signed by the owner, in which nothing but the deadline is another.
    std::string terms_until(Instant later)
    {
        const auto inside = house.get(trade.id, house.as_owner).value().inside.value();
        auto next = house.terms_for(trade, inside.latest_number + 1, inside.latest_terms);
        next.deadline = later;
        return house.sign_terms(next).value().digest;
    }
    notice::DraftIn postponement(Instant later, Instant publish_at)
    {
        auto in = house.draft_in(Kind::postponement, publish_at);
        in.rounds = std::vector{round};
        in.deadline = later;
        in.reason = "场地检修";
        return in;
    }
    trade::TradeOut trade = house.announced(2);
    trade::RoundId round = trade.rounds[0].id;
    const Instant deadline = at("2026-03-26T09:30:00");
};

} // namespace tianping::test
