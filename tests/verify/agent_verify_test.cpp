// After the reading out the owner replaces the agency: the record keeps who hosted and asks the next one to
// sign, and what was done under the mandate of then still verifies.
#include "hall/agency_scene.hpp"
#include "hall/hall_scene.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

class Replaced : public testing::Test {
protected:
    void SetUp() override
    {
        test::read_out(tender);
        hosted = test::record_of(tender, [](const auto&) { return true; }).value().record.agent;
        other = test::other_agency(tender);
    }
    // Of the final record.
    hall::RecordOut ended(account::Account& by, Instant until)
    {
        tender.go_to(until);
        test::end_session(tender, by).value();
        return test::record_of(tender, [](const auto& out) { return out.final; }).value();
    }
    static hall::RecordSignature& agent_of(hall::Record& record)
    {
        return *std::ranges::find(record.signatures, hall::SignerRole::agent, &hall::RecordSignature::role);
    }
    test::Tender tender{};
    std::string hosted{};
    std::unique_ptr<account::Account> other{};
};

TEST_F(Replaced, after_the_reading_out_the_record_names_who_hosted_and_the_export_verifies)
{
    EXPECT_FALSE(hosted.empty());
    EXPECT_EQ(test::name_agent(tender, &tender.bidder(0)).error().code, "trade.agent_has_bid");
    const auto named = test::name_agent_later(tender, other.get()).value();
    EXPECT_EQ(named.agent.value().name, test::other_agency_name);
    ASSERT_EQ(named.agents.size(), 2U);
    EXPECT_TRUE(named.agents.front().until);
    const auto signing = test::open_signing(tender, tender.owner(), 30).value();
    auto last = ended(tender.owner(), *signing.signing_until);
    EXPECT_EQ(last.record.agent, hosted);
    EXPECT_EQ(agent_of(last.record).organisation, test::other_agency_name);
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
    EXPECT_EQ(exported
                  .said_of_record(last.version,
                                  [&](hall::Record& record) { agent_of(record).organisation = hosted; })
                  .find("verify.record "),
              std::string::npos)
        << "records of before say that a former one is absent";
    EXPECT_NE(exported
                  .said_of_record(last.version,
                                  [&](hall::Record& record) {
                                      record.signatures.push_back(agent_of(record));
                                      record.signatures.back().organisation = hosted;
                                  })
                  .find("verify.record "),
              std::string::npos)
        << "only one of them has the place";
}

TEST_F(Replaced, the_record_that_the_next_agency_signed_verifies_and_no_other_agent_signs_for_it)
{
    test::name_agent_later(tender, other.get()).value();
    const auto signing = test::open_signing(tender, *other, 30).value();
    test::sign_record(tender, *other, signing.record_digest).value();
    auto last = ended(*other, *signing.signing_until);
    EXPECT_EQ(agent_of(last.record).state, hall::SignatureState::signed_);
    const ExportFolder exported{tender, tender.intake()};
    EXPECT_EQ(exported.said(), "");
    const auto unnamed = exported.said_of([](Evidence& e) {
        std::erase_if(e.events, [](const auto& event) { return event.kind == trade::AgentNamed::kind; });
    });
    EXPECT_NE(unnamed.find("verify.record verify.no_place_at_record"), std::string::npos) << unnamed;
}

} // namespace
} // namespace tianping::verify
