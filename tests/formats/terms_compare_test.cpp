// Two versions of the terms side by side: all that differs is told, and sameness only where the digests say
// it.
#include "formats/terms_sample.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::terms {
namespace {

TEST(Terms, a_version_compared_with_itself_differs_nowhere)
{
    EXPECT_TRUE(compare(sample(), sample()).empty());
    EXPECT_NE(print_comparison(sample(), sample()).find("内容相同"), std::string::npos);
}

TEST(Terms, a_comparison_names_each_change_and_is_not_misled_by_an_inserted_lot)
{
    const auto before = sample();
    auto after = before;
    after.number = 2;
    after.previous = to_hex(digest(before));
    after.deadline = from_rfc3339("2026-04-10T09:30:00+08:00").value();
    after.lots[0].limit_price.reset();
    after.lots.insert(after.lots.begin(), sample_lot('2'));
    after.lots[0].name = "新标段";
    after.lots[1].parts.erase(after.lots[1].parts.begin() + 1);
    const auto found = compare(before, after);
    const auto of = [&](const std::string& path) {
        return std::ranges::find_if(found, [&](const Difference& d) { return d.path == path; });
    };
    ASSERT_NE(of("deadline"), found.end());
    EXPECT_EQ(*of("deadline")->before, "2026-03-26 09:30:00");
    EXPECT_EQ(*of("deadline")->after, "2026-04-10 09:30:00");
    ASSERT_NE(of("lots[0].limit_price"), found.end());
    EXPECT_EQ(of("lots[0].name")->before, std::nullopt);
    const auto removed = std::ranges::count_if(
        found, [](const Difference& d) { return d.path.starts_with("lots[0].parts[1]") && !d.after; });
    EXPECT_EQ(removed, 6);
    EXPECT_EQ(std::ranges::count_if(found, [](const Difference& d) { return d.path == "number"; }), 0);
    EXPECT_NE(print_comparison(before, after).find("第 1 版与第 2 版对照"), std::string::npos);
}

std::string told(const Terms& before, const Terms& after)
{
    std::string out;
    for (const auto& d : compare(before, after))
        out += d.path + ": " + d.before.value_or("-") + " > " + d.after.value_or("-") + "\n";
    return out;
}

TEST(Terms, a_comparison_tells_in_which_order_parts_fields_and_items_stand)
{
    auto after = sample();
    std::ranges::reverse(after.lots[0].parts);
    EXPECT_EQ(told(sample(), after), "lots[0].parts: price；technical > technical；price\n");
    EXPECT_NE(print_comparison(sample(), after).find("投标文件的组成·顺序"), std::string::npos);
    after = sample();
    std::ranges::reverse(after.lots[0].price_letter);
    std::ranges::reverse(after.evaluation);
    EXPECT_EQ(told(sample(), after), "evaluation: price；plan > plan；price\n"
                                     "lots[0].price_letter: price；duration > duration；price\n");
    after = sample();
    after.lots.push_back(sample_lot('2'));
    auto later = after;
    std::ranges::reverse(later.lots);
    EXPECT_EQ(told(after, later), "lots: 一标段 lot_11111111111111111111111111111111；一标段 "
                                  "lot_22222222222222222222222222222222 > 一标段 "
                                  "lot_22222222222222222222222222222222；一标段 "
                                  "lot_11111111111111111111111111111111\n");
}

TEST(Terms, a_comparison_tells_each_text_of_a_list_apart)
{
    auto before = sample();
    auto after = sample();
    before.eligibility = {"甲；乙"};
    after.eligibility = {"甲", "乙"};
    EXPECT_EQ(told(before, after), "eligibility[0]: 甲；乙 > 甲\neligibility[1]: - > 乙\n");
    EXPECT_EQ(told(after, before), "eligibility[0]: 甲 > 甲；乙\neligibility[1]: 乙 > -\n");
    after = sample();
    std::ranges::reverse(after.lots[0].deposit->forms);
    EXPECT_EQ(told(sample(), after), "lots[0].deposit.forms[0]: 转账 > 电子保函\n"
                                     "lots[0].deposit.forms[1]: 电子保函 > 转账\n");
}

TEST(Terms, a_comparison_sees_an_instant_within_the_same_second)
{
    auto after = sample();
    after.deadline += std::chrono::milliseconds{250};
    EXPECT_EQ(told(sample(), after), "deadline: 2026-03-26 09:30:00 > 2026-03-26 09:30:00.250\n");
    EXPECT_NE(print(after).find("2026-03-26 09:30:00.250"), std::string::npos);
}

TEST(Terms, nothing_is_called_the_same_while_the_digests_differ)
{
    auto after = sample();
    after.number = 2;
    after.previous = to_hex(digest(sample()));
    EXPECT_EQ(told(sample(), after), "");
    after.lots[0].bill = std::vector<BillItem>{}; // no line, and none in words either
    const auto found = compare(sample(), after);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].before, found[0].after);
    EXPECT_EQ(print_comparison(sample(), after).find("内容相同"), std::string::npos);
}

TEST(Terms, a_comparison_of_a_long_bill_names_the_line_that_changed_the_new_one_and_the_one_that_went)
{
    auto before = sample();
    before.lots[0].bill.emplace();
    for (int i = 0; i < 9'000; ++i)
        before.lots[0].bill->push_back({"item-" + std::to_string(i), "土方", "", "m3", 1000 + i});
    auto after = before;
    auto& bill = *after.lots[0].bill;
    bill.erase(bill.begin() + 10);
    bill[4'999].quantity = 7;
    bill.insert(bill.begin(), {"item-new", "石方", "", "m3", 1});
    std::swap(bill[8'001], bill[8'003]);
    const auto text = told(before, after);
    EXPECT_EQ(std::ranges::count(text, '\n'), 5 + 1 + 5 + 1) << text.substr(0, 2'000);
    for (const char* wanted :
         {"lots[0].bill[0].id: - > item-new\n", "lots[0].bill[5000].quantity: 6000 > 7\n",
          "lots[0].bill[10].id: item-10 > -\n",
          "lots[0].bill: item-8001；item-8002；item-8003 > item-8003；item-8002；item-8001\n"})
        EXPECT_NE(text.find(wanted), std::string::npos) << wanted;
}

} // namespace
} // namespace tianping::terms
