#include "base/canonical.hpp"
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace tianping {
namespace {

std::string canon(std::string_view text)
{
    return canonical(boost::json::parse({text.data(), text.size()}));
}

TEST(Canonical, sorts_members_and_drops_white_space)
{
    EXPECT_EQ(canon(R"( { "b" : [1, true, null], "a" : {"z":"", "y":-7} } )"),
              R"({"a":{"y":-7,"z":""},"b":[1,true,null]})");
}

TEST(Canonical, sorts_by_utf16_as_rfc_8785_has_it)
{
    // The example of RFC 8785 section 3.2.3, without its fraction.
    EXPECT_EQ(canon("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,"
                    "\"\\u00f6\":7}"),
              "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001F600\":5,\"\ufb33\":3}");
}

TEST(Canonical, writes_the_shortest_escapes)
{
    EXPECT_EQ(canon(R"("\u000f\n\"\\\/\u4e2d")"), "\"\\u000f\\n\\\"\\\\/中\"");
}

TEST(Canonical, has_no_place_for_fractions_or_great_integers)
{
    EXPECT_THROW(canon("1.5"), std::logic_error);
    EXPECT_THROW(canon("9007199254740992"), std::logic_error);
    EXPECT_EQ(canon("-9007199254740991"), "-9007199254740991");
    const auto has = [](const char* text) { return has_canonical_form(boost::json::parse(text)); };
    EXPECT_TRUE(has(R"({"a":[-9007199254740991,"x",null,true]})"));
    for (const char* text :
         {R"({"a":[1.0]})", "9007199254740992", "-9007199254740992", "18446744073709551615"})
        EXPECT_FALSE(has(text)) << text;
}

} // namespace
} // namespace tianping
