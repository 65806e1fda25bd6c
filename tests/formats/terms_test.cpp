#include "formats/terms_sample.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::terms {
namespace {

std::vector<std::string> faults_of(const Terms& terms)
{
    std::vector<std::string> out;
    for (const auto& fault : check(terms))
        out.push_back(fault.path + " " + fault.code);
    return out;
}

TEST(Terms, the_sample_has_no_mistake)
{
    EXPECT_EQ(faults_of(sample()), std::vector<std::string>{});
}

TEST(Terms, ten_mistakes_are_named_at_once_with_their_paths)
{
    const auto t = with_ten_mistakes();
    EXPECT_EQ(faults_of(t), ten_mistakes());
    EXPECT_EQ(valid(t).error().params.at("count"), "10");
}

struct OneMistake {
    const char* name;
    void (*make)(Terms&);
    const char* expected;
};
std::ostream& operator<<(std::ostream& o, const OneMistake& m)
{
    return o << m.name;
}

class TermsMistake : public testing::TestWithParam<OneMistake> {};

TEST_P(TermsMistake, is_the_only_one_found)
{
    auto t = sample();
    GetParam().make(t);
    EXPECT_EQ(faults_of(t), std::vector<std::string>{GetParam().expected});
}

const OneMistake one_mistake[] = {
    {"platform", [](Terms& t) { t.platform = "天平"; }, "platform terms.bad_name"},
    {"trade", [](Terms& t) { t.trade = "trd_1"; }, "trade id.malformed"},
    {"first_with_previous", [](Terms& t) { t.previous = hex_of('a'); }, "previous terms.previous_and_number"},
    {"late_documents", [](Terms& t) { t.deadline = t.documents_from; }, "deadline terms.wrong_order"},
    {"blank_title", [](Terms& t) { t.title = "\u3000\u200b"; }, "title terms.empty"},
    {"title_of_two_lines", [](Terms& t) { t.title += "\n二"; }, "title wire.control_character"},
    {"turned_lot_name", [](Terms& t) { t.lots[0].name += "\u202e"; }, "lots[0].name wire.control_character"},
    {"turned_file_name", [](Terms& t) { t.files[0].name = "图纸\u202efdp.exe"; },
     "files[0].name terms.bad_file_name"},
    {"no_tie_rule", [](Terms& t) { t.tie_rule = ""; }, "tie_rule terms.empty"},
    {"no_price_part", [](Terms& t) { t.lots[0].parts[0].id = "prices"; },
     "lots[0].parts terms.no_price_part"},
    {"price_as_text", [](Terms& t) { t.lots[0].price_letter[0].unit = FieldUnit::text; },
     "lots[0].price_letter terms.no_price_read_out"},
    {"witness_first", [](Terms& t) { t.lots[0].unsealing.closers[0].holds_share = false; },
     "lots[0].unsealing.closers[1].holds_share terms.witness_before_trustee"},
    {"all_shares_wanted", [](Terms& t) { t.lots[0].unsealing.threshold = 5; },
     "lots[0].unsealing.threshold terms.bad_threshold"},
    {"closer_twice", [](Terms& t) { t.lots[0].unsealing.closers[1].certificate_digest = hex_of('a'); },
     "lots[0].unsealing.closers[1].certificate_digest terms.repeated"},
    {"third_envelope", [](Terms& t) { t.lots[0].parts[1].envelope = 3; },
     "lots[0].parts[1].envelope terms.bad_envelope"},
    {"second_envelope", [](Terms& t) { t.lots[0].parts[1].envelope = 2; },
     "lots[0].parts[1].envelope terms.second_envelope"},
    {"free_deposit", [](Terms& t) { t.lots[0].deposit->amount = Fen{}; },
     "lots[0].deposit.amount terms.not_positive"},
    {"windows_path", [](Terms& t) { t.files[0].name = "a\\b.pdf"; }, "files[0].name terms.bad_file_name"},
    {"another_check_character",
     [](Terms& t) { t.lots[0].unsealing.closers[0].organisation_code = "91350100M000100Y44"; },
     "lots[0].unsealing.closers[0].organisation_code terms.bad_code"},
    {"too_large",
     [](Terms& t) {
         for (int i = 0; i < 60; ++i)
             t.eligibility.push_back(std::string(20'000, 'a'));
     },
     "lots terms.too_large"},
    {"file_digest", [](Terms& t) { t.files[0].digest = "AB"; }, "files[0].digest terms.bad_digest"},
};
INSTANTIATE_TEST_SUITE_P(Each, TermsMistake, testing::ValuesIn(one_mistake),
                         [](const auto& p) { return p.param.name; });

TEST(Terms, a_lot_named_twice_is_found)
{
    auto t = sample();
    t.lots.push_back(sample_lot());
    EXPECT_EQ(faults_of(t),
              (std::vector<std::string>{"lots[1].lot terms.repeated", "lots[1].round terms.repeated",
                                        "lots[1].intake terms.repeated"}));
}

TEST(Terms, of_mistakes_without_end_two_hundred_are_named_and_long_texts_have_lines)
{
    auto t = sample();
    t.eligibility.assign(wire::most_items, "");
    t.files.assign(wire::most_items, t.files.at(0));
    EXPECT_EQ(faults_of(t).size(), wire::most_faults);
    t = sample();
    t.tie_rule = "一\n\t二";
    EXPECT_TRUE(valid(t));
}

TEST(Terms, what_is_written_is_read_back_with_the_same_digest)
{
    const auto text = boost::json::serialize(wire::write(sample()));
    EXPECT_EQ(digest(read(text).value()), digest(sample()));
}

TEST(Terms, fields_of_the_wrong_kind_and_mistakes_of_content_are_named_together)
{
    auto value = wire::write(sample());
    value.as_object()["number"] = "one";
    value.as_object()["tie_rule"] = "";
    value.as_object()["surprise"] = 1;
    const auto refused = read(boost::json::serialize(value)).error();
    std::vector<std::string> found;
    for (const auto& f : refused.fields)
        found.push_back(f.path + " " + f.code);
    std::ranges::sort(found);
    EXPECT_EQ(found, (std::vector<std::string>{"number wire.want_integer", "surprise wire.unexpected",
                                               "tie_rule terms.empty"}));
}

TEST(Terms, the_signed_bytes_are_the_domain_and_the_canonical_json)
{
    const auto bytes = signed_bytes(sample());
    const std::string_view domain{"tianping/terms/1\0", 17};
    ASSERT_TRUE(text_view(bytes).starts_with(domain));
    EXPECT_EQ(crypto::sm3(ByteView{bytes}.subspan(domain.size())), digest(sample()));
}

TEST(Terms, one_changed_fen_changes_the_digest)
{
    auto t = sample();
    t.lots[0].estimate = t.lots[0].estimate + Fen{1};
    EXPECT_NE(digest(t), digest(sample()));
}

TEST(Terms, the_print_says_instants_money_parts_and_its_own_digest)
{
    const auto text = print(sample());
    for (const std::string wanted :
         {"2026-03-26 09:30:00", "10,000,000.00 元", "9,800,000.00 元", "100,000.00 元（转账、电子保函）",
          "技术文件", "综合评估法", "招标文件.pdf"})
        EXPECT_NE(text.find(wanted), std::string::npos) << wanted;
    EXPECT_NE(text.find(to_hex(digest(sample()))), std::string::npos);
}

TEST(Terms, foreign_text_does_not_become_markup)
{
    auto t = sample();
    t.title = "# a | <script>\n| b";
    const auto text = print(t);
    EXPECT_TRUE(text.starts_with("# \\# a \\| \\<script\\> \\| b\n")) << text.substr(0, 60);
}

} // namespace
} // namespace tianping::terms
