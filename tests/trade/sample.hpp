#pragma once
// A registration without a mistake.
#include "rooms/trade/api.hpp"

namespace tianping::test {

inline Instant at(const char* local)
{
    return from_rfc3339(std::string{local} + "+08:00").value();
}

inline trade::Registration sample_registration(std::size_t lots = 1)
{
    trade::Registration in;
    in.title = "云川市滨河路改造工程施工";
    in.project_name = "云川市滨河路改造工程";
    in.investment_code = "2026-990102-48-01-000123";
    in.procedure = "works-open-tender";
    in.trade_class = "A02";
    in.region = "990102";
    in.place = "云川市滨河路";
    in.scope = "道路改造3.2公里";
    in.estimate = Fen::yuan(10'000'000) + Fen::yuan(20'000'000 * (static_cast<std::int64_t>(lots) - 1));
    in.budget = in.estimate + Fen::yuan(1'000'000);
    in.funds = trade::FundsKind::budget;
    in.funds_source = "市级财政资金100%";
    in.state_controlled = true;
    in.supervisor = "云川市住房和城乡建设局";
    for (std::size_t i = 0; i < lots; ++i)
        in.lots.push_back(
            {"第" + std::to_string(i + 1) + "标段", "道路", Fen::yuan(i == 0 ? 10'000'000 : 20'000'000)});
    for (const char* id : {"owner_established", "design_approved", "funds_settled", "drawings_ready"})
        in.conditions.push_back({id, true, "批复文件"});
    in.owner_contact = {"李乙", "0000-1000000", "云川市府前路1号"};
    in.agent_contact = trade::Contact{"王丙", "0000-2000000", "云川市中山路2号"};
    in.wish = {at("2026-03-26T09:30:00"), "开标一室", ""};
    return in;
}

} // namespace tianping::test
