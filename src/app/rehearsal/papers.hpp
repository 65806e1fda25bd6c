#pragma once
// A bidder's papers as PDF files: the priced bill, the method statement and a sheet of drawings. The tool
// makes them; the sheet is an image without compression, so that a bid has the size that real ones have.
#include "app/rehearsal/cast.hpp"
#include "base/clock.hpp"
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

} // namespace tianping::rehearsal
