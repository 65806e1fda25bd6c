#include "base/blank.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

struct Shown {
    const char* text;
    const char* shown;
    bool controls;
};
TEST(Blank, is_what_shows_nothing_in_any_script)
{
    const Shown rows[] = {
        {"", "", false},
        {" \t\r\n", "", true},
        {"\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000", "", false},
        {"\u200b\u200c\u200d\u2060\ufeff\u00ad", "", false},
        {"\u0085\u009f\x7f", "", true},
        {"\u200e\u200f\u202a\u202e\u2066\u2069", "", true},
        {"a", "a", false},
        {"。", "。", false},
        {"\u2010\u2030\u2065\u206a\u3001\u00a1", "\u2010\u2030\u2065\u206a\u3001\u00a1", false},
        {" 平原　建设\u200b有限 公司", "平原建设有限公司", false},
        {"𠀀\u202e甲", "𠀀甲", true},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(without_blanks(row.text), row.shown) << row.text;
        EXPECT_EQ(blank(row.text), std::string_view{row.shown}.empty()) << row.text;
        EXPECT_EQ(holds_controls(row.text), row.controls) << row.text;
    }
    EXPECT_FALSE(blank("\xff\xe3\x80")) << "and what is no UTF-8 ends";
}

} // namespace
} // namespace tianping
