#include "base/national_codes.hpp"
#include <gtest/gtest.h>
#include <string>

namespace tianping {
namespace {

TEST(NationalCodes, an_organisation_code_has_its_shape_and_then_its_check_character)
{
    EXPECT_EQ(fault_of_organisation_code("91350100M000100Y43"), CodeFault::none);
    EXPECT_EQ(fault_of_organisation_code("91350100M000100Y44"), CodeFault::check_character);
    for (const auto* shapeless : {"", "91350100M000100Y4", "91350100M000100Y433", "91350100M000100I43",
                                  "9135O100M000100Y43", "91350100m000100y43", "91A50100M000100Y43"})
        EXPECT_EQ(fault_of_organisation_code(shapeless), CodeFault::shape) << shapeless;
}

TEST(NationalCodes, an_identity_number_is_known_by_its_check_character)
{
    const std::string first17(17, '1');
    int fit = 0;
    for (const char last : std::string{"0123456789X"})
        fit += is_identity_number(first17 + last) ? 1 : 0;
    EXPECT_EQ(fit, 1);
    EXPECT_FALSE(is_identity_number(first17));
    EXPECT_FALSE(is_identity_number("A" + first17));
}

TEST(NationalCodes, a_region_is_six_digits_that_begin_with_no_zero)
{
    EXPECT_TRUE(is_region("350200"));
    for (const auto* none : {"", "35020", "3502000", "035020", "35020a"})
        EXPECT_FALSE(is_region(none)) << none;
}

TEST(NationalCodes, a_regions_stem_is_that_of_all_below_it)
{
    EXPECT_EQ(region_stem("350000"), "35");
    EXPECT_EQ(region_stem("350200"), "3502");
    EXPECT_EQ(region_stem("350203"), "350203");
    EXPECT_EQ(region_stem("100000"), "10") << "a nought of the code itself stays";
    EXPECT_EQ(region_stem("350010"), "350010");
}

TEST(NationalCodes, a_trade_class_is_a_letter_and_two_digits)
{
    EXPECT_TRUE(is_trade_class("A07"));
    for (const auto* none : {"", "A7", "a07", "A077", "07A", "A 7"})
        EXPECT_FALSE(is_trade_class(none)) << none;
}

TEST(NationalCodes, a_platforms_code_is_a_letter_a_region_and_four_digits)
{
    EXPECT_TRUE(is_platform_code("A3502000001"));
    for (const auto* none :
         {"", "A350200000", "A35020000011", "a3502000001", "33502000001", "A0502000001", "A350200000a"})
        EXPECT_FALSE(is_platform_code(none)) << none;
}

} // namespace
} // namespace tianping
