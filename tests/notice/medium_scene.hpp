#pragma once
// A trade whose notice is out and has a second channel, the outside medium.
#include "rooms/notice/courier.hpp"
#include "rooms/notice/medium_stand_in.hpp"
#include "trade/trade_house.hpp"
#include <functional>
#include <set>

namespace tianping::test {

// The medium as it is, but for what its receipts say and whether its pages can be read; it knows what it was
// asked.
class MistakenMedium final : public notice::Medium {
public:
    explicit MistakenMedium(notice::Medium& right) : right_{right} {}
    Result<notice::MediumReceipt> publish(const notice::Delivery& delivery, Instant sent_at) override
    {
        ++published;
        auto receipt = right_.publish(delivery, sent_at);
        if (receipt && mistake)
            mistake(*receipt);
        return receipt;
    }
    Result<std::string> show(const std::string& address) override
    {
        shown.push_back(address);
        if (hides || dead.contains(address))
            return Error{Fault::unavailable, why};
        return right_.show(address);
    }

    std::function<void(notice::MediumReceipt&)> mistake{};
    bool hides = false;
    std::set<std::string> dead{}; // addresses of pages that cannot be read
    std::string why = "client.status_404";
    std::size_t published = 0;
    std::vector<std::string> shown{}; // addresses, in order

private:
    notice::Medium& right_;
};

class OnMedium : public testing::TestWithParam<Home> {
protected:
    TradeHouse house{GetParam(), "发布媒介"};
    notice::MediumStandIn stand_in;
    std::unique_ptr<notice::Medium> medium = notice::http_medium(stand_in.base());
    notice::Courier courier{{house.house.base.writer, house.house.base.pool, house.house.base.clock,
                             house.house.base.chance, *medium}};
    trade::TradeOut trade = house.announced();
};

} // namespace tianping::test
