#pragma once
// A round that is read out with no bid opened: bids 0 and 1 did not open through no fault of theirs, bid 2 by
// its bidder's own cause; all had paid.
#include "deposit/scene.hpp"
#include "support/unsealing.hpp"

namespace tianping::deposit {

namespace unsealing = test::unsealing;
using opening::CauseCode;

class UnopenedScene : public testing::TestWithParam<test::Home> {
protected:
    UnopenedScene() : scene{with_deposit(GetParam())}, tender{scene.tender}
    {
        for (const std::size_t i : {0U, 1U, 2U}) {
            scene.pay(i, "S-" + std::to_string(i)).value();
            tender.bid(i, 10'000'000);
        }
        tender.go_to(deadline);
        unsealing::two_trustees_answer(tender);
        tender.go_to(deadline + 60min);
        unsealing::wait_for_unopened(tender, 3);
    }
    void record(std::size_t i, CauseCode code)
    {
        unsealing::record(tender, tender.owner(), unsealing::submission_of(tender, i), code).value();
        tender.house().writer().settle();
    }
    void read_out()
    {
        record(0, CauseCode::trustees_failed);
        record(1, CauseCode::trustees_failed);
        record(2, CauseCode::bidder_lost_key);
        view = tender.opened();
        ASSERT_EQ(view.state, opening::ClosingState::read_out);
        tender.house().writer().settle();
    }
    void end_round(trade::Act act)
    {
        tender.inside([&](WriteTx& tx, const Call& call) {
            const auto intake = trade::IntakeId::parse(tender.intake()).value();
            const auto round = trade::round_of_intake(tx, intake).value();
            ASSERT_TRUE(trade::move(tx, call, round.id, act, "原因"));
        });
        tender.house().writer().settle();
    }
    const opening::ReadOut& line(std::size_t i)
    {
        return unsealing::line_of(view, unsealing::submission_of(tender, i));
    }

    Scene scene;
    Tender& tender;
    opening::OpeningView view{};
};

} // namespace tianping::deposit
