// What the trade's page says of the law's limits: of those that hold on their day, and of those that the
// calendar cannot count.
#include "support/tender.hpp"
#include <fstream>
#include <gtest/gtest.h>

namespace tianping::test {
namespace {

constexpr auto own_limit = R"(format = 1
[[limit]]
id = "works.a_year_later"
zh = "终止满一年后的事项"
en = "what is due a year after the end"
relation = "at_most"
figure = 365
unit = "calendar_day"
starts_at = "round_terminated"
ends_at = "record_volume_made"
counts = ["dates"]
rest_day = "moves"
effect = "warn"
on_hold = "runs"
article = ""
jurisdiction = "CN"
valid_from = 2020-01-01
standing = "unverified"
)";

class LimitLines : public testing::TestWithParam<Home> {
protected:
    static std::string put(const std::filesystem::path& law)
    {
        std::filesystem::create_directories(law / "limits");
        std::ofstream{law / "limits" / "own.toml"} << own_limit;
        return law.string();
    }
    bool shows(const std::string& words)
    {
        auto anyone = tender.anyone();
        return anyone.send("GET", "/trades/" + tender.trade().id.text()).value().body.find(words) !=
               std::string::npos;
    }

    ScratchFolder own_law;
    Tender tender{{.home = GetParam(), .settings = {{"law_overrides", put(own_law.path())}}}};
};
INSTANTIATE_TEST_SUITE_P(homes, LimitLines, testing::ValuesIn(homes()),
                         [](const auto& home) { return name_of(home.param); });

TEST_P(LimitLines, name_the_year_that_the_calendar_lacks_and_leave_out_what_is_not_in_force_on_its_day)
{
    tender.inside([&](WriteTx& tx, const Call& call) {
        ASSERT_TRUE(trade::move(tx, call, tender.trade().rounds.at(0).id, trade::Act::terminate, "不可抗力"));
        trade::set_instant(tx, call, tender.trade().rounds.at(0).id, "round_terminated",
                           procedure::Channel::none, call.arrived);
    });
    EXPECT_TRUE(shows("终止满一年后的事项"));
    EXPECT_TRUE(shows("无法计算：工作日历没有2027年（现有2024年至2026年）"));
    EXPECT_FALSE(shows("制作现场记录卷宗（自活动终止）")) << "43号令 is in force from 2027-01-01";
}

} // namespace
} // namespace tianping::test
