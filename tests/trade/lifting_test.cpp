// Who lifts what an authority ordered: that authority and, once it supervises the trade no more, another one.
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

class Lifting : public TradeTest {
protected:
    void SetUp() override { recognise({identity::OrganisationKind::supervisor, municipal_works}); }
    void recognise(const identity::RecogniseIn& in)
    {
        auto& people = house.house;
        people
            .ask_for<identity::OrganisationOut>("PUT", "/api/v1/organisations/" + registered.text() + "/kind",
                                                people.actor(people.staff.at("security-admin")),
                                                wire::write(in))
            .value();
    }
    Actor as_bureau()
    {
        auto who = house.house.actor(bureau);
        who.roles = {"supervisor"};
        return who;
    }
    Result<trade::HoldOut> order(const Actor& who)
    {
        const trade::HoldIn in{
            {trade.rounds[0].id}, trade::HoldCause::supervisor_order, "条例62", "1号", std::nullopt};
        return house.hold(trade.id, who, in);
    }
    Result<trade::HoldOut> lift(const Actor& who, const trade::HoldOut& held)
    {
        return house.lift(trade.id, who, held);
    }

    const Supervision municipal_works{{"990100"}, {"A02"}};
    trade::TradeOut trade = house.announced(1);
    identity::Holder bureau = house.house.holder(identity::good_codes[2], "云川市市政管理局", "吴庚");
    identity::OrganisationId registered = house.house.register_organisation(bureau).value().organisation.id;
};

TEST_P(Lifting, what_one_authority_ordered_no_other_one_lifts)
{
    const auto water = house.supervisor({{}, {"A07"}}, '6');
    EXPECT_EQ(code_of(order(water)), "identity.not_allowed") << "the trade is of class A02";
    const auto held = order(as_bureau()).value();
    EXPECT_EQ(code_of(lift(water, held)), "identity.not_allowed");
    const auto refused = lift(house.supervisor(), held).error();
    EXPECT_EQ(refused.code, "trade.hold_lifted_by_supervisor") << "also not who supervises everything";
    EXPECT_EQ(refused.article, "条例62");
    EXPECT_TRUE(lift(as_bureau(), held));
    const trade::HoldIn objection{
        {trade.rounds[0].id}, trade::HoldCause::objection_answer, "条例22", "", std::nullopt};
    const auto of_the_owner = house.hold(trade.id, house.as_owner, objection).value();
    EXPECT_EQ(code_of(lift(water, of_the_owner)), "identity.not_allowed");
    EXPECT_TRUE(lift(house.supervisor(), of_the_owner));
}

TEST_P(Lifting, what_an_authority_ordered_that_supervises_the_trade_no_more_another_one_of_the_trade_lifts)
{
    using identity::OrganisationKind;
    const std::vector<identity::RecogniseIn> afterwards{
        {OrganisationKind::supervisor, Supervision{{"990100"}, {"A07"}}},
        {OrganisationKind::supervisor, Supervision{{"990200"}, {"A02"}}},
        {OrganisationKind::market, {}}};
    for (const auto& after : afterwards) {
        recognise({OrganisationKind::supervisor, municipal_works});
        const auto held = order(as_bureau()).value();
        EXPECT_EQ(code_of(lift(house.supervisor(), held)), "trade.hold_lifted_by_supervisor");
        recognise(after);
        EXPECT_EQ(code_of(lift(as_bureau(), held)), "identity.not_allowed");
        EXPECT_EQ(code_of(lift(house.as_owner, held)), "trade.hold_lifted_by_supervisor");
        EXPECT_EQ(code_of(lift(house.supervisor({{}, {"A07"}}, '6'), held)), "identity.not_allowed");
        EXPECT_TRUE(lift(house.supervisor(), held));
    }
}

INSTANTIATE_TEST_SUITE_P(On, Lifting, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
