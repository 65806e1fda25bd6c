// The search view: what was published is found by kind, text and day, counted and paged; both databases.
#include "followers/search/search.hpp"
#include "rooms/notice/api.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::search {
namespace {

using namespace std::chrono_literals;

class PublishedSearch : public ::testing::TestWithParam<test::Home> {
protected:
    void publish(const std::string& id, notice::Kind kind, const std::string& title, Instant at)
    {
        notice::Published body;
        body.text.kind = kind;
        body.text.title = title;
        body.text.unified_codes = {"A9901ABC" + id};
        body.published_at = at;
        house.run("per_1", "publish/" + id, [&](WriteTx& tx, const Call& call) -> Result<Answer> {
            events::append(tx, call, id, events::About{}, body);
            return Answer{};
        });
        house.writer.settle();
    }
    std::vector<std::string> found(const Wanted& wanted, std::int64_t skip = 0, std::int64_t most = 10)
    {
        return house.pool.read([&](const ReadTx& tx) { return notices(tx, wanted, skip, most); });
    }
    std::int64_t counted(const Wanted& wanted)
    {
        return house.pool.read([&](const ReadTx& tx) { return count(tx, wanted); });
    }

    test::TestHouse house{GetParam(), {}, {follower()}};
};
INSTANTIATE_TEST_SUITE_P(homes, PublishedSearch, ::testing::ValuesIn(test::homes()),
                         [](const auto& chosen) { return test::name_of(chosen.param); });

using Ids = std::vector<std::string>;

TEST_P(PublishedSearch, duty_43_9_finds_by_kind_text_and_day_newest_first)
{
    publish("ntc_1", notice::Kind::tender_notice, "云岭大道改造工程", test::monday);
    publish("ntc_2", notice::Kind::clarification, "云岭大道改造工程 澄清", test::monday + 24h);
    publish("ntc_3", notice::Kind::tender_notice, "100%_达标小学", test::monday + 48h);
    EXPECT_EQ(found({}), (Ids{"ntc_3", "ntc_2", "ntc_1"}));
    EXPECT_EQ(found({.kind = "tender_notice"}), (Ids{"ntc_3", "ntc_1"}));
    EXPECT_EQ(found({.text = "云岭"}), (Ids{"ntc_2", "ntc_1"}));
    EXPECT_EQ(found({.text = "a9901abcNTC_2"}), (Ids{"ntc_2"}));
    EXPECT_EQ(found({.text = "0%_达"}), (Ids{"ntc_3"}));
    EXPECT_EQ(found({.text = "云%工程"}), Ids{}) << "a sign of the pattern is only itself";
    EXPECT_EQ(found({.from = test::monday + 24h, .until = test::monday + 48h}), (Ids{"ntc_2"}));
    EXPECT_EQ(found({.region = "990100"}), Ids{});
    EXPECT_EQ(counted({}), 3);
    EXPECT_EQ(counted({.kind = "tender_notice", .text = "云岭"}), 1);
}

TEST_P(PublishedSearch, pages_leave_nothing_out)
{
    Ids all;
    for (int i = 0; i < 5; ++i) {
        const auto id = "ntc_" + std::to_string(i);
        publish(id, notice::Kind::tender_notice, "同一时刻", test::monday);
        all.insert(all.begin(), id);
    }
    Ids paged;
    for (std::int64_t skip = 0; skip < 6; skip += 2)
        for (const auto& id : found({}, skip, 2))
            paged.push_back(id);
    EXPECT_EQ(paged, all);
}

} // namespace
} // namespace tianping::search
