#pragma once
// A house in which questions are asked: its trade is announced, two firms may ask.
#include "rooms/audit/http.hpp"
#include "rooms/bidding/questions.hpp"
#include "trade/trade_house.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

using bidding::AskIn;
using bidding::QuestionKind;
using bidding::QuestionOut;
using bidding::QuestionState;
using notice::Kind;
using notice::NoticeOut;

struct QuestionHouse : TradeHouse {
    explicit QuestionHouse(Home home) : TradeHouse{home, {}, bidding::answering()}
    {
        for (auto& route : bidding::routes(questions))
            house.table.push_back(std::move(route));
        std::ranges::move(audit::routes(audit), std::back_inserter(house.table));
        audit.veil(house.table);
        house.register_organisation(north).value();
        house.register_organisation(south).value();
        as_north = house.actor(north);
        as_south = house.actor(south);
    }
    std::string path(const std::string& rest) const { return "/api/v1/trades/" + trade.id.text() + rest; }
    Result<QuestionOut> put(const Actor& who, const AskIn& in)
    {
        return ask<QuestionOut>("POST", path("/questions"), who, wire::write(in));
    }
    http::Page<QuestionOut> own(const Actor& who)
    {
        return ask<http::Page<QuestionOut>>("GET", path("/questions/own"), who).value();
    }
    http::Page<QuestionOut> all(const Actor& who)
    {
        return ask<http::Page<QuestionOut>>("GET", path("/questions"), who).value();
    }
    std::vector<bidding::PublishedAnswer> public_answers()
    {
        return ask<http::Page<bidding::PublishedAnswer>>("GET", path("/answers"),
                                                         identity::IdentityHouse::stranger())
            .value()
            .items;
    }
    Result<NoticeOut> draft_answers(const std::vector<notice::AnswerIn>& answers,
                                    Kind kind = Kind::clarification)
    {
        auto in = draft_in(kind, house.base.clock.now());
        in.answers = answers;
        return draft(trade.id, in);
    }

    bidding::Questions questions{law().library};
    audit::Audit audit;
    identity::Holder north = house.holder("91990102MA0NRTH014", "平州北方建设有限公司", "钱乙");
    identity::Holder south = house.holder(identity::good_codes[2], "云川南方工程有限公司", "李戊");
    Actor as_north{}, as_south{};
    trade::TradeOut trade = announced(2);
};

class Questions : public testing::TestWithParam<Home> {
protected:
    QuestionHouse house{GetParam()};
};

} // namespace tianping::test
