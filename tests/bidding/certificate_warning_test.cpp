// A certificate that ends or is renewed between a bid and its opening: its bidder is told, and nobody else.
#include "infra/http/every_page.hpp"
#include "rooms/bidding/service.hpp"
#include "support/second_signer.hpp"
#include "support/small_bid.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;
const Instant hour = test::local_hour(test::bidding_hour);

class CertificateWarned : public testing::TestWithParam<test::Home> {
protected:
    // A bidder whose certificate ends then.
    std::unique_ptr<account::Account> ending_at(Tender& tender, Instant end)
    {
        const auto code = rehearsal::organisation_code("91990100MA0BRF001");
        const auto pair = tender.installation()
                              .sm2_authority()
                              .make_pair({"经办人", "平州近期建设有限公司", code, "01"}, {hour, end})
                              .value();
        auto out = std::make_unique<account::Account>(tender.anyone().base(), tender.owner().origin(),
                                                      account::Holder{pair.sign_key, pair.certificates.sign});
        out->register_organisation("平州近期建设有限公司", "990100", "经办人").value();
        out->sign_in().value();
        return out;
    }
    static Submitted bid(Tender& tender, account::Account& bidder)
    {
        const auto parts =
            test::seal_small_bid(tender.data() / "ending", tender.kit(), bidder.holder(), tender.chance());
        return bidder::submit(bidder, tender.kit(), parts.value()).value();
    }
    static std::vector<CertificateWarning> warnings(account::Account& who)
    {
        return http::every_page<CertificateWarning>(who.client(), "/api/v1/certificate-warnings", 1).value();
    }
};
INSTANTIATE_TEST_SUITE_P(homes, CertificateWarned, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(CertificateWarned, an_end_before_the_opening_is_told_with_the_submit_and_in_ones_own_list)
{
    Tender tender{{.home = GetParam()}};
    const auto end = deadline - 10min;
    const auto bidder = ending_at(tender, end);
    ASSERT_EQ(warnings(*bidder).size(), 1U);
    EXPECT_EQ(warnings(*bidder)[0].days, 15);
    EXPECT_EQ(warnings(*bidder)[0].at, end);
    const auto submitted = bid(tender, *bidder);
    ASSERT_TRUE(submitted.certificates_changing);
    ASSERT_EQ(submitted.certificates_changing->size(), 1U);
    EXPECT_EQ(submitted.certificates_changing->front().digest, to_hex(bidder->holder().certificate.digest()));
    EXPECT_EQ(submitted.certificates_changing->front().at, end);
    EXPECT_FALSE(submitted.certificates_changing->front().renewed);
    const auto listed = warnings(*bidder);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[1].submission->text(), submitted.submission);
    EXPECT_EQ(listed[1].intake->text(), tender.intake());
    EXPECT_FALSE(listed[1].days);
    EXPECT_FALSE(tender.bid(0, 10'000'000).certificates_changing) << "good for another two years";
    EXPECT_TRUE(warnings(tender.bidder(0)).empty()) << "nobody hears of another's certificate";
    EXPECT_TRUE(warnings(tender.owner()).empty());
}

TEST_P(CertificateWarned, where_bidders_unseal_the_opening_lasts_until_the_end_of_their_window)
{
    const auto told = [&](terms::Manner manner, Instant end) {
        Tender tender{{.home = GetParam(), .manner = manner}};
        return bid(tender, *ending_at(tender, end)).certificates_changing.has_value();
    };
    EXPECT_TRUE(told(terms::Manner::bidder, deadline + 5min));
    EXPECT_FALSE(told(terms::Manner::trustees, deadline + 5min));
    EXPECT_TRUE(told(terms::Manner::trustees, deadline));
}

TEST_P(CertificateWarned, a_renewal_between_bid_and_opening_is_told_at_once_and_until_the_opening)
{
    Tender tender{{.home = GetParam()}};
    auto& bidder = tender.bidder(0);
    const auto submitted = tender.bid(0, 10'000'000);
    tender.bid(1, 10'000'001);
    EXPECT_TRUE(warnings(bidder).empty());
    tender.go_to(hour + 20min);
    const auto renewed = test::second_signer(tender, bidder);
    const auto listed = warnings(bidder);
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_TRUE(listed[0].renewed);
    EXPECT_EQ(listed[0].digest, to_hex(renewed->holder().certificate.digest()));
    EXPECT_EQ(listed[0].submission->text(), submitted.submission);
    EXPECT_TRUE(warnings(tender.bidder(1)).empty());
    tender.go_to(deadline);
    ASSERT_EQ(tender.stage(), trade::Stage::failed);
    EXPECT_TRUE(warnings(bidder).empty()) << "nothing of the bid is opened any more";
}

TEST_P(CertificateWarned, a_renewal_between_sealing_and_submit_is_told_with_the_submit)
{
    Tender tender{{.home = GetParam()}};
    auto& bidder = tender.bidder(0);
    const auto sealed = tender.seal(0, 10'000'000);
    tender.go_to(hour + 20min);
    const auto renewed = test::second_signer(tender, bidder);
    EXPECT_TRUE(warnings(bidder).empty()) << "there is no bid yet";
    const auto submitted = bidder::submit(bidder, tender.kit(), sealed).value();
    ASSERT_TRUE(submitted.certificates_changing);
    ASSERT_EQ(submitted.certificates_changing->size(), 1U);
    const auto& told = submitted.certificates_changing->front();
    EXPECT_TRUE(told.renewed);
    EXPECT_EQ(told.digest, to_hex(renewed->holder().certificate.digest()));
    EXPECT_EQ(told.at, hour + 20min);
    const auto listed = warnings(bidder);
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].digest, told.digest);
    EXPECT_EQ(listed[0].submission->text(), submitted.submission);
}

TEST_P(CertificateWarned, who_seals_with_the_later_certificate_hears_nothing_of_it)
{
    Tender tender{{.home = GetParam()}};
    tender.go_to(hour + 20min);
    const auto anew = test::second_signer(tender, tender.bidder(0));
    tender.go_to(hour + 25min);
    EXPECT_FALSE(bid(tender, *anew).certificates_changing);
    EXPECT_TRUE(warnings(*anew).empty());
}

} // namespace
} // namespace tianping::bidding
