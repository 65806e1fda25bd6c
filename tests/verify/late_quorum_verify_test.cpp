// Witnesses who come late take no time from anybody: the window begins when the closed set has its quorum.
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::Tender;

// The window of the terms is sixty minutes: once over, and twice over, before the quorum comes.
class LateQuorum : public testing::TestWithParam<std::tuple<test::Home, std::chrono::minutes>> {
protected:
    static test::TenderPlan plan(terms::Manner manner)
    {
        return {.home = std::get<0>(GetParam()), .manner = manner};
    }
    static Instant witnessed() { return deadline + std::get<1>(GetParam()); }
    static void witness(Tender& tender)
    {
        tender.all_bid();
        tender.go_to(deadline);
        EXPECT_EQ(code_of(extend(tender, tender.agency(), deadline + 90min)), "opening.not_witnessed");
        tender.go_to(witnessed());
        for (std::size_t number = 1; number <= 5; ++number)
            ASSERT_EQ(tender.trustee(number).service->visit(tender.intake()).step,
                      trustee::Step::set_witnessed);
        EXPECT_EQ(tender.view().window_ends, witnessed() + 60min);
        std::this_thread::sleep_for(300ms); // the opener has looked and has nothing to say
        EXPECT_TRUE(tender.view().bids.empty());
        EXPECT_TRUE(unopened_bids(tender).bids.empty());
    }
    static void all_open(Tender& tender)
    {
        const auto view = tender.opened();
        ASSERT_EQ(not_opened(view), "");
        EXPECT_EQ(view.bids.size(), 3U);
        const ExportFolder once{tender, tender.intake()};
        EXPECT_EQ(once.said(), "");
        const auto earlier = [](Evidence& e) { e.unsealing.window_ends = deadline + 60min; };
        EXPECT_NE(once.said_of(earlier).find("verify.window"), std::string::npos);
    }
};
INSTANTIATE_TEST_SUITE_P(homes, LateQuorum,
                         testing::Combine(testing::ValuesIn(test::homes()), testing::Values(75min, 150min)),
                         [](const auto& at) {
                             return std::string{test::name_of(std::get<0>(at.param))} + "_" +
                                    std::to_string(std::get<1>(at.param).count());
                         });

TEST_P(LateQuorum, duty_20_30_trustees_have_the_whole_window_after_it)
{
    Tender tender{plan(terms::Manner::trustees)};
    witness(tender);
    tender.go_to(witnessed() + 59min);
    tender.trustees_visit();
    all_open(tender);
}

TEST_P(LateQuorum, duty_20_30_bidders_have_the_whole_window_after_it)
{
    Tender tender{plan(terms::Manner::bidder)};
    witness(tender);
    tender.go_to(witnessed() + 30min);
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    EXPECT_EQ(code_of(extend(tender, tender.agency(), witnessed() + 70min)), "");
    tender.go_to(witnessed() + 69min);
    ASSERT_EQ(code_of(prove(tender, 2)), "");
    for (const std::size_t i : {0U, 1U, 2U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    const auto view = tender.opened();
    ASSERT_EQ(not_opened(view), "");
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
}

TEST_P(LateQuorum, duty_20_31_what_is_found_of_an_unopened_bid_counts_the_window_from_it)
{
    Tender tender{plan(terms::Manner::bidder)};
    witness(tender);
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(tender, i)), "") << i;
    tender.go_to(witnessed() + 60min);
    wait_for_phase(tender, opening::Phase::give);
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(give(tender, i)), "") << i;
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    ASSERT_EQ(code_of(record(tender, tender.agency(), submission_of(tender, 2),
                             opening::CauseCode::bidder_did_not_act)),
              "");
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
    const auto& found = once.evidence().unsealing.causes.at(0).finding.parts.at(0);
    EXPECT_EQ(found.window_ends, witnessed() + 60min);
    EXPECT_EQ(found.giving_until, witnessed() + 120min);
    const auto said_of_part = [&](const std::function<void(opening::FoundPart&)>& change) {
        return once.said_of([&](Evidence& e) { change(e.unsealing.causes.at(0).finding.parts.at(0)); });
    };
    const std::string named = "verify.finding verify.finding_differs";
    for (const auto& said : {said_of_part([](auto& part) { part.window_ends = deadline + 60min; }),
                             said_of_part([](auto& part) { part.giving_until = *part.giving_until + 1min; })})
        EXPECT_NE(said.find(named), std::string::npos) << said;
}

} // namespace
} // namespace tianping::verify
