// The files that the terms name: uploaded by the owner's side, asked for when he signs, given to everybody.
#include "infra/crypto/digest.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

namespace tianping {
namespace {

using test::scene::must;

constexpr std::string_view drawings = "图纸第12页：以新图为准。";

class TermsFiles : public testing::Test {
protected:
    terms::Terms next() const
    {
        const auto in_force = kit;
        auto out = in_force.terms;
        out.number = 2;
        out.previous = in_force.terms_digest;
        out.files = {{"图纸.pdf", std::ssize(drawings), to_hex(crypto::sm3(view(drawings))), "text/html"}};
        return out;
    }
    Result<trade::TermsSignedOut> sign(const terms::Terms& terms, const std::string& key)
    {
        auto& owner = tender.owner();
        return owner.client().post<trade::TermsSignedOut>(
            "/api/v1/trades/" + terms.trade + "/terms",
            trade::TermsIn{terms, owner.sign(terms::signed_bytes(terms))}, owner.key(key));
    }
    void upload(account::Account& by)
    {
        const auto file = folder.path() / "drawings.pdf";
        std::ofstream{file, std::ios::binary} << drawings;
        must(bidder::upload(by, file), "an upload");
    }
    void publish(const terms::Terms& terms)
    {
        notice::DraftIn in;
        in.kind = notice::Kind::clarification;
        in.affects_bids = false;
        in.reason = "只补充图纸清晰版";
        in.sections = {{"content", "澄清或者修改的内容", "图纸清晰版见交易文件。"}};
        in.terms = to_hex(terms::digest(terms));
        in.publish_at = tender.installation().clock().now();
        const auto drafted =
            must(tender.agency().client().post<notice::NoticeOut>(
                     "/api/v1/trades/" + terms.trade + "/notices", in, tender.agency().key("with-files")),
                 "a clarification");
        const auto digest = digest_from_hex(drafted.digest).value();
        must(tender.owner().client().post<notice::NoticeOut>(
                 "/api/v1/notices/" + drafted.id.text() + "/signature",
                 notice::SignIn{drafted.digest, tender.owner().sign(notice::signed_bytes(digest))},
                 tender.owner().key("sign-with-files")),
             "the clarification is signed");
    }

    test::Tender tender;
    test::ScratchFolder folder;
    const bidding::SealingKit kit = tender.kit();
};

TEST_F(TermsFiles, duty_20_20_are_there_when_the_owner_signs_and_for_everybody_without_signing_in)
{
    const auto terms = next();
    const auto refused = sign(terms, "too-early");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "trade.file_missing");
    upload(tender.bidder(0));
    EXPECT_EQ(sign(terms, "another-organisations-upload").error().code, "trade.file_missing");
    upload(tender.agency());
    auto longer = terms;
    longer.files[0].size += 1;
    EXPECT_EQ(sign(longer, "another-size").error().code, "trade.file_missing");
    must(sign(terms, "with-the-file"), "the terms are signed");
    const auto path = "/api/v1/trades/" + terms.trade + "/terms/" + to_hex(terms::digest(terms)) + "/files/" +
                      terms.files[0].digest;
    EXPECT_EQ(tender.anyone().send("GET", path).value().status, 404) << "not in force yet";
    EXPECT_EQ(tender.owner().client().send("GET", path).value().body, drawings);
    publish(terms);
    const auto taken = tender.anyone().send("GET", path).value();
    EXPECT_EQ(taken.status, 200);
    EXPECT_EQ(taken.body, drawings);
    EXPECT_EQ(tender.anyone().send("GET", path + "0").value().status, 404);
    const auto page = tender.anyone().send("GET", "/trades/" + terms.trade).value().body;
    EXPECT_NE(page.find(path), std::string::npos) << "the portal links it";
}

// Between 1 and 100 KB, as pages write it.
std::string kilobytes(std::size_t bytes)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / 1024 << " KB";
    return out.str();
}

TEST_F(TermsFiles, of_two_versions_in_force_the_page_shows_size_and_digest_of_the_text_that_each_gives)
{
    const auto terms = next();
    upload(tender.agency());
    must(sign(terms, "a-second-version"), "the terms are signed");
    const auto base = "/trades/" + terms.trade;
    (void)tender.anyone().send("GET", base).value(); // the first version is shown before there is another
    publish(terms);
    for (const char* language : {"?lang=zh", "?lang=en"}) {
        const auto page = tender.anyone().send("GET", base + language).value().body;
        for (const auto& version : {kit.terms_digest, to_hex(terms::digest(terms))}) {
            const auto href = "/api/v1" + base + "/terms/" + version + "/print";
            const auto text = tender.anyone().send("GET", href).value().body;
            const auto at = page.find("<a href=\"" + href + "\">");
            ASSERT_NE(at, std::string::npos) << language;
            const auto row = page.substr(at, page.find("</li>", at) - at);
            EXPECT_NE(row.find("<span class=\"num\">" + kilobytes(text.size()) + "</span>"),
                      std::string::npos)
                << row;
            EXPECT_NE(row.find("<code>" + to_hex(crypto::sm3(view(text))) + "</code>"), std::string::npos)
                << row;
        }
        const auto beside = "/api/v1" + base + "/terms/" + to_hex(terms::digest(terms)) + "/comparison";
        const auto text = tender.anyone().send("GET", beside).value().body;
        EXPECT_NE(text.find("图纸.pdf"), std::string::npos) << text;
        EXPECT_NE(page.find("<a href=\"" + beside + "\">"), std::string::npos) << language;
        EXPECT_NE(page.find("<code>" + to_hex(crypto::sm3(view(text))) + "</code>"), std::string::npos);
        EXPECT_EQ(page.find(kit.terms_digest + "/comparison"), std::string::npos)
            << "the first has none before";
    }
}

TEST_F(TermsFiles, whose_names_are_paths_or_carry_a_nul_are_refused_by_field_and_nothing_of_them_is_kept)
{
    upload(tender.agency());
    const auto kept = [&] {
        return tender.house().reads().read(
            [](const ReadTx& tx) { return tx.number("SELECT count(*) FROM terms_version"); });
    };
    const auto before = kept();
    const std::pair<std::string, std::string> tricks[] = {
        {"../图纸.pdf", "terms.bad_file_name"},
        {"/etc/图纸.pdf", "terms.bad_file_name"},
        {"..\\图纸.pdf", "terms.bad_file_name"},
        {"..", "terms.bad_file_name"},
        {std::string{"图纸.pdf"} + '\0' + ".exe", "wire.control_character"},
    };
    for (const auto& [name, code] : tricks) {
        auto terms = next();
        terms.files[0].name = name;
        EXPECT_EQ(test::bad_fields_of(sign(terms, "trick-" + to_hex(view(name)))),
                  "terms.files[0].name " + code + ";");
        EXPECT_EQ(kept(), before) << name;
    }
    must(sign(next(), "a-plain-name"), "the terms are signed");
    EXPECT_EQ(kept(), before + 1);
}

} // namespace
} // namespace tianping
