#include "rooms/identity/rules.hpp"
#include <gtest/gtest.h>

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;
const Instant noon = from_rfc3339("2026-03-02T12:00:00+08:00").value();

TEST(SignInRules, the_lock_doubles_from_thirty_seconds_to_fifteen_minutes)
{
    const SessionLimits limits;
    const auto wait = [&](std::int64_t failures) {
        const auto until = locked_until({"x", failures, noon}, limits);
        return until ? (*until - noon) / 1s : 0;
    };
    const std::vector<std::int64_t> expected{0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900};
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(wait(static_cast<std::int64_t>(i)), expected[i]) << i;
    EXPECT_EQ(wait(1'000'000'000'000), 900);
}

TEST(CertificateRules, warnings_that_are_past_are_one_at_once)
{
    const auto days = [](std::int64_t left) {
        std::vector<std::int64_t> out;
        for (const auto& w : warnings_for(noon + std::chrono::hours{24 * left}, noon))
            out.push_back(w.at == noon ? -w.days : w.days);
        return out;
    };
    using Days = std::vector<std::int64_t>;
    EXPECT_EQ(days(200), (Days{90, 30, 15}));
    EXPECT_EQ(days(90), (Days{-90, 30, 15}));
    EXPECT_EQ(days(40), (Days{-90, 30, 15}));
    EXPECT_EQ(days(30), (Days{-30, 15}));
    EXPECT_EQ(days(3), (Days{-15}));
    EXPECT_EQ(days(0), Days{});
}

TEST(NameRules, a_name_is_no_identity_number_and_holds_no_control_character)
{
    EXPECT_TRUE(check_name("张三", "name"));
    EXPECT_TRUE(check_name("110105194912310021", "name")) << "eighteen digits whose check does not fit";
    EXPECT_TRUE(check_name("Zhang San·\u3000张三", "name"));
    for (const std::string bad :
         {"", " ", "\u3000", "\u200b\ufeff", "11010519491231002X", "110105 19491231\u200b002X",
          "已\u00a0删除", "a\nb", "a\u0085b", "张\u202e三", "张\u2067三", "张三\u200f", "\xff", "\x7f"})
        EXPECT_FALSE(check_name(bad, "name")) << bad;
    EXPECT_FALSE(check_name(std::string(201, 'a'), "name"));
}

TEST(SupervisionRules, of_whom_nothing_was_kept_he_supervises_everything_and_nobody_else_anything)
{
    OrganisationRow row;
    for (const auto kind : wire::Choices<OrganisationKind>::values) {
        row.kind = kind;
        EXPECT_EQ(supervision_of(row).has_value(), kind == OrganisationKind::supervisor)
            << wire::name_of(kind);
    }
    row.kind = OrganisationKind::supervisor;
    EXPECT_EQ(supervision_of(row), Supervision{});
    row.supervised_regions = "350200 350100";
    row.supervised_classes = "A07";
    EXPECT_EQ(supervision_of(row), (Supervision{{"350200", "350100"}, {"A07"}}));
}

} // namespace
} // namespace tianping::identity
