// Price letters that no tool of this house makes: a bid without one is read out as that, and nobody's export
// differs for it.
#include "base/canonical.hpp"
#include "formats/sealing.hpp"
#include "support/tender_scene.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using test::Tender;
using test::scene::must;
using Files = std::map<std::string, std::string>; // name -> content

std::string letter(const Tender& tender, const std::string& price)
{
    return canonical(wire::write(opening::PriceLetter{"tianping/price-letter/1",
                                                      tender.trade().rounds.at(0).id.text(),
                                                      {{"price", price}, {"quality", "合格"}}}));
}

bidder::SealedPartFile sealed_by_hand(Tender& tender, std::size_t i, const std::string& part,
                                      const Files& files)
{
    const auto kit = tender.kit();
    seal::SealInput input;
    auto& prefix = input.prefix;
    prefix.threshold = static_cast<std::uint8_t>(kit.terms.lots.at(0).unsealing.threshold);
    prefix.place = {kit.platform, kit.trade, kit.lot, kit.round, kit.intake};
    prefix.part = part;
    prefix.terms = terms::digest(kit.terms);
    prefix.bidder = tender.bidder(i).holder().certificate.digest();
    prefix.trustees = must(bidder::check_kit(kit), "the kit");
    tender.chance().fill(prefix.id);
    input.tool = "another/1";
    input.creation_id = "C";
    input.machine_code = "M";
    for (const auto& [name, content] : files)
        input.files.push_back({name, seal::Source::of(view(content))});
    seal::Chance fresh{};
    tender.chance().fill(fresh);
    const auto out = must(seal::seal_part(input, fresh), "sealed");
    const auto file = tender.sealed_folder(i, "by hand") / (part + ".sealed");
    write_text(file, std::string{text_view(out.envelope)});
    return {part, file, out.sealed.header.digest(), out.sealed.digest, out.sealed.bytes};
}

void bid_by_hand(Tender& tender, std::size_t i, const Files& price, const Files& technical)
{
    const auto ready = tender.ready(
        i, {sealed_by_hand(tender, i, "price", price), sealed_by_hand(tender, i, "technical", technical)});
    must(tender.send(i, ready), "it is sent");
}

class Letters {
public:
    Letters()
    {
        bid_by_hand(tender, 0, {{"price-letter.json", letter(tender, "1000")}},
                    {{"price-letter.json", letter(tender, "2000")}});
        bid_by_hand(tender, 1, {{"bill.pdf", "a bill"}}, {{"price-letter.json", letter(tender, "3000")}});
        bid_by_hand(tender, 2, {{"price-letter.json", letter(tender, "4000.5")}}, {{"technical.pdf", "t"}});
        tender.go_to(test::unsealing::deadline);
        tender.trustees_visit();
        view = tender.opened();
    }
    const opening::ReadOut& line(std::size_t i)
    {
        return test::unsealing::line_of(view, test::unsealing::submission_of(tender, i));
    }

    Tender tender;
    opening::OpeningView view{};
};

TEST(letters, duty_20_30_a_letter_is_read_of_the_part_price_alone_and_a_bid_without_one_is_read_out_so)
{
    Letters scene;
    ASSERT_EQ(scene.view.state, opening::ClosingState::read_out);
    for (const auto& bid : scene.view.bids) {
        EXPECT_EQ(bid.state, opening::BidState::opened);
        EXPECT_FALSE(bid.outcome);
    }
    EXPECT_EQ(scene.line(0).fields.at("price"), "1000") << "of the part price";
    EXPECT_FALSE(scene.line(0).cause);
    EXPECT_TRUE(scene.line(1).fields.empty());
    EXPECT_EQ(scene.line(1).cause, "opening.price_letter_missing");
    EXPECT_TRUE(scene.line(2).fields.empty());
    EXPECT_EQ(scene.line(2).cause, "opening.price_letter_malformed");

    const ExportFolder once{scene.tender, scene.tender.intake()};
    EXPECT_EQ(once.said(), "") << "no bidder makes an honest export differ";
    EXPECT_EQ(said_in_public(scene.tender), "");
    const auto found = [&](std::size_t i, const std::function<void(opening::ReadOut&)>& change) {
        const auto submission = scene.line(i).submission;
        return once.said_of([&](Evidence& e) {
            change(*std::ranges::find(e.read_out, submission, &opening::ReadOut::submission));
        });
    };
    const std::string differs = "verify.read_out verify.";
    EXPECT_NE(found(1, [](auto& line) { line.cause.reset(); }).find(differs), std::string::npos);
    EXPECT_NE(found(1, [](auto& line) { line.fields["price"] = "3000"; }).find(differs), std::string::npos);
    EXPECT_NE(found(2, [](auto& line) { line.cause = "opening.price_letter_missing"; }).find(differs),
              std::string::npos);
    EXPECT_NE(found(0, [](auto& line) { line.fields["price"] = "2000"; }).find(differs), std::string::npos);
    EXPECT_NE(found(0,
                    [](auto& line) {
                        line.fields.clear();
                        line.cause = "opening.price_letter_missing";
                    })
                  .find(differs),
              std::string::npos);
}

TEST(letters, the_sealing_program_makes_no_bid_whose_letter_cannot_be_read)
{
    Tender tender;
    const auto bill = tender.sealed_folder(0, "by hand") / "bill.pdf";
    write_text(bill, "a bill");
    const bidder::SealOrder order{tender.kit(),
                                  {{"price", {bill}}, {"technical", {bill}}},
                                  {{"price", "4000.5"}, {"quality", "合格"}},
                                  "C",
                                  "M",
                                  std::nullopt};
    const auto folder = tender.sealed_folder(0, "refused");
    const auto made = bidder::seal_bid(order, tender.bidder(0).holder(), tender.chance(), folder);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "opening.price_letter_malformed");
    EXPECT_FALSE(std::filesystem::exists(folder));
}

} // namespace
} // namespace tianping::verify
