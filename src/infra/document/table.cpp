// Tables: cells wrap, the header comes again on every page, and a row is cut only when no page could hold it.
#include "infra/document/sheet.hpp"
#include <algorithm>
#include <cmath>

namespace tianping::document {

namespace {

constexpr double pad_x = 5;
constexpr double pad_y = 4;

class Grid {
public:
    Grid(Sheet& sheet, const Pdf::Table& table) : sheet_{sheet}, table_{table}
    {
        double x = sheet.left();
        for (const double width : widths()) {
            edges_.push_back(x);
            x += width;
        }
        edges_.push_back(sheet.left() + sheet.width());
    }

    void header()
    {
        std::vector<std::string> titles;
        for (const auto& column : table_.columns)
            titles.push_back(column.title);
        const auto cells = wrap(titles, face::cell_bold);
        const int lines = tallest(cells);
        header_height_ = lines * step(cells) + 2 * pad_y;
        sheet_.box(sheet_.left(), sheet_.y(), sheet_.width(), header_height_, ink::wash);
        sheet_.colour(ink::line);
        sheet_.rule(sheet_.left(), sheet_.y(), sheet_.left() + sheet_.width(), sheet_.y(), 0.6);
        slice(cells, 0, lines, ink::brand);
    }

    void row(const std::vector<std::string>& texts)
    {
        const auto cells = wrap(texts, face::cell);
        const int lines = tallest(cells);
        const double one = step(cells);
        if (!fits(lines, one, sheet_.room()) && fits(lines, one, fresh_page()))
            turn();
        for (int from = 0; from < lines;) {
            int take = std::min(lines - from, whole_lines(sheet_.room(), one));
            if (take < 1) {
                turn();
                take = std::max(1, std::min(lines - from, whole_lines(sheet_.room(), one)));
            }
            slice(cells, from, take, ink::black);
            from += take;
        }
    }

private:
    // Columns set to the right hold amounts, which must not be broken: they get what their widest cell needs,
    // at most a third of the table; the others share the rest.
    std::vector<double> widths()
    {
        const std::size_t n = table_.columns.size();
        std::vector<double> out(n, 0);
        double rest = sheet_.width();
        double shares = 0;
        for (std::size_t c = 0; c < n; ++c) {
            if (table_.columns[c].align != Align::right) {
                shares += table_.columns[c].share;
                continue;
            }
            double need = natural(table_.columns[c].title, face::cell_bold) * 0.65;
            for (const auto& row : table_.rows)
                need = std::max(need, c < row.size() ? natural(row[c], face::cell) : 0);
            out[c] = std::min(need + 2 * pad_x + 1, sheet_.width() / 3);
            rest -= out[c];
        }
        for (std::size_t c = 0; c < n; ++c)
            if (table_.columns[c].align != Align::right)
                out[c] = rest * table_.columns[c].share / shares;
        return out;
    }

    double natural(const std::string& text, const Face& face)
    {
        return sheet_.wrap(text, face, sheet_.width()).widest();
    }

    std::vector<Lines> wrap(const std::vector<std::string>& texts, const Face& face)
    {
        std::vector<Lines> cells;
        for (std::size_t i = 0; i < table_.columns.size(); ++i)
            cells.push_back(
                sheet_.wrap(i < texts.size() ? texts[i] : "", face, edges_[i + 1] - edges_[i] - 2 * pad_x));
        return cells;
    }

    static int tallest(const std::vector<Lines>& cells)
    {
        int most = 1;
        for (const auto& cell : cells)
            most = std::max(most, cell.count());
        return most;
    }

    static double step(const std::vector<Lines>& cells) { return cells.front().step(); }
    static int whole_lines(double room, double one)
    {
        return static_cast<int>(std::floor((room - 2 * pad_y) / one));
    }
    static bool fits(int lines, double one, double room) { return lines <= whole_lines(room, one); }
    double fresh_page() const { return sheet_.bottom() - sheet_.top() - header_height_; }

    void turn()
    {
        sheet_.next_page();
        header();
    }

    // Lines [from, from + take) of every cell, with the grid around them.
    void slice(const std::vector<Lines>& cells, int from, int take, const Ink& ink)
    {
        const double top = sheet_.y();
        const double height = take * step(cells) + 2 * pad_y;
        sheet_.colour(ink);
        for (std::size_t c = 0; c < cells.size(); ++c)
            for (int i = 0; i < take && from + i < cells[c].count(); ++i)
                cells[c].draw(sheet_.pen(), from + i, edges_[c] + pad_x, top + pad_y + i * step(cells),
                              table_.columns[c].align);
        sheet_.colour(ink::line);
        for (const double x : edges_)
            sheet_.rule(x, top, x, top + height, 0.6);
        sheet_.rule(edges_.front(), top + height, edges_.back(), top + height, 0.6);
        sheet_.down(height);
    }

    Sheet& sheet_;
    const Pdf::Table& table_;
    std::vector<double> edges_;
    double header_height_ = 0;
};

} // namespace

void draw(Sheet& sheet, const Pdf::Table& block)
{
    sheet.need(60); // a header never stands alone at the foot of a page
    Grid grid{sheet, block};
    grid.header();
    for (const auto& row : block.rows)
        grid.row(row);
    if (block.rows.empty()) {
        const Lines lines = sheet.wrap(block.when_empty, face::cell, sheet.width());
        sheet.colour(ink::grey);
        sheet.down(pad_y);
        sheet.text(lines, sheet.left(), Align::centre);
        sheet.down(pad_y);
        sheet.colour(ink::line);
        sheet.rule(sheet.left(), sheet.y(), sheet.left() + sheet.width(), sheet.y(), 0.6);
    }
    sheet.down(10);
}

} // namespace tianping::document
