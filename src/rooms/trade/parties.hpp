#pragma once
// How the policy sees who takes part in a trade.
#include "infra/http/route.hpp"

namespace tianping::trade {

// Of a TradeRow or of TradeFacts: owner, agent, centre, what a mandate may name and by what it is supervised;
// nothing of its rounds, and not published. Of TradeFacts its former agents too.
template <class Trade>
http::Object parties_of(const Trade& trade)
{
    http::Object out;
    out.kind = "trade";
    out.id = trade.id.text();
    out.owners = {trade.owner.text()};
    if (trade.agent)
        out.agents = {trade.agent->text()};
    if constexpr (requires { trade.former_agents; })
        for (const auto& former : trade.former_agents)
            out.former_agents.push_back(former.text());
    out.centre = trade.centre;
    out.trade = trade.id.text();
    out.project = trade.project.text();
    out.region = trade.region;
    out.trade_class = trade.trade_class;
    return out;
}

} // namespace tianping::trade
