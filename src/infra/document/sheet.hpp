#pragma once
// The drawing side of a print: pages, pen and wrapped text over cairo and pango. Units are points (1/72 in),
// y grows downwards. Used by pdf.cpp and blocks.cpp only.
#include "infra/document/pdf.hpp"
#include "infra/document/qr.hpp"
#include <cairo.h>
#include <memory>
#include <pango/pango.h>
#include <string>

namespace tianping::document {

struct Face {
    const char* family;
    double size;
    bool bold;
    double leading; // line step, as a multiple of the size
};

namespace face {
inline constexpr const char* sans = "Noto Sans CJK SC";
inline constexpr const char* serif = "Noto Serif CJK SC";
inline constexpr const char* mono = "Noto Sans Mono CJK SC";
inline constexpr Face title{serif, 20, true, 1.45};
inline constexpr Face heading{serif, 12.5, true, 1.5};
inline constexpr Face body{sans, 10, false, 1.65};
inline constexpr Face small{sans, 8.5, false, 1.6};
inline constexpr Face cell{sans, 9, false, 1.5};
inline constexpr Face cell_bold{sans, 9, true, 1.5};
inline constexpr Face code{mono, 8, false, 1.6};
} // namespace face

struct Ink {
    double red, green, blue;
};
namespace ink {
inline constexpr Ink black{0.09, 0.125, 0.17};
inline constexpr Ink grey{0.353, 0.4, 0.45};
inline constexpr Ink brand{0.047, 0.173, 0.337};
inline constexpr Ink line{0.72, 0.77, 0.82};
inline constexpr Ink wash{0.941, 0.961, 0.988};
inline constexpr Ink gold{0.851, 0.643, 0.255};
} // namespace ink

struct Release {
    void operator()(PangoLayout* p) const;
    void operator()(cairo_t* p) const;
    void operator()(cairo_surface_t* p) const;
};

// Text broken into lines for one width. Lines are drawn singly, so a page may break between any two.
class Lines {
public:
    Lines(cairo_t* pen, const std::string& text, const Face& face, double width);
    int count() const;
    double step() const { return step_; }
    double height() const { return step_ * count(); }
    double widest() const;
    void draw(cairo_t* pen, int line, double x, double top, Align align = Align::left) const;

private:
    std::unique_ptr<PangoLayout, Release> layout_;
    double width_;
    double step_;
    double rise_; // from a line's top to its baseline
};

class Sheet {
public:
    // `pages` is the total that the foot prints; 0 while it is still being counted: then nothing is drawn.
    Sheet(const Paper& paper, int pages);

    double left() const { return margin; }
    double width() const { return page_width_ - 2 * margin; }
    double bottom() const { return page_height_ - foot; }
    double top() const { return margin; }
    double y() const { return y_; }
    double room() const { return bottom() - y_; }
    int page() const { return page_; }
    cairo_t* pen() { return pen_.get(); }

    Lines wrap(const std::string& text, const Face& face, double width);
    void colour(const Ink& ink);
    void down(double points) { y_ += points; }
    // Starts a new page unless `points` still fit on this one.
    bool need(double points);
    void next_page();
    // Draws all lines at the cursor, over page ends where necessary.
    void text(const Lines& lines, double x, Align align = Align::left);
    void rule(double x1, double y1, double x2, double y2, double thick);
    void box(double x, double y, double w, double h, const Ink& fill);
    void qr(const Qr& code, double x, double y, double side);
    void link(const std::string& address, double x, double y, double w, double h);

    // Ends the file. Nothing may be drawn afterwards.
    Bytes finish();

private:
    void draw_foot();

    static constexpr double margin = 54;
    static constexpr double foot = 60;
    const Paper& paper_;
    int pages_;
    int page_ = 1;
    double page_width_;
    double page_height_;
    double y_ = margin;
    Bytes bytes_;
    std::unique_ptr<cairo_surface_t, Release> surface_;
    std::unique_ptr<cairo_t, Release> pen_;
};

// Draws one block at the sheet's cursor and leaves the cursor below it (blocks.cpp).
void draw(Sheet& sheet, const Pdf::Title& block);
void draw(Sheet& sheet, const Pdf::Heading& block);
void draw(Sheet& sheet, const Pdf::Paragraph& block);
void draw(Sheet& sheet, const Pdf::Facts& block);
void draw(Sheet& sheet, const Pdf::Table& block); // table.cpp
void draw(Sheet& sheet, const Pdf::Signatures& block);
void draw(Sheet& sheet, const Check& block);

} // namespace tianping::document
