// A file that takes a round elsewhere than the house does is refused when it is loaded.
#include "files_scene.hpp"
#include <sstream>

namespace tianping::procedure {
namespace {

// The shipped open tender as a centre's own file, with `before` replaced by `after` once, after `from`.
struct Changed {
    const char* name;
    const char* from;
    const char* before;
    const char* after;
    const char* path;
    const char* code;
    const char* line_of; // what stands in the line that is named, after `from`
};
std::ostream& operator<<(std::ostream& o, const Changed& c)
{
    return o << c.name;
}

class AgainstTheHouse : public testing::TestWithParam<Changed> {};

TEST_P(AgainstTheHouse, is_refused_with_file_and_line)
{
    const auto& p = GetParam();
    std::ostringstream text;
    text << std::ifstream{law_folder() / "procedures" / "works-open-tender.toml"}.rdbuf();
    auto changed = text.str();
    const auto from = changed.find(p.from);
    ASSERT_NE(from, std::string::npos);
    changed.replace(changed.find(p.before, from), std::string{p.before}.size(), p.after);
    Folder folder;
    folder.write("procedures/own.toml", changed);
    const auto mistakes = told(load_with_mistakes({law_folder(), folder.path()}).mistakes);
    const auto line =
        1 + std::count(changed.begin(),
                       changed.begin() + static_cast<std::ptrdiff_t>(changed.find(p.line_of, from)), '\n');
    const auto wanted = "procedures/own.toml:" + std::to_string(line) + " " + p.path + " " + p.code;
    EXPECT_EQ(std::ranges::count(mistakes, wanted), 1) << wanted;
}

const Changed against_the_house[] = {
    {"closing_leads_elsewhere", "id = \"close\"", "next = \"closed\"", "next = \"opening\"",
     "stage[4].act[10].next", "procedure.move_not_of_house", "next = \"opening\""},
    {"a_round_fails_while_it_is_announced", "id = \"submit\"", "id = \"submit\"",
     "id = \"fail\"\nnext = \"failed\"", "stage[4].act[7].id", "procedure.move_not_of_house",
     "id = \"fail\""},
    {"too_few_bidders_do_not_fail", "id = \"closed\"", "id = \"fail\"", "id = \"give_up\"", "stage[5].id",
     "procedure.house_move_missing", "id = \"closed\""},
};
INSTANTIATE_TEST_SUITE_P(Table, AgainstTheHouse, testing::ValuesIn(against_the_house),
                         [](const auto& p) { return p.param.name; });

} // namespace
} // namespace tianping::procedure
