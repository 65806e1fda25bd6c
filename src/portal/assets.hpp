#pragma once
// What the pages link to, from memory: style sheet, script, mark. The name carries a digest of the content,
// so a browser may keep it for ever and never shows an old one.
#include <string>
#include <string_view>

namespace tianping::portal {

struct Asset {
    std::string_view type{};  // Content-Type
    std::string_view bytes{}; // static storage
};

inline constexpr std::string_view asset_cache_control = "public, max-age=31536000, immutable";

// "portal.css" -> "/assets/portal.3f0a91c2.css". Throws std::logic_error for a name that does not exist.
std::string asset_path(std::string_view name);

// The asset under a request's path, also "/favicon.svg" and "/favicon.ico"; null when there is none.
const Asset* find_asset(std::string_view path);

} // namespace tianping::portal
