#pragma once
// What lies in a folder.
#include <filesystem>
#include <system_error>
#include <vector>

namespace tianping {

// Everything in it, hidden or not, sorted by its path; a folder inside is named, and what it holds is not.
// Where `ec` says that the folder could not be read, what was met until then.
std::vector<std::filesystem::path> entries_in(const std::filesystem::path& folder, std::error_code& ec);

} // namespace tianping
