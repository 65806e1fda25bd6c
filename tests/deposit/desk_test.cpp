// What is handed in on paper at the desk: who registers it, what of it is asked, and how it goes back.
#include "app/account/act.hpp"
#include "deposit/scene.hpp"

namespace tianping::deposit {
namespace {

class DeskPaper : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, DeskPaper, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

InstrumentIn draft_of(Scene& scene, std::size_t i)
{
    InstrumentIn in;
    in.bidder_code = scene.tender.bidder(i).holder().certificate.subject().organisation_code;
    in.kind = InstrumentKind::bank_draft;
    in.number = "D-1";
    in.issuer = "平原银行";
    in.amount = asked_amount;
    in.scan = std::string(64, 'b');
    return in;
}

Result<InstrumentOut> register_at_desk(Scene& scene, const InstrumentIn& in, const std::string& key)
{
    auto& desk = scene.tender.staff("desk");
    return desk.client().post<InstrumentOut>(scene.tender.intake_path("deposit/instruments"), in,
                                             desk.key(key));
}

TEST_P(DeskPaper, is_registered_by_the_desk_and_not_by_a_bidder)
{
    Scene scene{with_deposit(GetParam())};
    const auto path = scene.tender.intake_path("deposit/instruments");
    InstrumentIn in;
    in.bidder_code = scene.tender.bidder(0).holder().certificate.subject().organisation_code;
    in.kind = InstrumentKind::certified_cheque;
    in.number = "C-1";
    in.issuer = "平原银行";
    in.amount = asked_amount;
    in.payer_name = scene.name_of(0);
    in.payer_account = Scene::payer_account(0);
    in.scan = std::string(64, 'b');
    auto& desk = scene.tender.staff("desk");
    const auto taken = desk.client().post<InstrumentOut>(path, in, desk.key("c1"));
    ASSERT_TRUE(taken) << taken.error().code;
    EXPECT_EQ(taken->state, EntryState::counted);
    EXPECT_EQ(states_of(scene.own(0)), "counted enough");
    EXPECT_EQ(code_of(desk.client().post<InstrumentOut>(path, in, desk.key("again"))),
              "deposit.instrument_repeated");
    const auto of_no_kind =
        boost::json::parse(R"({"bidder_code": "", "kind": "coin", "number": " ", "issuer": "B", "amount": 0,
                               "payer_name": "", "payer_account": "", "scan": "b"})");
    EXPECT_EQ(test::bad_fields_of(desk.client().post<InstrumentOut>(path, of_no_kind, desk.key("kind"))),
              "kind wire.unknown_choice;number deposit.text_length;amount deposit.amount_not_positive;"
              "scan deposit.bad_digest;");
    in.number = "C-2";
    in.payer_name = scene.name_of(1);
    EXPECT_EQ(desk.client().post<InstrumentOut>(path, in, desk.key("c2"))->state, EntryState::wrong_payer);
    auto& bidder = scene.tender.bidder(0);
    EXPECT_EQ(bidder.client().post<InstrumentOut>(path, in, bidder.key("c3")).error().fault,
              Fault::forbidden);
    in.kind = InstrumentKind::bank_guarantee;
    in.bidder_code = "0";
    in.scan = "not a digest";
    EXPECT_EQ(desk.client().post<InstrumentOut>(path, in, desk.key("c4")).error().fields.size(), 3U);
}

TEST_P(DeskPaper, that_is_a_cheque_names_the_basic_account_which_is_the_registered_one_from_then_on)
{
    Scene scene{with_deposit(GetParam())};
    auto in = draft_of(scene, 0);
    in.kind = InstrumentKind::cash_cheque;
    in.number = "C-1";
    in.payer_name = scene.name_of(0);
    const auto refused = register_at_desk(scene, in, "c1").error();
    EXPECT_EQ(refused.code, "deposit.basic_account_missing");
    EXPECT_EQ(refused.article, "条例26、30号令37");
    ASSERT_EQ(refused.fields.size(), 1U);
    EXPECT_EQ(refused.fields[0].path, "payer_account");
    in.payer_account = " 6222 0000 ";
    EXPECT_EQ(register_at_desk(scene, in, "c2")->state, EntryState::counted);
    EXPECT_EQ(scene.own(0).payer_account, "62220000");
    in.number = "C-2";
    in.payer_account = "62220001";
    EXPECT_EQ(register_at_desk(scene, in, "c3")->state, EntryState::counted)
        << "the desk does not learn that an account is registered";
    EXPECT_EQ(states_of(scene.own(0)), "counted wrong_payer enough");
    in.kind = InstrumentKind::bank_draft; // 条例26 speaks of cash and cheques
    in.number = "D-1";
    in.payer_name.clear();
    in.payer_account.clear();
    EXPECT_EQ(register_at_desk(scene, in, "d1")->state, EntryState::counted);
}

TEST_P(DeskPaper, duty_20_21_is_a_private_body_of_its_bidder_and_not_of_the_centre)
{
    Scene scene{with_deposit(GetParam())};
    auto in = draft_of(scene, 0);
    in.number = "D-77";
    ASSERT_TRUE(register_at_desk(scene, in, "d"));
    scene.tender.house().reads().read([&](const ReadTx& tx) {
        const std::string paper = "%D-77%";
        const auto bidder = identity::organisation_by_code(tx, in.bidder_code).value().id.text();
        EXPECT_EQ(tx.number("SELECT count(*) FROM event_private WHERE body LIKE :b", paper), 1);
        EXPECT_EQ(tx.number("SELECT count(*) FROM event_private WHERE body LIKE :b AND audience = :a", paper,
                            "organisation:" + bidder),
                  1);
        return 0;
    });
}

TEST_P(DeskPaper, goes_back_to_its_bidder_by_the_desk)
{
    Scene scene{with_deposit(GetParam())};
    auto& desk = scene.tender.staff("desk");
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(register_at_desk(scene, draft_of(scene, 0), "d1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    EXPECT_TRUE(scene.orders().empty()) << "no bank holds it";
    const auto refund = scene.own(0).refunds.at(0);
    const auto path = "/api/v1/refunds/" + refund.id.text() + "/handing-back";
    auto& bidder = scene.tender.bidder(0);
    EXPECT_EQ(
        code_of(account::act<RefundOrder>(bidder, "POST", path, HandedBackIn{"R-1"}, bidder.key("own"))),
        "refund.unknown");
    const auto done = account::act<RefundOrder>(desk, "POST", path, HandedBackIn{"R-1"}, desk.key("back"));
    ASSERT_TRUE(done) << done.error().code;
    EXPECT_EQ(scene.own(0).refunds.at(0).state, RefundState::done);
}

TEST_P(DeskPaper, that_was_handed_back_is_taken_again_and_until_then_it_is_not)
{
    Scene scene{with_deposit(GetParam())};
    auto& desk = scene.tender.staff("desk");
    const auto draft = draft_of(scene, 0);
    const auto bid = scene.tender.bid(0, 10'000'000);
    ASSERT_TRUE(register_at_desk(scene, draft, "d1"));
    ASSERT_TRUE(scene.withdraw(0, bid));
    scene.tender.go_to(hour + 5min);
    EXPECT_EQ(code_of(register_at_desk(scene, draft, "d2")), "deposit.instrument_repeated");
    const auto path = "/api/v1/refunds/" + scene.own(0).refunds.at(0).id.text() + "/handing-back";
    ASSERT_TRUE(account::act<RefundOrder>(desk, "POST", path, HandedBackIn{"R-1"}, desk.key("back")));
    const auto again = register_at_desk(scene, draft, "d3");
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->state, EntryState::counted);
    EXPECT_EQ(states_of(scene.own(0)), "returned counted enough");
    EXPECT_EQ(code_of(register_at_desk(scene, draft, "d4")), "deposit.instrument_repeated");
}

} // namespace
} // namespace tianping::deposit
