#pragma once
// What tells one store's folder from every other: a line of text in its file `mark`, which goes with the
// folder wherever it is copied.
#include "base/result.hpp"
#include <filesystem>
#include <optional>
#include <string>

namespace tianping::blob {

// Where it lies.
std::filesystem::path mark_file(const std::filesystem::path& folder);
// Nothing when the folder has none.
std::optional<std::string> mark_of(const std::filesystem::path& folder);
// The folder's mark from now on, durable when it returns: `fresh`, or the one that is there; of several
// processes at once all get the same. `fresh` is given once only and can be a file's name. `blob.no_space`.
Result<std::string> give_mark(const std::filesystem::path& folder, const std::string& fresh);

} // namespace tianping::blob
