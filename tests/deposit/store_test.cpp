// The SQL of deposits on both databases.
#include "rooms/deposit/store.hpp"
#include "support/store_scene.hpp"

namespace tianping::deposit {
namespace {

using test::id;
using test::monday;
using test::said;
using namespace std::chrono_literals;
using Organisation = identity::OrganisationId;
using Submission = bidding::SubmissionId;

class DepositStore : public test::StoreTest {
protected:
    DepositRow deposit(int n, trade::RoundId of)
    {
        return {id<DepositId>(n), of, intake, id<trade::TradeId>(1), id<Organisation>(n), {}, {}, "", "", 1};
    }
    EntryRow entry(int n, const std::optional<DepositId>& of, const std::string& number, Instant at)
    {
        EntryRow out;
        out.id = id<DepositEntryId>(n);
        out.deposit = of;
        out.form = terms::DepositForm::transfer;
        out.source = bank.text();
        out.number = number;
        out.amount = Fen{(std::int64_t{1} << 53) - 1};
        out.at = at;
        out.message = test::long_text();
        return out;
    }
    RefundRow refund(int n, RefundState state, bool overdue = false)
    {
        RefundRow out;
        out.id = id<RefundId>(n);
        out.entry = id<DepositEntryId>(1);
        out.deposit = id<DepositId>(1);
        out.bank = bank;
        out.amount = Fen{1};
        out.state = state;
        out.owed_at = monday;
        out.overdue = overdue;
        return out;
    }

    const trade::RoundId round = id<trade::RoundId>(1), other = id<trade::RoundId>(2);
    const trade::IntakeId intake = id<trade::IntakeId>(1);
    const Organisation bank = id<Organisation>(90), second_bank = id<Organisation>(91);
};
INSTANTIATE_TEST_SUITE_P(On, DepositStore, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(DepositStore, a_bidder_has_one_deposit_a_round_and_an_account_is_of_one_deposit)
{
    auto with_account = deposit(2, round);
    with_account.account = "6200-0001";
    with_account.bank = bank;
    with_account.payer_name = "云川第一建设有限公司";
    const auto bare = deposit(1, round), third = deposit(3, round), elsewhere = deposit(4, other);
    ASSERT_TRUE(keep(third, with_account, elsewhere, bare));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deposits_of(tx, round); })),
              said(std::vector{bare, with_account, third}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deposits_of(tx, round, bare.id.text(), 1); })),
              said(std::vector{with_account}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deposit_of_account(tx, "6200-0001"); })),
              said(with_account));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deposit_of(tx, other, bare.bidder); })),
              "none");
    auto twice = deposit(9, round);
    twice.bidder = bare.bidder;
    EXPECT_FALSE(keep(twice));
    auto same_account = deposit(9, other);
    same_account.account = with_account.account;
    EXPECT_FALSE(keep(same_account));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deposit(tx, twice.id); })), "none");
}

TEST_P(DepositStore, money_comes_back_in_the_order_in_which_it_moved_and_each_booking_is_taken_once)
{
    const auto late = entry(1, id<DepositId>(1), "9", monday + 1ms),
               early = entry(3, id<DepositId>(1), "8", monday),
               same = entry(2, id<DepositId>(1), "7", monday), stray = entry(4, std::nullopt, "6", monday);
    ASSERT_TRUE(keep(late, early, same, stray));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::entries(tx, id<DepositId>(1)); })),
              said(std::vector{same, early, late}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) {
                  return store::entry_of(tx, terms::DepositForm::transfer, bank.text(), "6");
              })),
              said(stray));
    EXPECT_EQ(said(read([&](const ReadTx& tx) {
                  return store::entry_of(tx, terms::DepositForm::electronic_guarantee, bank.text(), "6");
              })),
              "none");
    EXPECT_FALSE(keep(entry(5, std::nullopt, "6", monday)));
}

TEST_P(DepositStore, the_number_of_a_paper_is_free_again_once_it_was_given_back)
{
    const auto paper = [&](int n) {
        auto out = entry(n, id<DepositId>(1), "D-1", monday);
        out.form = terms::DepositForm::bank_instrument;
        return out;
    };
    ASSERT_TRUE(keep(paper(1)));
    EXPECT_FALSE(keep(paper(2)));
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        store::mark_given_back(tx, id<DepositEntryId>(1));
        return {};
    }));
    EXPECT_TRUE(keep(paper(2)));
    EXPECT_FALSE(keep(paper(3)));
    auto given_back = paper(1);
    given_back.given_back = true;
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::entries(tx, id<DepositId>(1)); })),
              said(std::vector{given_back, paper(2)}));
}

TEST_P(DepositStore, a_bank_sees_its_own_orders_page_by_page_and_what_is_overdue_is_known)
{
    auto done = refund(1, RefundState::done, true);
    done.serial = "S1";
    done.done_at = monday + 1h;
    done.interest = Fen{0};
    const auto due = refund(2, RefundState::due), overdue = refund(3, RefundState::ordered, true);
    auto elsewhere = refund(4, RefundState::due);
    elsewhere.bank = second_bank;
    auto desk = refund(5, RefundState::due, true);
    desk.bank = std::nullopt;
    desk.deposit = std::nullopt;
    ASSERT_TRUE(keep(desk, elsewhere, overdue, due, done));
    const auto of_bank = [&](std::optional<RefundState> state, const std::string& after, std::int64_t limit) {
        return said(
            read([&](const ReadTx& tx) { return store::refunds_of_bank(tx, bank, state, after, limit); }));
    };
    EXPECT_EQ(of_bank({}, "", 10), said(std::vector{done, due, overdue}));
    EXPECT_EQ(of_bank({}, done.id.text(), 1), said(std::vector{due}));
    EXPECT_EQ(of_bank(RefundState::ordered, "", 10), said(std::vector{overdue}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::overdue_refunds(tx); })),
              said(std::vector{overdue, desk}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::refunds_of(tx, id<DepositId>(1)); })),
              said(std::vector{done, due, overdue, elsewhere}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::refunds_of(tx, desk.entry); })),
              said(std::vector{done, due, overdue, elsewhere, desk}));
    EXPECT_TRUE(read([&](const ReadTx& tx) { return store::serial_is_used(tx, bank, "S1"); }));
    EXPECT_FALSE(read([&](const ReadTx& tx) { return store::serial_is_used(tx, second_bank, "S1"); }));
}

TEST_P(DepositStore, a_revoked_bid_waits_until_its_owner_has_chosen)
{
    RevokedRow waiting{
        id<RevokedId>(2), id<Submission>(1), round, intake, monday, Choice::waiting, "", {}, 1};
    const RevokedRow chosen{
        id<RevokedId>(1), id<Submission>(2), round, intake, monday, Choice::kept, "因", monday + 1h, 2};
    ASSERT_TRUE(keep(waiting, chosen, DeemedRow{id<Submission>(3), monday}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::waiting_for_choice(tx); })),
              said(std::vector{waiting}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::revoked(tx, chosen.submission); })),
              said(chosen));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::deemed_withdrawn(tx, chosen.submission); })),
              "none");
    auto stale = waiting;
    waiting.choice = Choice::given_back;
    ASSERT_TRUE(write([&](WriteTx& tx) { return tx.update(waiting); }));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::waiting_for_choice(tx); })), "");
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.update(stale); })) << "of a version that was";
}

} // namespace
} // namespace tianping::deposit
