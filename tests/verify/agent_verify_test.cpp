// After the reading out the owner replaces the agency: the record keeps who hosted, and what was done under
// the mandate of then still verifies.
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "hall/hall_scene.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

class Replaced : public testing::Test {
protected:
    Result<trade::TradeOut> name(account::Account& agency)
    {
        auto& owner = tender.owner();
        const auto now = tender.installation().clock().now();
        const auto granted = rehearsal::grant_mandate(owner, agency, now);
        EXPECT_TRUE(granted) << granted.error().code;
        const auto code = agency.holder().certificate.subject().organisation_code;
        const trade::AgentIn in{trade::AgencyIn{code, {"周庚", "0000-3000000", "平州市解放路3号"}},
                                "原代理合同终止"};
        return account::act<trade::TradeOut>(owner, "PUT",
                                             "/api/v1/trades/" + tender.trade().id.text() + "/agent", in,
                                             owner.key("agent-" + code));
    }
    test::Tender tender{};
};

TEST_F(Replaced, after_the_reading_out_the_record_names_who_hosted_and_the_export_verifies)
{
    test::read_out(tender);
    const auto hosted = test::record_of(tender, [](const auto&) { return true; }).value().record.agent;
    EXPECT_FALSE(hosted.empty());
    EXPECT_EQ(name(tender.bidder(0)).error().code, "trade.agent_has_bid");
    const auto other = tender.newcomer(
        {rehearsal::organisation_code("91990100MA0AGEN01"), "平州诚信招标代理有限公司", "周庚"});
    tender.go_to(tender.installation().clock().now() +
                 std::chrono::minutes{1}); // at the deadline itself he hosted
    const auto named = name(*other).value();
    EXPECT_EQ(named.agent.value().name, "平州诚信招标代理有限公司");
    ASSERT_EQ(named.agents.size(), 2U);
    EXPECT_TRUE(named.agents.front().until);
    const auto signing = test::open_signing(tender, tender.owner(), 30).value();
    tender.go_to(*signing.signing_until);
    test::end_session(tender, tender.owner()).value();
    const auto last = test::record_of(tender, [](const auto& record) { return record.final; }).value();
    EXPECT_EQ(last.record.agent, hosted);
    const ExportFolder exported{tender, tender.intake()};
    EXPECT_EQ(exported.said(), "");
    EXPECT_EQ(exported.evidence().mandates.size(), 1U);
    EXPECT_NE(exported
                  .said_of([](Evidence& e) {
                      std::erase_if(e.events,
                                    [](const auto& event) { return event.kind == trade::Submitted::kind; });
                  })
                  .find("verify.record_differs"),
              std::string::npos);
}

} // namespace
} // namespace tianping::verify
