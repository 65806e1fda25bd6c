#pragma once
// A trade whose notice is out and has a second channel, the outside medium.
#include "rooms/notice/courier.hpp"
#include "rooms/notice/medium_stand_in.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {

class OnMedium : public testing::TestWithParam<Home> {
protected:
    TradeHouse house{GetParam(), "发布媒介"};
    notice::MediumStandIn stand_in{house.house.base.clock};
    std::unique_ptr<notice::Medium> medium = notice::http_medium(stand_in.base());
    notice::Courier courier{{house.house.base.writer, house.house.base.pool, house.house.base.clock,
                             house.house.base.chance, *medium}};
    trade::TradeOut trade = house.announced();
};

} // namespace tianping::test
