// The drawing of a procedure: every stage once, the ordinary way straight down, nothing over another box.
#include "portal/diagram.hpp"
#include "portal/sample_views.hpp"
#include <gtest/gtest.h>
#include <set>

namespace tianping::portal {
namespace {

TEST(Diagram, draws_every_stage_once_and_none_over_another)
{
    const auto view = sample::procedure(Language::zh);
    const auto diagram = draw(view.stages, "回到：{name}");
    ASSERT_EQ(diagram.nodes.size(), view.stages.size());
    std::set<std::pair<std::string, std::string>> places;
    for (const auto& node : diagram.nodes) {
        EXPECT_TRUE(places.insert({node.x, node.y}).second);
        EXPECT_LE(std::stoi(node.x) + std::stoi(node.w), std::stoi(diagram.width));
        EXPECT_LE(std::stoi(node.y) + std::stoi(node.h), std::stoi(diagram.height));
        EXPECT_FALSE(node.lines.empty());
    }
    int straight = 0;
    for (const auto& edge : diagram.edges)
        straight += !edge.dashed;
    EXPECT_EQ(straight, 13);
}

TEST(Diagram, an_exit_that_leads_back_says_where_to)
{
    const auto diagram = draw(sample::procedure(Language::zh).stages, "回到：{name}");
    EXPECT_EQ(diagram.nodes[14].lines.back().text, "回到：招标公告和投标");
}

TEST(Diagram, long_names_are_broken_in_two_and_circles_end)
{
    const auto diagram = draw(
        {{"a", "确定中标人并发出中标通知书同时将中标结果通知所有未中标的投标人", "", {}, {}, {"b"}, false},
         {"b", "b", "", {}, {}, {"a", "nowhere"}, false}},
        "");
    EXPECT_EQ(diagram.nodes[0].lines.size(), 2U);
    EXPECT_TRUE(diagram.nodes[0].lines[1].text.ends_with("…"));
    EXPECT_TRUE(draw({}, "").nodes.empty());
}

} // namespace
} // namespace tianping::portal
