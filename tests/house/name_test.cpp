// An installation's name and purpose: given when it is made, kept from then on.
#include "app/installation.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

using app::Installation;

struct Name : testing::Test {
    Result<Installation> choose(const std::string& name, const std::string& purpose) const
    {
        return Installation::choose(folder.path() / "data", name, purpose, test::monday);
    }
    std::string code_of(const std::string& name, const std::string& purpose) const
    {
        const auto there = choose(name, purpose);
        return there ? "" : there.error().code;
    }
    test::ScratchFolder folder;
};

TEST_F(Name, a_purpose_that_there_is_not_makes_nothing)
{
    for (const auto* purpose : {"rehersal", "training", "Real", "demo", " "}) {
        EXPECT_EQ(code_of("ggzy.example.cn", purpose), "installation.unknown_purpose") << purpose;
        EXPECT_FALSE(Installation::exists(folder.path() / "data")) << purpose;
    }
    ASSERT_EQ(code_of("ggzy.example.cn", ""), "");
    EXPECT_EQ(choose("", "")->about().purpose, ClockPurpose::real);
    EXPECT_EQ(code_of("", "rehersal"), "installation.unknown_purpose") << "nor is what is there started";
    EXPECT_EQ(code_of("", "rehearsal"), "installation.other_purpose");
}

TEST_F(Name, a_real_installation_is_not_made_without_one_or_with_one_that_is_none)
{
    for (const auto* purpose : {"real", ""})
        EXPECT_EQ(code_of("", purpose), "installation.name_missing");
    for (const auto* name : {"ggzy example", "平州", "a/b"})
        EXPECT_EQ(code_of(name, "real"), "seal.bad_name") << name;
    EXPECT_FALSE(Installation::exists(folder.path() / "data"));
}

TEST_F(Name, is_kept_and_another_later_is_a_mistake)
{
    ASSERT_EQ(choose("ggzy.example.cn", "real")->platform().name, "ggzy.example.cn");
    for (const auto* name : {"", "ggzy.example.cn"})
        for (const auto* purpose : {"", "real"})
            EXPECT_EQ(choose(name, purpose)->platform().name, "ggzy.example.cn");
    const auto other = choose("ggzy.example.com", "");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, "installation.other_name");
    EXPECT_EQ(other.error().params.at("name"), "ggzy.example.cn");
    EXPECT_EQ(code_of("ggzy.example.com", "real"), "installation.other_name");
}

TEST_F(Name, a_rehearsal_needs_none)
{
    EXPECT_EQ(choose("", "rehearsal")->platform().name, "demo.example");
}

// design.md 9.
TEST_F(Name, and_purpose_are_a_demonstrations_where_nothing_is_configured)
{
    const auto untold = [this] {
        return Installation::choose(folder.path() / "data", "", "", test::monday, "rehearsal").value();
    };
    EXPECT_EQ(untold().platform().name, "demo.example");
    EXPECT_EQ(untold().about().purpose, ClockPurpose::rehearsal);
    std::filesystem::remove_all(folder.path() / "data");
    ASSERT_EQ(code_of("ggzy.example.cn", "real"), "");
    EXPECT_EQ(untold().about().purpose, ClockPurpose::real) << "what is there is served as what it is";
}

} // namespace
} // namespace tianping
