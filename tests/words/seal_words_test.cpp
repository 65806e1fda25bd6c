// Whom `seal` seals for: the owner whom the bidder names and whose certificates his own authorities vouch
// for, or whom the platform shows, and then it says so. What it seals: files of the types that the terms
// name.
#include "app/words/bid_folder.hpp"
#include "app/words/price_line.hpp"
#include "crypto/made_authority.hpp"
#include "support/tender.hpp"
#include "words/program.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping::test {
namespace {

class SealWords : public testing::Test {
protected:
    SealWords()
    {
        write_kit("kit.json", scene.kit());
        write_text(file("part.pdf"), "%PDF-1.7 part");
        auto anyone = scene.anyone();
        write_text(file("anchors.pem"), anyone.send("GET", "/api/v1/demo/anchors").value().body);
        keys = keys_of(home, "bidder", scene.bidder(0)).string();
    }
    std::string file(const char* name) const { return (home.path() / name).string(); }
    std::string owner() { return scene.owner().holder().certificate.subject().organisation_code; }
    void write_kit(const char* name, const bidding::SealingKit& kit)
    {
        write_text(file(name), boost::json::serialize(wire::write(kit)));
    }
    // What another house publishes, with authorities, owner and trustees of its own.
    void write_lie(std::uint64_t seed)
    {
        Tender other{{.seed = seed, .anew = true}};
        write_kit("lie.json", other.kit());
    }
    Ran seal(const char* kit, const std::vector<std::string>& more, const char* language = "en")
    {
        const auto part = file("part.pdf");
        std::vector<std::string> words{"seal", "--kit", file(kit), "--keys", keys, "--language", language};
        std::ranges::copy(bid_words(part, part, file("bid")), std::back_inserter(words));
        std::ranges::copy(more, std::back_inserter(words));
        std::filesystem::remove_all(file("bid"));
        return run(home, words);
    }
    Ran seal_technical(const char* technical)
    {
        std::vector<std::string> words{"seal", "--kit", file("kit.json"), "--keys", keys, "--language", "en"};
        std::ranges::copy(bid_words(file("part.pdf"), file(technical), file("bid")),
                          std::back_inserter(words));
        return run(home, words);
    }
    // As a program seals that does not look at the types of files.
    void seal_elsewhere(const char* technical)
    {
        const bidder::SealOrder order{
            scene.kit(),
            {{"price", {home.path() / "part.pdf"}}, {"technical", {home.path() / technical}}},
            {{"price", "1000000000"}, {"quality", "合格"}},
            "CREATION-1",
            "MACHINE-1",
            std::nullopt};
        const auto& holder = scene.bidder(0).holder();
        const auto folder = home.path() / "bid";
        words::BidFile bid;
        bid.intake = scene.intake();
        bid.bidder = to_hex(holder.certificate.digest());
        const auto parts = bidder::seal_bid(order, holder, scene.chance(), folder).value();
        for (const auto& part : parts)
            bid.parts.push_back({part.part, part.envelope.filename().string(), to_hex(part.header),
                                 to_hex(part.digest), static_cast<std::int64_t>(part.bytes)});
        write_kit("bid/kit.json", order.kit);
        ASSERT_TRUE(words::save_bid(folder, bid));
    }
    // The lists of the owner's authorities as they stand at that hour.
    void write_lists(const char* hour)
    {
        const auto& authority = scene.installation().sm2_authority();
        write_text(file("issuing.crl"), authority.crl(local_hour(hour)).pem());
        write_text(file("root.crl"), authority.root_crl(local_hour(hour)).pem());
    }
    void expect_not_sealed(const Ran& ran, const std::string& code)
    {
        EXPECT_EQ(ran.code, 1) << ran.out;
        EXPECT_NE(ran.err.find(code), std::string::npos) << ran.err;
        EXPECT_FALSE(std::filesystem::exists(file("bid")));
    }

    Tender scene;
    ScratchFolder home;
    std::string keys;
};

TEST_F(SealWords, the_named_owner_whom_the_bidders_authorities_vouch_for_is_sealed_for)
{
    const auto ran = seal("kit.json", {"--owner", owner(), "--anchors", file("anchors.pem")});
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("your authorities vouch for its certificate"), std::string::npos) << ran.out;
    EXPECT_EQ(ran.out.find("platform's word"), std::string::npos) << ran.out;
    const auto kept = text_of(file("bid/bid.json"));
    EXPECT_NE(kept.find("\"owner_code\":\"" + owner() + "\""), std::string::npos) << kept;
    EXPECT_NE(kept.find("\"owner_named\":true,\"vouched\":true"), std::string::npos) << kept;
}

TEST_F(SealWords, without_either_it_seals_and_says_in_both_languages_whom_for_and_by_whose_word)
{
    const auto issuer = scene.owner().holder().certificate.issuer_text();
    const auto english = seal("kit.json", {});
    ASSERT_EQ(english.code, 0) << english.err;
    for (const auto& told : {owner(), issuer, std::string{"platform's word"}, std::string{"No --anchors"}})
        EXPECT_NE(english.out.find(told), std::string::npos) << told << "\n" << english.out;
    const auto chinese = seal("kit.json", {}, "zh");
    ASSERT_EQ(chinese.code, 0) << chinese.err;
    for (const auto& told : {owner(), issuer, std::string{"只是平台的说法"}, std::string{"未给出 --anchors"}})
        EXPECT_NE(chinese.out.find(told), std::string::npos) << told << "\n" << chinese.out;
    const auto json = seal("kit.json", {"--json"});
    EXPECT_NE(json.out.find("\"owner_named\":false,\"vouched\":false"), std::string::npos) << json.out;
}

TEST_F(SealWords, a_kit_of_a_false_owner_is_refused_and_nothing_is_sealed)
{
    write_lie(2);
    EXPECT_EQ(seal("lie.json", {}).code, 0) << "it agrees with itself";
    expect_not_sealed(seal("lie.json", {"--owner", owner()}), "bidder.other_owner");
    expect_not_sealed(seal("lie.json", {"--anchors", file("anchors.pem")}), "bidder.not_vouched");
    EXPECT_EQ(seal("kit.json", {"--owner", owner()}).code, 0);
}

TEST_F(SealWords, certificates_that_state_the_right_code_and_lead_to_no_authority_given_are_refused)
{
    write_lie(1); // the same names and codes
    EXPECT_EQ(seal("lie.json", {"--owner", owner()}).code, 0) << "a code is stated by whoever makes it";
    const auto refused = seal("lie.json", {"--owner", owner(), "--anchors", file("anchors.pem")});
    expect_not_sealed(refused, "bidder.not_vouched");
    EXPECT_NE(refused.err.find("certificate.untrusted"), std::string::npos) << refused.err;
}

TEST_F(SealWords, a_kit_that_says_another_deadline_than_its_terms_is_refused_by_seal_and_by_inspection)
{
    auto kit = scene.kit();
    kit.deadline += std::chrono::hours{24};
    write_kit("moved.json", kit);
    const auto refused = seal("moved.json", {});
    expect_not_sealed(refused, "bidder.deadline_not_signed");
    for (const auto at : {kit.deadline, kit.terms.deadline})
        EXPECT_NE(refused.err.find(to_rfc3339(at)), std::string::npos) << refused.err;
    ASSERT_EQ(seal("kit.json", {}).code, 0);
    write_kit("bid/kit.json", kit);
    const auto inspected = run(home, {"bid", "inspect", file("bid"), "--language", "en"});
    EXPECT_EQ(inspected.code, 1) << inspected.out;
    EXPECT_NE(inspected.err.find("bidder.deadline_not_signed"), std::string::npos) << inspected.err;
}

TEST_F(SealWords, a_price_of_nothing_or_above_the_limit_is_told_by_seal_and_by_inspection_and_sealed)
{
    const auto limit = scene.kit().terms.lots.at(0).limit_price.value().text();
    const auto told = [&](const std::string& yuan, const char* language) {
        const auto sealed = seal("kit.json", {"--price-letter", "price=" + yuan}, language);
        EXPECT_EQ(sealed.code, 0) << sealed.err;
        const auto inspected = run(home, {"bid", "inspect", file("bid"), "--language", language});
        EXPECT_EQ(inspected.code, 0) << inspected.err;
        return std::vector{sealed.out, inspected.out};
    };
    for (const auto& out : told("90000000000", "en"))
        EXPECT_NE(
            out.find("mind: the price of 90,000,000,000.00 yuan is above the limit price of the terms, " +
                     limit + " yuan"),
            std::string::npos)
            << out;
    for (const auto& out : told("90000000000", "zh"))
        EXPECT_NE(out.find("高于交易文件的最高投标限价 " + limit + " 元"), std::string::npos) << out;
    for (const auto& out : told("0", "en"))
        EXPECT_NE(out.find("mind: the price is 0 yuan"), std::string::npos) << out;
    for (const auto& out : told("1", "en"))
        EXPECT_EQ(out.find("mind: the price"), std::string::npos) << out;
}

TEST(price_line, terms_with_a_formula_alone_say_nothing_of_a_price)
{
    std::ostringstream out;
    const app::Where where{{}, out, out};
    terms::LotTerms lot;
    lot.limit_formula = "评标基准价的 1.1 倍";
    EXPECT_FALSE(words::price_line(where, lot, {{"price", "9000000000000"}}));
    lot.limit_price = Fen{100};
    EXPECT_FALSE(words::price_line(where, lot, {{"price", "100"}}));
    EXPECT_TRUE(words::price_line(where, lot, {{"price", "101"}}));
}

TEST_F(SealWords, an_owner_whose_certificate_is_on_a_list_is_refused_and_nothing_is_sealed)
{
    const std::vector<std::string> anchored{"--owner", owner(), "--anchors", file("anchors.pem")};
    auto listed = anchored;
    for (const char* list : {"issuing.crl", "root.crl"})
        listed.insert(listed.end(), {"--crl", file(list)});
    write_lists(bidding_hour);
    const auto good = seal("kit.json", listed);
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_EQ(good.out.find("No --crl"), std::string::npos) << good.out;
    ASSERT_TRUE(scene.installation().sm2_authority().revoke(scene.owner().holder().certificate.serial(),
                                                            crypto::RevocationReason::key_compromise,
                                                            local_hour("2026-03-02 10:00")));
    write_lists(bidding_hour);
    const auto refused = seal("kit.json", listed);
    expect_not_sealed(refused, "bidder.not_vouched");
    EXPECT_NE(refused.err.find("certificate.revoked"), std::string::npos) << refused.err;
    write_lists("2026-03-10 09:00");
    const auto stale = seal("kit.json", listed);
    expect_not_sealed(stale, "bidder.not_vouched");
    EXPECT_NE(stale.err.find("certificate.crl_stale"), std::string::npos) << "it has run out: " << stale.err;
    const auto unlisted = seal("kit.json", anchored);
    EXPECT_EQ(unlisted.code, 0) << unlisted.err;
    EXPECT_NE(unlisted.out.find("No --crl"), std::string::npos) << unlisted.out;
    expect_not_sealed(seal("kit.json", {"--crl", file("issuing.crl")}), "words.crl_without_anchors");
    expect_not_sealed(seal("kit.json", {"--anchors", file("anchors.pem"), "--crl", file("none.crl")}),
                      "words.cannot_read");
}

TEST_F(SealWords, an_owner_below_an_authority_that_its_root_revoked_is_not_sealed_for)
{
    const auto& installation = scene.installation();
    const auto root = root_in(installation.data() / "authority" / "demonstration-sm2");
    const auto list = root.list_against(installation.sm2_authority().issuing(),
                                        local_hour("2026-03-02 10:00"), 365 * std::chrono::hours{24});
    write_text(file("root.crl"), list.pem());
    const auto refused = seal("kit.json", {"--anchors", file("anchors.pem"), "--crl", file("root.crl")});
    expect_not_sealed(refused, "bidder.not_vouched");
    EXPECT_NE(refused.err.find("certificate.revoked"), std::string::npos) << refused.err;
}

TEST_F(SealWords, a_file_of_no_type_that_its_part_takes_is_refused_by_name_and_nothing_is_sealed)
{
    write_text(file("plan.docx"), "PK\x03\x04 what an office program wrote");
    const auto refused = seal_technical("plan.docx");
    expect_not_sealed(refused, "bidder.bid_incomplete");
    EXPECT_NE(refused.err.find("parts.technical: The file plan.docx is of none of the types that the terms "
                               "ask for (application/pdf)."),
              std::string::npos)
        << refused.err;
    EXPECT_EQ(refused.err.find("parts.price"), std::string::npos) << refused.err;
    write_text(file("plan.pdf"), "");
    expect_not_sealed(seal_technical("plan.pdf"), "bidder.bid_incomplete");
    write_text(file("plan.pdf"), "\r\nput there on the way\r\n%PDF-1.7 plan");
    const auto sealed = seal_technical("plan.pdf");
    EXPECT_EQ(sealed.code, 0) << sealed.err;
}

TEST_F(SealWords, inspection_finds_a_file_of_no_type_that_its_part_takes)
{
    write_text(file("plan.docx"), "PK\x03\x04 what an office program wrote");
    seal_elsewhere("plan.docx");
    const auto refused = run(home, {"bid", "inspect", file("bid"), "--language", "en"});
    EXPECT_EQ(refused.code, 1) << refused.out;
    for (const char* told : {"[bidder.wrong_media_type]", "plan.docx", "(application/pdf)"})
        EXPECT_NE(refused.err.find(told), std::string::npos) << told << "\n" << refused.err;
    std::filesystem::remove_all(file("bid"));
    seal_elsewhere("part.pdf");
    const auto good = run(home, {"bid", "inspect", file("bid"), "--json"});
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_NE(good.out.find("\"machine_code\":\"MACHINE-1\",\"tool\":\"tianping/"), std::string::npos)
        << good.out;
}

TEST_F(SealWords, an_owner_that_is_no_code_and_anchors_that_are_no_authorities_are_refused)
{
    expect_not_sealed(seal("kit.json", {"--owner", "平州市城市建设投资中心"}), "identity.code_malformed");
    expect_not_sealed(seal("kit.json", {"--anchors", keys + "/sign.cert.pem"}), "certificate.not_authority");
    expect_not_sealed(seal("kit.json", {"--anchors", file("none.pem")}), "words.cannot_read");
}

} // namespace
} // namespace tianping::test
