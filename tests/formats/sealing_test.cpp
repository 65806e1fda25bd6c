#include "example.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

std::string sealing_refusal(const SealInput& input)
{
    Chance r = example::chance(1);
    const auto sealed = seal_part(input, r);
    return sealed ? "accepted" : sealed.error().code;
}

SealedBytes sealed(const SealInput& input, std::uint8_t seed = 1)
{
    Chance r = example::chance(seed);
    return seal_part(input, r).value();
}

Bytes content_of(const std::string& manifest, std::string_view files)
{
    Bytes out = Packer{}.u32(static_cast<std::uint32_t>(manifest.size())).raw(view(manifest)).take();
    out.insert(out.end(), files.begin(), files.end());
    return out;
}

std::string sealing_refusal(const Bytes& content)
{
    const auto unpacked = unpack_content(content);
    return unpacked ? "accepted" : unpacked.error().code;
}

} // namespace

TEST(Sealing, what_was_sealed_opens_for_trustees_and_for_the_bidder)
{
    const Bytes letter = example::counting(500), other = example::counting(700000);
    const SealedBytes part = sealed(example::input(letter, other));
    EXPECT_EQ(part.sealed.bytes, part.envelope.size());
    EXPECT_EQ(part.sealed.digest, crypto::sm3(part.envelope));

    const Envelope envelope = Envelope::read(part.envelope).value();
    EXPECT_EQ(envelope.header.digest(), part.sealed.header.digest());
    EXPECT_EQ(envelope.digest, part.sealed.digest);
    EXPECT_EQ(envelope.header.prefix().chunks, 11U);

    std::vector<Share> answers;
    for (const std::uint8_t i : {5, 1, 3})
        answers.push_back({i, open_box(envelope.header, i, example::key(i)).value()});
    const Recovered recovered = recover(envelope.header, answers).value();
    const Scalar own = open_box(envelope.header, 0, example::key(0)).value();
    EXPECT_EQ(recovered.secret.value(), own);

    const OpenedPart opened = open_part(envelope, recover_from_secret(envelope.header, own).value()).value();
    ASSERT_EQ(opened.inside.files.size(), 2U);
    EXPECT_EQ(opened.inside.files[0].name, "开标一览表.json");
    EXPECT_TRUE(std::ranges::equal(opened.inside.files[0].bytes, letter));
    EXPECT_TRUE(std::ranges::equal(opened.inside.files[1].bytes, other));
    EXPECT_EQ(opened.inside.manifest, part.sealed.manifest);
}

TEST(Sealing, creation_id_machine_code_and_tool_travel_inside)
{
    const Bytes file = example::counting(10);
    const SealedBytes part = sealed(example::input(file, file));
    const Envelope envelope = Envelope::read(part.envelope).value();
    const Scalar own = open_box(envelope.header, 0, example::key(0)).value();
    const OpenedPart opened = open_part(envelope, recover_from_secret(envelope.header, own).value()).value();
    EXPECT_EQ(opened.inside.manifest.creation_id, "creation-1");
    EXPECT_EQ(opened.inside.manifest.machine_code, "machine-1");
    EXPECT_EQ(opened.inside.manifest.tool, "tianping-test 1");
}

TEST(Sealing, is_determined_by_chance_and_content_and_hedged_by_both)
{
    const Bytes a = example::counting(100), b = example::counting(101);
    const auto header_of = [](const Bytes& file, std::uint8_t seed) {
        return sealed(example::input(file, file), seed).sealed.header.digest();
    };
    EXPECT_EQ(sealed(example::input(a, a)).envelope, sealed(example::input(a, a)).envelope);
    EXPECT_NE(header_of(a, 1), header_of(a, 2));
    EXPECT_NE(header_of(a, 1), header_of(b, 1));
}

TEST(Sealing, chance_is_erased_also_when_sealing_is_refused)
{
    const Bytes file = example::counting(10);
    Chance r = example::chance(1);
    EXPECT_TRUE(seal_part(example::input(file, file), r));
    EXPECT_EQ(r, Chance{});
    SealInput bad = example::input(file, file);
    bad.files.clear();
    r = example::chance(1);
    EXPECT_FALSE(seal_part(bad, r));
    EXPECT_EQ(r, Chance{});
}

TEST(Sealing, files_are_read_from_disk_and_the_envelope_streams_out)
{
    const auto path = std::filesystem::temp_directory_path() / "tianping_sealing_test.bin";
    const Bytes bytes = example::counting(300000);
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()), 300000);
    SealInput from_file = example::input(bytes, bytes);
    from_file.files[1].source = Source::of_file(path.string()).value();
    Bytes streamed;
    Chance r = example::chance(1);
    const auto streamed_part =
        seal_part(from_file, r, [&](ByteView p) { streamed.insert(streamed.end(), p.begin(), p.end()); });
    ASSERT_TRUE(streamed_part);
    EXPECT_EQ(streamed, sealed(example::input(bytes, bytes)).envelope);
    std::filesystem::remove(path);
    EXPECT_EQ(Source::of_file(path.string()).error().code, "seal.source_unreadable");
}

TEST(Sealing, file_that_changes_or_vanishes_meanwhile_is_refused)
{
    const Bytes file = example::counting(1000);
    SealInput input = example::input(file, file);
    int reads = 0;
    input.files[0].source.read = [&](std::uint64_t, std::span<std::uint8_t> out) {
        std::fill(out.begin(), out.end(), static_cast<std::uint8_t>(++reads));
        return true;
    };
    EXPECT_EQ(sealing_refusal(input), "seal.source_changed");
    input.files[0].source.read = [](std::uint64_t, std::span<std::uint8_t>) { return false; };
    EXPECT_EQ(sealing_refusal(input), "seal.source_unreadable");
}

TEST(Sealing, input_is_checked_before_anything_is_written)
{
    const Bytes file = example::counting(10);
    const auto with = [&](auto change) {
        SealInput input = example::input(file, file);
        change(input);
        return sealing_refusal(input);
    };
    EXPECT_EQ(with([](SealInput& i) { i.files.clear(); }), "seal.bad_manifest");
    EXPECT_EQ(with([](SealInput& i) { i.files[0].name = i.files[1].name; }), "seal.bad_manifest");
    EXPECT_EQ(with([](SealInput& i) { i.files[0].name = "../etc/passwd"; }), "seal.bad_manifest");
    EXPECT_EQ(with([](SealInput& i) { i.machine_code = ""; }), "seal.bad_manifest");
    EXPECT_EQ(with([](SealInput& i) {
                  i.prefix.trustees.pop_back();
                  i.prefix.threshold = 2;
              }),
              "seal.bad_threshold");
    EXPECT_EQ(with([](SealInput& i) { i.prefix.own = i.prefix.trustees[0].key; }), "seal.keys_repeated");
    EXPECT_EQ(with([](SealInput& i) { i.files[0].source.size = largest_content + 1; }), "seal.too_large");
}

TEST(FileName, paths_control_characters_and_broken_text_are_refused)
{
    EXPECT_TRUE(is_file_name("投标文件 (1).pdf"));
    EXPECT_TRUE(is_file_name("..a"));
    EXPECT_TRUE(is_file_name(std::string(255, 'a')));
    for (const std::string name : {"", ".", "..", "a/b", "a\\b", "a\nb", "a\x7f", "\xff", "\xc0\xaf"})
        EXPECT_FALSE(is_file_name(name)) << name;
    EXPECT_FALSE(is_file_name(std::string(256, 'a')));
    EXPECT_FALSE(is_file_name(std::string_view{"a\0b", 3}));
}

TEST(Content, manifest_must_be_canonical_and_fill_the_content_exactly)
{
    const std::string digest = to_hex(crypto::sm3(view("abc")));
    const std::string good = R"({"creation_id":"c","files":[{"digest":")" + digest +
                             R"(","name":"a","size":3}],"machine_code":"m","tool":"t"})";
    EXPECT_EQ(sealing_refusal(content_of(good, "abc")), "accepted");
    EXPECT_EQ(sealing_refusal(content_of(good, "abd")), "seal.file_differs");
    EXPECT_EQ(sealing_refusal(content_of(good, "abcd")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(content_of(good, "ab")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(content_of(" " + good, "abc")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(content_of(R"({"tool":"x",)" + good.substr(1), "abc")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(content_of("{}", "")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(content_of("not json", "")), "seal.bad_manifest");
    EXPECT_EQ(sealing_refusal(Bytes{0, 0, 0}), "seal.malformed");
    EXPECT_EQ(sealing_refusal(Bytes{0xFF, 0xFF, 0xFF, 0xFF}), "seal.malformed");
    std::string path = good;
    path.replace(path.find("\"a\""), 3, "\"../a\"");
    EXPECT_EQ(sealing_refusal(content_of(path, "abc")), "seal.bad_manifest");
}
