// A platform that lays a key of its own before the bidder: his program seals nothing to it.
#include "rooms/bidding/service.hpp"
#include "support/small_bid.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

constexpr std::int64_t third = 3; // the trustee whose key is taken away

class SubstitutedKey : public testing::TestWithParam<test::Home> {
protected:
    // What sealing says of the kit; when it refuses, nothing lies in the folder.
    std::string refusal(const SealingKit& kit)
    {
        const auto sealed =
            test::seal_small_bid(scratch.path(), kit, tender.bidder(0).holder(), tender.chance());
        EXPECT_EQ(std::filesystem::exists(scratch.path() / "sealed"), sealed.has_value());
        return sealed ? "" : sealed.error().code;
    }
    static TrusteeKey& key_of(SealingKit& kit, std::int64_t index)
    {
        return *std::ranges::find(kit.keys, index, &TrusteeKey::index);
    }
    // A key whose secret the signer knows, said to be that of the certificate.
    static TrusteeKey foreign(const SealingKit& kit, const account::Account& signer,
                              const crypto::Certificate& said)
    {
        crypto::Scalar secret{};
        secret.back() = 7;
        const auto message = seal::KeyMessage{{kit.platform, kit.trade, kit.lot, kit.round, kit.intake},
                                              static_cast<std::uint8_t>(third),
                                              said.digest(),
                                              crypto::sm2_public_point(secret)}
                                 .encode();
        const auto signature = signer.sign(message);
        return {third, signature.certificate, to_base64(message), signature.value};
    }

    test::ScratchFolder scratch;
    test::Tender tender{{.home = GetParam()}};
};

INSTANTIATE_TEST_SUITE_P(substituted_homes, SubstitutedKey, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(SubstitutedKey, a_kit_with_a_key_that_is_not_the_pinned_trustees_is_refused_before_anything_is_sealed)
{
    const auto kit = tender.kit();
    const auto& stranger = tender.bidder(1);
    const auto& pinned = tender.trustee(third).account->holder().certificate;

    auto by_a_stranger = kit;
    key_of(by_a_stranger, third) = foreign(kit, stranger, stranger.holder().certificate);
    EXPECT_EQ(refusal(by_a_stranger), "closing.key_substituted");

    auto in_his_name = kit;
    key_of(in_his_name, third) = foreign(kit, stranger, pinned);
    EXPECT_EQ(refusal(in_his_name), "closing.key_substituted");

    auto with_his_certificate = in_his_name;
    key_of(with_his_certificate, third).certificate = to_base64(pinned.der());
    EXPECT_EQ(refusal(with_his_certificate), "closing.key_substituted");

    auto of_his_neighbour = kit;
    key_of(of_his_neighbour, third) = key_of(of_his_neighbour, third + 1);
    EXPECT_EQ(refusal(of_his_neighbour), "closing.key_substituted");

    auto pinned_anew = by_a_stranger;
    for (auto& closer : pinned_anew.terms.lots.at(0).unsealing.closers)
        if (closer.index == third)
            closer.certificate_digest = to_hex(stranger.holder().certificate.digest());
    EXPECT_EQ(refusal(pinned_anew), "bidder.terms_not_signed");

    EXPECT_EQ(refusal(kit), "");
}

} // namespace
} // namespace tianping::bidding
