#include "rooms/trade/agents.hpp"
#include "rooms/trade/store.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

// Each once, without the one who runs it now.
std::vector<identity::OrganisationId> former_agents(const ReadTx& tx, const TradeRow& row)
{
    std::vector<identity::OrganisationId> out;
    for (const auto& one : store::agents(tx, row.id))
        if (row.agent != one.agent && std::ranges::find(out, one.agent) == out.end())
            out.push_back(one.agent);
    return out;
}

} // namespace

TradeFacts facts_of_row(const ReadTx& tx, const TradeRow& row)
{
    return {row.id,
            row.project,
            row.title,
            row.centre,
            row.owner,
            row.agent,
            row.procedure,
            row.region,
            row.tender_project_code,
            row.responsible_person,
            row.trade_class,
            former_agents(tx, row)};
}

std::vector<std::string> sides_of(const ReadTx& tx, const TradeRow& row)
{
    std::vector out{row.owner.text()};
    for (const auto& one : store::agents(tx, row.id))
        out.push_back(one.agent.text());
    return out;
}

Status check_mandate_for(const ReadTx& tx, const TradeRow& row, const identity::OrganisationId& agent,
                         const ProjectId& project, Instant at)
{
    if (identity::check_mandate(tx, row.owner, agent, row.id.text(), at))
        return {};
    return identity::check_mandate(tx, row.owner, agent, project.text(), at);
}

std::vector<Agency> agents_of(const ReadTx& tx, const TradeId& id)
{
    std::vector<Agency> out;
    for (const auto& row : store::agents(tx, id))
        out.push_back({row.agent, row.named_at, row.ended_at});
    return out;
}

std::optional<identity::OrganisationId> agent_at(const ReadTx& tx, const TradeId& id, Instant at)
{
    for (const auto& one : agents_of(tx, id))
        if (one.from <= at && (!one.until || at < *one.until))
            return one.agent;
    return std::nullopt;
}

} // namespace tianping::trade
