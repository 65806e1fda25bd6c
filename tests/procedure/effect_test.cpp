// Limits and thresholds that say nothing, and keys that the count never looks at.
#include "files_scene.hpp"

namespace tianping::procedure {
namespace {

const std::string head = R"(format = 1
[[limit]]
id = "works.local_sale"
zh = "本地发售期"
en = "local sale"
starts_at = "documents_released"
ends_at = "documents_sale_end"
article = "本地办法3"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"
on_hold = "runs"
)"; // what a case writes begins with line 13

std::vector<std::string> told_of(const std::string& text)
{
    const Folder folder;
    folder.write("limits/local.toml", text);
    return told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
}

struct Written {
    const char* lines;
    std::vector<std::string> mistakes;
};

const Written limits_written[] = {
    {"relation = 'at_least'\nunit = 'calendar_day'\nfigure = 0\ncounts = 'dates'\n",
     {"15 limit[0].figure procedure.out_of_range"}},
    {"relation = 'at_most'\nunit = 'working_day'\nfigure = 0\ncounts = 'dates'\n",
     {"15 limit[0].figure procedure.out_of_range"}},
    {"relation = 'at_most'\nunit = 'month'\nfigure = 0\ncounts = 'dates'\n",
     {"15 limit[0].figure procedure.out_of_range"}},
    {"relation = 'at_least'\nunit = 'minute'\nfigure = 0\n", {}}, // not later than
    {"relation = 'at_least'\nunit = 'minute'\n", {"2 limit[0].figure procedure.missing_key"}},
    {"relation = 'same_instant'\nunit = 'minute'\n", {}},
    {"relation = 'same_instant'\nunit = 'minute'\nfigure = 3\ncounts = 'hours'\n",
     {"15 limit[0].figure procedure.key_without_effect", "16 limit[0].counts procedure.key_without_effect"}},
    {"relation = 'same_instant'\nunit = 'minute'\nrest_day = 'moves'\n",
     {"15 limit[0].rest_day procedure.key_without_effect"}},
    {"relation = 'at_least'\nunit = 'calendar_day'\nfigure = 5\ncounts = ['dates', 'hours', 'dates']\n",
     {"16 limit[0].counts procedure.duplicate_id"}},
    {"relation = 'at_least'\nunit = 'calendar_day'\nfigure = 5\ncounts = 'dates'\n"
     "day_ends = 'business_close'\n",
     {"17 limit[0].day_ends procedure.key_without_effect"}},
    {"relation = 'at_most'\nunit = 'hour'\nfigure = 5\nday_ends = 'business_close'\nrest_day = 'moves'\n",
     {"17 limit[0].rest_day procedure.key_without_effect",
      "16 limit[0].day_ends procedure.key_without_effect"}},
    {"relation = 'at_most'\nunit = 'calendar_day'\nfigure = 5\ncounts = 'dates'\n"
     "day_ends = 'business_close'\nrest_day = 'moves'\n",
     {}},
    {"relation = 'at_least'\nunit = 'calendar_day'\nfigure = 5\ncounts = 'dates'\nchannel = 'platform'\n",
     {"17 limit[0].channel procedure.key_without_effect"}},
    {"relation = 'at_most'\nunit = 'calendar_day'\nfigure = 5\ncounts = 'dates'\nbinds = 'start'\n", {}},
};

TEST(Effect, a_limit_that_says_nothing_and_a_key_that_changes_nothing_name_their_line)
{
    for (const auto& one : limits_written) {
        auto wanted = one.mistakes;
        for (auto& mistake : wanted)
            mistake.insert(0, "limits/local.toml:");
        auto found = told_of(head + one.lines);
        std::ranges::sort(found);
        std::ranges::sort(wanted);
        EXPECT_EQ(found, wanted) << one.lines;
    }
}

TEST(Effect, a_limit_that_only_ends_at_a_publication_names_its_channel)
{
    auto text = head + "relation = 'at_most'\nunit = 'calendar_day'\nfigure = 5\ncounts = 'dates'\n"
                       "channel = 'platform'\n";
    const std::string end = "documents_sale_end";
    text.replace(text.find(end), end.size(), "candidates_published");
    EXPECT_EQ(told_of(text), std::vector<std::string>{});
}

// Who has to give way is told, and where he may lie: at_most, too.
TEST(Effect, a_limit_at_most_that_binds_its_start_bounds_the_start)
{
    auto first = limit("works.written_report");
    first.binds = Side::start;
    auto rules = works();
    rules.limits = {first};
    Facts facts;
    facts.instants = {{first.ends_at, at("2026-03-23 09:00"), Channel::none}};
    EXPECT_TRUE(lawful(rules, law().calendar, first.starts_at, facts).value().earliest);
    EXPECT_FALSE(lawful(works(), law().calendar, first.starts_at, facts).value().earliest);
}

TEST(Effect, a_threshold_of_nothing_is_refused_unless_a_share_says_it)
{
    const std::string threshold = R"(format = 1
[[threshold]]
id = "works.local_from"
zh = "本地限额"
en = "local threshold"
of = "estimate"
least_yuan = 0
article = "本地办法6"
jurisdiction = "3502"
valid_from = 2026-01-01
standing = "read_in_law"
)";
    EXPECT_EQ(told_of(threshold),
              std::vector<std::string>{"limits/local.toml:7 threshold[0].least_yuan procedure.out_of_range"});
    EXPECT_EQ(told_of(threshold + "base = 'investment'\nten_thousandths = 1000\n"),
              std::vector<std::string>{});
}

} // namespace
} // namespace tianping::procedure
