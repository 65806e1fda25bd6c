// The SQL of bidding on both databases.
#include "rooms/bidding/store.hpp"
#include "support/store_scene.hpp"

namespace tianping::bidding {
namespace {

using test::id;
using test::monday;
using test::said;
using namespace std::chrono_literals;
using Intake = trade::IntakeId;
using Organisation = identity::OrganisationId;

class BiddingStore : public test::StoreTest {
protected:
    SubmissionRow bid(int n, SubmissionState state, const std::string& digest = "")
    {
        return {id<SubmissionId>(n),
                intake,
                id<trade::RoundId>(1),
                id<trade::TradeId>(1),
                bidder,
                state,
                0,
                digest,
                1};
    }
    VersionRow version(int n, std::int64_t replacement, const std::string& members)
    {
        return {"d" + std::to_string(n) + "/" + std::to_string(replacement),
                id<SubmissionId>(n),
                replacement,
                test::long_text(),
                "s",
                "c",
                "t",
                members,
                "",
                monday};
    }
    const Intake intake = id<Intake>(1), other = id<Intake>(2);
    const Organisation bidder = id<Organisation>(1), second = id<Organisation>(2);
};
INSTANTIATE_TEST_SUITE_P(On, BiddingStore, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(BiddingStore, keys_are_tested_once_all_are_there_and_the_last_answer_counts)
{
    const TrusteeKeyRow tenth{"int/10", intake, 10, "c", "m", "s"}, first{"int/2", intake, 2, "c", "m", "s"};
    KeyTestRow waiting{intake, "k", "", ""};
    const KeyTestRow made{other, "k", "aGk=", "00"};
    ASSERT_TRUE(keep(tenth, first, waiting, made));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::keys_of(tx, intake); })),
              said(std::vector{first, tenth}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::key_tests_to_make(tx); })),
              said(std::vector{waiting}));
    waiting.header = "aGk=";
    waiting.secret = "01";
    const KeyAnswerRow wrong{"int/2", intake, 2, "m", "s", KeyState::wrong},
        right{"int/2", intake, 2, "n", "s", KeyState::proved};
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        store::keep_key_test(tx, waiting);
        store::put_key_answer(tx, wrong);
        store::put_key_answer(tx, right);
        return {};
    }));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::key_tests_to_make(tx); })), "");
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::key_test(tx, intake); })), said(waiting));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::key_answers(tx, intake); })),
              said(std::vector{right}));
    EXPECT_FALSE(keep(TrusteeKeyRow{"int/x", intake, 2, "c", "m", "s"})) << "a number has one key";
}

TEST_P(BiddingStore, who_withdrew_may_begin_anew_and_nobody_has_two_bids_that_live)
{
    const auto gone = bid(1, SubmissionState::withdrawn), alive = bid(2, SubmissionState::submitted, "b");
    auto another = bid(3, SubmissionState::submitted, "a");
    another.bidder = second;
    ASSERT_TRUE(keep(gone, alive, another, version(2, 0, "[]"), version(2, 1, "[]")));
    EXPECT_FALSE(keep(bid(4, SubmissionState::begun)));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::submission_of(tx, intake, bidder); })),
              said(alive));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::submitted(tx, intake); })),
              said(std::vector{another, alive}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::submitted_by(tx, bidder); })),
              said(std::vector{alive}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::submission(tx, gone.id); })), said(gone));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::versions(tx, alive.id); })),
              said(std::vector{version(2, 0, "[]"), version(2, 1, "[]")}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::version(tx, alive.id, 2); })), "none");
}

TEST_P(BiddingStore, a_receipt_takes_one_time_stamp_and_waits_in_the_order_of_digests)
{
    const auto receipt = [&](const std::string& digest) {
        return ReceiptRow{digest, id<SubmissionId>(1), 0, seal::ReceiptAct::submit, "m", "s", "c", ""};
    };
    ASSERT_TRUE(keep(receipt("c"), receipt("a"), receipt("b"), TimestampAnchorRow{"d", "c"}));
    bool first = false, again = true;
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        first = store::put_timestamp(tx, "b", "token");
        again = store::put_timestamp(tx, "b", "another");
        return {};
    }));
    EXPECT_TRUE(first);
    EXPECT_FALSE(again);
    EXPECT_EQ(read([](const ReadTx& tx) { return store::receipt(tx, "b"); })->timestamp_token, "token");
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::unstamped(tx, "", 10); })),
              said(std::vector{receipt("a"), receipt("c")}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::unstamped(tx, "a", 1); })),
              said(std::vector{receipt("c")}));
    EXPECT_EQ(read([](const ReadTx& tx) { return store::timestamp_anchors(tx); }).size(), 1U);
}

TEST_P(BiddingStore, the_last_withdrawal_is_that_of_any_party_to_the_bid)
{
    const std::string code = "91110000000000001X";
    auto led = bid(1, SubmissionState::withdrawn), joined = bid(2, SubmissionState::withdrawn);
    joined.bidder = second;
    const auto gone = [](int n, Instant at) {
        return WithdrawalRow{id<SubmissionId>(n), "m", "d", "s", "c", at};
    };
    ASSERT_TRUE(keep(led, joined, version(1, 0, "[]"), version(2, 0, "[\"" + code + "\"]"), gone(1, monday),
                     gone(2, monday + 1h)));
    identity::Organisation party{};
    party.id = bidder;
    party.code = code;
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::last_withdrawal(tx, intake, party); })),
              said(gone(2, monday + 1h)));
    party.code = "91110000000000002X";
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::last_withdrawal(tx, intake, party); })),
              said(gone(1, monday)));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::last_withdrawal(tx, other, party); })), "none");
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::withdrawal(tx, led.id); })),
              said(gone(1, monday)));
}

TEST_P(BiddingStore, a_header_is_kept_once_however_many_versions_list_it)
{
    const SealedHeaderRow row{"hd", test::long_text()};
    ASSERT_TRUE(keep(row));
    EXPECT_FALSE(keep(SealedHeaderRow{"hd", "AAAA"}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::sealed_header(tx, "hd"); })), said(row));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::sealed_header(tx, "dh"); })), "none");
}

TEST_P(BiddingStore, a_member_is_bound_to_one_bid_of_an_intake_until_it_is_forgotten)
{
    const MemberRow member{intake, "91110000000000001X", id<SubmissionId>(1)};
    ASSERT_TRUE(keep(member));
    EXPECT_FALSE(keep(MemberRow{intake, member.code, id<SubmissionId>(2)}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::member(tx, intake, member.code); })),
              said(member));
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        store::forget_members(tx, member.submission);
        return {};
    }));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::member(tx, intake, member.code); })), "none");
}

} // namespace
} // namespace tianping::bidding
