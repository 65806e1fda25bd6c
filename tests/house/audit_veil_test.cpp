// What the auditor reads of bidders' acts, where somebody left a registration lying.
#include "support/left_registration.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

class AuditVeil : public testing::TestWithParam<test::Home> {
protected:
    // Whether the record names the acts of bidders.
    bool tells_of_bids()
    {
        const auto record = tender.staff("audit-admin")
                                .client()
                                .send("GET", "/api/v1/audit/commands?limit=100&from=2026-03-24T00:40:00Z");
        EXPECT_TRUE(record && record->ok());
        return record->body.find("/api/v1/intakes/{intake}/submissions") != std::string::npos;
    }
    test::Tender tender{{.home = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(homes, AuditVeil, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(AuditVeil,
       duty_20_49_and_duty_20_21_a_registration_that_nobody_finishes_hides_no_bid_that_was_read_out)
{
    test::leave_registration(tender, "无人继续办理的三期工程");
    tender.all_bid();
    EXPECT_FALSE(tells_of_bids());
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    EXPECT_TRUE(tells_of_bids());
}

} // namespace
} // namespace tianping
