// What is said about files that are wrong, and how a second folder changes the first.
#include "files_scene.hpp"

namespace tianping::procedure {
namespace {

const std::string ten_mistakes = R"(format = 1
id = "short-tender"
version = 0
zh = "短招标"
en = "short tender"
trade_type = "GC"
article = "招法10"
jurisdiction = "CN"
valid_from = "2026-02-30"
standing = "read_in_the_law"
starts_in = "draft"
limits = ["works.preparation", "works.preparaton"]
colour = "red"

[[party]]
id = "owner"
zh = "招标人"
en = "tenderer"

[[stage]]
id = "draft"
zh = "准备"
en = "draft"

[[stage.act]]
id = "announce"
zh = "公告"
en = "announce"
by = ["owner", "agent"]
next = "anounced"
needs = ["bid_deadlin"]

[[stage]]
id = "announced"
zh = "公告中"
en = "announced"
ends = "yes"

[[capability]]
id = "bidding"
uses = "biding"
stages = ["announced"]

[archive]
keep_years = 15
keep_from = "contract_signed"
article = "43号令23"
standing = "read_in_law"
item = []
)";

TEST(Files, a_procedure_with_ten_mistakes_and_more_names_each_with_its_line_and_no_others)
{
    Folder folder;
    folder.write("procedures/short.toml", ten_mistakes);
    std::string all;
    for (const auto& m : load_with_mistakes({law_folder(), folder.path()}).mistakes)
        if (m.code != "procedure.house_move_missing")
            all += std::to_string(m.line) + " " + m.path + " " + m.code + "\n";
    EXPECT_EQ(all, R"(3 version procedure.out_of_range
9 valid_from procedure.want_date
10 standing procedure.unknown_choice
12 limits procedure.unknown_limit
13 colour procedure.unknown_key
21 stage[0].id procedure.stage_without_end
26 stage[0].act[0].id procedure.move_not_of_house
29 stage[0].act[0].by procedure.unknown_party
30 stage[0].act[0].next procedure.unknown_stage
31 stage[0].act[0].needs procedure.unknown_instant
33 stage[1].act procedure.stage_without_act
34 stage[1].id procedure.stage_not_reached
34 stage[1].id procedure.stage_without_end
37 stage[1].ends procedure.want_boolean
41 capability[0].uses procedure.unknown_capability
)");
}

TEST(Files, a_procedure_for_trades_that_nobody_can_register_names_the_line)
{
    Folder folder;
    auto text = ten_mistakes;
    const std::string before = "colour = \"red\"";
    text.replace(text.find(before), before.size(),
                 R"(applies = { metod = ["open"], method = ["by_lot"], trade_class = [] })");
    folder.write("procedures/short.toml", text);
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    EXPECT_EQ(std::ranges::count(mistakes, "procedures/short.toml:13 applies procedure.unknown_attribute"),
              2);
    EXPECT_EQ(std::ranges::count(mistakes, "procedures/short.toml:13 applies procedure.empty_text"), 1);
}

TEST(Files, a_procedure_of_no_place_or_of_days_that_end_before_they_begin_names_the_lines)
{
    Folder folder;
    auto text = ten_mistakes;
    const auto put = [&](const std::string& before, const std::string& after) {
        text.replace(text.find(before), before.size(), after);
    };
    put("jurisdiction = \"CN\"", "jurisdiction = \"XX\"");
    put("valid_from = \"2026-02-30\"", "valid_from = 2026-03-01");
    put("colour = \"red\"", "valid_until = 2026-02-28");
    folder.write("procedures/short.toml", text);
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    for (const auto* wanted : {"procedures/short.toml:8 jurisdiction procedure.malformed_jurisdiction",
                               "procedures/short.toml:13 valid_until procedure.ends_before_it_starts"})
        EXPECT_EQ(std::ranges::count(mistakes, wanted), 1) << wanted;
}

TEST(Files, every_mistake_reaches_the_caller_as_a_field)
{
    Folder folder;
    folder.write("procedures/short.toml", ten_mistakes);
    const auto refused = load({law_folder(), folder.path()}).error();
    EXPECT_EQ(refused.code, "procedure.bad_files");
    EXPECT_GE(refused.fields.size(), 10u);
    EXPECT_EQ(refused.params.at("count"), std::to_string(refused.fields.size()));
}

TEST(Files, what_is_no_toml_is_told_with_its_line_and_does_not_hide_the_other_files)
{
    Folder folder;
    folder.write("limits/a.toml", "format = 1\n\n[[limit]]\nid = \"x\nzh = 3\n");
    folder.write("limits/b.toml", "format = 2\n");
    folder.write("procedures/c.toml", "");
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    EXPECT_EQ(std::ranges::count(mistakes, "limits/a.toml:4  procedure.not_toml"), 1);
    EXPECT_EQ(std::ranges::count(mistakes, "limits/b.toml:1 format procedure.unknown_format"), 1);
    EXPECT_EQ(std::ranges::count(mistakes, "procedures/c.toml:1 id procedure.missing_key"), 1);
    if (HasFailure())
        for (const auto& m : mistakes)
            std::puts(m.c_str());
}

const std::string limit_head = R"(format = 1
[[limit]]
id = "works.local_sale"
zh = "本地发售期"
en = "local sale"
relation = "at_least"
unit = "working_day"
starts_at = "documents_released"
ends_at = "documents_sale_end"
article = "本地办法3"
jurisdiction = "3502"
valid_from = 2026-01-01
on_hold = "runs"
)";

TEST(Files, limits_that_cannot_be_counted_are_refused)
{
    Folder folder;
    folder.write("limits/local.toml", limit_head + R"(figure = 5
counts = ["hours"]
first_day = "included"
standing = "unverified"
valid_until = 2025-01-01
)");
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    EXPECT_EQ(mistakes, (std::vector<std::string>{
                            "limits/local.toml:2 limit[0].effect procedure.unverified_must_warn",
                            "limits/local.toml:15 limit[0].counts procedure.count_does_not_fit",
                            "limits/local.toml:16 limit[0].first_day procedure.count_does_not_fit",
                            "limits/local.toml:18 limit[0].valid_until procedure.ends_before_it_starts",
                        }));
}

TEST(Files, calendars_that_cannot_be_true_are_refused)
{
    Folder folder;
    folder.write("calendars/2028.toml", R"(format = 1
year = 2028
jurisdiction = "CN"
source = "通知"
document = "某号"
read_at = "某处"
issued = 2027-11-01
standing = "memory"
make_up_days = [2028-01-05]
[[holiday]]
zh = "元旦"
en = "New Year"
first = 2029-01-01
last = 2028-12-01
)");
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    EXPECT_EQ(mistakes, (std::vector<std::string>{
                            "calendars/2028.toml:2 year procedure.calendar_gap",
                            "calendars/2028.toml:9 make_up_days procedure.make_up_day_not_weekend",
                            "calendars/2028.toml:13 holiday[0].first procedure.day_of_other_year",
                            "calendars/2028.toml:14 holiday[0].last procedure.ends_before_it_starts",
                        }));
}

TEST(Files, one_id_twice_in_one_folder_is_a_mistake_unless_the_times_lie_apart)
{
    Folder folder;
    folder.write("limits/a.toml",
                 limit_head + "figure = 5\ncounts = [\"dates\"]\nstanding = \"read_in_law\"\n");
    folder.write("limits/b.toml",
                 limit_head + "figure = 7\ncounts = [\"dates\"]\nstanding = \"read_in_law\"\n");
    EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes),
              std::vector<std::string>{"limits/b.toml:3 limit[0].id procedure.duplicate_id"});
    folder.write("limits/a.toml", limit_head +
                                      "figure = 5\ncounts = [\"dates\"]\nstanding = \"read_in_law\"\n" +
                                      "valid_until = 2026-01-01\n");
    auto later = limit_head;
    later.replace(later.find("2026-01-01"), 10, "2026-01-02");
    folder.write("limits/b.toml", later + "figure = 7\ncounts = [\"dates\"]\nstanding = \"read_in_law\"\n");
    const auto library = load({law_folder(), folder.path()}).value();
    EXPECT_EQ(std::ranges::count(library.all.limits, "works.local_sale", &Limit::id), 2);
}

TEST(Files, a_rule_that_no_procedure_takes_in_is_a_mistake)
{
    Folder folder;
    auto mine = limit_head;
    mine.replace(mine.find("works."), 6, "wroks.");
    folder.write("limits/a.toml", mine + "figure = 5\ncounts = [\"dates\"]\nstanding = \"read_in_law\"\n");
    folder.write("limits/b.toml", R"(format = 1
[[duty]]
id = "local.duty"
zh = "本地义务"
en = "local duty"
article = "本地办法4"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"
)");
    const auto mistakes = load_with_mistakes({law_folder(), folder.path()}).mistakes;
    EXPECT_EQ(told(mistakes),
              (std::vector<std::string>{"limits/a.toml:3 limit[0].id procedure.rule_never_binds",
                                        "limits/b.toml:3 duty[0].id procedure.rule_never_binds"}));
    EXPECT_EQ(mistakes.at(0).expected, "wroks.local_sale");
}

TEST(Overrides, rules_that_only_a_replaced_procedure_took_in_are_no_mistakes)
{
    Folder folder;
    std::ifstream in{law_folder() / "procedures" / "land-listing.toml"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::string all = "limits = [\"land.*\"]";
    ASSERT_NE(text.find(all), std::string::npos);
    text.replace(text.find(all), all.size(), "limits = [\"land.contract\"]");
    folder.write("procedures/land-listing.toml", text);
    EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes), std::vector<std::string>{});
}

TEST(Files, a_folder_with_a_misspelt_name_is_a_mistake_and_the_other_rooms_folders_are_none)
{
    Folder folder;
    for (const auto* name : {"limit", "guidance", "templates", ".git"})
        fs::create_directories(folder.path() / name);
    EXPECT_EQ(told(load_with_mistakes({law_folder(), folder.path()}).mistakes),
              std::vector<std::string>{(folder.path() / "limit").string() + ":1  procedure.unknown_folder"});
}

TEST(Overrides, clause_4_1_1_a_centre_replaces_and_adds_without_building_anything)
{
    Folder folder;
    auto sale = limit_head;
    sale.replace(sale.find("works.local_sale"), 16, "works.document_sale");
    folder.write("limits/local.toml",
                 sale + "figure = 5\ncounts = [\"whole_days\"]\nstanding = \"read_in_law\"\n");
    folder.write("calendars/2027.toml", R"(format = 1
year = 2027
jurisdiction = "CN"
source = "通知"
document = "某号"
read_at = "某处"
issued = 2026-11-20
standing = "memory"
make_up_days = [2026-12-27]
[[holiday]]
zh = "元旦"
en = "New Year"
first = 2027-01-01
last = 2027-01-03
)");
    const auto library = load({law_folder(), folder.path()}).value();
    EXPECT_EQ(library.overrides, std::vector<std::string>{"works.document_sale"});
    EXPECT_EQ(library.origins.at("works.document_sale").folder, folder.path().string());
    EXPECT_TRUE(library.calendar.is_working_day(day("2026-12-27")).value()); // made up in the year before
    const auto rules = library.rulebook("works-open-tender").value();
    Facts facts;
    facts.instants = {{"documents_released", at("2026-03-03 09:30"), Channel::none}};
    facts.attributes["region"] = "350203";
    EXPECT_EQ(*lawful(rules, library.calendar, "documents_sale_end", facts).value().earliest,
              at("2026-03-11 00:00"));
    facts.attributes["region"] = "440100"; // the replacement holds in its own place only
    EXPECT_FALSE(lawful(rules, library.calendar, "documents_sale_end", facts).value().earliest);
}

} // namespace
} // namespace tianping::procedure
