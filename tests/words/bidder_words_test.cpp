// A bidder at his own machine: login, seal, inspect, submit, receipt, withdraw.
#include "formats/envelope.hpp"
#include "words/bidder_scene.hpp"

namespace tianping::test {
namespace {

TEST_F(BidderWords, from_login_to_a_receipt_that_is_checked_offline)
{
    const auto in = login();
    ASSERT_EQ(in.code, 0) << in.err;
    const auto who = word({"whoami", "--json"});
    EXPECT_EQ(who.code, 0) << who.err;
    EXPECT_NE(who.out.find("\"organisation\""), std::string::npos) << who.out;
    const auto session = home.path() / "state/tianping/session.json";
    EXPECT_EQ(std::filesystem::status(session).permissions() & std::filesystem::perms{0777},
              std::filesystem::perms{0600});
    EXPECT_EQ(text_of(session).find("PRIVATE KEY"), std::string::npos);

    const auto sealed = seal("bid");
    ASSERT_EQ(sealed.code, 0) << sealed.err;
    const auto inspected = word({"bid", "inspect", file("bid")});
    ASSERT_EQ(inspected.code, 0) << inspected.err;
    EXPECT_NE(inspected.out.find("9,999,999.50"), std::string::npos) << inspected.out;
    EXPECT_NE(inspected.out.find("technical.pdf"), std::string::npos);
    EXPECT_NE(inspected.out.find("machine code: MACHINE-1, tool: tianping/"), std::string::npos);

    const auto sent = word({"submit", file("bid")});
    ASSERT_EQ(sent.code, 0) << sent.err;
    scene.house().stop(); // offline from here
    const auto receipt = file("bid/receipt.json"), anchors = file("anchors.pem");
    const auto good =
        word({"receipt", "verify", receipt, "--platform", file("platform.pem"), "--anchors", anchors});
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_NE(good.out.find("time stamp: "), std::string::npos) << good.out;
    auto text = text_of(receipt); // as it is while an outside authority has not answered
    const auto token = text.find("\"timestamp\":\"") + 13;
    write_text(receipt, text.erase(token, text.find('"', token) - token));
    const auto early =
        word({"receipt", "verify", receipt, "--platform", file("platform.pem"), "--anchors", anchors});
    EXPECT_NE(early.err.find("receipt.not_stamped"), std::string::npos) << early.err;
    EXPECT_EQ(word({"receipt", "verify", receipt, "--any-platform", "--without-timestamp"}).code, 0);
}

TEST_F(BidderWords, a_receipt_of_another_platform_of_another_message_or_changed_is_refused)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("bid").code, 0);
    ASSERT_EQ(word({"submit", file("bid")}).code, 0);
    const auto receipt = file("bid/receipt.json");
    const auto verify = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"receipt", "verify", receipt});
        return word(more);
    };
    EXPECT_NE(verify({}).err.find("receipt.platform_needed"), std::string::npos);
    const auto fingerprint = to_hex(scene.installation().platform().certificate.digest());
    EXPECT_NE(verify({"--platform", fingerprint}).err.find("receipt.anchors_needed"), std::string::npos);
    EXPECT_EQ(verify({"--platform", fingerprint, "--without-timestamp"}).code, 0);
    const auto other = verify({"--platform", keys + "/sign.cert.pem", "--without-timestamp"});
    EXPECT_EQ(other.code, 1);
    EXPECT_NE(other.err.find("bidder.receipt_not_signed"), std::string::npos) << other.err;
    const auto another = verify({"--any-platform", "--without-timestamp", "--message", std::string(64, '0')});
    EXPECT_NE(another.err.find("bidder.receipt_of_another"), std::string::npos) << another.err;
    EXPECT_EQ(verify({"--platform", fingerprint, "--anchors", keys + "/sign.cert.pem"}).code, 1);
    auto text = text_of(receipt);
    const auto at = text.find("\"signature\":\"") + 40;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    write_text(receipt, text);
    EXPECT_EQ(verify({"--any-platform", "--without-timestamp"}).code, 1);
}

TEST_F(BidderWords, a_bid_is_replaced_and_withdrawn_with_a_receipt_each)
{
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("first").code, 0);
    ASSERT_EQ(seal("second").code, 0);
    ASSERT_EQ(word({"submit", file("first")}).code, 0);
    const auto replaced = word({"submit", file("second"), "--json"});
    ASSERT_EQ(replaced.code, 0) << replaced.err;
    EXPECT_NE(replaced.out.find("\"replacement\":1"), std::string::npos) << replaced.out;
    const auto withdrawn = word({"withdraw", file("second")});
    ASSERT_EQ(withdrawn.code, 0) << withdrawn.err;
    const auto verified = word({"receipt", "verify", file("second/withdrawal-receipt.json"), "--any-platform",
                                "--without-timestamp"});
    EXPECT_NE(verified.out.find("receipt of a withdrawal"), std::string::npos)
        << verified.out << verified.err;
    std::filesystem::remove(file("second/withdrawal-receipt.json"));
    EXPECT_EQ(word({"receipt", "fetch", file("second")}).code, 0);
    EXPECT_TRUE(std::filesystem::exists(file("second/withdrawal-receipt.json")));
}

TEST_F(BidderWords, a_certificate_that_ends_before_the_opening_is_told_by_seal_submit_and_whoami)
{
    const auto code = rehearsal::organisation_code("91990100MA0BRF001");
    const auto end = local_hour(deadline_hour) - std::chrono::minutes{10};
    const auto pair =
        scene.installation()
            .sm2_authority()
            .make_pair({"经办人", "平州近期建设有限公司", code, "01"}, {local_hour(bidding_hour), end})
            .value();
    account::Account bidder{server(), platform_origin, {pair.sign_key, pair.certificates.sign}};
    bidder.register_organisation("平州近期建设有限公司", "990100", "经办人").value();
    ASSERT_EQ(login().code, 0);
    ASSERT_EQ(seal("good").out.find("mind: "), std::string::npos);
    keys = keys_of(home, "ending", bidder).string();
    const auto in = login();
    ASSERT_EQ(in.code, 0) << in.err;
    EXPECT_NE(in.out.find("ends at 2026-03-24 09:20:00 +08:00, within 15 days"), std::string::npos) << in.out;
    const auto sealed = seal("bid");
    EXPECT_NE(sealed.out.find("ends at 2026-03-24 09:20:00 +08:00, before the opening"), std::string::npos)
        << sealed.out << sealed.err;
    const auto sent = word({"submit", file("bid")});
    EXPECT_NE(sent.out.find("after the bid and before its opening"), std::string::npos)
        << sent.out << sent.err;
    const auto who = word({"whoami"});
    EXPECT_NE(who.out.find("after the bid and before its opening"), std::string::npos) << who.out;
    EXPECT_NE(who.out.find("sub_"), std::string::npos) << "and which bid";
    const auto told = boost::json::parse(word({"whoami", "--json"}).out);
    EXPECT_NE(boost::json::serialize(told.at("certificate_warnings")).find("\"sub_"), std::string::npos);
    EXPECT_TRUE(told.at("taken_terms").is_array());
}

TEST_F(BidderWords, sealing_names_every_missing_part_and_field_at_once_and_seals_nothing)
{
    const auto ran = word({"seal", "--server", server(), "--intake", scene.intake(), "--keys", keys, "--part",
                           "price=" + file("none.pdf"), "--price-letter", "price=1,000", "--price-letter",
                           "colour=red", "--out", file("bid")});
    EXPECT_EQ(ran.code, 1);
    for (const char* wanted :
         {"none.pdf", "letter.price", "letter.colour", "parts.technical", "letter.quality"})
        EXPECT_NE(ran.err.find(wanted), std::string::npos) << wanted << "\n" << ran.err;
    EXPECT_FALSE(std::filesystem::exists(file("bid/bid.json")));
}

TEST_F(BidderWords, a_kit_whose_terms_were_changed_is_refused_before_sealing)
{
    auto kit = scene.kit();
    kit.terms.lots[0].minimum_bidders = 1;
    write_text(home.path() / "kit.json", boost::json::serialize(wire::write(kit)));
    auto words = seal_words(file("bid"));
    words.erase(words.begin() + 1, words.begin() + 5);
    words.insert(words.end(), {"--kit", file("kit.json")});
    const auto ran = word(words);
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("bidder.terms_not_signed"), std::string::npos) << ran.err;
}

TEST_F(BidderWords, inspection_finds_a_changed_envelope_another_key_and_a_missing_spare)
{
    EXPECT_NE(seal("bid").out.find("secrets.json and spare.key.pem each open this bid"), std::string::npos);
    const auto without_spare = seal("plain", false);
    ASSERT_EQ(without_spare.code, 0);
    EXPECT_NE(without_spare.out.find("secrets.json opens this bid"), std::string::npos) << without_spare.out;
    EXPECT_EQ(word({"bid", "inspect", file("plain")}).code, 0) << "with the secrets that were kept";
    std::filesystem::remove(file("plain/secrets.json"));
    const auto plain = word({"bid", "inspect", file("plain")});
    EXPECT_EQ(plain.code, 1);
    EXPECT_NE(plain.err.find("bid.no_secrets"), std::string::npos) << plain.err;
    const auto key = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto own = text_of(file("bid/spare.key.pem"));
    write_text(file("bid/spare.key.pem"), key.pem());
    EXPECT_NE(word({"bid", "inspect", file("bid")}).err.find("bid.other_spare"), std::string::npos);
    write_text(file("bid/spare.key.pem"), own);
    auto sealed = text_of(file("bid/price.sealed"));
    sealed[sealed.size() / 2] = static_cast<char>(sealed[sealed.size() / 2] ^ 1);
    write_text(file("bid/price.sealed"), sealed);
    const auto changed = word({"bid", "inspect", file("bid")});
    EXPECT_EQ(changed.code, 1);
    EXPECT_NE(changed.err.find("bid.part_changed"), std::string::npos) << changed.err;
    EXPECT_NE(word({"submit", file("bid")}).err.find("bid.part_changed"), std::string::npos);
}

TEST_F(BidderWords, long_acts_show_on_a_terminal_how_far_they_are_and_nowhere_else)
{
    ASSERT_EQ(login().code, 0);
    const auto with = [](std::vector<std::string> words, const std::vector<std::string>& more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    const std::vector<std::string> english{"--language", "en"};
    const auto sealed = run_on_terminal(home, with(seal_words(file("seen")), english));
    ASSERT_EQ(sealed.code, 0) << sealed.err;
    EXPECT_NE(sealed.err.find("sealing  technical  100%"), std::string::npos) << sealed.err;
    EXPECT_EQ(sealed.err.substr(sealed.err.size() - 4), "\r\033[K") << "the line is wiped at the end";
    EXPECT_EQ(sealed.out.find('%'), std::string::npos) << sealed.out;
    EXPECT_EQ(run_on_terminal(home, with(seal_words(file("quiet")), {"--json"})).err, "");
    EXPECT_EQ(seal("piped").err, "");
    const auto sent = run_on_terminal(home, with({"submit", file("seen")}, english));
    ASSERT_EQ(sent.code, 0) << sent.err;
    EXPECT_NE(sent.err.find("uploading  technical  100%"), std::string::npos) << sent.err;
    EXPECT_EQ(sent.out.find('%'), std::string::npos) << sent.out;
}

TEST_F(BidderWords, a_refusal_of_the_platform_is_told_with_its_values)
{
    const auto& certificate = scene.bidder(0).holder().certificate;
    scene.house_goes_to(certificate.not_after());
    const auto ended = login();
    EXPECT_EQ(ended.code, 1);
    EXPECT_NE(ended.err.find("certificate.expired"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find(certificate.serial()), std::string::npos) << ended.err;
}

TEST_F(BidderWords, wrong_inputs_have_their_exit_codes)
{
    EXPECT_EQ(word({"seal", "--intake", "x"}).code, 64);
    EXPECT_EQ(word({"no-such-word"}).code, 64);
    EXPECT_EQ(word({"whoami"}).code, 1);
    const auto away = word({"login", "--server", "http://127.0.0.1:9", "--keys", keys});
    EXPECT_EQ(away.code, 75) << away.err;
    const auto other = word({"login", "--server", server(), "--keys", keys});
    EXPECT_EQ(other.code, 1) << "a text for another origin is never signed";
    EXPECT_NE(other.err.find("account.other_origin"), std::string::npos) << other.err;
    std::filesystem::permissions(keys + "/sign.key.pem", std::filesystem::perms{0644});
    EXPECT_NE(login().err.find("session.exposed"), std::string::npos);
}

} // namespace
} // namespace tianping::test
