// Who is shown what of the closed set: digests to whoever closes, signed messages to whoever answers for
// them, nothing to anybody else.
#include "infra/crypto/digest.hpp"
#include "rooms/opening/service.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::deadline;
using test::Tender;
using trustee::Step;

Closing set_for(account::Account& reader, Tender& tender)
{
    return reader.client().get<Closing>(tender.intake_path("closing")).value();
}

void all_witness(Tender& tender)
{
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_EQ(tender.trustee(number).service->visit(tender.intake()).step, Step::set_witnessed) << number;
}

class ClosedSetLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(closed_set_homes, ClosedSetLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(ClosedSetLive, nobody_but_the_closers_reads_the_set_and_a_bidder_learns_nothing)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_FALSE(tender.anyone().get<Closing>(tender.intake_path("closing")));
    EXPECT_FALSE(tender.bidder(0).client().get<Closing>(tender.intake_path("closing")));
    EXPECT_FALSE(tender.bidder(0).client().get<HeadersToAnswer>(tender.intake_path("headers")));
}

TEST_P(ClosedSetLive, duty_20_21_whoever_closes_sees_digests_and_whoever_answers_sees_signed_messages_alone)
{
    Tender tender{{.home = GetParam(), .without_share = 1}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number) {
        const auto set = set_for(*tender.trustee(number).account, tender);
        EXPECT_EQ(seal::Close::decode(from_base64(set.message).value())->submits.size(), 3U);
        EXPECT_TRUE(set.submissions.empty())
            << "before the quorum whose bids they are is shown to " << number;
    }
    all_witness(tender);
    EXPECT_TRUE(set_for(*tender.trustee(5).account, tender).submissions.empty()) << "who holds no share";
    EXPECT_EQ(test::code_of(
                  tender.trustee(5).account->client().get<HeadersToAnswer>(tender.intake_path("headers"))),
              "opening.no_share");
    for (std::size_t number = 1; number <= 4; ++number) {
        const auto set = set_for(*tender.trustee(number).account, tender);
        ASSERT_EQ(set.submissions.size(), 3U) << number;
        for (const auto& one : set.submissions) {
            EXPECT_FALSE(one.message.empty() || one.signature.empty() || one.certificate.empty());
            EXPECT_EQ(one.bidder + one.bidder_name + one.bidder_code, "") << "who they are is not yet public";
            EXPECT_TRUE(one.members.empty() && !one.joint);
        }
    }
    tender.trustees_visit();
    EXPECT_EQ(tender.opened().state, ClosingState::read_out) << "nothing more is needed to open";
}

TEST_P(ClosedSetLive, a_withdrawn_bid_is_not_in_the_set_and_a_replaced_one_stands_with_its_last_version)
{
    Tender tender{{.home = GetParam(), .bidders = 4}};
    tender.all_bid();
    const auto last = tender.bid(1, 10'500'000, "b");
    const auto first = tender.bid(0, 11'000'000, "b");
    const bidder::Version in_force{first.submission, 1, digest_from_hex(first.message_digest).value()};
    ASSERT_TRUE(bidder::withdraw(tender.bidder(0), tender.kit(), in_force));
    tender.go_to(deadline);
    all_witness(tender);
    const auto set = set_for(*tender.trustee(3).account, tender);
    ASSERT_EQ(set.submissions.size(), 3U);
    std::size_t replaced = 0;
    for (const auto& submission : set.submissions) {
        EXPECT_NE(submission.submission, first.submission);
        if (submission.submission != last.submission)
            continue;
        EXPECT_EQ(to_hex(crypto::sm3(from_base64(submission.message).value())), last.message_digest);
        replaced = submission.chain.size();
    }
    EXPECT_EQ(replaced, 1U);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    ASSERT_EQ(view.bids.size(), 3U);
    for (const auto& bid : view.bids)
        if (bid.submission == last.submission) {
            EXPECT_EQ(bid.fields.at("price"), "1050000000");
        }
}

} // namespace
} // namespace tianping::opening
