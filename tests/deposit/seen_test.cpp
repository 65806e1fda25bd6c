// What of deposits is seen by whom before the deadline, and what is read out after it.
#include "deposit/scene.hpp"
#include "rooms/deposit/service.hpp"

namespace tianping::deposit {
namespace {

class DepositSeen : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, DepositSeen, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

// What everybody but the two bidders is answered, wherever a deposit might show.
std::vector<std::string> seen_by_others(Scene& scene)
{
    auto& tender = scene.tender;
    auto anyone = tender.anyone();
    http::Client* others[] = {&tender.owner().client(),
                              &tender.agency().client(),
                              &tender.staff("desk").client(),
                              &tender.staff("witness").client(),
                              &tender.staff("system-admin").client(),
                              &tender.staff("audit-admin").client(),
                              &tender.trustee(3).account->client(),
                              &tender.bidder(2).client(),
                              &scene.bank->client(),
                              &anyone};
    const std::string targets[] = {tender.intake_path("deposit"),
                                   tender.intake_path("deposits"),
                                   "/api/v1/bank/refunds",
                                   "/api/v1/changes?limit=100",
                                   tender.intake_path("opening"),
                                   tender.intake_path("kit"),
                                   "/api/v1/trades/" + tender.trade().id.text()};
    std::vector<std::string> out;
    for (auto* client : others)
        for (const auto& target : targets) {
            const auto answer = client->send("GET", target).value();
            out.push_back(target + " " + std::to_string(answer.status) + " " + answer.body);
        }
    return out;
}

TEST_P(DepositSeen, duty_20_21_until_the_round_is_read_out_nobody_but_its_bidder_learns_of_a_deposit)
{
    Scene scene{with_deposit(GetParam())};
    auto& tender = scene.tender;
    scene.tender.go_to(hour + 5min);
    const auto before = seen_by_others(scene);
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(bank::hand_in(tender.bidder(1), tender.intake(),
                              bank::guarantee(*scene.bank, scene.guarantee(1, "G-1"))));
    const auto after = seen_by_others(scene);
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(before[i], after[i]);
    EXPECT_EQ(states_of(scene.own(0)), "counted enough");
    const auto record = tender.staff("audit-admin")
                            .client()
                            .send("GET", "/api/v1/audit/commands?limit=100&from=2026-03-24T00:45:00Z");
    ASSERT_TRUE(record && record->ok());
    for (const auto* word : {"deposit", "bank", "refund"})
        EXPECT_EQ(record->body.find(word), std::string::npos) << word;
    for (const auto& line : before)
        EXPECT_FALSE(line.starts_with(tender.intake_path("deposits") + " 200")) << line;
}

void expect_on_page(Tender& tender)
{
    const auto shown = tender.anyone().send("GET", "/openings/" + tender.intake()).value().body;
    EXPECT_NE(shown.find("未缴纳"), std::string::npos);
    EXPECT_NE(shown.find("已缴纳"), std::string::npos);
}

TEST_P(DepositSeen, whether_a_deposit_was_paid_is_read_out_and_a_bid_without_one_stays_in_the_set)
{
    Scene scene{with_deposit(GetParam())};
    auto& tender = scene.tender;
    tender.all_bid();
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(60'000), hour - 1min));
    ASSERT_TRUE(scene.pay(0, "S-2", Fen::yuan(50'000)));
    ASSERT_TRUE(scene.pay(1, "S-3", asked_amount - Fen{1}));
    scene.open(2);
    tender.go_to(deadline);
    ASSERT_TRUE(scene.pay(2, "S-4", asked_amount, deadline));
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(view.state, opening::ClosingState::read_out);
    std::map<std::string, bool> paid;
    for (const auto& bid : view.bids)
        paid[bid.bidder_name] = bid.deposit_paid;
    EXPECT_EQ(paid.size(), 3U) << "a bid without a deposit stays in the set";
    EXPECT_TRUE(paid[scene.name_of(0)]);
    EXPECT_FALSE(paid[scene.name_of(1)]);
    EXPECT_FALSE(paid[scene.name_of(2)]);
    expect_on_page(tender);
    const auto surplus = scene.own(0);
    ASSERT_EQ(surplus.refunds.size(), 1U);
    EXPECT_EQ(surplus.refunds[0].cause, RefundCause::surplus);
    EXPECT_EQ(surplus.refunds[0].amount, Fen::yuan(10'000));
    EXPECT_EQ(surplus.state, DepositState::enough);
    const auto late = scene.own(2);
    ASSERT_EQ(late.refunds.size(), 1U);
    EXPECT_EQ(late.refunds[0].cause, RefundCause::late);
    EXPECT_EQ(late.refunds[0].article, "30号令37");
    using Lines = http::Page<DepositLine>;
    for (auto* account : {&tender.owner(), &tender.agency(), &tender.staff("desk")}) {
        const auto lines = account->client().get<Lines>(tender.intake_path("deposits"));
        ASSERT_TRUE(lines) << lines.error().code;
        EXPECT_EQ(lines->items.size(), 3U);
    }
    EXPECT_EQ(tender.bidder(0).client().get<Lines>(tender.intake_path("deposits")).error().fault,
              Fault::forbidden);
    const auto page = tender.owner().client().get<Lines>(tender.intake_path("deposits") + "?limit=2").value();
    EXPECT_EQ(page.items.size(), 2U);
    ASSERT_TRUE(page.next);
}

TEST_P(DepositSeen, the_deposit_of_any_party_binds_its_joint_body)
{
    Scene scene{with_deposit(GetParam(), true)};
    auto& tender = scene.tender;
    const auto member = tender.bidder(1).holder().certificate.subject().organisation_code;
    ASSERT_TRUE(
        bidder::submit(tender.bidder(0), tender.kit(), tender.seal(0, 10'000'000), tender.joint(0, {1})));
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(30'000)));
    ASSERT_TRUE(scene.pay(1, "S-2", Fen::yuan(70'000)));
    const auto paid = [&] {
        return tender.house().reads().read([&](const ReadTx& tx) {
            const auto round =
                trade::round_of_intake(tx, trade::IntakeId::parse(tender.intake()).value()).value();
            const auto lead = tender.bidder(0).holder().certificate.subject().organisation_code;
            return std::pair{in_time(tx, round, {lead, member}), in_time(tx, round, {lead})};
        });
    };
    EXPECT_EQ(paid(), (std::pair{true, false}));
}

} // namespace
} // namespace tianping::deposit
