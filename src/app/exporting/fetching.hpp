#pragma once
// From the platform's answers to files of an export.
#include "infra/http/client.hpp"
#include <filesystem>

namespace tianping::exporting {

// `export.cannot_write`.
Status write_file(const std::filesystem::path& file, const std::string& bytes);
// The body of an answer; a refusal of the platform comes back as its Error.
Result<std::string> fetched(http::Client& platform, const std::string& target);
Status save(http::Client& platform, const std::string& target, const std::filesystem::path& file);

// The authorities that the platform accepts, as PEM.
Status export_anchors(http::Client& platform, const std::filesystem::path& file);
// Those of outside time stamps; no file where none was ever named.
Status export_timestamp_anchors(http::Client& platform, const std::filesystem::path& file);

} // namespace tianping::exporting
