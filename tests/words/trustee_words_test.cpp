// A platform that lies, and `tianping trustee` as a process that is asked to sign or to open: it refuses what
// has no ground, and what it refuses opens nothing.
#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/store.hpp"
#include "support/lying_platform.hpp"
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
        const auto& authority = scene.installation().sm2_authority();
        write_text(file("anchors.pem"), authority.issuing().pem() + authority.root().pem());
    }
    trade::IntakeId intake() const { return trade::IntakeId::parse(scene.intake()).value(); }
    void close_with_bids()
    {
        scene.all_bid();
        close();
    }
    void close()
    {
        scene.go_to(local_hour(deadline_hour));
        clock(local_hour(deadline_hour));
    }
    // The set is witnessed; then the platform asks for this part beside the six of the three bids that stand,
    // and a trustee opens those alone.
    void expect_refused_beside_the_bids(const bidder::SealedPartFile& old, const std::string& submission)
    {
        for (const std::size_t number : {1U, 2U, 3U, 4U})
            EXPECT_EQ(once_anchored(number).code, 0);
        scene.inside([&](WriteTx& tx, const Call&) {
            ASSERT_TRUE(tx.insert(opening::SealedPartRow{to_hex(old.header), intake(), submission, old.part,
                                                         to_hex(old.digest)}));
        });
        EXPECT_EQ(once(3).code, 0);
        const auto answers = answers_of(3);
        ASSERT_EQ(answers.size(), 7U);
        for (const auto& answer : answers)
            EXPECT_EQ(answer.code,
                      answer.header == to_hex(old.header) ? seal::AnswerCode::refused : seal::AnswerCode::ok);
    }
    Ran once(std::size_t number, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> words{
            "--once",     "--intake", scene.intake(), "--platform-certificate", file("platform.pem"),
            "--language", "en"};
        words.insert(words.end(), more.begin(), more.end());
        return visit(number, words);
    }
    Ran once_anchored(std::size_t number, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> words{"--anchors", file("anchors.pem")};
        words.insert(words.end(), more.begin(), more.end());
        return once(number, words);
    }
    void expect_refused(std::size_t number, const std::string& code,
                        const std::vector<std::string>& more = {})
    {
        const auto ran = once_anchored(number, more);
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

class LyingPlatformOfFour : public LyingPlatform {
protected:
    LyingPlatformOfFour() : LyingPlatform{{.bidders = 4}} {}
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
    expect_refused_beside_the_bids(replaced.at(0), "sub_of_nobody");
}

TEST_F(LyingPlatformOfFour, a_header_that_was_withdrawn_before_the_closing_is_answered_with_a_refusal)
{
    const auto withdrawn = scene.seal(0, 9'000'000);
    const auto bid = bidder::submit(scene.bidder(0), scene.kit(), withdrawn);
    ASSERT_TRUE(bid) << bid.error().code;
    ASSERT_TRUE(bidder::withdraw(scene.bidder(0), scene.kit(),
                                 {bid->submission, 0, digest_from_hex(bid->message_digest).value()}));
    for (const std::size_t i : {1U, 2U, 3U})
        scene.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    close();
    expect_refused_beside_the_bids(withdrawn.at(0), bid->submission);
}

TEST_F(LyingPlatform, a_closer_on_a_revocation_list_makes_no_quorum)
{
    close_with_bids();
    for (const std::size_t number : {1U, 2U, 3U, 4U})
        EXPECT_EQ(once_anchored(number).code, 0);
    const auto at = local_hour(deadline_hour);
    const auto& authority = scene.installation().sm2_authority();
    ASSERT_TRUE(authority.revoke(scene.trustee(4).account->holder().certificate.serial(),
                                 crypto::RevocationReason::key_compromise, at));
    write_text(file("issuing.crl"), authority.crl(at).pem());
    write_text(file("root.crl"), authority.root_crl(at).pem());
    expect_refused(3, "closing.no_quorum", {"--crl", file("issuing.crl"), "--crl", file("root.crl")});
    EXPECT_TRUE(answers_of(3).empty());
}

TEST_F(LyingPlatform, the_authorities_are_pinned_and_what_is_not_checked_is_said)
{
    clock(local_hour(bidding_hour));
    const auto without = once(3);
    EXPECT_NE(without.err.find("no anchors"), std::string::npos) << without.err;
    const auto first = once_anchored(3);
    EXPECT_EQ(first.code, 0) << first.err;
    EXPECT_NE(first.err.find("no revocation list"), std::string::npos) << first.err;
    const auto later = once(3);
    EXPECT_EQ(later.err.find("no anchors"), std::string::npos) << "they are pinned: " << later.err;
    write_text(file("anchors.pem"), scene.installation().p256_authority().root().pem());
    const auto changed = once_anchored(3);
    EXPECT_EQ(changed.code, 1);
    EXPECT_NE(changed.err.find("anchors.pem"), std::string::npos) << changed.err;
    EXPECT_EQ(once(4, {"--crl", file("issuing.crl")}).code, 1) << "a list without authorities";
}

TEST_F(LyingPlatform, what_is_crafted_for_one_intake_does_not_end_the_others)
{
    close_with_bids();
    auto another = scene.intake();
    another.back() = another.back() == '0' ? '1' : '0';
    const auto signature = scene.kit().keys.at(0).signature.substr(0, 16);
    const Rewriting lies{scene.anyone().base(), signature, std::string(signature.size(), '*')};
    auto words = trustee_words(3);
    words.at(2) = lies.base();
    words.insert(words.end(), {"--once", "--intake", scene.intake(), "--intake", another});
    const auto ran = run(home, words);
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("bytes.not_base64"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(another), std::string::npos) << "it was looked at too: " << ran.err;
}

TEST_F(LyingPlatform, a_state_that_cannot_be_read_is_named_and_does_not_end_the_others)
{
    close_with_bids();
    auto another = scene.intake();
    another.back() = another.back() == '0' ? '1' : '0';
    write_text(scene.trustee(3).state / (scene.intake() + ".json"), "{");
    const auto ran = once(3, {"--intake", another});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(scene.intake() + ".json cannot be read"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(another), std::string::npos) << "it was looked at too: " << ran.err;
    EXPECT_EQ(scene.view().witnesses, 0);
}

TEST_F(LyingPlatform, a_kit_of_another_intake_is_named_and_nothing_is_signed_for_it)
{
    close_with_bids();
    auto another = scene.intake();
    another.back() = another.back() == '0' ? '1' : '0';
    const Rewriting lies{scene.anyone().base(), scene.intake(), another};
    auto words = trustee_words(3);
    words.at(2) = lies.base();
    words.insert(words.end(), {"--once", "--intake", scene.intake()});
    const auto ran = run(home, words);
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("trustee.kit_of_another"), std::string::npos) << ran.err;
    EXPECT_EQ(scene.view().witnesses, 0);
}

TEST_F(LyingPlatformOfBidders, beside_a_header_without_proof_or_cause_nothing_is_answered)
{
    close_with_bids();
    // The fourth makes the quorum, which the third then sees.
    for (const std::size_t number : {1U, 2U, 3U, 4U, 3U})
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
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("trustee.no_ground"), std::string::npos) << ran.err;
    EXPECT_TRUE(answers_of(3).empty());
}

} // namespace
} // namespace tianping::test
