// How each block of a print looks, tables apart.
#include "infra/document/sheet.hpp"
#include <algorithm>

namespace tianping::document {

namespace {

constexpr double label_width = 86;
constexpr double gap = 16;

// A label in grey and its value beside it; returns the height that both take.
double draw_fact(Sheet& sheet, const Fact& fact, double x, double width)
{
    const Lines label = sheet.wrap(fact.label, face::body, label_width - 6);
    const Lines value = sheet.wrap(fact.value, face::body, width - label_width);
    const double top = sheet.y();
    sheet.colour(ink::grey);
    for (int i = 0; i < label.count(); ++i)
        label.draw(sheet.pen(), i, x, top + i * label.step());
    sheet.colour(ink::black);
    for (int i = 0; i < value.count(); ++i)
        value.draw(sheet.pen(), i, x + label_width, top + i * value.step());
    return std::max(label.height(), value.height());
}

bool is_short(Sheet& sheet, const Fact& fact, double width)
{
    return sheet.wrap(fact.value, face::body, width - label_width).count() == 1 &&
           sheet.wrap(fact.label, face::body, label_width - 6).count() == 1;
}

} // namespace

void draw(Sheet& sheet, const Pdf::Title& block)
{
    const Lines title = sheet.wrap(block.text, face::title, sheet.width());
    sheet.need(title.height() + 40);
    sheet.colour(ink::brand);
    sheet.text(title, sheet.left(), Align::centre);
    if (!block.under.empty()) {
        const Lines under = sheet.wrap(block.under, face::body, sheet.width());
        sheet.colour(ink::grey);
        sheet.text(under, sheet.left(), Align::centre);
    }
    sheet.down(7);
    sheet.colour(ink::brand);
    sheet.rule(sheet.left(), sheet.y(), sheet.left() + sheet.width(), sheet.y(), 1.2);
    sheet.colour(ink::gold);
    sheet.rule(sheet.left(), sheet.y() + 2.4, sheet.left() + sheet.width(), sheet.y() + 2.4, 0.6);
    sheet.down(14);
}

void draw(Sheet& sheet, const Pdf::Heading& block)
{
    const Lines lines = sheet.wrap(block.text, face::heading, sheet.width() - 10);
    if (!sheet.need(lines.height() + 60)) // a heading keeps something of what it heads
        sheet.down(8);
    sheet.box(sheet.left(), sheet.y() + 4, 3, lines.height() - 8, ink::brand);
    sheet.colour(ink::brand);
    sheet.text(lines, sheet.left() + 10);
    sheet.down(4);
}

void draw(Sheet& sheet, const Pdf::Paragraph& block)
{
    const Lines lines = sheet.wrap(block.text, block.small ? face::small : face::body, sheet.width());
    for (int i = 0; i < lines.count(); ++i) {
        sheet.need(lines.step());
        sheet.colour(block.small ? ink::grey : ink::black);
        lines.draw(sheet.pen(), i, sheet.left(), sheet.y());
        sheet.down(lines.step());
    }
    sheet.down(6);
}

void draw(Sheet& sheet, const Pdf::Facts& block)
{
    const double half = (sheet.width() - gap) / 2;
    for (std::size_t i = 0; i < block.facts.size();) {
        const Fact& first = block.facts[i];
        const bool paired = i + 1 < block.facts.size() && is_short(sheet, first, half) &&
                            is_short(sheet, block.facts[i + 1], half);
        const Lines value = sheet.wrap(first.value, face::body, sheet.width() - label_width);
        if (value.height() < sheet.bottom() - sheet.top()) {
            sheet.need(value.height());
            double height = draw_fact(sheet, first, sheet.left(), paired ? half : sheet.width());
            if (paired)
                height =
                    std::max(height, draw_fact(sheet, block.facts[i + 1], sheet.left() + half + gap, half));
            sheet.down(height + 2);
        } else { // taller than a page: as a paragraph, cut where the page ends
            draw(sheet, Pdf::Paragraph{first.label + "：" + first.value});
        }
        i += paired ? 2 : 1;
    }
    sheet.down(8);
}

void draw(Sheet& sheet, const Pdf::Signatures& block)
{
    Pdf::Table table{{{"签名人", 2}, {"姓名或单位", 4}, {"签名情况", 4}}, {}, "无"};
    for (const auto& seat : block.seats)
        table.rows.push_back({seat.role, seat.name, seat.state});
    draw(sheet, table);
}

void draw(Sheet& sheet, const Check& block)
{
    constexpr double side = 92;
    constexpr double quiet = 12;
    const double text_left = sheet.left() + side + 2 * quiet + 6;
    const double text_width = sheet.left() + sheet.width() - text_left - quiet;
    const Lines text = sheet.wrap(block.text, face::small, text_width);
    const Lines name = sheet.wrap(block.digest_name, face::small, text_width);
    const Lines digest = sheet.wrap(block.digest, face::code, text_width);
    const Lines address = sheet.wrap(block.address, face::small, text_width);
    const double written = text.height() + name.height() + digest.height() + address.height() + 8;
    const double height = std::max(side + 2 * quiet, written + 2 * quiet);
    sheet.need(height + 10);
    const double top = sheet.y();
    sheet.box(sheet.left(), top, sheet.width(), height, ink::wash);
    sheet.box(sheet.left() + quiet / 2, top + quiet / 2, side + quiet, side + quiet, Ink{1, 1, 1});
    if (const auto code = qr_code(block.address))
        sheet.qr(*code, sheet.left() + quiet + quiet / 4, top + quiet + quiet / 4, side - quiet / 2);
    double y = top + std::max(quiet, (height - written) / 2);
    const auto put = [&](const Lines& lines, const Ink& ink) {
        sheet.colour(ink);
        for (int i = 0; i < lines.count(); ++i) {
            lines.draw(sheet.pen(), i, text_left, y);
            y += lines.step();
        }
    };
    put(text, ink::black);
    y += 4;
    put(name, ink::grey);
    put(digest, ink::black);
    y += 4;
    sheet.link(block.address, text_left, y, text_width, address.height());
    put(address, ink::brand);
    sheet.down(height + 10);
}

} // namespace tianping::document
