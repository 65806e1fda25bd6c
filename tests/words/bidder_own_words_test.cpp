// What a bidder's program sends and keeps of his own: no secret before it is wanted, no message of another,
// and nothing by a certificate that cannot sign a bid.
#include "app/words/bid_folder.hpp"
#include "infra/crypto/digest.hpp"
#include "words/bidder_scene.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::test {
namespace {

class UnsealingWords : public BidderWords {
protected:
    UnsealingWords() : BidderWords{{.manner = terms::Manner::bidder}} {}
    // Commands that brought secrets, taken or refused.
    std::int64_t secrets_sent()
    {
        return scene.house().reads().read([](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM command WHERE name LIKE '%/secrets'");
        });
    }
};

TEST_F(UnsealingWords, a_bidder_proves_with_his_kept_secrets_and_gives_with_his_spare_key)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    scene.bid(1, 10'000'001);
    scene.bid(2, 10'000'002);
    EXPECT_EQ(word({"bid", "prove", file("bid")}).code, 1) << "nothing is closed yet";
    scene.go_to(local_hour(deadline_hour));
    scene.trustees_visit();
    const auto proved = word({"bid", "prove", file("bid")});
    EXPECT_EQ(proved.code, 0) << proved.err;
    EXPECT_NE(proved.out.find("proved to hold the secrets; parts:  2"), std::string::npos) << proved.out;
    const auto early = word({"bid", "give", file("bid")});
    EXPECT_EQ(early.code, 1) << "not all have proved";
    EXPECT_NE(early.err.find("opening.giving_not_begun"), std::string::npos) << early.err;
    EXPECT_EQ(secrets_sent(), 0) << "a secret was sent before giving began";
    for (const std::size_t i : {1U, 2U})
        ASSERT_TRUE(unsealing::prove(scene, i));
    std::filesystem::remove(file("bid/secrets.json"));
    const auto given = word({"bid", "give", file("bid"), "--json"});
    EXPECT_EQ(given.code, 0) << given.err;
    const auto own = wire::parse<opening::OwnUnsealing>(given.out);
    ASSERT_TRUE(own) << given.out;
    EXPECT_EQ(secrets_sent(), 1);
    EXPECT_EQ(own->parts.size(), 2U);
    for (const auto& part : own->parts)
        EXPECT_TRUE(part.proved && part.given) << part.part;
    for (const std::size_t i : {1U, 2U})
        ASSERT_TRUE(unsealing::give(scene, i));
    const auto view = scene.opened();
    ASSERT_EQ(test::unsealing::not_opened(view), "");
}

TEST_F(BidderWords,
       a_receipt_is_measured_against_the_message_that_was_sent_and_not_against_the_platforms_word)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    EXPECT_FALSE(std::filesystem::exists(file("bid/unanswered.message")));
    const auto verify = [&] {
        return word({"receipt", "verify", file("bid/receipt.json"), "--any-platform", "--without-timestamp"});
    };
    const auto good = verify();
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_EQ(good.out.find("does not lie beside"), std::string::npos) << good.out;

    // A platform that took another message answers for that one and signs a receipt over it.
    const auto other = crypto::sm3(view(std::string_view{"another message"}));
    auto answer = wire::parse<bidding::Submitted>(text_of(file("bid/submitted.json"))).value();
    const auto true_answer = answer;
    answer.message_digest = to_hex(other);
    write_text(file("bid/submitted.json"), boost::json::serialize(wire::write(answer)));
    EXPECT_NE(verify().err.find("bidder.answer_of_another"), std::string::npos);
    write_text(file("bid/submitted.json"), boost::json::serialize(wire::write(true_answer)));

    auto receipt = wire::parse<bidding::SignedReceipt>(text_of(file("bid/receipt.json"))).value();
    auto said = seal::Receipt::decode(from_base64(receipt.message).value()).value();
    said.message = other;
    const auto& platform = scene.installation().platform();
    receipt.message = to_base64(said.encode());
    receipt.signature = to_base64(platform.key.sign(said.encode()));
    write_text(file("bid/receipt.json"), boost::json::serialize(wire::write(receipt)));
    const auto lie = verify();
    EXPECT_NE(lie.err.find("bidder.receipt_of_another"), std::string::npos) << lie.err;
    EXPECT_NE(lie.err.find("message: "), std::string::npos) << lie.err;

    std::filesystem::remove(file("bid/submit.message"));
    const auto alone = verify();
    EXPECT_EQ(alone.code, 0) << alone.err;
    EXPECT_NE(alone.out.find("does not lie beside"), std::string::npos) << alone.out;
}

TEST_F(BidderWords, later_receipts_of_a_bid_are_signed_by_who_signed_the_first_or_whom_the_bidder_names)
{
    const auto fingerprint = to_hex(scene.installation().platform().certificate.digest());
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    const auto unread = word({"submit", file("bid"), "--platform", file("none.pem")});
    EXPECT_NE(unread.err.find("words.cannot_read"), std::string::npos) << unread.err;
    EXPECT_FALSE(std::filesystem::exists(file("bid/submit.message")));
    const auto first = word({"submit", file("bid")});
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_NE(first.out.find("signed by the certificate SM3 " + fingerprint), std::string::npos) << first.out;
    EXPECT_NE(first.out.find("--platform FINGERPRINT"), std::string::npos) << first.out;

    auto bid = wire::parse<words::BidFile>(text_of(file("bid/bid.json"))).value();
    EXPECT_EQ(bid.platform, fingerprint);
    bid.platform = std::string(64, 'a'); // another platform had signed the first one
    write_text(file("bid/bid.json"), boost::json::serialize(wire::write(bid)));
    std::filesystem::remove(file("bid/receipt.json"));
    const auto other = word({"receipt", "fetch", file("bid")});
    EXPECT_EQ(other.code, 1) << other.out;
    EXPECT_NE(other.err.find("receipt.other_platform"), std::string::npos) << other.err;
    EXPECT_NE(other.err.find(fingerprint), std::string::npos) << other.err;
    EXPECT_FALSE(std::filesystem::exists(file("bid/receipt.json")));
    const auto named = word({"receipt", "fetch", file("bid"), "--platform", fingerprint});
    EXPECT_EQ(named.code, 0) << named.err;
    EXPECT_EQ(named.out.find("--platform FINGERPRINT"), std::string::npos) << named.out;
    EXPECT_EQ(word({"receipt", "fetch", file("bid")}).code, 0) << "whom he named counts from then on";
    const auto wrong = word({"withdraw", file("bid"), "--platform", keys + "/sign.cert.pem"});
    EXPECT_NE(wrong.err.find("receipt.other_platform"), std::string::npos) << wrong.err;
    EXPECT_FALSE(std::filesystem::exists(file("bid/withdrawal-receipt.json")));
    EXPECT_EQ(word({"receipt", "fetch", file("bid")}).code, 0) << "the withdrawal stands";
}

TEST_F(BidderWords, an_earlier_receipt_under_a_name_of_its_own_is_not_measured_against_the_last_message)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    std::filesystem::copy_file(file("bid/receipt.json"), file("bid/receipt-of-the-first.json"));
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    const auto verify = [&](const std::string& name) {
        const auto receipt = (home.path() / "bid" / name).string();
        return word({"receipt", "verify", receipt, "--any-platform", "--without-timestamp"});
    };
    const auto earlier = verify("receipt-of-the-first.json");
    EXPECT_EQ(earlier.code, 0) << earlier.err;
    EXPECT_NE(earlier.out.find("does not lie beside"), std::string::npos) << earlier.out;
    std::filesystem::copy_file(file("bid/receipt-of-the-first.json"), file("bid/receipt.json"),
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_NE(verify("receipt.json").err.find("bidder.receipt_of_another"), std::string::npos)
        << "in the place of the last one it is";
}

TEST_F(BidderWords, a_receipt_is_fetched_only_where_the_message_was_kept_and_else_told_what_to_do)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    EXPECT_NE(word({"receipt", "fetch", file("bid")}).err.find("bid.not_submitted"), std::string::npos);
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    EXPECT_EQ(word({"receipt", "fetch", file("bid")}).code, 0);
    std::filesystem::remove(file("bid/submit.message")); // as an older program left it
    const auto refused = word({"receipt", "fetch", file("bid")});
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("bid.message_not_kept"), std::string::npos) << refused.err;
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    EXPECT_EQ(word({"receipt", "fetch", file("bid")}).code, 0);
}

TEST_F(BidderWords, a_certificate_of_another_algorithm_than_sm2_seals_nothing)
{
    const auto now = local_hour(bidding_hour);
    const auto pair = scene.installation()
                          .p256_authority()
                          .make_pair({"经办人", "平州他算法建设有限公司",
                                      rehearsal::organisation_code("91990100MA0BRF002"), "01"},
                                     {now, now + std::chrono::hours{24}})
                          .value();
    const account::Account other{server(), platform_origin, {pair.sign_key, pair.certificates.sign}};
    keys = keys_of(home, "other-algorithm", other).string();
    const auto ran = seal("bid");
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("seal.sm2_certificate_wanted"), std::string::npos) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(file("bid")));
}

} // namespace
} // namespace tianping::test
