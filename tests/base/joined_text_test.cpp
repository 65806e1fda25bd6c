#include "base/joined_text.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace tianping {
namespace {

using Texts = std::vector<std::string>;

struct NamedLot {
    std::string name{};
    int number = 0;
};

TEST(JoinedText, puts_something_between_texts_and_nowhere_else)
{
    const struct {
        Texts texts;
        const char* between;
        const char* joined;
    } table[] = {{{}, ", ", ""},
                 {{"price"}, ", ", "price"},
                 {{"price", "technical", "letter"}, ", ", "price, technical, letter"},
                 {{"一标段", "二标段"}, "、", "一标段、二标段"},
                 {{"first", "second"}, "\n", "first\nsecond"},
                 {{"", "", "after what is empty"}, "；", "after what is empty"},
                 {{"a", "", "b"}, "; ", "a; ; b"}};
    for (const auto& row : table)
        EXPECT_EQ(joined_text(row.texts, row.between), row.joined);
}

TEST(JoinedText, takes_what_an_item_says_from_a_member_or_a_function)
{
    const std::vector<NamedLot> lots{{"east", 1}, {"west", 2}};
    EXPECT_EQ(joined_text(lots, ", ", &NamedLot::name), "east, west");
    EXPECT_EQ(joined_text(lots, "+", [](const NamedLot& lot) { return std::to_string(lot.number); }), "1+2");
}

} // namespace
} // namespace tianping
