// `tianping procedures` as a centre uses it: every mistake in its files of law, and its own closing hour.
#include "app/house.hpp"
#include "support/scratch.hpp"
#include "words/program.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

struct LawWords : testing::Test {
    test::ScratchFolder folder;
    test::Ran procedures(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "procedures");
        return test::run(folder, words);
    }
};

TEST_F(LawWords, check_names_the_mistakes_of_guidance_beside_those_of_limits_with_file_and_line)
{
    const auto own = folder.path() / "own";
    for (const auto* kind : {"guidance", "limits"})
        std::filesystem::create_directories(own / kind);
    test::write_text(own / "limits" / "a.toml", "format = 1\n[[duty]]\ncolour = 1\n");
    test::write_text(own / "guidance" / "b.toml", "format = 1\n\n[[note]]\nid = \"x\"\nzh = 3\n");
    const auto told = procedures({"check", own.string()});
    EXPECT_EQ(told.code, 1);
    EXPECT_NE(told.out.find("limits/a.toml:3: duty[0].colour: "), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("guidance/b.toml:5: note[0].zh: 应为文字。"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("guidance/b.toml:3: note[0].en: 缺少此项。"), std::string::npos) << told.out;
    EXPECT_EQ(procedures({"check"}).code, 0);
}

TEST_F(LawWords, explain_ends_a_day_with_business_at_the_hour_that_is_given_or_configured)
{
    const std::vector<std::string> question{"explain", "works-open-tender", "--at",
                                            "winner_decided=2026-03-02 10:00"};
    const auto with = [&](const std::vector<std::string>& more) {
        auto words = question;
        words.insert(words.end(), more.begin(), more.end());
        return procedures(words);
    };
    const std::string report = "提交招标投标情况书面报告最晚2026-03-17 ";
    EXPECT_NE(with({}).out.find(report + "24:00"), std::string::npos) << with({}).out;
    EXPECT_NE(with({"--business-close", "17:30"}).out.find(report + "17:30"), std::string::npos);
    test::write_text(folder.path() / "centre.toml", "business_close = \"16:45\"\n");
    const auto config = (folder.path() / "centre.toml").string();
    EXPECT_NE(with({"--config", config}).out.find(report + "16:45"), std::string::npos);
    EXPECT_NE(with({"--config", config, "--business-close", "17:30"}).out.find(report + "17:30"),
              std::string::npos);
    EXPECT_EQ(with({"--business-close", "half past five"}).code, 1);
}

TEST_F(LawWords, explain_takes_sums_and_numbers_and_says_what_is_broken)
{
    const std::vector<std::string> question{"explain",     "works-open-tender",
                                            "--attribute", "trade_class=construction",
                                            "--sum",       "estimate=60000000"};
    const auto cap = procedures(question);
    EXPECT_EQ(cap.code, 0);
    EXPECT_NE(cap.out.find("估算价 60,000,000.00元；最多 800,000.00元"), std::string::npos) << cap.out;
    auto more = question;
    more.insert(more.end(), {"--sum", "bid_bond=900000", "--number", "bidders=2"});
    const auto told = procedures(more);
    EXPECT_EQ(told.code, 2);
    EXPECT_NE(told.out.find("违反规定 2 项。"), std::string::npos) << told.out;
}

TEST_F(LawWords, the_house_counts_with_the_closing_hour_of_its_configuration)
{
    auto config = app::load_config("", {}, {{"business_close", "17:30"}}).value();
    const auto shelf = app::read_shelf(config).value();
    EXPECT_EQ(shelf.law.calendar.business_close(), 17 * 60 + 30);
    config.business_close.clear();
    EXPECT_FALSE(app::read_shelf(config).value().law.calendar.business_close());
}

} // namespace
} // namespace tianping
