// Lines that are no TOML, and the mistakes beside them.
#include "files_scene.hpp"

namespace tianping::procedure {
namespace {

const std::string mistakes_of_other_kinds = R"(format = 1
[[limit]]
id = "odd.limit"
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

[[amount]]
id = "odd.amount"
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
             "limits/odd.toml:25 amount[0].ten_thousandths procedure.out_of_range",
             "limits/odd.toml:30 amount[0].colour procedure.unknown_key",
         })
        EXPECT_EQ(std::ranges::count(mistakes, wanted), 1) << wanted;
    EXPECT_EQ(mistakes.size(), 10U) << "each of the ten, and none of their echoes";
    if (HasFailure())
        for (const auto& m : mistakes)
            std::puts(m.c_str());
}

} // namespace
} // namespace tianping::procedure
