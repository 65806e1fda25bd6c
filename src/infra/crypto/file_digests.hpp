#pragma once
// What a file is compared by: SM3, and SHA-256 for those whose machine has no SM3.
#include "base/bytes.hpp"
#include <filesystem>

namespace tianping::crypto {

struct FileDigests {
    Digest sm3{};
    Digest sha256{};
};

// Reads the file once, in pieces. Throws std::runtime_error where it cannot be read to its end.
FileDigests digests_of_file(const std::filesystem::path& file);

} // namespace tianping::crypto
