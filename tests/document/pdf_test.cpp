// What a print promises: its text can be read back, its QR code scanned, its bytes repeated.
#include "document/opening_record_sample.hpp"
#include "infra/document/qr.hpp"
#include "support/output_of.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <unistd.h>

namespace tianping::document {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, gone afterwards.
struct Desk {
    fs::path dir =
        fs::temp_directory_path() / ("tianping_pdf_" + std::to_string(::getpid()) + "_" +
                                     ::testing::UnitTest::GetInstance()->current_test_info()->name());
    Desk() { fs::create_directories(dir); }
    ~Desk() { fs::remove_all(dir); }
    fs::path put(const Bytes& bytes) const
    {
        std::ofstream{dir / "print.pdf", std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                                 static_cast<std::streamsize>(bytes.size()));
        return dir / "print.pdf";
    }
};

std::string text_of(const Desk& desk, const Bytes& pdf)
{
    return test::output_of("pdftotext -layout " + desk.put(pdf).string() + " -");
}

std::string squeezed(const std::string& text)
{
    return std::regex_replace(text, std::regex{"\\s+"}, "");
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

TEST(Pdf, duty_20_32_an_opening_record_can_be_read_back_as_text)
{
    const Desk desk;
    const auto record = sample::opening_record();
    const auto pdf = print(record);
    const auto text = squeezed(text_of(desk, pdf));
    for (const auto& part :
         {record.number, record.trade_code, record.lot_code, record.owner, record.agent,
          std::string{"2026-04-17 09:30:00"}, record.digest, record.address, std::string{"186,425,000.00 元"},
          std::string{"178,342,500.00"}, record.bids[0].bidder, std::string{"拒绝签名，理由已记录"},
          record.objections[0].who})
        EXPECT_TRUE(holds(text, squeezed(part))) << part << "\n" << text;
}

TEST(Pdf, text_is_plain_ideographs_not_radicals)
{
    const Desk desk;
    const auto text = text_of(desk, print(sample::opening_record()));
    EXPECT_TRUE(holds(text, "云栖大道"));
    for (std::size_t i = 0; i + 2 < text.size(); ++i) { // U+2E80..U+2FDF
        const auto a = static_cast<unsigned char>(text[i]), b = static_cast<unsigned char>(text[i + 1]);
        ASSERT_FALSE(a == 0xE2 && b >= 0xBA && b <= 0xBF) << "a radical at byte " << i;
    }
}

TEST(Pdf, its_qr_code_leads_to_the_address)
{
    const Desk desk;
    const auto record = sample::opening_record();
    const auto file = desk.put(print(record));
    test::output_of("pdftoppm -r 150 -png " + file.string() + " " + (desk.dir / "page").string());
    std::string seen;
    for (const auto& page : fs::directory_iterator{desk.dir})
        if (page.path().extension() == ".png")
            seen += test::output_of("zbarimg -q --raw " + page.path().string());
    EXPECT_EQ(seen, record.address + "\n");
}

TEST(Pdf, the_same_record_gives_the_same_bytes)
{
    const auto record = sample::opening_record();
    const auto first = print(record);
    EXPECT_EQ(first, print(record));
    auto later = record;
    later.printed_at += std::chrono::seconds{1};
    EXPECT_NE(first, print(later));
}

TEST(Pdf, the_creation_date_is_the_instant_given)
{
    const Desk desk;
    const auto file = desk.put(print(sample::opening_record()));
    const auto info = test::output_of("TZ=UTC pdfinfo " + file.string());
    EXPECT_TRUE(holds(info, "Fri Apr 17 02:30:00 2026")) << info;
    EXPECT_TRUE(holds(info, "开标记录")) << info;
    EXPECT_TRUE(holds(info, "(A4)")) << info;
}

TEST(Pdf, every_font_is_embedded_and_has_its_text_map)
{
    const Desk desk;
    std::istringstream fonts{
        test::output_of("pdffonts " + desk.put(print(sample::opening_record())).string())};
    std::string line;
    int rows = 0;
    std::getline(fonts, line);
    std::getline(fonts, line);
    while (std::getline(fonts, line)) {
        ++rows;
        EXPECT_TRUE(std::regex_search(line, std::regex{"yes yes yes +\\d+ +\\d+ *$"})) << line;
    }
    EXPECT_GE(rows, 2);
}

TEST(Pdf, a_long_table_repeats_its_header_and_numbers_its_pages)
{
    const Desk desk;
    const auto text = text_of(desk, print(sample::opening_record(90)));
    const auto count = [&](const std::string& part) {
        std::size_t n = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++n;
        return n;
    };
    const auto pages = count("\f");
    ASSERT_GE(pages, 4U);
    EXPECT_GE(count("递交时间"), pages - 1);
    for (std::size_t page = 1; page <= pages; ++page)
        EXPECT_EQ(count(std::to_string(page) + "/" + std::to_string(pages) + "\n"), 1U) << page;
}

TEST(Pdf, a_row_taller_than_a_page_loses_no_line)
{
    const Desk desk;
    std::string tall;
    for (int i = 1; i <= 150; ++i)
        tall += "行" + std::to_string(i) + "号\n";
    const auto text =
        text_of(desk, Pdf{Paper{"t"}}.table({{"序号"}, {"内容", 3}}, {{"1", tall}, {"2", "末"}}).print());
    for (int i = 1; i <= 150; ++i)
        EXPECT_TRUE(holds(text, "行" + std::to_string(i) + "号")) << i;
    EXPECT_TRUE(holds(text, "末"));
}

TEST(Pdf, an_empty_table_says_so_and_an_empty_document_is_one_page)
{
    const Desk desk;
    const auto text = text_of(desk, Pdf{Paper{"t"}}.table({{"序号"}}, {}, "没有公布的投标").print());
    EXPECT_TRUE(holds(text, "没有公布的投标"));
    EXPECT_TRUE(holds(text_of(desk, Pdf{Paper{"t"}}.print()), "1/1"));
}

TEST(Pdf, a_row_with_too_many_cells_is_a_bug)
{
    EXPECT_THROW(Pdf{Paper{}}.table({{"甲"}}, {{"1", "2"}}), std::logic_error);
    EXPECT_THROW(Pdf{Paper{}}.table({}, {}), std::logic_error);
}

TEST(Qr, text_that_no_code_can_hold_is_refused)
{
    EXPECT_EQ(qr_code(std::string(3000, 'x')).error().code, "document.qr_too_long");
    EXPECT_GT(qr_code("x")->side, 20);
}

} // namespace
} // namespace tianping::document
