// A platform that lies, and `tianping trustee` as a process that is asked to sign or to open: it refuses what
// has no ground, and what it refuses opens nothing.
#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/store.hpp"
#include "words/service_scene.hpp"

namespace tianping::test {
namespace {

using namespace std::chrono_literals;

class LyingPlatform : public ServiceWords {
protected:
    LyingPlatform() : LyingPlatform(TenderPlan{}) {}
    explicit LyingPlatform(const TenderPlan& plan) : ServiceWords{plan}
    {
        write_text(file("platform.pem"), scene.installation().platform().certificate.pem());
    }
    trade::IntakeId intake() const { return trade::IntakeId::parse(scene.intake()).value(); }
    void close_with_bids()
    {
        scene.all_bid();
        scene.go_to(local_hour(deadline_hour));
        clock(local_hour(deadline_hour));
    }
    Ran once(std::size_t number)
    {
        return visit(number, {"--once", "--intake", scene.intake(), "--platform-certificate",
                              file("platform.pem"), "--language", "en"});
    }
    void expect_refused(std::size_t number, const std::string& code)
    {
        const auto ran = once(number);
        EXPECT_EQ(ran.code, 1);
        EXPECT_NE(ran.err.find(code), std::string::npos) << ran.err;
    }
    std::vector<opening::AnswerRow> answers_of(std::int64_t number)
    {
        auto all = scene.house().reads().read(
            [&](const ReadTx& tx) { return opening::store::answers(tx, intake()); });
        std::erase_if(all, [&](const auto& row) { return row.number != number; });
        return all;
    }
    opening::ClosingRow closing()
    {
        return scene.house()
            .reads()
            .read([&](const ReadTx& tx) { return opening::store::closing(tx, intake()); })
            .value();
    }
    void say_witnessed()
    {
        scene.inside([&](WriteTx& tx, const Call&) {
            tx.change("UPDATE closing SET state = 'witnessed' WHERE intake = :i", scene.intake());
        });
    }
};

class LyingPlatformOfBidders : public LyingPlatform {
protected:
    LyingPlatformOfBidders() : LyingPlatform{{.manner = terms::Manner::bidder}} {}
};

TEST_F(LyingPlatform, a_set_that_the_platform_did_not_sign_is_not_witnessed)
{
    close_with_bids();
    const auto message = from_base64(closing().message).value();
    scene.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE closing SET signature = :s WHERE intake = :i", scene.owner().sign(message).value,
                  scene.intake());
    });
    expect_refused(3, "closing.not_signed_by_platform");
    EXPECT_EQ(scene.view().witnesses, 0);
}

TEST_F(LyingPlatform, a_second_set_is_answered_by_nobody_who_witnessed_the_first)
{
    close_with_bids();
    EXPECT_EQ(once(3).code, 0);
    EXPECT_EQ(scene.view().witnesses, 1);
    auto other = seal::Close::decode(from_base64(closing().message).value()).value();
    other.submits.pop_back();
    const auto message = other.encode();
    scene.inside([&](WriteTx& tx, const Call&) {
        tx.change("UPDATE closing SET message = :m, message_digest = :d, signature = :s WHERE intake = :i",
                  to_base64(message), to_hex(crypto::sm3(message)),
                  to_base64(scene.installation().platform().key.sign(message)), scene.intake());
    });
    say_witnessed();
    expect_refused(3, "closing.second_set");
    EXPECT_TRUE(answers_of(3).empty());
}

TEST_F(LyingPlatform, a_quorum_that_is_only_said_to_stand_opens_nothing)
{
    close_with_bids();
    for (const std::size_t number : {3U, 4U, 5U})
        EXPECT_EQ(once(number).code, 0);
    EXPECT_EQ(scene.view().witnesses, 3) << "four are needed";
    say_witnessed();
    expect_refused(3, "closing.no_quorum");
    EXPECT_TRUE(answers_of(3).empty());
}

TEST_F(LyingPlatform, a_header_that_was_replaced_before_the_closing_is_answered_with_a_refusal)
{
    const auto replaced = scene.seal(0, 9'000'000, "first");
    ASSERT_TRUE(bidder::submit(scene.bidder(0), scene.kit(), replaced));
    close_with_bids();
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(once(number).code, 0);
    const auto& old = replaced.at(0);
    scene.inside([&](WriteTx& tx, const Call&) {
        ASSERT_TRUE(tx.insert(opening::SealedPartRow{to_hex(old.header), intake(), "sub_of_nobody", old.part,
                                                     to_hex(old.digest)}));
    });
    EXPECT_EQ(once(3).code, 0);
    const auto answers = answers_of(3);
    ASSERT_EQ(answers.size(), 7U);
    for (const auto& answer : answers)
        EXPECT_EQ(answer.code,
                  answer.header == to_hex(old.header) ? seal::AnswerCode::refused : seal::AnswerCode::ok);
}

TEST_F(LyingPlatformOfBidders, a_header_without_proof_or_cause_is_answered_with_a_refusal)
{
    close_with_bids();
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(once(number).code, 0);
    const auto folder = scene.sealed_folder(0);
    ASSERT_TRUE(bidder::prove(scene.bidder(0), scene.intake(), folder, bidder::read_secrets(folder).value()));
    scene.go_to(local_hour(deadline_hour) + 60min);
    scene.go_to(local_hour(deadline_hour) + 120min);
    clock(local_hour(deadline_hour) + 120min);
    // Only the first bidder proved; the platform asks for everybody's shares.
    std::string headers;
    for (const auto& part : scene.house().reads().read(
             [&](const ReadTx& tx) { return opening::store::sealed_parts(tx, intake()); }))
        headers += (headers.empty() ? "\"" : ",\"") + part.header + "\"";
    const auto until = local_hour(deadline_hour) + 180min;
    scene.inside([&](WriteTx& tx, const Call& call) {
        tx.change("UPDATE unsealing SET remedy = :r, remedy_from = :f, remedy_until = :u WHERE intake = :i",
                  "[" + headers + "]", call.arrived, until, scene.intake());
    });
    const auto ran = once(3);
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto kept = bidder::read_secrets(folder).value();
    std::size_t opened = 0;
    const auto answers = answers_of(3);
    ASSERT_EQ(answers.size(), 6U);
    for (const auto& answer : answers) {
        const bool proved = std::ranges::any_of(
            kept.parts, [&](const auto& part) { return part.second.header == answer.header; });
        EXPECT_EQ(answer.code, proved ? seal::AnswerCode::ok : seal::AnswerCode::refused);
        opened += proved ? 1 : 0;
    }
    EXPECT_EQ(opened, 2U);
}

} // namespace
} // namespace tianping::test
