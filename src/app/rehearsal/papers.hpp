#pragma once
// Papers as PDF files: a bidder's priced bill, method statement and sheet of drawings, and what somebody
// states as evidence. The tool makes them; the sheet is an image without compression, so that a bid has the
// size that real ones have.
#include "app/rehearsal/cast.hpp"
#include "base/clock.hpp"
#include "infra/document/pdf.hpp"
#include <filesystem>

namespace tianping::rehearsal {

struct PaperOrder {
    std::string bidder{};
    std::string project{};
    std::string lot{};
    Fen price{};
    Instant created{};
    std::size_t sheet_bytes{}; // of the drawings' image
    std::uint64_t seed{};
};

std::filesystem::path write_bill(const PaperOrder& order, const std::filesystem::path& folder);
std::filesystem::path write_method(const PaperOrder& order, const std::filesystem::path& folder);
std::filesystem::path write_drawings(const PaperOrder& order, const std::filesystem::path& folder);

// What somebody states in writing.
struct Statement {
    std::string title{};
    std::string from{}; // who states it
    std::vector<document::Fact> facts{};
    std::vector<std::string> says{};
    Instant at{};
};
std::filesystem::path write_statement(const Statement& statement, const std::filesystem::path& folder);

} // namespace tianping::rehearsal
