// Why a bid did not open: what the platform proposes as evidence, and the files that bidder and host hand in.
#include "support/refusal.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>
#include <map>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::Tender;

constexpr const char* statement = "检测说明：密码介质存储分区制造缺陷。";

// Bidders 0 and 1 open their bids; nothing comes of the others.
void two_bidders_open(Tender& tender)
{
    tender.all_bid();
    tender.go_to(deadline);
    tender.trustees_visit();
    for (const std::size_t i : {0U, 1U})
        EXPECT_EQ(code_of(prove(tender, i)), "");
    tender.go_to(deadline + 60min);
    for (const std::size_t i : {0U, 1U})
        EXPECT_EQ(code_of(give(tender, i)), "");
}

class WhyUnopened : public testing::TestWithParam<test::Home> {
protected:
    WhyUnopened()
    {
        two_bidders_open(tender);
        wait_for_unopened(tender, 1);
    }
    std::string fault_of(const Result<RecordedClaim>& claimed) const
    {
        return claimed || claimed.error().fields.empty() ? "" : claimed.error().fields[0].code;
    }
    int status_of(http::Client& client, const EvidenceFile& file) const
    {
        return client.send("GET", path_of(file)).value().status;
    }
    std::string path_of(const EvidenceFile& file) const
    {
        return tender.intake_path("evidence-files/" + file.digest);
    }

    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
};
INSTANTIATE_TEST_SUITE_P(homes, WhyUnopened, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(WhyUnopened, duty_20_31_the_platform_proposes_what_it_knows_itself_and_it_goes_into_the_event)
{
    const auto found = unopened_bids(tender).bids.at(0);
    EXPECT_EQ(found.submission, submission_of(tender, 2));
    EXPECT_EQ(found.finding.closing_digest, tender.view().closing_digest);
    const auto sealed = parts_of(tender, 2);
    ASSERT_EQ(found.finding.parts.size(), sealed.size());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        const auto& part = found.finding.parts[i];
        EXPECT_EQ(part.envelope, sealed[i].envelope);
        EXPECT_EQ(part.reason, "opening.not_proved");
        EXPECT_EQ(part.window_ends, deadline + 60min);
        EXPECT_EQ(part.giving_until, deadline + 120min);
        EXPECT_EQ(part.threshold, 3);
        EXPECT_FALSE(part.proof);
        EXPECT_GE(part.found_at, deadline + 60min);
    }
    auto other = cause_in(tender, tender.agency(), found.submission, CauseCode::bidder_lost_key);
    other.finding = std::string(64, 'b');
    EXPECT_EQ(code_of(send_cause(tender, tender.agency(), other, "other")), "opening.finding_changed");
    const auto recorded =
        record(tender, tender.agency(), found.submission, CauseCode::bidder_did_not_act).value();
    EXPECT_EQ(digest_of(recorded.finding), found.finding_digest);
    EXPECT_TRUE(recorded.evidence.empty());
}

TEST_P(WhyUnopened, duty_43_17_every_bad_field_of_a_claim_and_of_a_cause_is_named)
{
    auto& bidder = tender.bidder(2);
    const ClaimIn claimed{CauseCode::bidder_lost_key, "", {}, {"AAAA", "AAAA"}};
    EXPECT_EQ(test::bad_fields_of(bidder.client().post<RecordedClaim>(tender.intake_path("claims"), claimed,
                                                                      bidder.key("bad-claim"))),
              "text opening.cause_text;code opening.claim_of_own_cause;signature.certificate "
              "certificate.malformed;");
    auto cause = cause_in(tender, tender.agency(), submission_of(tender, 2), CauseCode::bidder_did_not_act);
    cause.text.clear();
    cause.signature.value = "no base64!";
    EXPECT_EQ(test::bad_fields_of(send_cause(tender, tender.agency(), cause, "bad-cause")),
              "text opening.cause_text;signature.value identity.signature_wrong;");
}

TEST_P(WhyUnopened, duty_20_31_a_bidder_claims_with_files_of_his_own_and_of_nobody_else)
{
    const auto of_another = hand_in(tender, tender.bidder(0), "他人.pdf", "他人的文件");
    EXPECT_EQ(code_of(claim(tender, 0, CauseCode::platform_failed, {}, "0")), "opening.not_unopened");
    EXPECT_EQ(code_of(claim(tender, 2, CauseCode::bidder_lost_key, {}, "own-cause")),
              "opening.claim_of_own_cause");
    EXPECT_EQ(fault_of(claim(tender, 2, CauseCode::network_failed, {of_another}, "another's")),
              "opening.cause_evidence");
    auto sealed = of_another;
    sealed.digest = parts_of(tender, 0).at(0).envelope;
    sealed.size = std::ssize(tender.house().blobs().get(sealed.digest).value());
    EXPECT_EQ(fault_of(claim(tender, 2, CauseCode::network_failed, {sealed}, "a-sealed-part")),
              "opening.cause_evidence")
        << "nobody publishes another's bid as evidence";
    auto file = hand_in(tender, tender.bidder(2), "检测说明.pdf", statement);
    file.size += 1;
    EXPECT_EQ(fault_of(claim(tender, 2, CauseCode::network_failed, {file}, "another-size")),
              "opening.cause_evidence");
    file.size -= 1;
    file.name = "../检测说明.pdf";
    EXPECT_EQ(fault_of(claim(tender, 2, CauseCode::network_failed, {file}, "a-path")),
              "opening.cause_evidence");
    file.name = "检测说明.pdf";
    ASSERT_EQ(code_of(claim(tender, 2, CauseCode::certificate_authority_failed, {file})), "");
    EXPECT_EQ(code_of(claim(tender, 2, CauseCode::network_failed, {file}, "again")),
              "opening.claimed_already");
    const auto read = unopened_bids(tender).bids.at(0).claim;
    ASSERT_TRUE(read);
    EXPECT_EQ(read->code, CauseCode::certificate_authority_failed);
    EXPECT_EQ(read->evidence.at(0).name, "检测说明.pdf");
}

TEST_P(WhyUnopened, its_files_are_read_by_host_and_bidder_and_by_all_once_names_and_prices_are_out)
{
    const auto file = hand_in(tender, tender.bidder(2), "检测说明.pdf", statement);
    EXPECT_EQ(status_of(tender.agency().client(), file), 404) << "uploaded, and not handed in";
    ASSERT_EQ(code_of(claim(tender, 2, CauseCode::certificate_authority_failed, {file})), "");
    const auto note = hand_in(tender, tender.agency(), "电话记录.pdf", "电话记录");
    ASSERT_EQ(code_of(record(tender, tender.owner(), submission_of(tender, 2),
                             CauseCode::certificate_authority_failed, {file, note})),
              "");
    auto anyone = tender.anyone();
    for (const auto& one : {file, note}) {
        EXPECT_EQ(status_of(tender.agency().client(), one), 200);
        EXPECT_EQ(status_of(tender.owner().client(), one), 200);
        EXPECT_EQ(status_of(tender.bidder(2).client(), one), 200);
        EXPECT_EQ(status_of(tender.bidder(0).client(), one), 404);
        EXPECT_EQ(status_of(anyone, one), 404);
    }
    wait_for_phase(tender, Phase::remedy);
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, ClosingState::read_out);
    EXPECT_EQ(tender.anyone().send("GET", path_of(file)).value().body, statement);
    const auto evidence = evidence_of(tender);
    EXPECT_EQ(evidence.unsealing.causes.at(0).evidence.size(), 2U);
    EXPECT_EQ(evidence.unsealing.claims.at(0).evidence.at(0).digest, file.digest);
}

class SamePaper : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, SamePaper, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(SamePaper, is_read_by_each_bidder_who_handed_it_in_under_the_name_that_he_gave_it)
{
    Tender tender{{.home = GetParam(), .bidders = 4, .manner = terms::Manner::bidder}};
    two_bidders_open(tender);
    wait_for_unopened(tender, 2);
    const std::map<std::size_t, std::string> names{{2, "second.pdf"}, {3, "third.pdf"}};
    std::string path;
    for (const auto& [i, name] : names) {
        const auto file = hand_in(tender, tender.bidder(i), name, statement);
        ASSERT_EQ(code_of(claim(tender, i, CauseCode::certificate_authority_failed, {file})), "");
        path = tender.intake_path("evidence-files/" + file.digest);
    }
    for (const auto& [i, name] : names) {
        const auto got = tender.bidder(i).client().send("GET", path).value();
        EXPECT_EQ(got.status, 200) << i;
        ASSERT_TRUE(got.headers.contains("content-disposition"));
        EXPECT_NE(got.headers.at("content-disposition").find(name), std::string::npos) << i;
    }
    EXPECT_EQ(tender.bidder(0).client().send("GET", path).value().status, 404);
}

} // namespace
} // namespace tianping::opening
