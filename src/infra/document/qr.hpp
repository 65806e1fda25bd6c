#pragma once
// A QR code as a square of dark and light modules, to be drawn as vectors.
#include "base/result.hpp"
#include <string>
#include <vector>

namespace tianping::document {

struct Qr {
    int side = 0;             // modules a side, without the quiet zone
    std::vector<bool> dark{}; // row by row
    bool at(int row, int column) const
    {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(column)];
    }
};

// Error correction M. Refuses text that no QR code can hold (2,331 bytes) with `document.qr_too_long`.
Result<Qr> qr_code(const std::string& text);

} // namespace tianping::document
