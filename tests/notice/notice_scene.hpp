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

} // namespace tianping::test
