// What the auditor reads of bidders' acts, where somebody left a registration lying.
#include "app/rehearsal/scene.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

class AuditVeil : public testing::TestWithParam<test::Home> {
protected:
    void leave_a_registration()
    {
        const auto cast = rehearsal::cast_of(1, 3);
        auto in = rehearsal::registration_of(cast, {{"三期标段", "三期工程", cast.estimate}},
                                             test::local_hour("2026-05-20 09:30"));
        in.title = "无人继续办理的三期工程";
        auto& agency = tender.agency();
        const auto made = agency.client().post<trade::TradeOut>(
            "/api/v1/trades", trade::SubmitIn{in, std::nullopt}, agency.key("register-third"));
        ASSERT_TRUE(made) << made.error().code;
        EXPECT_EQ(made->rounds.at(0).stage, trade::Stage::draft);
    }
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
    leave_a_registration();
    tender.all_bid();
    EXPECT_FALSE(tells_of_bids());
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    EXPECT_TRUE(tells_of_bids());
}

} // namespace
} // namespace tianping
