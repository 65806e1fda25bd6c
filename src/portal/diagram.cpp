#include "portal/diagram.hpp"
#include <algorithm>
#include <map>

namespace tianping::portal {

namespace {

constexpr int way_x = 16, way_w = 168, exit_x = 220, exit_w = 140, box_h = 44, row_h = 68, margin = 8;
constexpr int width = exit_x + exit_w + 4;

std::string num(int value)
{
    return std::to_string(value);
}

// Columns that a text takes: an ideograph two, a Latin letter one.
std::vector<std::string> broken(const std::string& text, int columns, std::size_t lines)
{
    std::vector<std::string> out{""};
    int used = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const int wide = bytes >= 3 ? 2 : 1;
        if (used + wide > columns) {
            if (out.size() == lines) {
                out.back() += "…";
                return out;
            }
            const auto space = bytes == 1 ? out.back().rfind(' ') : std::string::npos;
            std::string carried = space == std::string::npos ? "" : out.back().substr(space + 1);
            if (space != std::string::npos)
                out.back().resize(space);
            used = static_cast<int>(carried.size());
            out.push_back(std::move(carried));
        }
        out.back() += text.substr(i, bytes);
        used += wide;
        i += bytes;
    }
    return out;
}

class Plan {
public:
    Plan(const std::vector<ProcedureStage>& stages, const std::string& back_to)
        : stages_{stages}, back_to_{back_to}
    {
        for (std::size_t i = 0; i < stages.size(); ++i)
            index_[stages[i].id] = i;
        place_way();
        place_exits();
    }

    Diagram drawn()
    {
        Diagram out;
        int rows = 0;
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            out.nodes.push_back(node(i));
            rows = std::max(rows, at_[i].row + 1);
            for (const auto& next : stages_[i].next)
                if (const auto to = index_.find(next); to != index_.end() && to->second != i)
                    edge(out, i, to->second);
        }
        out.width = num(width);
        out.height = num(std::max(1, rows) * row_h - (row_h - box_h) + 2 * margin);
        return out;
    }

private:
    struct Place {
        bool way = false;
        int row = -1;
        int lane = 0; // of an exit: its own vertical line between the columns
    };

    // The ordinary way goes from the first stage always to the nearest later one that can be reached.
    void place_way()
    {
        at_.resize(stages_.size());
        int row = 0;
        for (std::size_t i = 0; i < stages_.size();) {
            at_[i] = {true, row++, 0};
            std::size_t nearest = stages_.size();
            for (const auto& next : stages_[i].next)
                if (const auto to = index_.find(next); to != index_.end() && to->second > i)
                    nearest = std::min(nearest, to->second);
            i = nearest;
        }
    }

    // An exit stands in the row of the first stage that leads to it, or in the next free one below.
    void place_exits()
    {
        int lanes = 0;
        std::vector<bool> taken(stages_.size() * 2 + 1, false);
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            if (at_[i].row >= 0)
                continue;
            int row = 0;
            for (std::size_t from = 0; from < stages_.size(); ++from)
                if (std::ranges::count(stages_[from].next, stages_[i].id) && at_[from].row >= 0) {
                    row = at_[from].row;
                    break;
                }
            while (taken[static_cast<std::size_t>(row)])
                ++row;
            taken[static_cast<std::size_t>(row)] = true;
            at_[i] = {false, row, lanes++};
        }
    }

    int top(std::size_t i) const { return margin + at_[i].row * row_h; }

    DiagramNode node(std::size_t i) const
    {
        const bool way = at_[i].way;
        const int x = way ? way_x : exit_x, w = way ? way_w : exit_w;
        DiagramNode out{
            num(x), num(top(i)), num(w), num(box_h), stages_[i].final ? "end" : way ? "way" : "exit", {}};
        auto lines = broken(stages_[i].name, way ? 22 : 21, 2);
        if (lines.size() == 1 && !way)
            for (const auto& next : stages_[i].next)
                if (const auto to = index_.find(next); to != index_.end() && at_[to->second].way) {
                    lines.push_back(broken(back(stages_[to->second].name), 21, 1).front());
                    break;
                }
        const int first = top(i) + box_h / 2 + 5 - 9 * (static_cast<int>(lines.size()) - 1);
        for (std::size_t n = 0; n < lines.size(); ++n)
            out.lines.push_back({num(x + w / 2), num(first + 18 * static_cast<int>(n)), lines[n]});
        return out;
    }

    std::string back(const std::string& name) const
    {
        std::string text = back_to_;
        if (const auto at = text.find("{name}"); at != std::string::npos)
            text.replace(at, 6, name);
        return text;
    }

    void edge(Diagram& out, std::size_t from, std::size_t to) const
    {
        const int y1 = top(from) + box_h / 2, y2 = top(to) + box_h / 2;
        const int right = way_x + way_w;
        if (at_[from].way && at_[to].way && at_[to].row == at_[from].row + 1) {
            const std::string x = num(way_x + way_w / 2);
            out.edges.push_back({"M" + x + " " + num(top(from) + box_h) + "V" + num(top(to) - 1), false});
        } else if (at_[from].way && at_[to].way) { // a leap along the left edge
            const std::string x = num(way_x);
            out.edges.push_back(
                {"M" + x + " " + num(y1 + 8) + "H4V" + num(y2 - 8) + "H" + num(way_x - 1), true});
        } else if (at_[from].way) { // out to the side
            const std::string bus = num(right + 8 + 5 * (at_[to].lane % 5));
            out.edges.push_back(
                {"M" + num(right) + " " + num(y1) + "H" + bus + "V" + num(y2) + "H" + num(exit_x - 1), true});
        } else if (!at_[to].way) { // between exits, along their right
            const std::string x = num(exit_x + exit_w / 2);
            const bool down = at_[to].row > at_[from].row;
            out.edges.push_back({"M" + x + " " + num(top(from) + (down ? box_h : 0)) + "V" +
                                     num(top(to) + (down ? -1 : box_h + 1)),
                                 true});
        } // back from an exit to the way: said inside the exit's box
    }

    const std::vector<ProcedureStage>& stages_;
    const std::string& back_to_;
    std::map<std::string, std::size_t> index_;
    std::vector<Place> at_;
};

} // namespace

Diagram draw(const std::vector<ProcedureStage>& stages, const std::string& back_to)
{
    return Plan{stages, back_to}.drawn();
}

} // namespace tianping::portal
