#pragma once
// Where bytes come from and go to, so that a bid of many megabytes is never held three times.
#include "base/bytes.hpp"
#include <functional>
#include <memory>

namespace tianping::seal {

// Bytes of a known size that may be read more than once and in any order.
struct Source {
    std::uint64_t size = 0;
    // Fills `out` with the bytes from `at` on; false when they cannot be had. Never asked beyond the size.
    std::function<bool(std::uint64_t at, std::span<std::uint8_t> out)> read{};

    // Borrows the bytes, which must outlive the source.
    static Source of(ByteView bytes);
    // A file, kept open; `seal.source_unreadable` when it cannot be opened.
    static Result<Source> of_file(const std::string& path);
};

// Takes the next bytes; it throws when they cannot be kept (a full disk).
using Sink = std::function<void(ByteView)>;

// Calls `take` with the whole source, piece by piece; `seal.source_unreadable` when a piece cannot be had.
Status for_each_piece(const Source& source, const std::function<void(ByteView)>& take);

} // namespace tianping::seal
