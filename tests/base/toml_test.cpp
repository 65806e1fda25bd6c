#include "base/toml.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

// The line that is blamed; 0 where the text is taken.
int blamed(const std::string& text)
{
    try {
        (void)toml::parse(text);
        return 0;
    } catch (const toml::parse_error& e) {
        return static_cast<int>(e.source().begin.line);
    }
}

TEST(Toml, what_is_none_is_refused_with_its_line_and_stops_nothing)
{
    for (const auto* broken :
         {"[[[", "[、]", "[ [a]]", "[\xD0\xB0]", "、", "a = 1 、", "a = 。", "\xC2\xA1 = 1", "a",
          "a =", "a = \"", "a = 1\xFF", "[", "a = [1,", "a = {b", "= 1", "a = 1979-05-40"})
        EXPECT_EQ(blamed("x = 1\n" + std::string{broken}), 2) << broken;
}

TEST(Toml, a_value_knows_its_line)
{
    const auto table = toml::parse("x = 1\n\n[[limit]]\ndays = \"二十日\"\n");
    const auto& limit = (*table["limit"].as_array())[0];
    EXPECT_EQ(line_of(*table.get("x")), 1);
    EXPECT_EQ(line_of(limit), 3);
    EXPECT_EQ(line_of(*limit.as_table()->get("days")), 4);
}

} // namespace
} // namespace tianping
