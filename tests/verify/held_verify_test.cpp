// A hold that stands while an opening runs takes no time from anybody, and the opening goes on once it is
// lifted.
#include "rooms/opening/events.hpp"
#include "rooms/trade/events.hpp"
#include "support/holding.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using opening::CauseCode;
using test::Tender;

class HeldOpening : public testing::TestWithParam<test::Home> {
protected:
    static void witness(Tender& tender)
    {
        tender.all_bid();
        tender.go_to(deadline);
        for (std::size_t number = 1; number <= 5; ++number)
            ASSERT_EQ(tender.trustee(number).service->visit(tender.intake()).step,
                      trustee::Step::set_witnessed);
    }
    void hold(Tender& tender)
    {
        const auto out = test::hold_round(tender);
        ASSERT_TRUE(out) << out.error().code;
        held_ = *out;
    }
    void lift(Tender& tender) const
    {
        const auto out = test::lift_hold(tender, held_);
        ASSERT_TRUE(out) << out.error().code;
    }
    // While it stands nothing is published, nobody is found at fault, and nobody may do what it forbids.
    static void stands(Tender& tender)
    {
        EXPECT_NE(tender.trustee(1).service->visit(tender.intake()).step, trustee::Step::answered);
        const auto headers =
            tender.trustee(1).account->client().get<opening::HeadersToAnswer>(tender.intake_path("headers"));
        EXPECT_EQ(code_of(headers), "trade.held");
        EXPECT_EQ(code_of(extend(tender, tender.agency(), deadline + 600min)), "trade.held");
        std::this_thread::sleep_for(1200ms); // the opener looks every second
        EXPECT_TRUE(tender.view().bids.empty());
    }
    static void all_open(Tender& tender)
    {
        const auto view = tender.opened();
        ASSERT_EQ(not_opened(view), "");
        EXPECT_EQ(view.bids.size(), 3U);
        const ExportFolder once{tender, tender.intake()};
        EXPECT_EQ(once.said(), "");
        const auto without_the_hold = [](Evidence& e) {
            std::erase_if(e.events, [](const auto& event) { return event.stream.starts_with("hld_"); });
        };
        EXPECT_NE(once.said_of(without_the_hold).find("verify.window"), std::string::npos);
        EXPECT_NE(once.said_of([](Evidence& e) { e.unsealing.window_ends -= 1min; }).find("verify.window"),
                  std::string::npos);
        each_that_was_not_obeyed(once);
    }
    static std::string said_with_at(const ExportFolder& once, std::string_view kind, Instant at)
    {
        return once.said_of([&](Evidence& e) {
            for (auto& event : e.events)
                if (event.kind == kind)
                    event.arrived_at = event.recorded_at = millis(at);
        });
    }
    // The hold stands from 50 or 70 to 200 minutes after the deadline.
    static void each_that_was_not_obeyed(const ExportFolder& once)
    {
        const std::string held = "verify.holds_obeyed verify.hold_not_obeyed";
        for (const auto kind : {opening::TrusteeAnswered::kind, opening::BidderProved::kind,
                                opening::BidderGave::kind, opening::ReadOutPublished::kind}) {
            if (std::ranges::find(once.evidence().events, kind, &opening::LoggedEvent::kind) ==
                once.evidence().events.end())
                continue;
            EXPECT_NE(said_with_at(once, kind, deadline + 100min).find(held), std::string::npos) << kind;
            EXPECT_EQ(said_with_at(once, kind, deadline + 201min).find(held), std::string::npos) << kind;
        }
        EXPECT_NE(said_with_at(once, trade::HoldSet::kind, deadline - 10min)
                      .find("verify.holds_obeyed verify.closed_though_held"),
                  std::string::npos);
    }

private:
    trade::HoldOut held_{};
};
INSTANTIATE_TEST_SUITE_P(homes, HeldOpening, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

TEST_P(HeldOpening, trustees_answer_when_it_is_lifted_long_after_the_window)
{
    Tender tender{{.home = GetParam()}};
    witness(tender);
    tender.go_to(deadline + 50min);
    hold(tender);
    tender.go_to(deadline + 200min);
    stands(tender);
    EXPECT_EQ(code_of(give(tender, 0)), "trade.held");
    lift(tender);
    EXPECT_EQ(tender.view().window_ends, deadline + 210min);
    std::this_thread::sleep_for(1200ms);
    EXPECT_TRUE(unopened_bids(tender).bids.empty()) << "nobody missed anything";
    tender.go_to(deadline + 209min);
    tender.trustees_visit();
    all_open(tender);
}

TEST_P(HeldOpening, bidders_prove_and_give_when_it_is_lifted_long_after_the_window)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    witness(tender);
    ASSERT_EQ(code_of(prove(tender, 0)), "");
    tender.go_to(deadline + 50min);
    hold(tender);
    tender.go_to(deadline + 200min);
    EXPECT_EQ(code_of(prove(tender, 1)), "trade.held");
    stands(tender);
    lift(tender);
    tender.go_to(deadline + 209min);
    for (const std::size_t i : {1U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    all_open(tender);
}

// It falls into the time of giving; the host's time for causes and the remedy come after it.
TEST_P(HeldOpening, giving_and_the_remedy_have_their_whole_time_beside_it)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    witness(tender);
    tender.trustees_visit(); // all see the quorum, from which each counts the window
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    tender.go_to(deadline + 60min);
    wait_for_phase(tender, opening::Phase::give);
    tender.go_to(deadline + 70min);
    hold(tender);
    tender.go_to(deadline + 200min);
    EXPECT_EQ(code_of(give(tender, 0)), "trade.held");
    lift(tender);
    tender.go_to(deadline + 249min);
    EXPECT_EQ(code_of(give(tender, 0)), "");
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    EXPECT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 2), CauseCode::platform_failed)),
              "");
    tender.go_to(deadline + 250min);
    wait_for_phase(tender, opening::Phase::remedy);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(once.evidence().unsealing.giving_until, deadline + 250min);
    each_that_was_not_obeyed(once);
}

} // namespace
} // namespace tianping::verify
