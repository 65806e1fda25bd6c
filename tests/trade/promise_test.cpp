// Within which time the centre promised to finish a registration, and what becomes of it when it does not.
#include "trade/supplementing.hpp"

namespace tianping::test {
namespace {

using trade::TradeOut;
using Overdue = http::Page<trade::OverdueRegistration>;

template <std::int64_t days>
class Promising : public Supplementing {
protected:
    Promising() : Supplementing{days} {}

    trade::Inside inside(const TradeOut& trade)
    {
        return house.get(trade.id, house.as_owner).value().inside.value();
    }
    Result<Overdue> overdue(const Actor& who)
    {
        return house.ask<Overdue>("GET", "/api/v1/registrations/overdue", who);
    }
    std::int64_t reminders()
    {
        return std::ranges::count(house.kinds_of_log(), trade::RegistrationOverdue::kind);
    }
};
class TwoDaysPromised : public Promising<2> {};
class MoreDaysThanTheCalendarHas : public Promising<1000> {};
class NothingPromised : public Promising<0> {};

// The 2nd of March is a Monday.
const Instant wednesday_ends = at("2026-03-05T00:00:00") - 1ms;

TEST_P(TwoDaysPromised, clause_6_2_3a_a_registration_finished_within_the_promise_says_so)
{
    const auto made = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(inside(made).finish_by, wednesday_ends);
    EXPECT_EQ(inside(made).promise_kept, std::nullopt);
    house.advance(wednesday_ends);
    house.finish(made.id).value();
    EXPECT_EQ(inside(made).promise_kept, true);
    house.advance(wednesday_ends + 24h * 30);
    EXPECT_EQ(inside(made).finish_by, wednesday_ends);
    EXPECT_EQ(inside(made).promise_kept, true);
    EXPECT_EQ(reminders(), 0);
}

TEST_P(TwoDaysPromised, clause_6_2_3a_one_that_is_overdue_is_reminded_once_and_finished_all_the_same)
{
    const auto made = house.submit(sample_registration(), house.as_agent).value();
    house.advance(wednesday_ends);
    EXPECT_EQ(reminders(), 0);
    EXPECT_TRUE(overdue(house.as_desk).value().items.empty());
    house.advance(wednesday_ends + 1ms);
    EXPECT_EQ(inside(made).promise_kept, false);
    const auto shown = overdue(house.as_desk).value().items;
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].id, made.id);
    EXPECT_EQ(shown[0].finish_by, wednesday_ends);
    house.advance(wednesday_ends + 24h * 10);
    EXPECT_EQ(reminders(), 1);
    house.finish(made.id).value();
    EXPECT_EQ(inside(made).promise_kept, false);
    EXPECT_TRUE(overdue(house.as_desk).value().items.empty());
    EXPECT_EQ(reminders(), 1);
    EXPECT_EQ(code_of(overdue(house.as_owner)), "identity.not_allowed");
}

TEST_P(TwoDaysPromised, clause_6_2_3a_the_promise_rests_while_a_supplement_is_wanted_and_counts_anew_from_it)
{
    const auto made = wanted_of(sample_registration());
    EXPECT_EQ(inside(made).finish_by, std::nullopt);
    house.advance(at("2026-03-12T10:00:00"));
    EXPECT_EQ(reminders(), 0);
    supplement(made, sample_registration()).value();
    const auto monday_ends = at("2026-03-17T00:00:00") - 1ms;
    EXPECT_EQ(inside(made).finish_by, monday_ends) << "a weekend lies between";
    house.advance(monday_ends);
    house.finish(made.id).value();
    EXPECT_EQ(inside(made).promise_kept, true);
    EXPECT_EQ(reminders(), 0);
}

TEST_P(TwoDaysPromised, clause_6_2_3a_a_supplement_of_the_same_day_leaves_one_reminder)
{
    const auto made = wanted_of(sample_registration());
    supplement(made, sample_registration()).value();
    EXPECT_EQ(inside(made).finish_by, wednesday_ends);
    house.advance(wednesday_ends + 24h);
    EXPECT_EQ(reminders(), 1);
    ask_for(made, {approval}, "立项批复已被撤销").value();
    EXPECT_EQ(inside(made).promise_kept, std::nullopt);
    EXPECT_TRUE(overdue(house.as_desk).value().items.empty()) << "it waits for the party";
}

TEST_P(TwoDaysPromised, of_a_registration_that_was_withdrawn_nobody_is_reminded)
{
    const auto made = house.submit(sample_registration(), house.as_agent).value();
    house
        .ask<TradeOut>("POST", "/api/v1/trades/" + made.id.text() + "/withdrawal", house.as_agent,
                       wire::write(trade::WithdrawalIn{"项目取消"}))
        .value();
    house.advance(wednesday_ends + 24h);
    EXPECT_EQ(reminders(), 0);
    EXPECT_TRUE(overdue(house.as_desk).value().items.empty());
}

TEST_P(MoreDaysThanTheCalendarHas, clause_6_2_3a_what_cannot_be_counted_is_not_told_and_stops_nothing)
{
    const auto made = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(inside(made).finish_by, std::nullopt);
    house.finish(made.id).value();
    EXPECT_EQ(inside(made).promise_kept, std::nullopt);
}

TEST_P(NothingPromised, clause_6_2_3a_where_the_centre_promised_nothing_nothing_is_told_of_it)
{
    const auto made = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(inside(made).finish_by, std::nullopt);
    house.advance(wednesday_ends + 24h * 30);
    EXPECT_EQ(reminders(), 0);
    house.finish(made.id).value();
    EXPECT_EQ(inside(made).promise_kept, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(On, TwoDaysPromised, testing::ValuesIn(homes()), identity::home_name);
INSTANTIATE_TEST_SUITE_P(On, MoreDaysThanTheCalendarHas, testing::ValuesIn(homes()), identity::home_name);
INSTANTIATE_TEST_SUITE_P(On, NothingPromised, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
