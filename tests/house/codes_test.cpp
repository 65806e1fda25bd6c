// The codes that a finished registration gives begin with what the installation is set to.
#include "support/tender.hpp"
#include "support/unified_code.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

TEST(IssuedCodes, follow_region_and_centre_until_they_are_set)
{
    const auto demo = app::read_config("", {}, {}).config;
    EXPECT_EQ(demo.platform_code, "A9901000001");
    EXPECT_EQ(demo.issuer_code, demo.centre_code);
    const app::Settings other{{"regions", "350200=海州市, 350203=海东区"},
                              {"centre_code", "91350100M000100Y43"}};
    const auto moved = app::read_config("", other, {}).config;
    EXPECT_EQ(moved.platform_code, "A3502000001");
    EXPECT_EQ(moved.issuer_code, "91350100M000100Y43");
    const auto second = app::read_config("", other, {{"platform_code", "A3502000002"}}).config;
    EXPECT_EQ(second.platform_code, "A3502000002");
}

TEST(IssuedCodes, of_two_platforms_in_one_city_differ_by_their_settings)
{
    const test::Tender first,
        second{{.settings = {{"platform_code", "A9901000002"}, {"issuer_code", "91350100M000100Y43"}}}};
    EXPECT_EQ(first.trade().project_code, "A9901000001000001");
    EXPECT_EQ(second.trade().project_code, "A9901000002000001");
    EXPECT_EQ(second.trade().tender_project_code, "A9901000002000001001");
    const auto unified = [](const test::Tender& tender) { return tender.trade().rounds.at(0).unified_code; };
    EXPECT_EQ(unified(first).substr(4, 18), first.config().centre_code);
    EXPECT_EQ(unified(second).substr(4, 18), "91350100M000100Y43");
    for (const auto* tender : {&first, &second})
        EXPECT_TRUE(test::is_unified_code(unified(*tender))) << unified(*tender);
}

} // namespace
} // namespace tianping
