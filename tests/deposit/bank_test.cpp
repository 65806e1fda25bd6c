// Several recognised banks: the bidder chooses which of them keeps his sub-account.
#include "deposit/scene.hpp"
#include "infra/http/every_page.hpp"

namespace tianping::deposit {
namespace {

class DepositBanks : public testing::TestWithParam<test::Home> {
protected:
    DepositBanks() : scene{with_deposit(GetParam())}, second{scene.bank_of("0BANK02", "另一银行")}
    {
        if (const auto done = bank::recognise(scene.tender.staff("security-admin"), *second); !done)
            throw std::runtime_error{"the second bank: " + done.error().code};
    }
    static std::string code(const account::Account& bank)
    {
        return bank.holder().certificate.subject().organisation_code;
    }
    Result<DepositView> open(std::size_t i, const std::optional<std::string>& bank_code)
    {
        return bank::open_account(scene.tender.bidder(i), scene.tender.intake(), Scene::payer_account(i),
                                  bank_code);
    }

    Scene scene;
    std::unique_ptr<account::Account> second;
};
INSTANTIATE_TEST_SUITE_P(homes, DepositBanks, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(DepositBanks, each_keeps_books_and_gives_back_the_deposits_of_those_who_chose_it)
{
    const auto at_first = open(0, code(*scene.bank));
    ASSERT_TRUE(at_first) << at_first.error().code;
    EXPECT_EQ(at_first->bank, "平原银行平州分行");
    const auto at_second = open(1, code(*second));
    ASSERT_TRUE(at_second) << at_second.error().code;
    EXPECT_EQ(at_second->bank, "另一银行");
    ASSERT_TRUE(scene.pay(0, "S-1"));
    ASSERT_TRUE(bank::report(*second, scene.booking(1, "S-1"))) << "serials are each bank's own";
    EXPECT_EQ(scene.own(0).state, DepositState::enough);
    EXPECT_EQ(scene.own(1).state, DepositState::enough);
    scene.tender.go_to(deadline);
    ASSERT_EQ(scene.tender.stage(), trade::Stage::failed);
    const auto of_first = scene.orders();
    ASSERT_EQ(of_first.size(), 1U);
    EXPECT_EQ(of_first[0].payer_account, Scene::payer_account(0));
    const auto of_second = bank::orders(*second).value();
    ASSERT_EQ(of_second.size(), 1U);
    EXPECT_EQ(of_second[0].payer_account, Scene::payer_account(1));
}

TEST_P(DepositBanks, nobody_is_given_a_bank_that_he_did_not_choose)
{
    const auto undecided = open(0, std::nullopt);
    ASSERT_EQ(code_of(undecided), "deposit.bank_not_chosen");
    ASSERT_EQ(undecided.error().fields.size(), 1U);
    auto anyone = scene.tender.anyone();
    const auto listed = http::every_page<BankOut>(anyone, "/api/v1/banks", 1).value();
    ASSERT_EQ(listed.size(), 2U) << "of one a page";
    for (const auto& one : listed) {
        EXPECT_NE(undecided.error().fields[0].allowed.find(one.code), std::string::npos);
        EXPECT_NE(undecided.error().fields[0].allowed.find(one.name), std::string::npos);
    }
    EXPECT_NE(listed[0].code, listed[1].code);
    EXPECT_EQ(code_of(open(0, code(scene.tender.owner()))), "deposit.bank_unknown");
    EXPECT_EQ(code_of(bank::own_deposit(scene.tender.bidder(0), scene.tender.intake())), "deposit.unknown")
        << "a refusal leaves nothing behind";
}

TEST_P(DepositBanks, a_sub_account_stays_with_its_bank)
{
    const auto first = open(0, code(*second));
    ASSERT_TRUE(first) << first.error().code;
    EXPECT_EQ(code_of(open(0, code(*scene.bank))), "deposit.account_at_another_bank");
    EXPECT_EQ(open(0, code(*second))->account, first->account);
    const auto corrected = bank::open_account(scene.tender.bidder(0), scene.tender.intake(), "6222 9999");
    ASSERT_TRUE(corrected) << corrected.error().code;
    EXPECT_EQ(corrected->account, first->account) << "without a name the bank is the one that keeps it";
    EXPECT_EQ(corrected->bank, "另一银行");
}

} // namespace
} // namespace tianping::deposit
