// Histories that look odd and are lawful: they verify whole, and the lie beside each is found.
#include "rooms/opening/events.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;

class LawfulHistory : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, LawfulHistory, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return std::string{test::name_of(home.param)}; });

TEST_P(LawfulHistory, an_answer_after_the_reading_out_makes_no_void_part_one_that_opens)
{
    test::Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    two_trustees_answer(tender);
    tender.go_to(deadline + 60min);
    ASSERT_EQ(wait_for_unopened(tender, 3).bids.size(), 3U);
    tender.go_to(deadline + 120min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    ASSERT_EQ(tender.trustee(3).service->visit(tender.intake()).step, trustee::Step::answered);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(once.said(), "");
    const auto said = once.said_of([](Evidence& e) {
        for (auto& event : e.events)
            if (event.kind == opening::ReadOutPublished::kind)
                event.version += 1000; // he answered before it, and the three that are needed were there
    });
    EXPECT_NE(said.find("verify.part verify.opens_after_all"), std::string::npos) << said;
}

} // namespace
} // namespace tianping::verify
