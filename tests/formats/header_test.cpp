#include "example.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

std::string header_refusal(const Result<Header>& header)
{
    return header ? "accepted" : header.error().code;
}

std::string header_refusal(const Prefix& prefix)
{
    const auto checked = prefix.check();
    return checked ? "accepted" : checked.error().code;
}

Bytes flipped(ByteView bytes, std::size_t at)
{
    Bytes out{bytes.begin(), bytes.end()};
    out[at] ^= 1;
    return out;
}

} // namespace

TEST(Header, known_answer)
{
    const Header& header = example::header();
    EXPECT_EQ(header.bytes().size(), 1647U);
    EXPECT_EQ(to_hex(header.digest()), "2e237bf4be99b6702887f3ab37f4cb99283e75791fa758099e22f76ccd479a7f");
}

TEST(Header, is_read_as_it_was_written)
{
    const Header& header = example::header();
    EXPECT_EQ(header.prefix(), example::prefix());
    EXPECT_EQ(header.context(), context_of(example::prefix().encode()));
    Prefix without = example::prefix();
    without.own.reset();
    const Header spare_less = example::header_for(without);
    EXPECT_EQ(spare_less.prefix(), without);
    EXPECT_FALSE(spare_less.has_box(0));
    EXPECT_TRUE(spare_less.has_box(5));
    EXPECT_FALSE(spare_less.has_box(6));
    EXPECT_THROW(spare_less.box(0), std::logic_error);
}

TEST(Header, at_the_front_of_an_envelope_leaves_the_body)
{
    const Header& header = example::header();
    Bytes longer{header.bytes().begin(), header.bytes().end()};
    longer.insert(longer.end(), 5000, 7);
    EXPECT_EQ(Header::at_front(longer).value().digest(), header.digest());
    EXPECT_EQ(header_refusal(Header::decode(longer)), "seal.malformed");
}

TEST(Header, cut_anywhere_is_refused)
{
    const Header& header = example::header();
    for (std::size_t size = 0; size < header.bytes().size(); ++size)
        EXPECT_EQ(header_refusal(Header::at_front(header.bytes().first(size))), "seal.malformed") << size;
}

// No byte of the header is free: each is refused when read or differs from the rebuilt header.
TEST(Header, every_byte_changed_is_noticed)
{
    const Header& header = example::header();
    const Secret honest = example::secret_for(example::prefix());
    const auto answers = example::shares(honest, {1, 2, 3});
    for (std::size_t at = 0; at < header.bytes().size(); at += at < header.prefix_bytes().size() ? 1 : 7) {
        const auto read = Header::decode(flipped(header.bytes(), at));
        if (!read)
            continue;
        const auto recovered = recover(*read, answers);
        ASSERT_FALSE(recovered) << at;
        EXPECT_EQ(recovered.error().code, "seal.header_not_rebuilt") << at;
    }
}

TEST(Header, limits_are_kept_on_both_sides)
{
    const auto with = [](auto change) {
        Prefix p = example::prefix();
        change(p);
        return header_refusal(p);
    };
    EXPECT_EQ(with([](Prefix&) {}), "accepted");
    EXPECT_EQ(with([](Prefix& p) { p.threshold = 2; }), "seal.bad_threshold"); // 2t > n
    EXPECT_EQ(with([](Prefix& p) { p.threshold = 4; }), "accepted");
    EXPECT_EQ(with([](Prefix& p) { p.threshold = 5; }), "seal.bad_threshold"); // t < n
    EXPECT_EQ(with([](Prefix& p) {
                  p.trustees.resize(2);
                  p.threshold = 2;
              }),
              "seal.bad_threshold");
    EXPECT_EQ(with([](Prefix& p) {
                  p.trustees.resize(3);
                  p.threshold = 2;
              }),
              "accepted");
    EXPECT_EQ(with([](Prefix& p) { p.chunks = 3; }), "seal.bad_size_class");
    EXPECT_EQ(with([](Prefix& p) { p.chunks = 65536; }), "accepted");
    EXPECT_EQ(with([](Prefix& p) { p.chunks = 65537; }), "seal.bad_size_class");
    EXPECT_EQ(with([](Prefix& p) { p.part = ""; }), "seal.bad_name");
    EXPECT_EQ(with([](Prefix& p) { p.part = std::string(64, 'a'); }), "accepted");
    EXPECT_EQ(with([](Prefix& p) { p.part = std::string(65, 'a'); }), "seal.bad_name");
    EXPECT_EQ(with([](Prefix& p) { p.place.lot = "标段"; }), "seal.bad_name");
    EXPECT_EQ(with([](Prefix& p) { p.place.platform = "a/b"; }), "seal.bad_name");
}

TEST(Header, nine_trustees_with_the_longest_names_stay_below_4096_bytes)
{
    Prefix p = example::prefix();
    const std::string longest(64, 'z');
    p.place = {longest, longest, longest, longest, longest};
    p.part = longest;
    for (int i = 6; i <= 9; ++i)
        p.trustees.push_back(
            {example::digest("c" + std::to_string(i)), crypto::sm2_public_point(example::key(i))});
    p.threshold = 5;
    const Header header = example::header_for(p);
    EXPECT_LE(header.bytes().size(), largest_header);
    p.trustees.push_back({{}, crypto::sm2_public_point(example::key(10))});
    EXPECT_EQ(header_refusal(p), "seal.bad_threshold");
}

TEST(Header, keys_are_points_and_pairwise_distinct)
{
    Prefix p = example::prefix();
    p.trustees[3].key = p.trustees[1].key;
    EXPECT_EQ(header_refusal(p), "seal.keys_repeated");
    p = example::prefix();
    p.own = p.trustees[4].key;
    EXPECT_EQ(header_refusal(p), "seal.keys_repeated");
    p = example::prefix();
    p.trustees[2].key[64] ^= 1;
    EXPECT_EQ(header_refusal(p), "seal.point_not_on_curve");
    EXPECT_EQ(p.check().error().params.at("key"), "3");
    p = example::prefix();
    p.own = Point{};
    EXPECT_EQ(header_refusal(p), "seal.point_not_on_curve");
}

TEST(Header, profile_and_own_flag_are_read_strictly)
{
    const Header& header = example::header();
    EXPECT_EQ(header_refusal(Header::decode(flipped(header.bytes(), 0))), "seal.malformed");
    Bytes other{header.bytes().begin(), header.bytes().end()};
    other[8] = 2;
    EXPECT_EQ(header_refusal(Header::decode(other)), "seal.unknown_profile");
    other[8] = 1;
    other[11] = 2;
    EXPECT_EQ(header_refusal(Header::decode(other)), "seal.malformed");
}

TEST(Header, box_that_begins_with_no_point_is_refused)
{
    const Header& header = example::header();
    for (std::uint8_t i = 0; i <= 5; ++i) {
        const auto at = static_cast<std::size_t>(header.box(i).data() - header.bytes().data());
        EXPECT_EQ(header_refusal(Header::decode(flipped(header.bytes(), at))),
                  "seal.malformed"); // compressed
        EXPECT_EQ(header_refusal(Header::decode(flipped(header.bytes(), at + 64))),
                  "seal.malformed"); // off the curve
    }
}
