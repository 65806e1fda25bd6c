// Lines that are no TOML, and the mistakes beside them.
#include "files_scene.hpp"

namespace tianping::procedure {
namespace {

const std::string mistakes_of_other_kinds = R"(format = 1
[[limit]]
id = "works.odd_limit"
zh = ""
en = "odd"
relation = "at_leest"
figure = five
unit = "calendar_day"
starts_at = "documents_released"
ends_at = "no_such_instant"
counts = ["dates", "hours"]
on_hold_for = { full_moon = "stops" }
applies = { trade_clas = ["goods"] }
article = "招法24"
jurisdiction = "XX"
valid_from = 2026-13-01
standing = "read_in_law"
on_hold = "runs"

[[amount]]
id = "works.odd_amount"
zh = "额"
en = "amount"
of = "bid_bond"
base = "estimate"
ten_thousandths = 20000
article = "条例26"
jurisdiction = "CN"
valid_from = 2026-01-01
standing = "read_in_law"
colour = 1
)";

TEST(Files, a_line_that_is_no_toml_hides_none_of_the_files_other_mistakes)
{
    Folder folder;
    folder.write("limits/odd.toml", mistakes_of_other_kinds);
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    for (const auto* wanted : {
             "limits/odd.toml:4 limit[0].zh procedure.empty_text",
             "limits/odd.toml:6 limit[0].relation procedure.unknown_choice",
             "limits/odd.toml:7  procedure.not_toml",
             "limits/odd.toml:10 limit[0].ends_at procedure.unknown_instant",
             "limits/odd.toml:12 limit[0].on_hold_for procedure.unknown_cause",
             "limits/odd.toml:13 limit[0].applies procedure.unknown_attribute",
             "limits/odd.toml:15 limit[0].jurisdiction procedure.malformed_jurisdiction",
             "limits/odd.toml:16  procedure.not_toml",
             "limits/odd.toml:26 amount[0].ten_thousandths procedure.out_of_range",
             "limits/odd.toml:31 amount[0].colour procedure.unknown_key",
         })
        EXPECT_EQ(std::ranges::count(mistakes, wanted), 1) << wanted;
    EXPECT_EQ(mistakes.size(), 10U) << "each of the ten, and none of their echoes";
    if (HasFailure())
        for (const auto& m : mistakes)
            std::puts(m.c_str());
}

// Words that nothing would ever meet: the rule would stand there and never bind.
const std::string words_of_nobody = R"(format = 1
[[instant]]
id = "local_notice_published"
zh = "本地公告发布"
en = "local notice published"
publication = true

[[limit]]
id = "works.local_notice"
zh = "本地公告"
en = "local notice"
relation = "at_least"
figure = 5
unit = "calendar_day"
starts_at = "local_notice_published"
ends_at = "bid_deadline"
counts = ["dates"]
applies = { trade_class = ["constuction", "goods"], mandatory = ["Yes"], region = "3502", method = [] }
article = "本地办法3"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"
on_hold = "runs"

[[amount]]
id = "works.local_bond"
zh = "本地保证金"
en = "local bond"
of = "bid_bonds"
base = "estimated"
ten_thousandths = 100
article = "本地办法4"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"

[[number]]
id = "works.local_experts"
zh = "本地专家"
en = "local experts"
of = "experts"
share_of = "comittee"
share_num = 2
share_den = 3
article = "本地办法5"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"

[[threshold]]
id = "works.local_from"
zh = "本地限额"
en = "local threshold"
of = "estimates"
least_yuan = 100
base = "investments"
article = "本地办法6"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"
)";

TEST(Files, words_that_nothing_would_ever_meet_are_named_with_their_lines)
{
    Folder folder;
    folder.write("limits/local.toml", words_of_nobody);
    const auto found = load_with_mistakes({law_folder(), folder.path()}).mistakes;
    EXPECT_EQ(told(found), (std::vector<std::string>{
                               "limits/local.toml:8 limit[0].channel procedure.channel_missing",
                               "limits/local.toml:18 limit[0].applies procedure.unknown_attribute",
                               "limits/local.toml:18 limit[0].applies procedure.unknown_attribute",
                               "limits/local.toml:18 limit[0].applies procedure.unknown_attribute",
                               "limits/local.toml:18 limit[0].applies procedure.unknown_attribute",
                               "limits/local.toml:29 amount[0].of procedure.unknown_sum",
                               "limits/local.toml:30 amount[0].base procedure.unknown_sum",
                               "limits/local.toml:41 number[0].of procedure.unknown_number",
                               "limits/local.toml:42 number[0].share_of procedure.unknown_number",
                               "limits/local.toml:50 threshold[0].ten_thousandths procedure.missing_key",
                               "limits/local.toml:54 threshold[0].of procedure.unknown_sum",
                               "limits/local.toml:56 threshold[0].base procedure.unknown_sum",
                           }));
    std::vector<std::string> words;
    for (const auto& m : found)
        if (m.code == "procedure.unknown_attribute")
            words.push_back(m.expected);
    EXPECT_EQ(words, (std::vector<std::string>{"mandatory = Yes", "method = ", "region = 3502",
                                               "trade_class = constuction"}));
}

TEST(Files, a_limit_that_starts_at_a_publication_names_the_channel)
{
    using Told = std::vector<std::string>;
    const std::map<std::string, Told> table{
        {"", {"limits/local.toml:8 limit[0].channel procedure.channel_missing"}},
        {"channel = \"none\"\n", {"limits/local.toml:18 limit[0].channel procedure.channel_missing"}},
        {"channel = \"last\"\n", {}}};
    for (const auto& [written, mistakes] : table) {
        Folder folder;
        auto text = words_of_nobody.substr(0, words_of_nobody.find("\n[[amount]]"));
        const auto applies = text.find("applies");
        text.replace(applies, text.find('\n', applies) + 1 - applies, written);
        folder.write("limits/local.toml", text);
        EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes), mistakes) << written;
    }
}

TEST(Files, a_limit_names_what_a_hold_does_to_it)
{
    using Told = std::vector<std::string>;
    const std::map<std::string, Told> table{
        {"", {"limits/local.toml:8 limit[0].on_hold procedure.missing_key"}},
        {"on_hold = \"rests\"\n", {"limits/local.toml:23 limit[0].on_hold procedure.unknown_choice"}},
        {"on_hold = \"stops\"\n", {}}};
    for (const auto& [written, mistakes] : table) {
        Folder folder;
        auto text = words_of_nobody.substr(0, words_of_nobody.find("\n[[amount]]"));
        const auto replace = [&](const std::string& key, const std::string& line) {
            const auto at = text.find(key);
            text.replace(at, text.find('\n', at) + 1 - at, line);
        };
        replace("applies", "channel = \"last\"\n");
        replace("on_hold", written);
        folder.write("limits/local.toml", text);
        EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes), mistakes) << written;
    }
}

TEST(Files, stages_and_acts_name_only_what_the_house_knows)
{
    Folder folder;
    std::ifstream in{law_folder() / "procedures" / "works-open-tender.toml"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto change = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    };
    const auto line_of_text = [&](const std::string& part) {
        return std::to_string(
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(part)), '\n'));
    };
    change("terms = [\"instants\", \"estimate\"", "terms = [\"instants\", \"estimat\"");
    change("notice = \"postponement\"", "notice = \"postponment\"");
    change("when = { qualification = \"post\" }", "when = { qualification = \"later\" }");
    folder.write("procedures/works-open-tender.toml", text);
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    ASSERT_EQ(mistakes.size(), 3U);
    const auto has = [&](const std::string& part, const std::string& said) {
        const auto start = "procedures/works-open-tender.toml:" + line_of_text(part) + " ";
        return std::ranges::any_of(
            mistakes, [&](const std::string& m) { return m.starts_with(start) && m.ends_with(said); });
    };
    EXPECT_TRUE(has("terms = [\"instants\", \"estimat\"", ".terms procedure.unknown_terms_part"));
    EXPECT_TRUE(has("notice = \"postponment\"", ".notice procedure.unknown_notice"));
    EXPECT_TRUE(has("when = { qualification = \"later\"", ".when procedure.unknown_attribute"));
}

TEST(Files, a_kind_of_notice_of_the_centres_own_is_listed_in_its_stage)
{
    Folder folder;
    std::ifstream in{law_folder() / "procedures" / "land-listing.toml"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    for (auto at = text.find("\"land_result\""); at != std::string::npos; at = text.find("\"land_result\""))
        text.replace(at, 13, "\"local_result\"");
    folder.write("procedures/land-listing.toml", text);
    EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes), std::vector<std::string>{});
}

} // namespace
} // namespace tianping::procedure
