#pragma once
// From the platform's answers to files of an export.
#include "infra/http/client.hpp"
#include <filesystem>
#include <set>

namespace tianping::exporting {

// `export.cannot_write`.
Status write_file(const std::filesystem::path& file, const std::string& bytes);
// The body of an answer; a refusal of the platform comes back as its Error.
Result<std::string> fetched(http::Client& platform, const std::string& target);
Status save(http::Client& platform, const std::string& target, const std::filesystem::path& file);

// Sealed parts of an earlier export in this folder whose paths are not among these. `export.cannot_write`.
Status remove_other_envelopes(const std::filesystem::path& folder, const std::set<std::string>& given);

// The authorities that the platform accepts, as PEM.
Status export_anchors(http::Client& platform, const std::filesystem::path& file);
// Those of outside time stamps; no file where none was ever named.
Status export_timestamp_anchors(http::Client& platform, const std::filesystem::path& file);

} // namespace tianping::exporting
