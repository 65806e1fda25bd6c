// The law of the opening room by tables.
#include "formats/terms_sample.hpp"
#include "rooms/opening/rules.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

std::vector<bidding::ClosedSubmission> from(std::initializer_list<const char*> bidders)
{
    std::vector<bidding::ClosedSubmission> out;
    for (const auto* bidder : bidders) {
        out.emplace_back();
        out.back().bidder = bidder;
    }
    return out;
}

TEST(enough_bidders, as_many_different_bidders_as_the_law_wants)
{
    EXPECT_FALSE(enough_bidders({}, 3));
    EXPECT_FALSE(enough_bidders(from({"org_a", "org_b"}), 3));
    EXPECT_TRUE(enough_bidders(from({"org_a", "org_b", "org_c"}), 3));
    EXPECT_FALSE(enough_bidders(from({"org_a", "org_b", "org_b"}), 3));
    auto joint = from({"org_a", "org_b"});
    joint[0].members = {"91350100M000100Y43", "91110000600037341L"};
    EXPECT_FALSE(enough_bidders(joint, 3)) << "a joint body is one bidder";
}

TEST(closer_of, only_the_certificate_that_the_terms_pin_to_this_number)
{
    auto lot = terms::sample_lot();
    lot.unsealing.closers[4].holds_share = false;
    EXPECT_EQ(closer_of(lot, 1, terms::hex_of('a')).value().index, 1);
    EXPECT_EQ(closer_of(lot, 2, terms::hex_of('a')).error().code, "opening.not_a_closer");
    EXPECT_EQ(closer_of(lot, 6, terms::hex_of('f')).error().code, "opening.not_a_closer");
    EXPECT_EQ(closer_of(lot, 5, terms::hex_of('e')).value().index, 5);
    EXPECT_EQ(trustee_of(lot, 5, terms::hex_of('e')).error().code, "opening.no_share");
    EXPECT_EQ(trustee_of(lot, 1, terms::hex_of('b')).error().code, "opening.not_a_closer");
}

TEST(quorum_of, two_sets_cannot_both_have_it_while_fewer_than_t_lie)
{
    auto lot = terms::sample_lot();
    lot.unsealing.threshold = 3;
    EXPECT_EQ(quorum_of(lot), 4);
    lot.unsealing.closers.push_back({6, "91350100M000100Y43", "见证人", terms::hex_of('f'), false});
    lot.unsealing.closers.push_back({7, "91110000600037341L", "见证人", terms::hex_of('9'), false});
    EXPECT_EQ(quorum_of(lot), 5);
}

TEST(verdict, opens_with_t_shares_and_is_void_only_when_no_more_can_come)
{
    struct Case {
        std::int64_t ok, answered;
        bool over;
        PartVerdict wants;
    };
    const Case cases[] = {
        {0, 0, false, PartVerdict::wait},  {2, 2, false, PartVerdict::wait},
        {2, 4, false, PartVerdict::wait},  {2, 5, false, PartVerdict::void_},
        {2, 2, true, PartVerdict::void_},  {3, 3, false, PartVerdict::open},
        {3, 5, true, PartVerdict::open},   {5, 5, false, PartVerdict::open},
        {0, 5, false, PartVerdict::void_},
    };
    for (const auto& c : cases)
        EXPECT_EQ(verdict({c.ok, c.answered, 5, 3, c.over}), c.wants) << c.ok << " of " << c.answered;
}

TEST(read_letter, duty_43_10_reads_the_fields_that_the_terms_read_out_and_names_each_bad_one)
{
    auto lot = terms::sample_lot();
    lot.price_letter.push_back({"note", "说明", terms::FieldUnit::text, false});
    const auto letter = [&](std::map<std::string, std::string> fields, const std::string& round) {
        return boost::json::serialize(
            wire::write(PriceLetter{"tianping/price-letter/1", round, std::move(fields)}));
    };
    const auto good =
        read_letter(letter({{"price", "1200"}, {"duration", "365"}, {"note", "x"}}, lot.round), lot);
    ASSERT_TRUE(good);
    EXPECT_EQ(*good, (std::map<std::string, std::string>{{"price", "1200"}, {"duration", "365"}}));

    EXPECT_EQ(read_letter("{", lot).error().code, "opening.price_letter_malformed");
    const auto bad = read_letter(letter({{"price", "12.5"}, {"note", "x"}}, "rnd_other"), lot);
    ASSERT_FALSE(bad);
    ASSERT_EQ(bad.error().fields.size(), 3U);
    EXPECT_EQ(bad.error().fields[0].code, "wire.want_integer");
    EXPECT_EQ(bad.error().fields[1].code, "wire.missing");
    EXPECT_EQ(bad.error().fields[2].code, "opening.letter_of_another_round");
    for (const char* price : {"", "-1", "+1", " 1", "1e3", "12345678901234567"})
        EXPECT_FALSE(
            read_letter(letter({{"price", price}, {"duration", "1"}, {"note", ""}}, lot.round), lot));
}

} // namespace
} // namespace tianping::opening
