// A platform that lays before the bidder the kit of an owner of its own making, whole and well signed.
#include "app/bidder/sealed_for.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using bidder::sealed_for;

// Of another house with authorities, owner and trustees of its own. With the seed of the true one they bear
// the same names and codes.
SealingKit kit_of_another_house(std::uint64_t seed)
{
    test::Tender other{{.seed = seed, .anew = true}};
    return other.kit();
}

class SealedForWhom : public testing::TestWithParam<test::Home> {
protected:
    std::string owner_code() { return tender.owner().holder().certificate.subject().organisation_code; }
    bidder::Known known() { return {tender.intake(), owner_code(), &tender.anchors(), test::deadline}; }

    test::Tender tender{{.home = GetParam()}};
};

INSTANTIATE_TEST_SUITE_P(sealed_for_homes, SealedForWhom, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(SealedForWhom, the_true_kit_tells_whom_the_bid_is_sealed_for_and_what_of_it_was_checked)
{
    const auto kit = tender.kit();
    const auto checked = sealed_for(kit, known());
    ASSERT_TRUE(checked) << checked.error().code;
    EXPECT_TRUE(checked->owner_named && checked->vouched);
    EXPECT_TRUE(std::ranges::all_of(checked->trustees, &bidder::ShareHolder::vouched));
    EXPECT_EQ(checked->owner_code, owner_code());
    EXPECT_EQ(checked->owner_issuer, tender.owner().holder().certificate.issuer_text());
    EXPECT_EQ(checked->deadline, test::deadline);
    EXPECT_EQ(checked->terms_digest, kit.terms_digest);
    ASSERT_EQ(checked->trustees.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(checked->trustees.at(i).code,
                  kit.terms.lots.at(0).unsealing.closers.at(i).organisation_code);
    const auto believed = sealed_for(kit, {});
    ASSERT_TRUE(believed) << "without anything from elsewhere";
    EXPECT_FALSE(believed->owner_named || believed->vouched);
    EXPECT_EQ(believed->owner_code, owner_code());
}

TEST_P(SealedForWhom, a_kit_of_a_false_owner_agrees_with_itself_and_is_refused_by_the_owners_code)
{
    const auto lie = kit_of_another_house(2);
    EXPECT_TRUE(bidder::check_kit(lie));
    EXPECT_TRUE(sealed_for(lie, {}));
    const auto refused = sealed_for(lie, {{}, owner_code(), nullptr, {}});
    ASSERT_EQ(test::code_of(refused), "bidder.other_owner");
    EXPECT_EQ(refused.error().params.at("wanted"), owner_code());
    EXPECT_EQ(refused.error().params.at("found"), sealed_for(lie, {})->owner_code);
}

TEST_P(SealedForWhom, an_owners_certificate_that_leads_to_no_authority_of_the_bidders_is_refused)
{
    const auto lie = kit_of_another_house(1);
    EXPECT_TRUE(sealed_for(lie, {{}, owner_code(), nullptr, {}})) << "the code is only stated";
    const auto refused = sealed_for(lie, {{}, owner_code(), &tender.anchors(), test::deadline});
    ASSERT_EQ(test::code_of(refused), "bidder.not_vouched");
    EXPECT_EQ(refused.error().params.at("why"), "certificate.untrusted");
    auto late = known();
    late.at = test::deadline + std::chrono::hours{24 * 365 * 30};
    EXPECT_EQ(test::code_of(sealed_for(tender.kit(), late)), "bidder.not_vouched") << "good no more";
}

TEST_P(SealedForWhom, a_trustee_for_whom_nobody_vouches_is_the_owners_choice_and_is_told)
{
    auto kit = tender.kit();
    kit.keys.at(2).certificate = kit_of_another_house(1).keys.at(2).certificate; // the same name and code
    kit.terms.lots.at(0).unsealing.closers.at(3).organisation_code = owner_code();
    const auto whom = sealed_for(kit, known());
    ASSERT_TRUE(whom) << whom.error().code;
    for (const auto& trustee : whom->trustees)
        EXPECT_EQ(trustee.vouched, trustee.index != 3 && trustee.index != 4) << trustee.index;
}

TEST_P(SealedForWhom, a_kit_of_another_intake_or_with_terms_of_another_trade_is_refused)
{
    auto another = known();
    another.intake.back() = another.intake.back() == '0' ? '1' : '0';
    EXPECT_EQ(test::code_of(sealed_for(tender.kit(), another)), "bidder.terms_of_another_lot");
    auto kit = tender.kit();
    kit.terms.trade = "trd_of_another";
    EXPECT_EQ(test::code_of(sealed_for(kit, {})), "bidder.terms_of_another_lot");
}

} // namespace
} // namespace tianping::bidding
