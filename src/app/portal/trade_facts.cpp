// What the trade's page says of the project itself.
#include "app/portal/desk.hpp"
#include <algorithm>

namespace tianping::app {
namespace {

std::string class_name(const guidance::Guidance& guidance, const std::string& id)
{
    const auto known = std::ranges::find(guidance.classes, id, &guidance::TradeClass::id);
    return known == guidance.classes.end() ? id : id + " " + known->zh;
}

std::string method_text(const trade::Registration& in, bool zh)
{
    const bool open = in.method == trade::Method::open;
    const std::string name = open ? (zh ? "公开招标" : "open tender") : (zh ? "邀请招标" : "by invitation");
    if (in.method_ground.empty())
        return name;
    return zh ? name + "（" + in.method_ground + "）" : name + " (" + in.method_ground + ")";
}

std::string obligation_text(trade::Obligation obligation, bool zh)
{
    if (obligation == trade::Obligation::mandatory)
        return zh ? "依法必须招标" : "the law demands a tender";
    return zh ? "自愿招标" : "of the owner's own will";
}

} // namespace

std::vector<portal::Fact> PortalDesk::about_trade(const ReadTx& tx, const trade::TradeFacts& trade,
                                                  bool zh) const
{
    const auto registered = trade::registration(tx, trade.id);
    if (!registered)
        return {};
    const auto& in = *registered;
    std::vector<portal::Fact> out{{zh ? "投资项目统一代码" : "Investment code", in.investment_code},
                                  {zh ? "交易分类" : "Class", class_name(parts_.guidance, trade.trade_class)},
                                  {zh ? "地区" : "Region", region_name(trade.region)},
                                  {zh ? "资金来源" : "Funds", in.funds_source},
                                  {zh ? "国有资金占控股或者主导地位" : "State funds control or dominate",
                                   in.state_controlled ? (zh ? "是" : "yes") : (zh ? "否" : "no")},
                                  {zh ? "是否必须招标" : "Obligation", obligation_text(in.obligation, zh)},
                                  {zh ? "招标方式" : "Method", method_text(in, zh)}};
    std::erase_if(out, [](const portal::Fact& fact) { return fact.value.empty(); });
    return out;
}

} // namespace tianping::app
