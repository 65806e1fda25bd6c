// An agency that is replaced between the reading out and the end of the session: who runs the trade is asked
// to sign the record.
#include "hall/agency_scene.hpp"
#include "hall/hall_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::hall {
namespace {

class ReplacedAgency : public testing::TestWithParam<test::Home> {
protected:
    void SetUp() override
    {
        test::read_out(tender);
        other = test::other_agency(tender);
        const auto subject = [](account::Account& who) { return who.holder().certificate.subject(); };
        first = "agent " + subject(tender.agency()).organisation + " ";
        second = "agent " + subject(*other).organisation + " ";
        owner = "owner " + subject(tender.owner()).organisation + " ";
    }
    // Whoever stands at the record for the host: "agent NAME waiting;".
    static std::string hosts(const std::vector<RecordSignature>& signatures)
    {
        std::string out;
        for (const auto& one : signatures)
            if (one.role == SignerRole::agent || one.role == SignerRole::owner)
                out += std::string{wire::name_of(one.role)} + " " + one.organisation + " " +
                       std::string{wire::name_of(one.state)} + ";";
        return out;
    }
    std::string hosts_now() { return hosts(test::session_of(tender).signatures); }
    Record ended(account::Account& by, Instant until)
    {
        tender.go_to(until);
        test::end_session(tender, by).value();
        return test::record_of(tender, [](const auto& out) { return out.final; }).value().record;
    }

    test::Tender tender{{.home = GetParam()}};
    std::unique_ptr<account::Account> other{};
    std::string first{}, second{}, owner{};
};
INSTANTIATE_TEST_SUITE_P(homes, ReplacedAgency, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(ReplacedAgency, duty_20_32_who_runs_the_trade_at_the_signing_is_asked_and_no_former_one_is_absent)
{
    test::name_agent_later(tender, other.get()).value();
    const auto objection = test::object(tender, tender.bidder(0), "异议").value();
    ASSERT_TRUE(test::answer(tender, *other, objection.id, "当场答复")) << "he hosts from now on";
    const auto signing = test::open_signing(tender, *other, 30).value();
    EXPECT_EQ(hosts(signing.signatures), second + "waiting;");
    EXPECT_FALSE(test::sign_record(tender, tender.agency(), signing.record_digest));
    ASSERT_TRUE(test::sign_record(tender, *other, signing.record_digest));
    const auto record = ended(*other, *signing.signing_until);
    EXPECT_EQ(hosts(record.signatures), second + "signed_;");
    EXPECT_EQ("agent " + record.agent + " ", first) << "the record names who hosted at the deadline";
}

TEST_P(ReplacedAgency, one_named_while_it_is_signed_is_asked_where_nobody_has_signed_for_the_host)
{
    const auto signing = test::open_signing(tender, tender.agency(), 30).value();
    EXPECT_EQ(hosts(signing.signatures), first + "waiting;");
    test::name_agent_later(tender, other.get()).value();
    EXPECT_EQ(hosts_now(), second + "waiting;");
    const auto record = ended(*other, *signing.signing_until);
    EXPECT_EQ(hosts(record.signatures), second + "absent;");
    test::name_agent_later(tender, nullptr).value();
    EXPECT_EQ(hosts_now(), second + "absent;") << "what is over changes no more";
}

TEST_P(ReplacedAgency, who_signed_before_he_was_replaced_keeps_his_place)
{
    const auto signing = test::open_signing(tender, tender.agency(), 30).value();
    ASSERT_TRUE(test::sign_record(tender, tender.agency(), signing.record_digest));
    test::name_agent_later(tender, other.get()).value();
    EXPECT_EQ(hosts_now(), first + "signed_;");
    EXPECT_EQ(test::sign_record(tender, *other, signing.record_digest).error().code,
              "hall.no_place_at_record");
    EXPECT_EQ(hosts(ended(*other, *signing.signing_until).signatures), first + "signed_;");
}

TEST_P(ReplacedAgency, an_owner_who_runs_the_trade_himself_by_then_is_asked_as_the_host)
{
    test::name_agent_later(tender, nullptr).value();
    const auto signing = test::open_signing(tender, tender.owner(), 30).value();
    EXPECT_EQ(hosts(signing.signatures), owner + "waiting;");
    EXPECT_EQ(hosts(ended(tender.owner(), *signing.signing_until).signatures), owner + "absent;");
}

} // namespace
} // namespace tianping::hall
