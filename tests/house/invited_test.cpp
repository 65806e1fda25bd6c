// A tender by invitation at the door of a live house: to whom it invites nobody it is not there, in no list,
// on no page and in no feed, until names and prices are read out.
#include "deposit/scene.hpp"
#include "hall/hall_scene.hpp"

namespace tianping::deposit {
namespace {

class InvitedLive : public testing::TestWithParam<test::Home> {
protected:
    InvitedLive() : scene{plan()} {}
    static TenderPlan plan()
    {
        auto out = with_deposit(GetParam());
        out.bidders = 4;
        out.invited = 3;
        return out;
    }
    Tender& tender() { return scene.tender; }
    std::string page(const std::string& rest = "") { return "/openings/" + tender().intake() + rest; }
    std::string trade_page() { return "/trades/" + tender().trade().id.text(); }
    std::vector<std::string> lists()
    {
        return {"/",
                "/notices",
                "/openings?day=2026-03-24",
                "/api/v1/trades",
                "/api/v1/notices",
                "/api/v1/openings?day=2026-03-24",
                "/api/v1/changes"};
    }
    // What a list says of the trade, its title and its intake.
    bool names_it(http::Client& client, const std::string& list)
    {
        const auto answer = client.send("GET", list).value();
        EXPECT_EQ(answer.status, 200) << list;
        const auto& trade = tender().trade();
        return answer.body.find(trade.id.text()) != std::string::npos ||
               answer.body.find(tender().intake()) != std::string::npos ||
               answer.body.find(trade.title) != std::string::npos;
    }
    int status(http::Client& client, const std::string& path)
    {
        return client.send("GET", path).value().status;
    }
    // Whom it invites nobody: without an account, another bidder, the bank.
    std::vector<http::Client*> outsiders()
    {
        return {&anyone, &tender().bidder(3).client(), &scene.bank->client()};
    }
    void expect_nothing_outside()
    {
        for (auto* client : outsiders()) {
            for (const auto& list : lists())
                EXPECT_FALSE(names_it(*client, list)) << list;
            for (const auto& path :
                 {page(), page("/record"), page("?part=live"), trade_page(), tender().intake_path("session"),
                  tender().intake_path("opening"), tender().intake_path("kit")})
                EXPECT_EQ(status(*client, path), 404) << path;
        }
    }

    Scene scene;
    http::Client anyone{scene.tender.anyone()};
};
INSTANTIATE_TEST_SUITE_P(homes, InvitedLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(InvitedLive, before_the_opening_its_own_people_see_it_and_outsiders_find_nothing_of_it)
{
    expect_nothing_outside();
    for (auto* account : {&tender().owner(), &tender().agency(), &tender().bidder(0), &tender().staff("desk"),
                          tender().trustee(3).account.get()}) {
        EXPECT_TRUE(names_it(account->client(), "/api/v1/openings?day=2026-03-24"));
        EXPECT_EQ(status(account->client(), page()), 200);
    }
}

TEST_P(InvitedLive, only_the_invited_pay_a_deposit)
{
    EXPECT_EQ(scene.open(0).state, DepositState::nothing);
    const auto outside = bank::open_account(tender().bidder(3), tender().intake(), "6222000000");
    EXPECT_EQ(code_of(outside), "intake.unknown");
    EXPECT_EQ(code_of(bank::hand_in(tender().bidder(3), tender().intake(),
                                    bank::guarantee(*scene.bank, scene.guarantee(3, "G-3")))),
              "intake.unknown");
    auto& trustee = *tender().trustee(3).account; // knows of it, and is not invited
    const auto closer = bank::open_account(trustee, tender().intake(), "6222000001");
    EXPECT_EQ(code_of(closer), "bidding.not_invited");
    EXPECT_EQ(closer.error().article, "招法17");
    auto& desk = tender().staff("desk");
    const auto at_desk = [&](std::size_t i) {
        const InstrumentIn in{.bidder_code =
                                  tender().bidder(i).holder().certificate.subject().organisation_code,
                              .kind = InstrumentKind::bank_draft,
                              .number = "D-" + std::to_string(i),
                              .issuer = "平原银行平州分行",
                              .amount = asked_amount,
                              .payer_name = {},
                              .payer_account = {},
                              .valid_until = {},
                              .scan = std::string(64, 'a')};
        return desk.client().post<InstrumentOut>(tender().intake_path("deposit/instruments"), in,
                                                 desk.key("instrument-" + std::to_string(i)));
    };
    const auto outside_paper = at_desk(3), invited_paper = at_desk(1);
    ASSERT_TRUE(outside_paper && invited_paper) << code_of(outside_paper) << code_of(invited_paper);
    EXPECT_EQ(outside_paper->state, invited_paper->state)
        << "the desk does not learn whom the tender invites";
    for (std::size_t i = 0; i < 3; ++i)
        tender().bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    tender().go_to(deadline);
    EXPECT_EQ(scene.own(3).refunds.at(0).cause, RefundCause::no_bid);
}

TEST_P(InvitedLive, where_no_paper_is_taken_the_desk_is_answered_alike_of_everybody)
{
    auto& desk = tender().staff("desk");
    const auto at_desk = [&](std::size_t i) {
        InstrumentIn in;
        in.bidder_code = tender().bidder(i).holder().certificate.subject().organisation_code;
        in.kind = InstrumentKind::bank_draft;
        in.number = "D-" + std::to_string(i);
        in.issuer = "平原银行平州分行";
        in.amount = asked_amount;
        in.scan = std::string(64, 'a');
        return code_of(desk.client().post<InstrumentOut>(tender().intake_path("deposit/instruments"), in,
                                                         desk.key("late-" + std::to_string(i))));
    };
    tender().go_to(deadline);
    EXPECT_EQ(at_desk(3), "bidding.deadline_passed");
    EXPECT_EQ(at_desk(1), "bidding.deadline_passed");
}

TEST_P(InvitedLive, once_names_and_prices_are_read_out_everybody_sees_trade_opening_and_record)
{
    for (std::size_t i = 0; i < 3; ++i)
        tender().bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    tender().go_to(deadline);
    expect_nothing_outside();
    tender().trustees_visit();
    tender().opened();
    tender().house().writer().settle();
    const auto name = scene.name_of(0);
    for (auto* client : outsiders()) {
        for (const auto& path : {page(), tender().intake_path("opening")}) {
            const auto seen = client->send("GET", path).value();
            EXPECT_EQ(seen.status, 200) << path;
            EXPECT_NE(seen.body.find(name), std::string::npos) << path;
        }
        const auto shown = client->send("GET", trade_page()).value();
        EXPECT_EQ(shown.status, 200);
        EXPECT_NE(shown.body.find(tender().trade().title), std::string::npos);
        EXPECT_NE(shown.body.find(page()), std::string::npos) << "the way to its opening";
        for (const auto* list : {"/openings?day=2026-03-24", "/api/v1/openings?day=2026-03-24",
                                 "/api/v1/trades", "/api/v1/changes"})
            EXPECT_TRUE(names_it(*client, list)) << list;
    }
    const auto feed = anyone.send("GET", "/api/v1/changes").value().body;
    EXPECT_NE(feed.find("opening.read_out"), std::string::npos);
    EXPECT_EQ(feed.find("opening.set_closed"), std::string::npos) << "told to the invited alone";
    EXPECT_TRUE(test::record_of(tender(), [](const auto&) { return true; }));
    EXPECT_EQ(status(anyone, page("/record")), 200);
}

TEST_P(InvitedLive, what_was_never_opened_is_never_told)
{
    tender().bid(0, 10'000'000);
    tender().go_to(deadline);
    tender().house().writer().settle();
    EXPECT_EQ(tender().stage(), trade::Stage::failed);
    expect_nothing_outside();
    EXPECT_EQ(status(tender().bidder(1).client(), page()), 200);
}

} // namespace
} // namespace tianping::deposit
