#pragma once
// The files that were built into this library (CMakeLists.txt lists them): templates, texts and assets.
#include <span>
#include <string_view>

namespace tianping::portal {

struct File {
    std::string_view name;   // "home.mustache", "portal.css"
    std::string_view sha256; // hex
    std::string_view bytes;
};

std::span<const File> embedded_files();
// Throws std::logic_error when there is none.
const File& embedded_file(std::string_view name);

} // namespace tianping::portal
