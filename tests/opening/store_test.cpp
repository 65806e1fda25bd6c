// The SQL of the opening on both databases.
#include "rooms/opening/store.hpp"
#include "support/store_scene.hpp"

namespace tianping::opening {
namespace {

using test::id;
using test::monday;
using test::said;
using namespace std::chrono_literals;
using Intake = trade::IntakeId;

class OpeningStore : public test::StoreTest {
protected:
    ClosingRow closing(int n, ClosingState state)
    {
        return {id<Intake>(n),
                id<trade::RoundId>(n),
                id<trade::TradeId>(1),
                "t",
                test::long_text(),
                "d",
                "s",
                state,
                monday + 1h,
                1,
                {}};
    }
    AnswerRow answer(const std::string& header, std::int64_t number)
    {
        return {header + "/" + std::to_string(number),
                intake,
                header,
                number,
                seal::AnswerCode::ok,
                "m",
                "s",
                "c"};
    }
    const Intake intake = id<Intake>(1), other = id<Intake>(2);
};
INSTANTIATE_TEST_SUITE_P(On, OpeningStore, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(OpeningStore, sets_that_are_witnessed_and_not_read_out_are_being_opened)
{
    auto begun = closing(3, ClosingState::witnessed);
    begun.settled_at = monday + 2h;
    const auto first = closing(1, ClosingState::witnessed), read_out = closing(2, ClosingState::read_out);
    ASSERT_TRUE(keep(begun, read_out, first, ReadOutRow{read_out.intake, test::long_text(), monday}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::being_opened(tx); })),
              said(std::vector{first, begun}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::closing(tx, begun.intake); })), said(begun));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::closing(tx, id<Intake>(9)); })), "none");
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::read_out(tx, intake); })), "none");
    EXPECT_NE(said(read([&](const ReadTx& tx) { return store::read_out(tx, other); })), "none");
    EXPECT_FALSE(keep(closing(1, ClosingState::witnessed))) << "an intake has one closed set";
}

TEST_P(OpeningStore, witnesses_and_answers_stand_in_the_order_of_their_numbers)
{
    const auto tenth = answer("h1", 10), second = answer("h1", 2), of_another = answer("h0", 3);
    const WitnessRow last{"int/10", intake, 10, "c", "s"}, first{"int/2", intake, 2, "c", "s"};
    ASSERT_TRUE(keep(tenth, second, of_another, last, first, WitnessRow{"x/1", other, 1, "c", "s"}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::answers(tx, intake); })),
              said(std::vector{of_another, second, tenth}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::answer(tx, "h1/10"); })), said(tenth));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::witnesses(tx, intake); })),
              said(std::vector{first, last}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::answers(tx, other); })), "");
    EXPECT_FALSE(keep(answer("h1", 2))) << "a trustee answers once for a part";
}

TEST_P(OpeningStore, parts_sealed_opened_and_unopened_come_back_by_submission_and_part)
{
    const SealedPartRow technical{"h2", intake, "sub_a", "technical", "e2"},
        price{"h1", intake, "sub_a", "price", "e1"}, next{"h0", intake, "sub_b", "price", "e0"};
    const OpenedPartRow opened{"h1", intake, "sub_a", "price",          BidState::opened,
                               "00", "",     "[]",    test::long_text()};
    const OpenedFileRow second{"h1/1", "h1", "sub_a", "price", "b.pdf", std::int64_t{1} << 40, "d"};
    const OpenedFileRow first{"h1/0", "h1", "sub_a", "price", "附件'一'.pdf", 0, "d"};
    const UnopenedPartRow unopened{"h2", intake, "sub_a", "technical", "{}"};
    ASSERT_TRUE(keep(technical, next, price, opened, second, first, unopened));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::sealed_parts(tx, intake); })),
              said(std::vector{price, technical, next}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::opened_parts(tx, intake); })),
              said(std::vector{opened}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::opened_files(tx, "sub_a"); })),
              said(std::vector{first, second}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::unopened_parts(tx, intake); })),
              said(std::vector{unopened}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::sealed_parts(tx, other); })), "");
}

TEST_P(OpeningStore, what_bidders_gave_and_what_was_said_of_it_is_kept_once)
{
    const auto given = [&](BidderAct act, const std::string& header) {
        return BidderMessageRow{
            store::bidder_message_id(act, header), act, intake, "sub_a", header, "c", "m", "s", monday};
    };
    const auto proof = given(BidderAct::proof, "h1"), secret = given(BidderAct::secret, "h1");
    const UnsealingRow begun{intake, monday, monday + 1h, {}, {}, "[]"};
    const CauseRow cause{"int/sub_a", intake, "sub_a", CauseCode{}, test::long_text(),
                         "{}",        "[]",   "c",     "s",         monday};
    const ClaimRow claim{"int/sub_a", intake, "sub_a", CauseCode{}, "", "[]", "c", "s", monday};
    const ExtensionRow longer{"int/2", intake, monday + 2h, "因", "c", "s", monday},
        shorter{"int/1", intake, monday + 1h, "因", "c", "s", monday};
    ASSERT_TRUE(keep(secret, proof, begun, cause, claim, longer, shorter));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::bidder_messages(tx, intake); })),
              said(std::vector{proof, secret}));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::bidder_message(tx, BidderAct::secret, "h1"); })),
              said(secret));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::unsealing(tx, intake); })), said(begun));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::causes(tx, intake); })),
              said(std::vector{cause}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::claims(tx, intake); })),
              said(std::vector{claim}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::extensions(tx, intake); })),
              said(std::vector{shorter, longer}));
    EXPECT_FALSE(keep(given(BidderAct::proof, "h1")));
}

} // namespace
} // namespace tianping::opening
