#include "infra/document/sheet.hpp"
#include "base/time_text.hpp"
#include <algorithm>
#include <cairo-pdf.h>
#include <cmath>
#include <pango/pangocairo.h>
#include <stdexcept>

namespace tianping::document {

namespace {

constexpr double a4_short = 595.276;
constexpr double a4_long = 841.89;

cairo_status_t take(void* into, const unsigned char* data, unsigned int length)
{
    auto& bytes = *static_cast<Bytes*>(into);
    bytes.insert(bytes.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

// What is printed must not depend on what fonts else the machine has: without these there is no print.
void want_family(PangoLayout* layout, const PangoFontDescription* wanted)
{
    PangoContext* context = pango_layout_get_context(layout);
    PangoFont* font = pango_context_load_font(context, wanted);
    PangoFontDescription* got = font ? pango_font_describe(font) : nullptr;
    const std::string name = got ? pango_font_description_get_family(got) : "none";
    const std::string expected = pango_font_description_get_family(wanted);
    if (got)
        pango_font_description_free(got);
    if (font)
        g_object_unref(font);
    if (name != expected)
        throw std::runtime_error("document: font " + expected + " is missing (found " + name +
                                 "); install fonts-noto-cjk");
}

} // namespace

void Release::operator()(PangoLayout* p) const
{
    g_object_unref(p);
}
void Release::operator()(cairo_t* p) const
{
    cairo_destroy(p);
}
void Release::operator()(cairo_surface_t* p) const
{
    cairo_surface_destroy(p);
}

Lines::Lines(cairo_t* pen, const std::string& text, const Face& face, double width)
    : layout_{pango_cairo_create_layout(pen)}, width_{width}, step_{face.size * face.leading},
      rise_{step_ / 2 + face.size * 0.37}
{
    const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font{
        pango_font_description_new(), &pango_font_description_free};
    pango_font_description_set_family(font.get(), face.family);
    pango_font_description_set_absolute_size(font.get(), face.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    want_family(layout_.get(), font.get());
    pango_context_set_language(pango_layout_get_context(layout_.get()), pango_language_from_string("zh-cn"));
    pango_layout_set_font_description(layout_.get(), font.get());
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout_.get(), static_cast<int>(std::floor(width * PANGO_SCALE)));
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
}

int Lines::count() const
{
    return pango_layout_get_line_count(layout_.get());
}

double Lines::widest() const
{
    PangoRectangle logical{};
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return static_cast<double>(logical.width) / PANGO_SCALE;
}

void Lines::draw(cairo_t* pen, int line, double x, double top, Align align) const
{
    PangoLayoutLine* one = pango_layout_get_line_readonly(layout_.get(), line);
    PangoRectangle logical{};
    pango_layout_line_get_extents(one, nullptr, &logical);
    const double spare = std::max(0.0, width_ - static_cast<double>(logical.width) / PANGO_SCALE);
    const double shift = align == Align::left ? 0 : align == Align::right ? spare : spare / 2;
    cairo_move_to(pen, x + shift, top + rise_);
    pango_cairo_show_layout_line(pen, one);
}

Sheet::Sheet(const Paper& paper, int pages)
    : paper_{paper}, pages_{pages}, page_width_{paper.landscape ? a4_long : a4_short},
      page_height_{paper.landscape ? a4_short : a4_long}, surface_{cairo_pdf_surface_create_for_stream(
                                                              &take, &bytes_, page_width_, page_height_)},
      pen_{cairo_create(surface_.get())}
{
    const std::string created = to_rfc3339(paper.created).substr(0, 19) + "Z";
    const auto set = [this](cairo_pdf_metadata_t what, const std::string& value) {
        cairo_pdf_surface_set_metadata(surface_.get(), what, value.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, paper.title);
    set(CAIRO_PDF_METADATA_AUTHOR, paper.author);
    set(CAIRO_PDF_METADATA_SUBJECT, paper.subject);
    set(CAIRO_PDF_METADATA_CREATOR, "Tianping");
    set(CAIRO_PDF_METADATA_CREATE_DATE, created);
    set(CAIRO_PDF_METADATA_MOD_DATE, created);
    if (pages == 0) { // half the time of a print goes into drawing, and into the fonts of what is drawn
        cairo_rectangle(pen_.get(), 0, 0, 0, 0);
        cairo_clip(pen_.get());
    }
}

Lines Sheet::wrap(const std::string& text, const Face& face, double width)
{
    return Lines{pen_.get(), text, face, width};
}

void Sheet::colour(const Ink& ink)
{
    cairo_set_source_rgb(pen_.get(), ink.red, ink.green, ink.blue);
}

bool Sheet::need(double points)
{
    if (points <= room() || y_ <= top())
        return false;
    next_page();
    return true;
}

void Sheet::next_page()
{
    draw_foot();
    cairo_show_page(pen_.get());
    ++page_;
    y_ = top();
}

void Sheet::text(const Lines& lines, double x, Align align)
{
    for (int i = 0; i < lines.count(); ++i) {
        need(lines.step());
        lines.draw(pen_.get(), i, x, y_, align);
        down(lines.step());
    }
}

void Sheet::rule(double x1, double y1, double x2, double y2, double thick)
{
    cairo_set_line_width(pen_.get(), thick);
    cairo_move_to(pen_.get(), x1, y1);
    cairo_line_to(pen_.get(), x2, y2);
    cairo_stroke(pen_.get());
}

void Sheet::box(double x, double y, double w, double h, const Ink& fill)
{
    colour(fill);
    cairo_rectangle(pen_.get(), x, y, w, h);
    cairo_fill(pen_.get());
}

void Sheet::qr(const Qr& code, double x, double y, double side)
{
    const double module = side / code.side;
    colour(Ink{0, 0, 0});
    for (int row = 0; row < code.side; ++row)
        for (int from = 0; from < code.side;) {
            int to = from;
            while (to < code.side && code.at(row, to))
                ++to;
            if (to > from)
                cairo_rectangle(pen_.get(), x + from * module, y + row * module, (to - from) * module,
                                module);
            from = to + 1;
        }
    cairo_fill(pen_.get());
}

void Sheet::link(const std::string& address, double x, double y, double w, double h)
{
    std::string quoted;
    for (const char c : address)
        quoted += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string{c};
    char area[128];
    std::snprintf(area, sizeof area, "rect=[%.2f %.2f %.2f %.2f]", x, y, w, h);
    const std::string attributes = std::string{area} + " uri='" + quoted + "'";
    cairo_tag_begin(pen_.get(), CAIRO_TAG_LINK, attributes.c_str());
    cairo_tag_end(pen_.get(), CAIRO_TAG_LINK);
}

void Sheet::draw_foot()
{
    const double line = page_height_ - foot + 14;
    colour(ink::line);
    rule(left(), line, left() + width(), line, 0.5);
    colour(ink::grey);
    const Lines text = wrap(paper_.footer, face::small, width() - 90);
    text.draw(pen_.get(), 0, left(), line + 6);
    const Lines number = wrap(std::to_string(page_) + "/" + std::to_string(pages_), face::small, 80);
    number.draw(pen_.get(), 0, left() + width() - 80, line + 6, Align::right);
}

Bytes Sheet::finish()
{
    draw_foot();
    cairo_show_page(pen_.get());
    pen_.reset();
    cairo_surface_finish(surface_.get());
    if (const auto status = cairo_surface_status(surface_.get()); status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string{"document: cairo: "} + cairo_status_to_string(status));
    return std::move(bytes_);
}

} // namespace tianping::document
