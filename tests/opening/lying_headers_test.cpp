// A platform that hides a bid's header from a trustee, shows it as another's, or loses what was answered: the
// key is destroyed only for answers that are kept, and a trustee can always show what he signed.
#include "infra/crypto/digest.hpp"
#include "infra/spine/connection.hpp"
#include "rooms/bidding/types.hpp"
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using seal::AnswerCode;
using test::kept_by;
using test::LyingTender;
using trustee::Step;

std::map<std::string, AnswerCode> answered_by(test::Tender& tender, std::int64_t number)
{
    std::map<std::string, AnswerCode> out;
    for (const auto& row : tender.house().reads().read([&](const ReadTx& tx) {
             return store::answers(tx, trade::IntakeId::parse(tender.intake()).value());
         }))
        if (row.number == number)
            out[row.header] = row.code;
    return out;
}

// The rows that make the platform list them, which it does not do any more.
std::vector<SealedPartRow> hide(test::Tender& tender, const std::vector<SealedPartRow>& parts)
{
    tender.inside([&](WriteTx& tx, const Call&) {
        for (const auto& part : parts)
            tx.change("DELETE FROM sealed_part WHERE header = :h", part.header);
    });
    return parts;
}

void show_again(test::Tender& tender, const std::vector<SealedPartRow>& parts)
{
    tender.inside([&](WriteTx& tx, const Call&) {
        for (const auto& part : parts)
            ASSERT_TRUE(tx.insert(part));
    });
}

TEST(lying_headers, while_one_bids_header_is_hidden_nothing_is_answered_and_the_key_is_kept)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto one = hide(tender, {parts_of(tender, 1).at(0)});
    EXPECT_EQ(lying.visit(3).reason, "trustee.header_withheld");
    EXPECT_TRUE(answered_by(tender, 3).empty());
    EXPECT_TRUE(kept_by(tender, 3).key);
    show_again(tender, one);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_FALSE(kept_by(tender, 3).key) << "nothing is left to open";
    EXPECT_EQ(lying.said(1, 3), (std::vector{AnswerCode::ok, AnswerCode::ok}));
}

TEST(lying_headers, a_header_that_is_shown_as_another_bids_is_answered_as_what_it_is)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto parts = parts_of(tender, 1);
    tender.inside([&](WriteTx& tx, const Call&) {
        for (const auto& part : parts)
            tx.change("UPDATE sealed_part SET submission = 'sub_of_nobody' WHERE header = :h", part.header);
    });
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    const auto said = answered_by(tender, 3);
    ASSERT_EQ(said.size(), 6U);
    for (const auto& [header, code] : said)
        EXPECT_EQ(code, AnswerCode::ok);
}

TEST(lying_headers, duty_20_31_anothers_cause_opens_no_bid_that_is_shown_under_his_name)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    ASSERT_TRUE(prove(tender, 0));
    lying.show_cause(1, tender.owner().holder());
    lying.ask_for_everything();
    const auto parts = parts_of(tender, 2);
    const auto of_another = submission_of(tender, 1);
    tender.inside([&](WriteTx& tx, const Call&) {
        for (const auto& part : parts)
            tx.change("UPDATE sealed_part SET submission = :s WHERE header = :h", of_another, part.header);
    });
    EXPECT_EQ(lying.visit(3).reason, "trustee.no_ground");
    EXPECT_TRUE(answered_by(tender, 3).empty());
    EXPECT_TRUE(kept_by(tender, 3).key);
}

// A trustee who signs two KEYs, and a platform that shows the other one once the bids are sealed to the
// first.
TEST(lying_headers, a_key_that_the_bids_were_not_sealed_to_is_answered_with_nothing_and_may_be_put_right)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    const auto liar = tender.trustee(5).account->holder();
    std::optional<bidding::TrusteeKeyRow> first;
    tender.inside([&](WriteTx& tx, const Call&) {
        first = tx.find<bidding::TrusteeKeyRow>("WHERE intake = :i AND number = 5", tender.intake());
        auto message = seal::KeyMessage::decode(from_base64(first->message).value()).value();
        message.key = crypto::PrivateKey::generate(crypto::Algorithm::sm2).public_key().point();
        const auto second = message.encode();
        tx.change("UPDATE trustee_key SET message = :m, signature = :s WHERE id = :i", to_base64(second),
                  to_base64(liar.key.sign(second)), first->id);
    });
    EXPECT_EQ(lying.visit(3).reason, "closing.key_substituted");
    EXPECT_TRUE(answered_by(tender, 3).empty());
    EXPECT_TRUE(kept_by(tender, 3).key);
    tender.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE trustee_key SET message = :m, signature = :s WHERE id = :i", first->message,
                  first->signature, first->id);
    });
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), (std::vector{AnswerCode::ok, AnswerCode::ok}));
}

// What comes in is gone at once.
void swallow_answers(WriteTx& tx)
{
    auto& connection = tx.connection();
    const std::string gone = "BEGIN DELETE FROM trustee_answer WHERE id = NEW.id; ";
    if (connection.is_postgres())
        connection.execute("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ " + gone +
                           "RETURN NULL; END $$");
    connection.execute("CREATE TRIGGER swallows AFTER INSERT ON trustee_answer " +
                       (connection.is_postgres() ? "FOR EACH ROW EXECUTE FUNCTION swallow()" : gone + "END"));
}

void swallow_no_more(WriteTx& tx)
{
    tx.connection().execute(tx.connection().is_postgres() ? "DROP TRIGGER swallows ON trustee_answer"
                                                          : "DROP TRIGGER swallows");
}

TEST(lying_headers, what_was_answered_is_kept_and_sent_again_until_the_platform_shows_it)
{
    LyingTender lying{{}, test::closed_with_bids};
    auto& tender = lying.tender;
    tender.inside([](WriteTx& tx, const Call&) { swallow_answers(tx); });
    const auto visit = lying.visit(3);
    EXPECT_EQ(visit.step, Step::waiting);
    EXPECT_EQ(visit.reason, "trustee.answers_not_shown");
    const auto kept = kept_by(tender, 3);
    EXPECT_FALSE(kept.key) << "the answers are safe, so the key is not needed any more";
    EXPECT_FALSE(kept.answered);
    ASSERT_TRUE(kept.answers);
    ASSERT_EQ(kept.answers->size(), 6U);
    for (const auto& answer : *kept.answers)
        EXPECT_TRUE(tender.trustee(3).account->holder().certificate.public_key()->verify(
            from_base64(answer.message).value(), from_base64(answer.signature).value()));
    tender.inside([](WriteTx& tx, const Call&) { swallow_no_more(tx); });
    tender.restart_trustee(3);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(answered_by(tender, 3).size(), 6U);
    EXPECT_TRUE(kept_by(tender, 3).answered);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
}

TEST(lying_headers, duty_20_31_in_the_manner_bidder_the_key_waits_for_those_that_may_still_be_asked_for)
{
    LyingTender lying{{.manner = terms::Manner::bidder}, test::closed_with_bids};
    auto& tender = lying.tender;
    for (const std::size_t bidder : {0U, 2U})
        ASSERT_TRUE(prove(tender, bidder));
    lying.show_cause(1, tender.owner().holder());
    lying.ask_for_everything();
    const auto hidden = hide(tender, parts_of(tender, 1));
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    EXPECT_TRUE(kept_by(tender, 3).key);
    show_again(tender, hidden);
    EXPECT_EQ(lying.visit(3).step, Step::answered);
    EXPECT_EQ(lying.said(1, 3), (std::vector{AnswerCode::ok, AnswerCode::ok}));
    EXPECT_FALSE(kept_by(tender, 3).key);
}

} // namespace
} // namespace tianping::opening
