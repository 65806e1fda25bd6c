#include "example.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

Secret secret()
{
    return example::secret_for(example::prefix());
}

std::string opening(const Bytes& body, const Secret& with = secret())
{
    const auto opened = open_body(example::header(), with, body);
    return opened ? "accepted" : opened.error().code;
}

// The chunks of a stream of the test's own choice, each with its right code: what only the sealer can make.
Bytes dealt(const Bytes& stream)
{
    using namespace std::string_view_literals;
    const BodyKeys keys = secret().body_keys();
    Bytes cipher = stream, out;
    crypto::Sm4Ctr{keys.cipher, {}}.apply(cipher, cipher);
    const auto chunks = static_cast<std::uint32_t>(stream.size() / chunk_size);
    for (std::uint32_t i = 0; i < chunks; ++i) {
        const ByteView chunk = ByteView{cipher}.subspan(i * chunk_size, chunk_size);
        const Bytes numbers = Packer{}.u32(i).u32(chunks).take();
        crypto::HmacSm3 code{keys.code};
        code.update(view("tianping/seal/1/chunk\0"sv))
            .update(example::header().digest())
            .update(numbers)
            .update(chunk);
        const Digest tag = code.finish();
        out.insert(out.end(), chunk.begin(), chunk.end());
        out.insert(out.end(), tag.begin(), tag.end());
    }
    return out;
}

Bytes stream_of(std::uint64_t length, std::size_t chunks = 4)
{
    Bytes stream = Packer{}.u64(length).take();
    stream.resize(chunks * chunk_size);
    return stream;
}

} // namespace

TEST(SizeClass, is_padded_by_at_most_an_eighth_and_its_edges_are_exact)
{
    EXPECT_EQ(size_class(0), 4U);
    EXPECT_EQ(size_class(4 * chunk_size - 8), 4U);
    EXPECT_EQ(size_class(4 * chunk_size - 7), 8U);
    EXPECT_EQ(size_class(8 * chunk_size - 8), 8U);
    EXPECT_EQ(size_class(8 * chunk_size - 7), 9U);
    EXPECT_EQ(size_class(16 * chunk_size - 8), 16U);
    EXPECT_EQ(size_class(16 * chunk_size - 7), 18U);
    EXPECT_EQ(size_class(18 * chunk_size - 7), 20U);
    EXPECT_EQ(size_class(32 * chunk_size - 7), 36U);
    EXPECT_EQ(size_class(1000 * chunk_size), 1024U);
    EXPECT_EQ(size_class(largest_content), 65536U);
    EXPECT_EQ(size_class(largest_content + 1), std::nullopt);
    for (std::uint64_t chunks = 9; chunks <= 65536; chunks += 13) {
        const auto padded = size_class(chunks * chunk_size - 8).value();
        EXPECT_GE(padded, chunks);
        EXPECT_LE(padded - chunks, chunks / 8);
        EXPECT_EQ(size_class(std::uint64_t{padded} * chunk_size - 8), padded);
    }
}

TEST(Body, content_of_every_length_comes_back)
{
    for (const std::size_t length : {0U, 1U, 65527U, 65528U, 65529U, 131064U, 200000U, 262136U}) {
        const Bytes content = example::counting(length);
        const Bytes body = example::body_of(example::header(), secret(), content);
        EXPECT_EQ(body.size(), 4 * sealed_chunk_size);
        EXPECT_EQ(open_body(example::header(), secret(), body).value(), content) << length;
    }
}

TEST(Body, pieces_of_any_size_make_the_same_body)
{
    const Bytes content = example::counting(150000);
    Bytes pieces;
    BodySealer sealer{secret(), example::header().digest(), 4, content.size(),
                      [&](ByteView p) { pieces.insert(pieces.end(), p.begin(), p.end()); }};
    for (std::size_t at = 0, step = 1; at < content.size(); at += step, step = step * 3 % 70001)
        sealer.write(ByteView{content}.subspan(at, std::min(step, content.size() - at)));
    sealer.finish();
    EXPECT_EQ(pieces, example::body_of(example::header(), secret(), content));
    EXPECT_EQ(pieces, dealt([&] {
                  Bytes stream = stream_of(content.size());
                  std::copy(content.begin(), content.end(), stream.begin() + 8);
                  return stream;
              }()));
}

TEST(Body, lengths_that_do_not_agree_are_bugs_of_the_sealer)
{
    const auto nowhere = [](ByteView) {};
    EXPECT_THROW((BodySealer{secret(), example::header().digest(), 5, 10, nowhere}), std::logic_error);
    BodySealer longer{secret(), example::header().digest(), 4, 3, nowhere};
    EXPECT_THROW(longer.write(view("four")), std::logic_error);
    BodySealer shorter{secret(), example::header().digest(), 4, 3, nowhere};
    shorter.write(view("12"));
    EXPECT_THROW(shorter.finish(), std::logic_error);
}

TEST(Body, chunks_swapped_cut_added_or_foreign_are_refused)
{
    const Bytes good = example::body_of(example::header(), secret(), example::counting(200000));
    Bytes swapped = good;
    std::swap_ranges(swapped.begin(), swapped.begin() + sealed_chunk_size,
                     swapped.begin() + sealed_chunk_size);
    EXPECT_EQ(opening(swapped), "seal.wrong_code");

    Bytes cut{good.begin(), good.end() - sealed_chunk_size};
    EXPECT_EQ(opening(cut), "seal.body_length");
    Bytes cut_by_one{good.begin(), good.end() - 1};
    EXPECT_EQ(opening(cut_by_one), "seal.body_length");
    Bytes added = good;
    added.insert(added.end(), good.begin(), good.begin() + sealed_chunk_size);
    EXPECT_EQ(opening(added), "seal.body_length");

    Prefix other = example::prefix();
    other.bidder = example::digest("another bidder");
    const Header foreign_header = example::header_for(other);
    const Bytes foreign =
        example::body_of(foreign_header, example::secret_for(other), example::counting(200000));
    Bytes mixed = good;
    std::copy_n(foreign.begin(), sealed_chunk_size, mixed.begin());
    EXPECT_EQ(opening(mixed), "seal.wrong_code");
    EXPECT_EQ(opening(foreign), "seal.wrong_code");
    EXPECT_EQ(opening({}), "seal.body_length");
}

TEST(Body, changed_byte_is_refused_and_its_chunk_is_named)
{
    const Bytes good = example::body_of(example::header(), secret(), example::counting(200000));
    for (std::size_t chunk = 0; chunk < 4; ++chunk)
        for (const std::size_t at : {0U, 65535U, 65536U, 65567U}) {
            Bytes bad = good;
            bad[chunk * sealed_chunk_size + at] ^= 0x80;
            const auto opened = open_body(example::header(), secret(), bad);
            ASSERT_FALSE(opened);
            EXPECT_EQ(opened.error().code, "seal.wrong_code");
            EXPECT_EQ(opened.error().params.at("chunk"), std::to_string(chunk + 1));
        }
}

TEST(Body, padding_that_is_not_zero_is_refused_wherever_it_lies)
{
    for (const std::size_t at : {108UL, 65535UL, 65536UL, 131072UL, 262143UL}) {
        Bytes stream = stream_of(100);
        EXPECT_EQ(opening(dealt(stream)), "accepted");
        stream[at] = 1;
        EXPECT_EQ(opening(dealt(stream)), "seal.padding_not_zero") << at;
    }
    Bytes last_of_content = stream_of(100);
    last_of_content[107] = 1;
    EXPECT_EQ(opening(dealt(last_of_content)), "accepted");
}

TEST(Body, inner_length_beyond_the_body_is_refused)
{
    EXPECT_EQ(opening(dealt(stream_of(4 * chunk_size - 8))), "accepted");
    EXPECT_EQ(opening(dealt(stream_of(4 * chunk_size - 7))), "seal.inner_length");
    for (const std::uint64_t length : {~std::uint64_t{0}, ~std::uint64_t{0} - 7, ~std::uint64_t{0} - 8})
        EXPECT_EQ(opening(dealt(stream_of(length))), "seal.inner_length");
}

TEST(Body, class_that_does_not_belong_to_the_length_is_refused)
{
    Prefix p = example::prefix();
    p.chunks = 8;
    const Header eight = example::header_for(p);
    const Secret of_eight = example::secret_for(p);
    const Bytes body = example::body_of(eight, of_eight, example::counting(300000));
    EXPECT_TRUE(open_body(eight, of_eight, body));

    // The same chunks with an inner length that four chunks would hold: only the sealer can make it.
    using namespace std::string_view_literals;
    const BodyKeys keys = of_eight.body_keys();
    Bytes stream = stream_of(100, 8), out;
    crypto::Sm4Ctr{keys.cipher, {}}.apply(stream, stream);
    for (std::uint32_t i = 0; i < 8; ++i) {
        const ByteView chunk = ByteView{stream}.subspan(i * chunk_size, chunk_size);
        crypto::HmacSm3 code{keys.code};
        code.update(view("tianping/seal/1/chunk\0"sv)).update(eight.digest());
        const Digest tag = code.update(Packer{}.u32(i).u32(8).take()).update(chunk).finish();
        out.insert(out.end(), chunk.begin(), chunk.end());
        out.insert(out.end(), tag.begin(), tag.end());
    }
    EXPECT_EQ(open_body(eight, of_eight, out).error().code, "seal.wrong_size_class");
}

TEST(Body, wrong_secret_opens_nothing)
{
    const Bytes good = example::body_of(example::header(), secret(), example::counting(100));
    EXPECT_EQ(opening(good, Secret::from(example::digest("other"), example::header().context()).value()),
              "seal.wrong_code");
}

TEST(Body, nothing_is_released_before_all_of_it_was_verified)
{
    Bytes body = example::body_of(example::header(), secret(), example::counting(200000));
    body.back() ^= 1;
    std::size_t released = 0;
    EXPECT_FALSE(
        open_body(example::header(), secret(), Source::of(body), [&](ByteView p) { released += p.size(); }));
    EXPECT_EQ(released, 0U);
}
