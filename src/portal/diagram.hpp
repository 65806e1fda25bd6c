#pragma once
// A procedure's stages as a drawing: the ordinary way from top to bottom, other ways out beside it. Numbers
// only; the template draws them, so no mark-up is ever built from text.
#include "portal/ceremony_views.hpp"

namespace tianping::portal {

struct DiagramText {
    std::string x{}, y{}, text{};
};
BOOST_DESCRIBE_STRUCT(DiagramText, (), (x, y, text))

struct DiagramNode {
    std::string x{}, y{}, w{}, h{};
    std::string look{}; // "way", "exit", "end"
    std::vector<DiagramText> lines{};
};
BOOST_DESCRIBE_STRUCT(DiagramNode, (), (x, y, w, h, look, lines))

struct DiagramEdge {
    std::string path{};
    bool dashed = false;
};
BOOST_DESCRIBE_STRUCT(DiagramEdge, (), (path, dashed))

struct Diagram {
    std::string width{}, height{};
    std::vector<DiagramNode> nodes{};
    std::vector<DiagramEdge> edges{};
};
BOOST_DESCRIBE_STRUCT(Diagram, (), (width, height, nodes, edges))

// Every stage is drawn exactly once. `back_to` is the text of a way back, "回到：{name}".
Diagram draw(const std::vector<ProcedureStage>& stages, const std::string& back_to);

} // namespace tianping::portal
