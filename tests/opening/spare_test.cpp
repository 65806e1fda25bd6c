// The bidder's own spare key: what he sealed he opens again without his kept secrets.
#include "support/unsealing.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace test::unsealing;
using test::Tender;

class Spare : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Spare, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

// Bidder 0 seals with a spare, the others without; all submit.
crypto::PrivateKey bid_with_spare(Tender& tender)
{
    auto spare = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto folder = tender.sealed_folder(0);
    tender.seal(0, 10'000'000); // makes the files
    const auto home = folder.parent_path();
    const bidder::SealOrder order{tender.kit(),
                                  {{"price", {home / "bill.pdf"}}, {"technical", {home / "technical.pdf"}}},
                                  {{"price", "1000000000"}, {"quality", "合格"}},
                                  "CREATION-0",
                                  "MACHINE-0",
                                  spare.public_key().point()};
    const auto parts = bidder::seal_bid(order, tender.bidder(0).holder(), tender.chance(), folder);
    EXPECT_TRUE(bidder::submit(tender.bidder(0), tender.kit(), *parts));
    for (const std::size_t i : {1U, 2U})
        tender.bid(i, 10'000'000);
    return spare;
}

TEST_P(Spare, opens_a_bid_whose_kept_secrets_are_lost)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    const auto spare = bid_with_spare(tender);
    const auto folder = tender.sealed_folder(0);
    const auto kept = bidder::read_secrets(folder).value();
    std::filesystem::remove(folder / bidder::kept_name);
    const auto again = bidder::secrets_from_spare(folder, spare);
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(wire::write(*again), wire::write(kept)) << "box 0 holds what was kept";
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(code_of(bidder::prove(tender.bidder(0), tender.intake(), folder, *again)), "");
    for (const std::size_t i : {1U, 2U})
        ASSERT_EQ(code_of(prove(tender, i)), "");
    EXPECT_EQ(code_of(bidder::give(tender.bidder(0), tender.intake(), folder, *again)), "");
    for (const std::size_t i : {1U, 2U})
        ASSERT_EQ(code_of(give(tender, i)), "");
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(line_of(view, submission_of(tender, 0)).state, BidState::opened);
}

TEST_P(Spare, another_key_a_part_without_a_box_and_a_damaged_file_give_nothing)
{
    Tender tender{{.home = GetParam(), .manner = terms::Manner::bidder}};
    const auto spare = bid_with_spare(tender);
    const auto folder = tender.sealed_folder(0);
    const auto other = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    EXPECT_EQ(code_of(bidder::secrets_from_spare(folder, other)), "seal.box_not_opened");
    EXPECT_EQ(code_of(bidder::secrets_from_spare(tender.sealed_folder(1), spare)), "seal.box_not_opened");
    EXPECT_EQ(code_of(bidder::secrets_from_spare(folder.parent_path() / "nowhere", spare)),
              "bidder.secrets_missing");
    const auto file = folder / "price.sealed";
    std::filesystem::resize_file(file, 100);
    EXPECT_EQ(code_of(bidder::secrets_from_spare(folder, spare)), "seal.malformed");
    std::filesystem::remove(file);
    const auto rest = bidder::secrets_from_spare(folder, spare);
    ASSERT_TRUE(rest) << rest.error().code;
    EXPECT_EQ(rest->parts.size(), 1U);
    tender.go_to(deadline);
    tender.trustees_visit();
    EXPECT_EQ(code_of(bidder::prove(tender.bidder(0), tender.intake(), folder, *rest)),
              "bidder.secrets_missing");
}

} // namespace
} // namespace tianping::opening
