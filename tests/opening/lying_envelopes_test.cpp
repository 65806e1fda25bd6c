// A second envelope that the platform says is due.
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using seal::AnswerCode;
using test::LyingTender;
using trustee::Step;

TEST(lying_envelopes, the_second_stays_sealed_whatever_the_platform_says_is_due)
{
    LyingTender lying{{.second_envelope = true}, test::closed_with_bids};
    auto& tender = lying.tender;
    auto& at = tender.trustee(3);
    test::Rewriting lies{tender.anyone().base(), "\"due_envelope\":1", "\"due_envelope\":2"};
    account::Account through{lies.base(), at.account->origin(), at.account->holder()};
    ASSERT_TRUE(through.sign_in());
    trustee::Trustee real{{through.client(),
                           *at.clock,
                           tender.chance(),
                           through.holder().key,
                           through.holder().certificate,
                           at.state,
                           {},
                           through.origin(),
                           &tender.anchors()}};
    EXPECT_EQ(real.visit(tender.intake()).step, Step::answered);
    EXPECT_GT(lies.rewritten(), 0) << "it was told that the second envelope is due";
    for (std::size_t bidder = 0; bidder < 3; ++bidder) {
        const auto parts = test::unsealing::parts_of(tender, bidder);
        const auto said = lying.said(bidder, 3);
        ASSERT_EQ(said.size(), parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i)
            EXPECT_EQ(said[i], parts[i].part == "price" ? AnswerCode::ok : AnswerCode::refused);
    }
}

} // namespace
} // namespace tianping::opening
