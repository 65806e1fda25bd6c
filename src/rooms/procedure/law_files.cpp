#include "rooms/procedure/law_files.hpp"
#include "base/folder.hpp"
#include "base/joined_text.hpp"
#include <algorithm>
#include <array>
#include <fstream>

namespace tianping::procedure {
namespace {

namespace fs = std::filesystem;

// What is read here, and what other rooms read or serve of the same folders.
constexpr std::array<std::string_view, 5> known_folders{"limits", "procedures", "calendars", "guidance",
                                                        "templates"};

// All that is not hidden; what could be listed where there is an error.
std::vector<fs::path> shown_in(const fs::path& folder, std::error_code& ec)
{
    auto out = entries_in(folder, ec);
    std::erase_if(out, [](const fs::path& entry) { return entry.filename().string().starts_with('.'); });
    return out;
}

// A pipe would keep the reader waiting.
bool is_readable(const fs::path& file)
{
    std::error_code ec;
    return fs::is_regular_file(file, ec) && std::ifstream{file, std::ios::binary}.is_open();
}

} // namespace

void check_names(const fs::path& folder, Mistakes& mistakes)
{
    std::error_code ec;
    for (const auto& entry : shown_in(folder, ec)) {
        const auto name = entry.filename().string();
        std::error_code unknown;
        if (!fs::exists(entry, unknown))
            mistakes.push_back({entry.string(), 1, "", "procedure.unreadable_file", ""});
        else if (fs::is_directory(entry, unknown) &&
                 std::ranges::find(known_folders, name) == known_folders.end())
            mistakes.push_back(
                {entry.string(), 1, "", "procedure.unknown_folder", joined_text(known_folders, ", ")});
    }
}

std::vector<fs::path> law_files(const fs::path& folder, const std::string& kind, Mistakes& mistakes)
{
    std::vector<fs::path> out;
    std::error_code ec;
    for (const auto& file : shown_in(folder / kind, ec)) {
        const auto name = kind + "/" + file.filename().string();
        if (file.extension() != ".toml")
            mistakes.push_back({name, 1, "", "procedure.unknown_file", "*.toml"});
        else if (!is_readable(file))
            mistakes.push_back({name, 1, "", "procedure.unreadable_file", ""});
        else
            out.push_back(file);
    }
    std::error_code unknown;
    if (ec && fs::exists(folder / kind, unknown))
        mistakes.push_back({kind, 1, "", "procedure.unreadable_file", ""});
    return out;
}

} // namespace tianping::procedure
