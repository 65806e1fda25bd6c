// What a procedure says of bidders, unsealing, joint bodies and deposits binds the terms of its rounds.
#include "rooms/trade/capabilities.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

struct Asked {
    const char* name;
    const char* procedure;
    std::function<void(terms::LotTerms&)> change;
    std::vector<std::string> against; // path and article
};
std::ostream& operator<<(std::ostream& o, const Asked& a)
{
    return o << a.name;
}

const Asked asked_lots[] = {
    {"three_as_the_law_wants", "works-open-tender", [](auto&) {}, {}},
    {"more_than_the_law_wants", "works-open-tender", [](auto& lot) { lot.minimum_bidders = 5; }, {}},
    {"one_bidder",
     "works-open-tender",
     [](auto& lot) { lot.minimum_bidders = 1; },
     {"lots[0].minimum_bidders 招法28、条例44"}},
    {"two_bidders_by_invitation",
     "works-invited-tender",
     [](auto& lot) { lot.minimum_bidders = 2; },
     {"lots[0].minimum_bidders 招法28、条例44"}},
    {"joint_bodies_where_they_may_be", "works-open-tender", [](auto& lot) { lot.joint_bodies = true; }, {}},
    {"either_way_of_unsealing",
     "works-open-tender",
     [](auto& lot) { lot.unsealing.manner = terms::Manner::bidder; },
     {}},
    {"two_bidders_of_a_framework",
     "framework-agreement-closed",
     [](auto& lot) {
         lot.minimum_bidders = 2;
         lot.deposit.reset();
     },
     {}},
};

class Capabilities : public testing::TestWithParam<Asked> {};

std::vector<std::string> told(const std::vector<trade::Forbidden>& all)
{
    std::vector<std::string> out;
    for (const auto& one : all)
        out.push_back(one.path + " " + one.article);
    return out;
}

TEST_P(Capabilities, bind_the_terms)
{
    auto t = terms::sample();
    GetParam().change(t.lots[0]);
    const auto rules = law().library.rulebook(GetParam().procedure).value();
    EXPECT_EQ(told(trade::against_procedure(t, 0, rules)), GetParam().against);
}

INSTANTIATE_TEST_SUITE_P(Table, Capabilities, testing::ValuesIn(asked_lots),
                         [](const auto& p) { return p.param.name; });

// A centre's own file may take away what the shipped one leaves open.
TEST(CapabilitiesOfAFile, joint_bodies_deposit_and_unsealing_are_told_each)
{
    auto t = terms::sample();
    t.lots[0].joint_bodies = true;
    auto rules = law().library.rulebook("works-open-tender").value();
    for (auto& capability : rules.procedure.capability) {
        if (capability.uses == "bidding")
            capability.parameters["joint_bodies"] = capability.parameters["bond"] = {"no"};
        if (capability.uses == "opening")
            capability.parameters["unsealing"] = {"bidder"};
    }
    const auto found = trade::against_procedure(t, 0, rules);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].path, "lots[0].joint_bodies");
    EXPECT_EQ(found[1].path, "lots[0].deposit");
    EXPECT_EQ(found[2].path, "lots[0].unsealing.manner");
    EXPECT_EQ(found[2].allowed, "一标段: bidder");
    for (auto& capability : rules.procedure.capability)
        capability.parameters.clear();
    EXPECT_TRUE(trade::against_procedure(t, 0, rules).empty()); // what it does not say binds nobody
}

class BoundTerms : public TradeTest {};

TEST_P(BoundTerms, fewer_than_three_bidders_are_not_signed_whatever_the_owner_writes)
{
    const auto trade = house.registered(2);
    auto t = house.terms_for(trade);
    t.lots[1].minimum_bidders = 2;
    const auto refused = house.sign_terms(t).error();
    EXPECT_EQ(refused.code, "trade.terms_against_procedure");
    EXPECT_EQ(refused.article, "招法28、条例44");
    EXPECT_EQ(refused.params.at("first"), t.lots[1].name + ": >= 3");
    ASSERT_EQ(refused.fields.size(), 1U);
    EXPECT_EQ(refused.fields[0].path, "terms.lots[1].minimum_bidders");
    t.lots[1].minimum_bidders = 3;
    EXPECT_TRUE(house.sign_terms(t));
}

TEST_P(BoundTerms, the_limit_knows_with_how_few_bidders_the_terms_would_open)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.lots[0].minimum_bidders = 2;
    const auto findings = house.house.base.pool.read([&](const ReadTx& tx) {
        return trade::findings_on_terms(tx, law().library, t, std::nullopt).value();
    });
    std::vector<std::string> codes;
    for (const auto& f : findings)
        codes.push_back(f.code + " " + f.rule);
    EXPECT_EQ(codes, (std::vector<std::string>{"procedure.number_broken works.bidders",
                                               "trade.procedure_forbids "}));
}

INSTANTIATE_TEST_SUITE_P(On, BoundTerms, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
