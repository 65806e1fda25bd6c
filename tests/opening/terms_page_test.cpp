// What the trade's page says of the terms: all that a bidder must know stands there in words, and the text
// for people comes before the data.
#include "app/portal/printed_terms.hpp"
#include "base/canonical.hpp"
#include "formats/terms_print.hpp"
#include "infra/crypto/digest.hpp"
#include "support/next_terms.hpp"
#include <array>
#include <cstdio>
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::Tender;

std::string terms_page(Tender& tender, const std::string& query = "")
{
    const auto got = tender.anyone().send("GET", "/trades/" + tender.trade().id.text() + query).value();
    EXPECT_EQ(got.status, 200);
    return got.body;
}

test::TenderPlan plan_with_all()
{
    return {.deposit =
                terms::Deposit{Fen::yuan(200'000),
                               {terms::DepositForm::transfer, terms::DepositForm::electronic_guarantee}},
            .manner = terms::Manner::bidder};
}

TEST(terms_page, a_bidder_reads_in_words_what_a_bid_needs_and_how_it_is_opened)
{
    Tender tender{plan_with_all()};
    const auto page = terms_page(tender);
    for (const char* part :
         {"自投标截止之日起 90 日", "200,000.00 元（转账、电子保函）", "投标文件：报价文件",
          "格式 application/json、application/pdf；不超过 1 MB", "投标报价（元，唱标）",
          "投标人在时限内证明持有并交出密钥", "60 分钟，自投标截止", "5 名中任意 3 名可以解密：",
          "非因投标人自身原因未能解密的，一律由受托人解密", "备用密钥"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_NE(page.find(tender.trustee(number).name), std::string::npos) << number;
    const auto english = terms_page(tender, "?lang=en");
    for (const char* part :
         {"90 days from the deadline", "200,000.00 yuan (transfer, electronic guarantee)",
          "Part of the bid: 报价文件", "at most 1 MB", "投标报价 (yuan, read out)",
          "each bidder proves and then gives the key of his own bid", "60 minutes from the deadline",
          "any 3 of 5 can open: ", "by no fault of its bidder", "Spare key"})
        EXPECT_NE(english.find(part), std::string::npos) << part;
}

TEST(terms_page, a_chosen_language_and_mode_are_remembered_and_nothing_else_is)
{
    Tender tender;
    const auto trade = "/trades/" + tender.trade().id.text();
    auto browser = tender.anyone();
    const auto chosen = browser.send("GET", trade + "?lang=en").value();
    const auto cookie = chosen.headers.at("set-cookie");
    EXPECT_EQ(cookie, "tp_lang=en; Path=/; Max-Age=31536000; SameSite=Lax");
    const auto next = browser.send("GET", "/notices", "", {{"Cookie", "tp_lang=en; tp_mode=elder"}}).value();
    EXPECT_NE(next.body.find("<html lang=\"en\" data-mode=\"elder\">"), std::string::npos);
    EXPECT_FALSE(next.headers.contains("set-cookie"));
    EXPECT_EQ(next.headers.at("cache-control"), "no-store");
    EXPECT_NE(terms_page(tender).find("data-mode=\"normal\""), std::string::npos);
}

TEST(terms_page, the_documents_are_linked_as_people_read_them_and_then_as_data)
{
    Tender tender;
    const auto path = "/api/v1/trades/" + tender.trade().id.text() + "/terms/" + tender.kit().terms_digest;
    const auto page = terms_page(tender);
    const auto readable = page.find("<a href=\"" + path + "/print\">");
    const auto data = page.find("<a href=\"" + path + "/canonical.json\" download>");
    ASSERT_NE(readable, std::string::npos);
    ASSERT_NE(data, std::string::npos);
    EXPECT_LT(readable, data);
    const auto text = tender.anyone().send("GET", path + "/print").value().body;
    EXPECT_TRUE(text.starts_with("# " + tender.kit().terms.title)) << text.substr(0, 100);
    EXPECT_NE(page.find("<code>" + to_hex(crypto::sm3(view(text))) + "</code>"), std::string::npos)
        << "the digest shown is that of the text";
}

struct ShownDocument {
    std::string href{}, size{}, digest{};
};

std::string between(const std::string& text, std::size_t from, const std::string& begin, const char* end)
{
    const auto at = text.find(begin, from) + begin.size();
    return text.substr(at, text.find(end, at) - at);
}

std::vector<ShownDocument> documents_on(const std::string& page)
{
    const std::string begin = "<li><div><a href=\"";
    std::vector<ShownDocument> out;
    for (auto at = page.find(begin, page.find("<ul class=\"docs\">")); at != std::string::npos;
         at = page.find(begin, at + 1))
        out.push_back({between(page, at, begin, "\""), between(page, at, "<span class=\"num\">", "<"),
                       between(page, at, "<span>SM3</span><code>", "<")});
    return out;
}

std::string size_text(std::size_t bytes)
{
    std::array<char, 32> out{};
    const auto kilobytes = static_cast<double>(bytes) / 1024;
    if (bytes < 1024)
        std::snprintf(out.data(), out.size(), "%zu B", bytes);
    else
        std::snprintf(out.data(), out.size(), kilobytes < 100 ? "%.1f KB" : "%.0f KB", kilobytes);
    return out.data();
}

TEST(terms_page, every_document_has_the_size_and_the_digest_of_the_bytes_that_its_link_gives)
{
    Tender tender{{.drawings = true}};
    test::postponed_by(tender, tender.owner(), test::local_hour("2026-03-26 09:30"));
    const auto documents = documents_on(terms_page(tender));
    ASSERT_EQ(documents.size(), 7U) << "of each version text, data and file, and once a comparison";
    for (const auto& document : documents) {
        const auto given = tender.anyone().send("GET", document.href).value();
        EXPECT_EQ(given.status, 200) << document.href;
        EXPECT_EQ(document.digest, to_hex(crypto::sm3(view(given.body)))) << document.href;
        EXPECT_EQ(document.size, size_text(given.body.size())) << document.href;
    }
}

trade::SignedTerms version_of(const std::string& digest, const std::string& title)
{
    trade::SignedTerms out;
    out.digest = digest;
    out.terms.title = title;
    return out;
}

TEST(terms_page, a_version_is_printed_for_its_size_and_digest_once_and_its_digest_tells_it_again)
{
    const app::TermsPrinter printer;
    const auto first = version_of("a", "第一版"), second = version_of("b", "第二版，更长");
    for (const auto& version : {first, second}) {
        const auto text = terms::print(version.terms);
        const auto printed = printer.printed(version);
        EXPECT_EQ(printed.size, std::ssize(text));
        EXPECT_EQ(printed.digest, to_hex(crypto::sm3(view(text))));
        EXPECT_EQ(printed.data_size, std::ssize(canonical(wire::write(version.terms))));
    }
    EXPECT_EQ(printer.printed(version_of("a", "不再排印")).digest, printer.printed(first).digest);
    EXPECT_NE(printer.printed(first).digest, printer.printed(second).digest);
}

TEST(terms_page, the_versions_that_were_printed_are_kept_within_a_bound)
{
    const app::TermsPrinter printer{2};
    const auto first = printer.printed(version_of("a", "第一版")).digest;
    (void)printer.printed(version_of("b", "第二版"));
    EXPECT_EQ(printer.printed(version_of("a", "另一文本")).digest, first);
    (void)printer.printed(version_of("c", "第三版"));
    EXPECT_NE(printer.printed(version_of("a", "另一文本")).digest, first) << "it was printed anew";
}

} // namespace
} // namespace tianping::opening
