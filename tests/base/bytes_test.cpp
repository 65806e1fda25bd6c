#include "base/bytes.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

TEST(Hex, goes_there_and_back)
{
    const Bytes bytes{0x00, 0x7f, 0xff, 0x10};
    EXPECT_EQ(to_hex(bytes), "007fff10");
    EXPECT_EQ(from_hex("007fff10").value(), bytes);
}

TEST(Hex, refuses_capitals_odd_lengths_and_other_letters)
{
    for (const auto* text : {"0", "0G", "FF", " 00", "0x00"})
        EXPECT_EQ(from_hex(text).error().code, "bytes.not_hex") << text;
    EXPECT_EQ(digest_from_hex("00").error().code, "bytes.not_a_digest");
}

TEST(Base64, follows_the_vectors_of_rfc_4648)
{
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : vectors) {
        EXPECT_EQ(to_base64(view(plain)), coded);
        EXPECT_EQ(text_view(from_base64(coded).value()), plain);
    }
}

TEST(Base64, refuses_every_second_spelling_of_the_same_bytes)
{
    for (const auto* text : {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zm 9v", "Zm9v\n", "Zg==Zg=="})
        EXPECT_EQ(from_base64(text).error().code, "bytes.not_base64") << text;
}

TEST(Utf8, knows_what_is_well_formed)
{
    EXPECT_TRUE(is_utf8("招标公告 ok 𠀀"));
    for (const std::string text :
         {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE4\xB8", "\xF0\x80\x80\x80"})
        EXPECT_FALSE(is_utf8(text));
    EXPECT_FALSE(is_utf8(std::string_view{"a\0b", 3}));
}

TEST(Utf8, is_never_cut_in_a_character)
{
    for (const auto& [most, expected] :
         {std::pair{0U, ""}, {1U, "a"}, {3U, "a"}, {4U, "a招"}, {7U, "a招"}, {8U, "a招𠀀"}, {9U, "a招𠀀"}})
        EXPECT_EQ(beginning("a招𠀀", most), expected) << most;
    EXPECT_EQ(beginning("\x80\x80\x80", 2), "");
}

} // namespace
} // namespace tianping
