#pragma once
// A registration that the centre asked to supplement, and the answers to it.
#include "trade/trade_house.hpp"

namespace tianping::test {

class Supplementing : public TradeTest {
protected:
    using TradeTest::TradeTest;

    Result<trade::TradeOut> ask_for(const trade::TradeOut& trade, std::vector<trade::Wanted> items,
                                    std::optional<std::string> new_facts = {})
    {
        return house.ask<trade::TradeOut>("POST", "/api/v1/trades/" + trade.id.text() + "/supplement-lists",
                                          house.as_desk,
                                          wire::write(trade::AskIn{std::move(items), std::move(new_facts)}));
    }
    Result<trade::TradeOut> put(const trade::TradeOut& trade, const Actor& who, const trade::SupplementIn& in)
    {
        return house.ask<trade::TradeOut>("PUT", "/api/v1/trades/" + trade.id.text() + "/registration", who,
                                          wire::write(in));
    }
    Result<trade::TradeOut> supplement(const trade::TradeOut& trade, const trade::Registration& in)
    {
        return put(trade, house.as_agent, {in, std::nullopt});
    }
    trade::TradeOut wanted_of(const trade::Registration& in)
    {
        auto out = house.submit(in, house.as_agent).value();
        ask_for(out, {approval}).value();
        return out;
    }
    trade::Supplemented last_answer()
    {
        std::optional<trade::Supplemented> out;
        for (const auto& event : house.house.log())
            if (event.kind == trade::Supplemented::kind)
                out = event.as<trade::Supplemented>();
        return out.value();
    }
    static trade::Registration by_invitation()
    {
        auto out = sample_registration();
        out.procedure = "works-invited-tender";
        out.method = trade::Method::invited;
        out.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
        return out;
    }
    const trade::Wanted approval{"立项批复", "上传的文件缺第2页", "30号令8"};
};

} // namespace tianping::test
