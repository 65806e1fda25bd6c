#pragma once
// Paper for people: an A4 document of titles, paragraphs, facts, tables, signatures and a check block with
// digest and QR code. Chinese fonts are embedded, text can be copied and searched, and the same blocks with
// the same instant give the same bytes (on one version of the fonts and of cairo), so a print can be
// digested, signed and compared.
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tianping::document {

struct Paper {
    std::string title{};   // of the file, as readers show it
    std::string author{};  // the institution that prints
    std::string subject{}; // what it is about
    std::string footer{};  // left foot of every page; the right foot is "n/m"
    Instant created{};     // the file's creation date; never the system's time
    bool landscape = false;
};

enum class Align { left, centre, right };

struct Column {
    std::string title{};
    double share = 1;          // of what the other columns leave, relative to them
    Align align = Align::left; // right: amounts, never broken; the column is as wide as the widest needs
};

struct Fact {
    std::string label{};
    std::string value{};
};

// One who signs. `state` is what is known: "已签名 2026-03-23 10:42", "拒绝签名：…", "未到场".
struct Seat {
    std::string role{};
    std::string name{};
    std::string state{};
};

// How a reader checks the print. The address is printed, linked and put into the QR code.
struct Check {
    std::string text{};        // one or two sentences
    std::string digest_name{}; // "SM3"
    std::string digest{};      // lower-case hex
    std::string address{};     // https://…
};

// Blocks in reading order; print() may be called any number of times and from any thread.
class Pdf {
public:
    explicit Pdf(Paper paper);

    Pdf& title(std::string text, std::string under = {});
    Pdf& heading(std::string text);
    Pdf& paragraph(std::string text);
    Pdf& note(std::string text); // smaller and grey
    // Two facts a line where both are short, otherwise one.
    Pdf& facts(std::vector<Fact> facts);
    // Cells wrap; the header repeats on every page; a row stays whole unless it is taller than a page. A row
    // with fewer cells than columns is filled with empty ones. Throws std::logic_error on a longer row.
    Pdf& table(std::vector<Column> columns, std::vector<std::vector<std::string>> rows,
               std::string when_empty = "无");
    Pdf& signatures(std::vector<Seat> seats);
    Pdf& check(Check check);

    // The file. Throws std::runtime_error when this machine lacks the Noto CJK fonts.
    Bytes print() const;

    struct Title {
        std::string text{}, under{};
    };
    struct Heading {
        std::string text{};
    };
    struct Paragraph {
        std::string text{};
        bool small = false;
    };
    struct Facts {
        std::vector<Fact> facts{};
    };
    struct Table {
        std::vector<Column> columns{};
        std::vector<std::vector<std::string>> rows{};
        std::string when_empty{};
    };
    struct Signatures {
        std::vector<Seat> seats{};
    };
    using Block = std::variant<Title, Heading, Paragraph, Facts, Table, Signatures, Check>;

private:
    Paper paper_;
    std::vector<Block> blocks_;
};

} // namespace tianping::document
