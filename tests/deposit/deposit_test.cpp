// Deposits in a live house: sub-accounts, bookings, guarantees, instruments; what counts at the deadline and
// who sees it before.
#include "deposit/scene.hpp"
#include "support/renaming.hpp"

namespace tianping::deposit {
namespace {

class Deposit : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, Deposit, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(Deposit, a_bidder_has_one_sub_account_and_it_is_the_same_at_every_call)
{
    Scene scene{with_deposit(GetParam())};
    const auto first = scene.open(0);
    ASSERT_TRUE(first.account);
    EXPECT_TRUE(check_account_number(*first.account));
    EXPECT_EQ(scene.open(0).account, first.account);
    const auto corrected = bank::open_account(scene.tender.bidder(0), scene.tender.intake(), "6222 9999");
    EXPECT_EQ(corrected->account, first.account);
    EXPECT_EQ(corrected->payer_account, "62229999");
    EXPECT_NE(scene.open(1).account, first.account);
    EXPECT_EQ(first.asked, asked_amount);
    EXPECT_EQ(first.deadline, deadline);
    EXPECT_EQ(first.missing, asked_amount);
    EXPECT_EQ(first.bank, "平原银行平州分行");
    EXPECT_EQ(first.holder,
              scene.tender.owner().client().get<identity::SessionOut>("/api/v1/session")->organisation.name);
}

TEST_P(Deposit, a_sub_account_is_for_bidders_who_pay_in_their_own_name_in_a_form_that_the_terms_take)
{
    auto plan = with_deposit(GetParam());
    plan.deposit->forms = {DepositForm::electronic_guarantee};
    Scene scene{plan};
    const auto path = scene.tender.intake_path("deposit/account");
    const auto ask = [&](account::Account& account, const std::string& name, const std::string& key) {
        return account.client().post<DepositView>(path, PayerIn{name, "6222"}, account.key(key));
    };
    EXPECT_EQ(code_of(ask(scene.tender.bidder(0), scene.name_of(0), "a")), "deposit.form_not_accepted");
    EXPECT_EQ(ask(scene.tender.owner(), "x", "b").error().fault, Fault::forbidden);
    EXPECT_EQ(ask(scene.tender.agency(), "x", "c").error().fault, Fault::forbidden);
    EXPECT_EQ(ask(scene.tender.staff("desk"), "x", "d").error().fault, Fault::forbidden);
    auto anyone = scene.tender.anyone();
    EXPECT_EQ(anyone.post<DepositView>(path, PayerIn{"x", "y"}, "key-of-anyone").error().fault,
              Fault::unauthenticated);
    scene.tender.go_to(deadline);
    EXPECT_EQ(code_of(ask(scene.tender.bidder(0), scene.name_of(0), "e")), "bidding.deadline_passed");
}

TEST_P(Deposit, another_name_than_ones_own_is_refused_as_payer)
{
    Scene scene{with_deposit(GetParam())};
    const auto refused = scene.tender.bidder(0).client().post<DepositView>(
        scene.tender.intake_path("deposit/account"), PayerIn{scene.name_of(1), ""},
        scene.tender.bidder(0).key("foreign"));
    ASSERT_EQ(code_of(refused), "deposit.payer_not_oneself");
    EXPECT_EQ(refused.error().article, "条例26");
    EXPECT_EQ(refused.error().fields.size(), 2U);
}

TEST_P(Deposit, terms_without_a_deposit_open_no_account)
{
    Scene scene{TenderPlan{.home = GetParam()}};
    EXPECT_EQ(code_of(bank::open_account(scene.tender.bidder(0), scene.tender.intake(), "6222")),
              "deposit.none_asked");
    EXPECT_EQ(code_of(bank::own_deposit(scene.tender.bidder(0), scene.tender.intake())), "deposit.unknown");
}

TEST_P(Deposit, terms_that_ask_for_more_than_the_law_allows_are_told_so_with_the_article)
{
    Scene scene{with_deposit(GetParam())};
    auto terms = scene.tender.kit().terms;
    auto before = terms;
    const auto findings_for = [&](Fen amount) {
        terms.lots[0].deposit->amount = amount;
        terms.previous = to_hex(terms::digest(before));
        terms.number = before.number + 1;
        auto& owner = scene.tender.owner();
        const auto out = owner.client().post<trade::TermsSignedOut>(
            "/api/v1/trades/" + terms.trade + "/terms",
            trade::TermsIn{terms, owner.sign(terms::signed_bytes(terms))},
            owner.key("terms/" + std::to_string(terms.number)));
        std::string found;
        for (const auto& finding : out.value().findings)
            if (finding.rule.starts_with("works.bid_bond"))
                found += finding.rule + " " + finding.article + ";";
        before = terms;
        return found;
    };
    const auto share = terms.lots[0].estimate.share_of(200);
    const auto most = std::min(share, Fen::yuan(800'000));
    EXPECT_EQ(findings_for(most), "");
    const auto over = findings_for(most + Fen{1});
    EXPECT_NE(over.find("works.bid_bond_construction 30号令37;"), std::string::npos) << over;
    EXPECT_NE(findings_for(share + Fen{1}).find("works.bid_bond 条例26;"), std::string::npos);
}

TEST_P(Deposit, the_machine_matches_each_booking_and_its_bidder_sees_the_reason)
{
    Scene scene{with_deposit(GetParam())};
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(60'000)));
    EXPECT_EQ(states_of(scene.own(0)), "counted too_little");
    EXPECT_EQ(scene.own(0).missing, Fen::yuan(40'000));
    auto stranger = scene.booking(0, "S-2", Fen::yuan(40'000));
    stranger.payer_account = "6222 8888";
    ASSERT_TRUE(bank::report(*scene.bank, stranger));
    auto other_name = scene.booking(0, "S-3", Fen::yuan(40'000));
    other_name.payer_name = scene.name_of(1);
    ASSERT_TRUE(bank::report(*scene.bank, other_name));
    const auto view = scene.own(0);
    EXPECT_EQ(view.state, DepositState::too_little);
    std::map<std::string, std::string> reasons;
    for (const auto& entry : view.entries)
        reasons[entry.number] = entry.reason;
    EXPECT_EQ(reasons["S-1"], "");
    EXPECT_EQ(reasons["S-2"], "deposit.entry_wrong_payer");
    EXPECT_EQ(reasons["S-3"], "deposit.entry_wrong_payer");
    ASSERT_EQ(view.refunds.size(), 2U) << "what came from elsewhere goes back at once";
    EXPECT_EQ(view.refunds[0].cause, RefundCause::wrong_payer);
    EXPECT_NE(view.refunds[0].article.find("条例26"), std::string::npos);
    EXPECT_FALSE(view.refunds[0].due_at);
    ASSERT_TRUE(scene.pay(0, "S-4", Fen::yuan(40'000)));
    EXPECT_EQ(scene.own(0).state, DepositState::enough);
    ASSERT_TRUE(scene.pay(0, "S-5", Fen::yuan(1)));
    EXPECT_EQ(scene.own(0).state, DepositState::too_much);
    EXPECT_EQ(scene.own(0).refunds.size(), 2U) << "the surplus waits for the deadline";
}

TEST_P(Deposit, a_payer_under_the_former_and_under_the_new_name_is_the_same_bidder)
{
    Scene scene{with_deposit(GetParam())};
    const auto former = scene.name_of(0);
    scene.open(0);
    const auto later = test::renamed(scene.tender, scene.tender.bidder(0), "平州更名建设集团有限公司");
    ASSERT_NE(scene.name_of(0), former);
    ASSERT_TRUE(scene.pay(0, "S-1", Fen::yuan(60'000)));
    auto outdated = scene.booking(0, "S-2", Fen::yuan(40'000));
    outdated.payer_name = former;
    ASSERT_TRUE(bank::report(*scene.bank, outdated));
    EXPECT_EQ(states_of(scene.own(0)), "counted counted enough");
    const auto path = scene.tender.intake_path("deposit/account");
    const auto told =
        later->client().post<DepositView>(path, PayerIn{former, "6222 9999"}, later->key("former"));
    ASSERT_EQ(code_of(told), "");
    EXPECT_EQ(told->payer_name, former) << "as his bank still calls him";
    EXPECT_EQ(code_of(later->client().post<DepositView>(path, PayerIn{scene.name_of(1), "6222 9999"},
                                                        later->key("foreign"))),
              "deposit.payer_not_oneself");
}

TEST_P(Deposit, a_booking_counts_by_the_banks_instant_and_not_by_that_of_its_message)
{
    Scene scene{with_deposit(GetParam())};
    const auto in_time = scene.booking(0, "S-1", Fen::yuan(50'000), deadline - 1ms);
    const auto at_it = scene.booking(0, "S-2", Fen::yuan(50'000), deadline);
    EXPECT_EQ(code_of(bank::report(*scene.bank, at_it)), "deposit.in_the_future");
    scene.tender.go_to(deadline + 10min);
    ASSERT_TRUE(bank::report(*scene.bank, in_time));
    ASSERT_TRUE(bank::report(*scene.bank, at_it));
    const auto view = scene.own(0);
    std::map<std::string, EntryState> states;
    for (const auto& entry : view.entries)
        states[entry.number] = entry.state;
    EXPECT_EQ(states["S-2"], EntryState::late);
    // The round failed at the deadline for want of bids, so that even what was in time goes back.
    EXPECT_EQ(states["S-1"], EntryState::returned);
}

TEST_P(Deposit, a_serial_counts_once_and_another_content_under_it_is_refused)
{
    Scene scene{with_deposit(GetParam())};
    const auto booking = scene.booking(0, "S-1", Fen::yuan(60'000));
    const auto first = bank::report(*scene.bank, booking);
    ASSERT_TRUE(first) << first.error().code;
    const auto again = bank::report(*scene.bank, booking);
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->recorded_at, first->recorded_at);
    auto other = booking;
    other.amount = Fen::yuan(60'001);
    EXPECT_EQ(code_of(bank::report(*scene.bank, other)), "deposit.serial_repeated");
    EXPECT_EQ(scene.own(0).counted, Fen::yuan(60'000));
}

TEST_P(Deposit, a_bank_reports_for_its_own_accounts_and_by_its_own_signature)
{
    Scene scene{with_deposit(GetParam())};
    const auto booking = scene.booking(0, "S-1");
    auto second = scene.bank_of("0BANK02", "另一银行");
    EXPECT_EQ(bank::report(*second, booking).error().fault, Fault::forbidden) << "not recognised";
    ASSERT_TRUE(bank::recognise(scene.tender.staff("security-admin"), *second));
    ASSERT_TRUE(bank::report(*second, booking));
    EXPECT_EQ(states_of(scene.own(0)), "nothing") << "the account is not kept by that bank";
    const auto orders = bank::orders(*second).value();
    ASSERT_EQ(orders.size(), 1U);
    EXPECT_EQ(orders[0].amount, booking.amount);
    EXPECT_TRUE(scene.orders().empty()) << "a bank sees its own orders only";
    const auto key = scene.bank->key("forged");
    const BookingIn forged{booking, second->sign(signed_bytes(booking))};
    EXPECT_EQ(code_of(scene.bank->client().post<BookingOut>("/api/v1/bank/bookings", forged, key)),
              "identity.certificate_of_another");
    auto changed = BookingIn{booking, scene.bank->sign(signed_bytes(booking))};
    changed.booking.amount = Fen::yuan(1);
    EXPECT_EQ(code_of(scene.bank->client().post<BookingOut>("/api/v1/bank/bookings", changed,
                                                            scene.bank->key("changed"))),
              "identity.signature_wrong");
    auto slip = booking;
    slip.account[3] = slip.account[3] == '0' ? '1' : '0';
    slip.amount = Fen{};
    slip.payer_name = " ";
    slip.platform = "elsewhere.example";
    const auto refused = bank::report(*scene.bank, slip);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 4U);
    const auto unsigned_one = scene.bank->client().post<BookingOut>(
        "/api/v1/bank/bookings", BookingIn{slip, {"AAAA", "AAAA"}}, scene.bank->key("unsigned"));
    EXPECT_EQ(unsigned_one.error().fields.size(), 5U) << "the signature is named with them";
}

TEST_P(Deposit, an_electronic_guarantee_of_a_recognised_bank_counts)
{
    Scene scene{with_deposit(GetParam())};
    const auto hand_in = [&](std::size_t i, const GuaranteeIn& in) {
        return bank::hand_in(scene.tender.bidder(i), scene.tender.intake(), in);
    };
    const auto good = bank::guarantee(*scene.bank, scene.guarantee(0, "G-1"));
    const auto view = hand_in(0, good);
    ASSERT_TRUE(view) << view.error().code;
    EXPECT_EQ(states_of(*view), "counted enough");
    EXPECT_EQ(code_of(hand_in(1, good)), "deposit.guarantee_of_another");
    auto repeated = scene.guarantee(1, "G-1");
    EXPECT_EQ(code_of(hand_in(1, bank::guarantee(*scene.bank, repeated))), "deposit.instrument_repeated");
    EXPECT_EQ(code_of(hand_in(1, bank::guarantee(scene.tender.bidder(2), scene.guarantee(1, "G-2")))),
              "deposit.guarantor_not_recognised");
    auto wrong = scene.guarantee(1, "G-3");
    wrong.beneficiary = wrong.principal;
    wrong.round = "rnd_" + std::string(32, '0');
    const auto refused = hand_in(1, bank::guarantee(*scene.bank, wrong));
    ASSERT_EQ(code_of(refused), "deposit.guarantee_of_another");
    EXPECT_EQ(refused.error().fields.size(), 2U);
    auto brief = scene.guarantee(1, "G-4");
    brief.valid_until = end_of_bid(deadline, 90) - 1ms;
    EXPECT_EQ(states_of(hand_in(1, bank::guarantee(*scene.bank, brief)).value()), "ends_too_early nothing");
    scene.tender.go_to(deadline - 1ms);
    EXPECT_EQ(states_of(hand_in(1, bank::guarantee(*scene.bank, scene.guarantee(1, "G-5"))).value()),
              "ends_too_early counted enough");
    scene.tender.go_to(deadline);
    EXPECT_EQ(code_of(hand_in(2, bank::guarantee(*scene.bank, scene.guarantee(2, "G-6")))),
              "bidding.deadline_passed");
}

} // namespace
} // namespace tianping::deposit
