#include "infra/document/pdf.hpp"
#include "infra/document/sheet.hpp"
#include <stdexcept>
#include <utility>

namespace tianping::document {

namespace {

void draw_all(Sheet& sheet, const std::vector<Pdf::Block>& blocks)
{
    for (const auto& block : blocks)
        std::visit([&](const auto& one) { draw(sheet, one); }, block);
}

} // namespace

Pdf::Pdf(Paper paper) : paper_{std::move(paper)} {}

Pdf& Pdf::title(std::string text, std::string under)
{
    blocks_.push_back(Title{std::move(text), std::move(under)});
    return *this;
}

Pdf& Pdf::heading(std::string text)
{
    blocks_.push_back(Heading{std::move(text)});
    return *this;
}

Pdf& Pdf::paragraph(std::string text)
{
    blocks_.push_back(Paragraph{std::move(text), false});
    return *this;
}

Pdf& Pdf::note(std::string text)
{
    blocks_.push_back(Paragraph{std::move(text), true});
    return *this;
}

Pdf& Pdf::facts(std::vector<Fact> facts)
{
    blocks_.push_back(Facts{std::move(facts)});
    return *this;
}

Pdf& Pdf::table(std::vector<Column> columns, std::vector<std::vector<std::string>> rows,
                std::string when_empty)
{
    if (columns.empty())
        throw std::logic_error("document: a table without columns");
    for (const auto& row : rows)
        if (row.size() > columns.size())
            throw std::logic_error("document: a row with more cells than the table has columns");
    blocks_.push_back(Table{std::move(columns), std::move(rows), std::move(when_empty)});
    return *this;
}

Pdf& Pdf::signatures(std::vector<Seat> seats)
{
    blocks_.push_back(Signatures{std::move(seats)});
    return *this;
}

Pdf& Pdf::check(Check check)
{
    blocks_.push_back(std::move(check));
    return *this;
}

Bytes Pdf::print() const
{
    Sheet counting{paper_, 0};
    draw_all(counting, blocks_);
    const int pages = counting.page();
    Sheet sheet{paper_, pages};
    draw_all(sheet, blocks_);
    return sheet.finish();
}

} // namespace tianping::document
