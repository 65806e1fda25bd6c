// A second round that fails for too few bidders: the owner is told what the law leaves to him (30号令38).
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

class FailedAgain : public AfterAnnouncement {
protected:
    trade::RoundId announced_again()
    {
        const auto second = second_round();
        publish(house.draft_in(Kind::tender_notice, house.house.base.clock.now()));
        return second;
    }
    std::vector<trade::Remark> remarks()
    {
        auto out = house.get(trade.id, house.as_owner).value().inside->remarks;
        std::erase_if(out, [](const auto& remark) { return remark.code != "trade.failed_again"; });
        return out;
    }
    bool told(const trade::RoundId& of)
    {
        const auto all = house.draft(trade.id, failed(of)).value().inside->findings;
        const auto at = std::ranges::find(all, "notice.failed_again", &trade::Finding::code);
        if (at == all.end())
            return false;
        EXPECT_EQ(at->rule, "works_tendered_again");
        EXPECT_EQ(at->article, "30号令38");
        EXPECT_EQ(at->standing, procedure::Standing::read_in_law);
        EXPECT_EQ(at->effect, procedure::Effect::warn);
        return true;
    }
};

TEST_P(FailedAgain, the_first_time_nothing_is_told_and_the_second_time_the_owner_reads_the_article)
{
    house.move(trade.rounds[1].id, Act::close);
    house.move(trade.rounds[1].id, Act::fail);
    EXPECT_FALSE(told(trade.rounds[1].id));
    const auto second = announced_again();
    EXPECT_TRUE(remarks().empty());
    house.move(second, Act::close);
    house.move(second, Act::fail);
    EXPECT_TRUE(told(second));
    ASSERT_EQ(remarks().size(), 1U);
    EXPECT_EQ(remarks()[0].about, second.text());
    EXPECT_EQ(remarks()[0].article, "30号令38");
    EXPECT_EQ(remarks()[0].standing, procedure::Standing::read_in_law);
    EXPECT_EQ(publish(failed(second)).inside->state, State::published) << "it stops nothing";
    auto again = failed(second);
    again.second_round = true;
    publish(again);
    EXPECT_TRUE(remarks().empty()) << "he tenders a third time";
}

TEST_P(FailedAgain, a_second_round_of_which_no_bid_opened_is_another_matter)
{
    const auto second = announced_again();
    for (const auto act : {Act::close, Act::begin_opening, Act::finish_opening})
        house.move(second, act);
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        trade::set_instant(tx, call, second, "nothing_opened", procedure::Channel::none, call.arrived);
        return {};
    });
    publish(failed(second));
    EXPECT_EQ(facts(second).stage, Stage::failed);
    EXPECT_FALSE(told(second));
    EXPECT_TRUE(remarks().empty());
}

INSTANTIATE_TEST_SUITE_P(On, FailedAgain, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
