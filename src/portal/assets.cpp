#include "portal/assets.hpp"
#include "portal/files.hpp"
#include <map>
#include <stdexcept>

namespace tianping::portal {

namespace {

std::string_view type_of(std::string_view name)
{
    if (name.ends_with(".css"))
        return "text/css; charset=utf-8";
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    return "image/svg+xml";
}

bool is_asset(const File& file)
{
    return !file.name.ends_with(".mustache") && !file.name.ends_with(".toml");
}

std::string hashed_path(const File& file)
{
    const auto dot = file.name.rfind('.');
    return "/assets/" + std::string{file.name.substr(0, dot)} + "." + std::string{file.sha256.substr(0, 12)} +
           std::string{file.name.substr(dot)};
}

const std::map<std::string, Asset, std::less<>>& by_path()
{
    static const auto all = [] {
        std::map<std::string, Asset, std::less<>> out;
        for (const auto& file : embedded_files())
            if (is_asset(file))
                out.emplace(hashed_path(file), Asset{type_of(file.name), file.bytes});
        const auto& icon = embedded_file("icon.svg");
        for (const char* fixed : {"/favicon.svg", "/favicon.ico"})
            out.emplace(fixed, Asset{type_of(icon.name), icon.bytes});
        return out;
    }();
    return all;
}

} // namespace

std::string asset_path(std::string_view name)
{
    const File& file = embedded_file(name);
    if (!is_asset(file))
        throw std::logic_error("portal: not an asset: " + std::string{name});
    return hashed_path(file);
}

const Asset* find_asset(std::string_view path)
{
    const auto& all = by_path();
    const auto it = all.find(path);
    return it == all.end() ? nullptr : &it->second;
}

} // namespace tianping::portal
